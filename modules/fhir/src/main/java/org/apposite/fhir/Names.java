package org.apposite.fhir;

import org.apposite.advice.Status;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;

/** The canonical URLs of what this project publishes, and of what FHIR itself does. */
final class Names {

    /** The project's own code system of the terms of the vocabulary. */
    static final String TERMS = "https://apposite.org/fhir/CodeSystem/term";

    static final String PRESENCE = "https://apposite.org/fhir/CodeSystem/presence";
    static final String REGION = "https://apposite.org/fhir/CodeSystem/region";
    static final String IMAGING_RESULT = "https://apposite.org/fhir/CodeSystem/imaging-result";
    static final String IMAGING_FINDING = "https://apposite.org/fhir/CodeSystem/imaging-finding";
    static final String LESION_SITE = "https://apposite.org/fhir/CodeSystem/lesion-site";
    static final String PROCEDURE = "https://apposite.org/fhir/CodeSystem/procedure";
    static final String SOURCE = "https://apposite.org/fhir/CodeSystem/source";
    static final String CATEGORY = "https://apposite.org/fhir/CodeSystem/appropriateness-category";
    static final String RADIATION = "https://apposite.org/fhir/CodeSystem/relative-radiation-level";
    static final String SEVERITY = "https://apposite.org/fhir/CodeSystem/severity";
    static final String EFFECT = "https://apposite.org/fhir/CodeSystem/effect";
    static final String VALUE_SET = "https://apposite.org/fhir/ValueSet/";
    static final String LIBRARY = "https://apposite.org/fhir/Library/";
    static final String PLAN_DEFINITION = "https://apposite.org/fhir/PlanDefinition/";
    static final String ACTIVITY_DEFINITION = "https://apposite.org/fhir/ActivityDefinition/";
    static final String RATING = "https://apposite.org/fhir/StructureDefinition/appropriateness-rating";
    static final String ALERT = "https://apposite.org/fhir/StructureDefinition/alert";
    static final String MISSING_DATUM = "https://apposite.org/fhir/StructureDefinition/missing-datum";

    /** The digests of rule sets, as identifiers. */
    static final String DIGEST = "https://apposite.org/fhir/rule-set-digest";

    static final String QUESTIONNAIRE = "https://apposite.org/fhir/Questionnaire/";

    static final String UCUM = "http://unitsofmeasure.org";
    static final String URI = "urn:ietf:rfc:3986";
    static final String DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private Names() {}

    /** A canonical reference with the version that is meant. */
    static String versioned(String url, String version) {
        return url + "|" + version;
    }

    /** An id as a name that code can use. */
    static String camelCase(String id) {
        StringBuilder name = new StringBuilder();
        for (String word : id.split("-", -1)) {
            name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return name.toString();
    }

    /** The last part of a canonical URL. */
    static String id(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /** How far content has come, in the words of FHIR. */
    static PublicationStatus status(Status status) {
        return switch (status) {
            case DRAFT, REVIEWED -> PublicationStatus.DRAFT;
            case ACTIVE -> PublicationStatus.ACTIVE;
            case RETIRED -> PublicationStatus.RETIRED;
        };
    }
}
