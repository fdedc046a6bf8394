package org.apposite.fhir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.fhir.FhirCase.Origin;
import org.apposite.fhir.Reading.Complaint;
import org.apposite.fhir.Reading.Said;
import org.apposite.fhir.Reading.Seen;
import org.apposite.fhir.Reading.Value;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;

/** Puts together what has been read. For one use. */
final class CaseAssembly {

    private static final List<Study> ASKED = List.of(Study.RADIOGRAPHY, Study.MRI);

    private final Vocabulary vocabulary;
    private final Reading reading;
    private final PatientCaseBuilder builder = PatientCase.builder();
    private final List<Origin> origins = new ArrayList<>();

    CaseAssembly(Vocabulary vocabulary, Reading reading) {
        this.vocabulary = vocabulary;
        this.reading = reading;
    }

    FhirCase assemble(boolean allImaging) {
        builder.asOf(reading.today);
        Value<Age> age = reading.age;
        if (age != null) {
            builder.age(age.value());
            origin("age", age.value(), age.resource());
        }
        if (reading.sex != null) {
            builder.sex(reading.sex.value());
            origin("sex", reading.sex.value().code(), reading.sex.resource());
        }
        complaint(age == null ? null : age.value());
        Set<String> suspected = new TreeSet<>();
        Set<String> suspectedBy = new LinkedHashSet<>();
        int denied = 0;
        for (Mapping.Term term : reading.mapping.terms()) {
            Presence presence = presence(term);
            if (term.kind() == Kind.SUSPICION) {
                denied += presence == Presence.ABSENT ? 1 : 0;
                suspectedBy.addAll(sources(term, presence));
                if (presence == Presence.PRESENT) {
                    suspected.add(term.code());
                }
            } else if (term.kind() != Kind.SYMPTOM && presence != Presence.UNKNOWN) {
                builder.finding(term.code(), presence);
                origins.add(
                        new Origin(term.code(), term.display(), presence.code(), List.copyOf(sources(term, presence))));
            }
        }
        suspicions(suspected, denied, suspectedBy);
        Value<Double> egfr = reading.egfr;
        if (egfr != null) {
            builder.egfr(egfr.value());
            origin("egfr", egfr.value() + " mL/min/1.73 m2", egfr.resource());
        }
        order();
        imaging(allImaging);
        return new FhirCase(builder.build(), origins, reading.notes());
    }

    /** What all that was said of a term comes to. */
    private Presence presence(Mapping.Term term) {
        Said said = reading.said.get(term.code());
        if (said == null) {
            return Presence.UNKNOWN;
        }
        Set<String> absent = absent(term, said);
        if (!said.present.isEmpty() && !absent.isEmpty()) {
            Presence presence = reading.mapping.contradictions().getOrDefault(term.kind(), Presence.UNKNOWN);
            for (String resource : absent) {
                reading.note(
                        resource,
                        "denies " + term.display() + ", which " + String.join(", ", said.present)
                                + " states; it is taken as " + presence.code());
            }
            return presence;
        }
        if (!said.present.isEmpty()) {
            return Presence.PRESENT;
        }
        // What somebody still considers is not absent because somebody else has ruled it out.
        return absent.isEmpty() || !said.doubtful.isEmpty() ? Presence.UNKNOWN : Presence.ABSENT;
    }

    /** Who says that a term is absent; of measurements all together, when every one was in range. */
    private static Set<String> absent(Mapping.Term term, Said said) {
        Set<String> absent = new LinkedHashSet<>(said.absent);
        boolean allInRange = !term.measures().isEmpty()
                && term.measures().stream().allMatch(measure -> said.inRange.containsKey(measure.name()));
        if (allInRange && said.present.isEmpty()) {
            said.inRange.values().forEach(absent::addAll);
        }
        return absent;
    }

    private Set<String> sources(Mapping.Term term, Presence presence) {
        Said said = reading.said.get(term.code());
        if (said == null) {
            return Set.of();
        }
        return switch (presence) {
            case PRESENT -> said.present;
            case ABSENT -> absent(term, said);
            case UNKNOWN -> Set.of();
        };
    }

    /** The list of suspicions is complete or not there, so none is stated absent as long as one is not answered. */
    private void suspicions(Set<String> suspected, int denied, Set<String> resources) {
        int all = vocabulary.codes(Kind.SUSPICION).size();
        if (suspected.isEmpty() && (denied == 0 || denied < all)) {
            return;
        }
        builder.suspected(suspected.toArray(String[]::new));
        String value = suspected.isEmpty() ? "none" : String.join(", ", suspected);
        origins.add(new Origin("suspected", display("suspected"), value, List.copyOf(resources)));
        if (suspected.size() + denied < all) {
            resources.forEach(resource -> reading.note(
                    resource, "tells of a suspicion; what else may be suspected was not stated, and counts as not"));
        }
    }

