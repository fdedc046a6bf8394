package org.apposite.fhir.in;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.fhir.in.CaseDraft.Dated;
import org.apposite.fhir.in.CaseDraft.Said;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Choice;
import org.apposite.model.Datum;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;

/** Puts together what has been read. For one use. */
final class CaseAssembly {

    private final Vocabulary vocabulary;
    private final CaseDraft draft;
    private final ComplaintAssembly.Told told;
    private final SourcedCase made;

    CaseAssembly(Vocabulary vocabulary, CaseDraft draft, ComplaintAssembly.Told complaint) {
        this.vocabulary = vocabulary;
        this.draft = draft;
        this.told = complaint;
        this.made = new SourcedCase(vocabulary);
    }

    FhirCase assemble() {
        made.builder.asOf(draft.today);
        Value<Range<Age>> age = draft.age;
        if (age != null) {
            made.builder.age(age.value());
            made.origin(
                    Datum.AGE.code(),
                    age.value().isExact()
                            ? age.value().from()
                            : age.value().from() + " to " + age.value().to(),
                    age);
        }
        Value<Sex> sex = draft.sex;
        if (sex != null) {
            made.builder.sex(sex.value());
            made.origin(Datum.SEX.code(), sex.value().code(), sex);
        }
        ComplaintAssembly complaint = new ComplaintAssembly(vocabulary, draft, made, told);
        complaint.assemble();
        terms();
        complaint.level();
        choices();
        new QuantityAssembly(draft, told, made).assemble();
        ImagingAssembly imaging = new ImagingAssembly(vocabulary, draft, made);
        imaging.assemble();
        List<PriorImaging> supposed = imaging.supposed();
        return made.with(draft.notes(), setAside(), supposed, draft.dates);
    }

    /** The terms that only doubtful statements name, or hints that nothing denies. */
    private Set<String> setAside() {
        Set<String> setAside = new TreeSet<>();
        draft.said.forEach((term, said) -> {
            boolean isHinted = !said.hints.isEmpty() && said.absent.isEmpty();
            if ((!said.doubtful.isEmpty() || isHinted) && said.present.isEmpty()) {
                setAside.add(term);
            }
        });
        return setAside;
    }

    private void terms() {
        Set<String> suspected = new TreeSet<>();
        Set<String> suspectedBy = new LinkedHashSet<>();
        int denied = 0;
        for (Mapping.Term term : draft.mapping.terms()) {
            if (term.kind() == Kind.COMPLAINT || term.kind() == Kind.CHOICE) {
                continue;
            }
            Presence presence = presence(term);
            if (term.kind() == Kind.SUSPICION) {
                denied += presence == Presence.ABSENT ? 1 : 0;
                suspectedBy.addAll(sources(term, presence));
                if (presence == Presence.PRESENT) {
                    suspected.add(term.code());
                }
            } else if (presence != Presence.UNKNOWN) {
                made.builder.finding(term.code(), presence);
                made.origin(term.code(), presence.code(), sources(term, presence));
            }
        }
        suspicions(suspected, denied, suspectedBy);
    }

    /**
     * Of a choice the latest value counts; of several of which none is the latest for sure, and that differ, none does. A
     * value that leaves the question open says nothing beside one that answers it.
     */
    private void choices() {
        for (Mapping.Term term : draft.mapping.terms()) {
            List<Dated<String>> chosen = draft.chosen.get(term.code());
            if (chosen == null) {
                continue;
            }
            List<Dated<String>> latest = answering(term.code(), Dated.latest(chosen));
            String value = latest.get(0).value();
            Set<String> resources = new LinkedHashSet<>();
            latest.forEach(one -> resources.add(one.resource()));
            Optional<Dated<Measurement>> contradicting = contradicting(term.code(), value);
            if (contradicting.isPresent()) {
                resources.forEach(resource -> draft.note(
                        resource,
                        Remark.of(
                                "contradicted",
                                value,
                                term.display(),
                                contradicting.get().resource(),
                                contradicting.get().value())));
            } else if (latest.stream().allMatch(one -> one.value().equals(value))) {
                made.builder.chosen(term.code(), value);
                made.origin(term.code(), value, resources);
            } else {
                resources.forEach(resource -> draft.note(resource, Remark.of("several-values", term.display())));
            }
        }
    }

    private List<Dated<String>> answering(String choice, List<Dated<String>> told) {
        Choice values = vocabulary.choices().get(choice);
        List<Dated<String>> answering = told.stream()
                .filter(one -> values == null
                        || !Optional.ofNullable(values.values().get(one.value()))
                                .map(Choice.Value::open)
                                .orElse(false))
                .toList();
        return answering.isEmpty() ? told : answering;
    }

    /** A measurement that can only be zero beside this value of a choice, and is more: it tells more, so it counts. */
    private Optional<Dated<Measurement>> contradicting(String choice, String value) {
        return draft.mapping.quantities().entrySet().stream()
                .flatMap(entry -> draft.measured.getOrDefault(entry.getKey(), List.of()).stream()
                        .filter(one -> entry.getValue()
                                .quantity()
                                .contradicted(one.value(), Map.of(choice, value))
                                .isPresent()))
                .findFirst();
    }

    /** What all that was said of a term comes to. */
    private Presence presence(Mapping.Term term) {
        Said said = draft.said.get(term.code());
        if (said == null) {
            return Presence.UNKNOWN;
        }
        Set<String> absent = absent(term, said);
        if (!said.present.isEmpty() && !absent.isEmpty()) {
            Presence presence = draft.mapping.contradictions().getOrDefault(term.kind(), Presence.UNKNOWN);
            for (String resource : absent) {
                draft.note(
                        resource,
                        Remark.of(
                                "denied-and-stated",
                                term.display(),
                                String.join(", ", said.present),
                                Remark.of("presence." + presence.code())));
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
        Said said = draft.said.get(term.code());
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
        made.builder.suspected(suspected.toArray(String[]::new));
        made.origin(Datum.SUSPECTED.code(), suspected.isEmpty() ? "none" : String.join(", ", suspected), resources);
        if (suspected.size() + denied < all) {
            resources.forEach(resource -> draft.note(resource, Remark.of("suspicions-not-stated")));
        }
    }
}
