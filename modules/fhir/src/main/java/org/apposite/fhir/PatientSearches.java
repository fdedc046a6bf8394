package org.apposite.fhir;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Topic;

/**
 * What to search of a patient, so that {@link FhirCases} has all it can read and hardly anything else: measurements,
 * reports and procedures are asked for by the codes that a mapping has.
 */
public final class PatientSearches {

    private PatientSearches() {}

    /**
     * A search.
     *
     * @param name its name, unique among the searches, in camel case
     * @param type the type of resource that it finds
     * @param parameters its parameters as of a URL, unencoded, without the one of the patient; empty when it has none
     */
    public record Search(String name, String type, String parameters) {

        /**
         * The search of one patient, relative to the base of a FHIR server.
         *
         * @param patient the id of the patient, or a placeholder for it
         * @return the search, such as {@code Condition?patient=17}; of the patient's own resource a read
         */
        public String of(String patient) {
            return type.equals("Patient")
                    ? "Patient/" + patient
                    : type + "?patient=" + patient + (parameters.isEmpty() ? "" : "&" + parameters);
        }
    }

    /**
     * The searches for some topics.
     *
     * @param mapping what codes mean
     * @param topics the topics
     * @return the searches, the one for the patient first
     */
    public static List<Search> of(FhirMapping mapping, Collection<Topic> topics) {
        Mapping known = Objects.requireNonNull(mapping, "mapping").mapping();
        Stream<TerminologyCode> measured = Stream.concat(
                known.terms().stream().flatMap(term -> term.measures().stream()).flatMap(one -> one.codes().stream()),
                known.quantities().values().stream()
                        .flatMap(quantity -> quantity.equations().stream())
                        .flatMap(one -> one.codes().stream()));
        String own = all(Urls.TERMS);
        String imaging = String.join(
                ",", all(Urls.PROCEDURE), all(Urls.STUDY), codes(known.imaging().studies().keySet().stream()));
        List<Search> searches = new ArrayList<>();
        searches.add(new Search("patient", "Patient", ""));
        searches.add(new Search("conditions", "Condition", ""));
        searches.add(new Search("observations", "Observation", "code=" + own + "," + codes(measured)));
        searches.add(new Search("imagingReports", "DiagnosticReport", "code=" + imaging));
        searches.add(new Search("imagingStudies", "ImagingStudy", ""));
        searches.add(new Search("procedures", "Procedure", "code=" + own + "," + imaging));
        searches.add(new Search("allergies", "AllergyIntolerance", ""));
        searches.add(
                new Search("visits", "Encounter", "status=" + String.join(",", new TreeSet<>(known.visitStatuses()))));
        searches.add(new Search("devices", "Device", ""));
        searches.add(new Search(
                "answers",
                "QuestionnaireResponse",
                "questionnaire="
                        + topics.stream()
                                .map(topic -> Urls.QUESTIONNAIRE + topic.id())
                                .collect(Collectors.joining(","))));
        return List.copyOf(searches);
    }

    /** Whatever the code, by the project's own system. */
    private static String all(String system) {
        return system + "|";
    }

    /** Those that are not the project's own. */
    private static String codes(Stream<TerminologyCode> codes) {
        return codes.filter(code -> !Urls.isOwn(code.system()) && !code.isClass())
                .map(code -> code.system() + "|" + code.code())
                .distinct()
                .sorted()
                .collect(Collectors.joining(","));
    }
}
