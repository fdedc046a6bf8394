package org.apposite.fhir.in;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apposite.advice.Trace;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.fhir.words.Remark;
import org.apposite.patient.PatientCase;

/**
 * A case, and how it came out of the resources. Immutable and thread-safe.
 *
 * @param patient the case
 * @param origins which resources each fact of the case came from, by kind of fact and the order of the mapping file
 * @param notes what was not taken as it stands, and why; in the order of reading
 * @param setAside the codes of terms that the record names without saying for sure that they hold now; each has a note
 * @param supposed the case if all held that the record names without saying it for sure: what was set aside, and what a
 *     diagnosis says that imaging shows, without a study that tells it; the case itself where there is no such thing, or
 *     where it cannot all hold together
 * @param dates of which day each resource is that an origin names, such as {@code 2026-11-20} or {@code 2026-11-01 to
 *     2026-11-30}; a resource that does not say so has none
 */
public record FhirCase(
        PatientCase patient,
        List<Origin> origins,
        List<Note> notes,
        Set<String> setAside,
        PatientCase supposed,
        Map<String, String> dates) {

    private static final int MOST_NAMED = 10;

    /** Copies the collections. */
    public FhirCase {
        origins = List.copyOf(origins);
        notes = List.copyOf(notes);
        setAside = Collections.unmodifiableSet(new LinkedHashSet<>(setAside));
        dates = Map.copyOf(dates);
    }

    /**
     * A case of a record of which nothing was set aside.
     *
     * @param patient the case
     * @param origins which resources each fact of the case came from
     * @param notes what was not taken as it stands, and why
     */
    public FhirCase(PatientCase patient, List<Origin> origins, List<Note> notes) {
        this(patient, origins, notes, Set.of(), patient, Map.of());
    }

    /**
     * Where a fact came from.
     *
     * @param fact the code of the fact: a term of the vocabulary, or {@code sex}, {@code examination}, {@code order}
     * @param display its name, as the trace of an answer has it
     * @param value what is stated, such as {@code present} or {@code 9 years}
     * @param resources the resources that say it, such as {@code Condition/17}
     */
    public record Origin(String fact, String display, String value, List<String> resources) {

        /** Copies the list. */
        public Origin {
            resources = List.copyOf(resources);
        }
    }

    /**
     * Something that was not taken as it stands.
     *
     * @param resource the resource, such as {@code Condition/17}
     * @param remark why
     * @param concern what it is about: of an emergency, and of what speaks against a scan, a reader must hear
     * @param ofAnother whether the whole resource was set aside because it is, or may be, of somebody else
     */
    public record Note(String resource, Remark remark, Concern concern, boolean ofAnother) {

        /** A note on a resource of the patient's own, about neither an emergency nor what speaks against a scan. */
        public Note(String resource, Remark remark) {
            this(resource, remark, Concern.NONE, false);
        }

        /** Why, in plain English words. */
        public String text() {
            return remark.toString();
        }

        /**
         * The note in one line, in a language.
         *
         * @param language one of {@link org.apposite.text.Messages#LANGUAGES}
         */
        public String line(Locale language) {
            return resource + ": " + remark.text(language);
        }

        /** The note in one line, in English. */
        @Override
        public String toString() {
            return resource + ": " + remark;
        }
    }

    /**
     * A reason of the trace with the resources that it rests on in the end, ten of them at most: "fever is present
     * (Condition/17)".
     *
     * @param because a reason of a step of the trace
     * @param trace the trace
     * @return the reason in plain words, without more when it rests on no resource
     */
    public String sourced(Trace.Reason because, Trace trace) {
        Set<String> facts = trace.restsOn(because);
        List<String> resources = origins.stream()
                .filter(origin -> facts.contains(origin.fact()))
                .flatMap(origin -> origin.resources().stream())
                .distinct()
                .toList();
        if (resources.isEmpty()) {
            return because.text();
        }
        int more = resources.size() - MOST_NAMED;
        return because.text() + " (" + String.join(", ", resources.subList(0, Math.min(resources.size(), MOST_NAMED)))
                + (more > 0 ? " and " + more + " more)" : ")");
    }
}