    private void complaint(@Nullable Age age) {
        String symptom = null;
        Value<String> answered = reading.symptom;
        if (answered != null) {
            symptom = answered.value();
            builder.symptom(symptom);
            origin("complaint", symptom, answered.resource());
        } else {
            for (Mapping.Term term : reading.mapping.terms()) {
                Set<String> resources = resources(of(term.code()));
                if (term.kind() == Kind.SYMPTOM && !resources.isEmpty()) {
                    symptom = term.code();
                    builder.symptom(symptom);
                    origin("complaint", symptom, resources);
                    break;
                }
            }
        }
        List<Complaint> complaints = symptom == null ? List.of() : of(symptom);
        region(complaints);
        duration(complaints, age);
        Value<Region> examined = reading.examinedAt;
        if (examined != null) {
            builder.examinedAt(examined.value());
            origin("examination", examined.value().code(), examined.resource());
        }
    }

    private List<Complaint> of(String symptom) {
        return reading.complaints.stream()
                .filter(one -> one.symptom().equals(symptom))
                .toList();
    }

    private static Set<String> resources(Collection<Complaint> complaints) {
        Set<String> resources = new LinkedHashSet<>();
        complaints.forEach(one -> resources.add(one.resource()));
        return resources;
    }

    private void region(List<Complaint> complaints) {
        Value<Region> answered = reading.region;
        if (answered != null) {
            builder.region(answered.value());
            origin("region", answered.value().code(), answered.resource());
            return;
        }
        List<Complaint> placed =
                complaints.stream().filter(one -> one.region().isPresent()).toList();
        Optional<Region> joined =
                placed.stream().flatMap(one -> one.region().stream()).reduce(Region::joinedWith);
        if (joined.isPresent()) {
            Region region = joined.get().isOfPain() ? joined.get() : Region.DIFFUSE;
            builder.region(region);
            origin("region", region.code(), resources(placed));
        }
    }

    /** Of several the longest counts; a complaint with a first day that is not told to the day tells none. */
    private void duration(List<Complaint> complaints, @Nullable Age age) {
        Value<Integer> longest = reading.durationDays;
        if (longest == null) {
            for (Complaint one : complaints) {
                Days since = one.since().orElse(null);
                if (since == null || since.first().isAfter(reading.today)) {
                    continue;
                }
                int days = (int) (reading.today.toEpochDay() - since.first().toEpochDay());
                if (!since.isOneDay()) {
                    reading.note(one.resource(), "began " + since + "; how long it has lasted is not told closely");
                } else if (longest == null || days > longest.value()) {
                    longest = new Value<>(days, one.resource());
                }
            }
        }
        if (longest != null) {
            PatientCaseBuilder tried = PatientCase.builder().durationDays(longest.value());
            if (age != null && tried.age(age).buildIfConsistent().isEmpty()) {
                reading.note(
                        longest.resource(), "says that the complaint is older than the patient; it is not counted");
                return;
            }
            builder.durationDays(longest.value());
            origin("duration", longest.value() + (longest.value() == 1 ? " day" : " days"), longest.resource());
        }
    }

    private void order() {
        List<Value<ImagingOrder>> orders = reading.orders;
        if (orders.size() == 1) {
            ImagingOrder order = orders.get(0).value();
            builder.order(order);
            String contrast =
                    order.contrast() == null ? "" : " " + order.contrast().code() + " contrast";
            origin(
                    "order",
                    order.study().code() + " " + order.region().code() + contrast,
                    orders.get(0).resource());
        } else {
            orders.forEach(one ->
                    reading.note(one.resource(), "is one of several orders; which is to be reviewed is not told"));
        }
    }

    /**
     * The list of studies is complete or not there. As long as nobody has said that it is complete, a kind of study that
     * does not show the painful area goes in as one of an unknown region, so that it is unknown whether it was done.
     */
    private void imaging(boolean allImaging) {
        List<PriorImaging> studies =
                new ArrayList<>(reading.studies.stream().map(Seen::imaging).toList());
        Set<Study> open = new TreeSet<>(ASKED);
        open.removeAll(reading.studiesNotDone);
        if (studies.isEmpty() && !allImaging && reading.studiesNotDone.isEmpty()) {
            return;
        }
        if (!allImaging) {
            PatientCase known = builder.imaging(studies).build();
            for (Study study : open) {
                if (known.notImaged(study.code())) {
                    studies.add(PriorImaging.of(
                            study, Region.UNKNOWN, study == Study.MRI ? ImagingResult.PENDING : ImagingResult.UNKNOWN));
                }
            }
        }
        builder.imaging(studies);
        Map<Study, String> facts = Map.of(Study.RADIOGRAPHY, "radiographs", Study.MRI, "mri");
        for (Seen seen : reading.studies) {
            PriorImaging one = seen.imaging();
            origin(
                    facts.getOrDefault(one.study(), one.study().code()),
                    one.region().code() + ", "
                            + one.when().map(Object::toString).orElse("undated") + ", "
                            + one.result().code(),
                    seen.resource());
        }
    }

    private void origin(String fact, Object value, String resource) {
        origin(fact, value, Set.of(resource));
    }

    private void origin(String fact, Object value, Set<String> resources) {
        origins.add(new Origin(fact, display(fact), value.toString(), List.copyOf(resources)));
    }

    private String display(String fact) {
        Vocabulary.Term term = vocabulary.terms().get(fact);
        return term == null ? fact : term.display();
    }
}
