package org.apposite.fhir.in;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.fhir.in.CaseDraft.Said;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.DatumCodes;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Presence;
import org.apposite.patient.Sex;

/** Puts together what has been read. For one use. */
final class CaseAssembly {

    private final Vocabulary vocabulary;
    private final CaseDraft draft;
    private final SourcedCase made;

    CaseAssembly(Vocabulary vocabulary, CaseDraft draft) {
        this.vocabulary = vocabulary;
        this.draft = draft;
        this.made = new SourcedCase(vocabulary);
    }

    FhirCase assemble(boolean allImaging) {
        made.builder.asOf(draft.today);
        Value<Age> age = draft.age;
        if (age != null) {
            made.builder.age(age.value());
            made.origin(DatumCodes.AGE, age.value(), age);
        }
        Value<Sex> sex = draft.sex;
        if (sex != null) {
            made.builder.sex(sex.value());
            made.origin("sex", sex.value().code(), sex);
        }
        new ComplaintAssembly(draft, made).assemble();
        terms();
        Value<Double> egfr = draft.egfr;
        if (egfr != null) {
            made.builder.egfr(egfr.value());
            made.origin(DatumCodes.EGFR, egfr.value() + " mL/min/1.73 m2", egfr);
        }
        new ImagingAssembly(draft, made).assemble(allImaging);
        return made.with(draft.notes());
    }

    private void terms() {
        Set<String> suspected = new TreeSet<>();
        Set<String> suspectedBy = new LinkedHashSet<>();
        int denied = 0;
        for (Mapping.Term term : draft.mapping.terms()) {
            Presence presence = presence(term);
            if (term.kind() == Kind.SUSPICION) {
                denied += presence == Presence.ABSENT ? 1 : 0;
                suspectedBy.addAll(sources(term, presence));
                if (presence == Presence.PRESENT) {
                    suspected.add(term.code());
                }
            } else if (term.kind() != Kind.SYMPTOM && presence != Presence.UNKNOWN) {
                made.builder.finding(term.code(), presence);
                made.origin(term.code(), presence.code(), sources(term, presence));
            }
        }
        suspicions(suspected, denied, suspectedBy);
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
        made.origin(DatumCodes.SUSPECTED, suspected.isEmpty() ? "none" : String.join(", ", suspected), resources);
        if (suspected.size() + denied < all) {
            resources.forEach(resource -> draft.note(
                    resource, "tells of a suspicion; what else may be suspected was not stated, and counts as not"));
        }
    }
}
