package org.apposite.fhir.mapping;

/** The URLs of what this project publishes, and of what FHIR itself does. */
public final class Urls {

    static final String CODE_SYSTEM = "https://apposite.org/fhir/CodeSystem/";

    // The code systems of a vocabulary; those of closed lists are OwnCodes.
    public static final String TERMS = CODE_SYSTEM + "term";
    public static final String STUDY = CODE_SYSTEM + "study";
    public static final String PROCEDURE = CODE_SYSTEM + "procedure";
    public static final String SOURCE = CODE_SYSTEM + "source";
    public static final String TOPIC = CODE_SYSTEM + "topic";

    // What the URL of a definition begins with, before its id.
    public static final String VALUE_SET = "https://apposite.org/fhir/ValueSet/";
    public static final String LIBRARY = "https://apposite.org/fhir/Library/";
    public static final String PLAN_DEFINITION = "https://apposite.org/fhir/PlanDefinition/";
    public static final String ACTIVITY_DEFINITION = "https://apposite.org/fhir/ActivityDefinition/";
    public static final String QUESTIONNAIRE = "https://apposite.org/fhir/Questionnaire/";

    // The project's extensions.
    public static final String RATING = "https://apposite.org/fhir/StructureDefinition/appropriateness-rating";
    public static final String ALERT = "https://apposite.org/fhir/StructureDefinition/alert";
    public static final String MISSING_DATUM = "https://apposite.org/fhir/StructureDefinition/missing-datum";

    /** Names, in an element, a part of it that was sent and could not be read; in resources as read, in none as sent. */
    public static final String UNREAD = "https://apposite.org/fhir/StructureDefinition/unread-element";

    // The digests of rule sets, as identifiers.
    public static final String DIGEST = "https://apposite.org/fhir/rule-set-digest";

    // What FHIR itself has.
    public static final String UCUM = "http://unitsofmeasure.org";
    public static final String LOINC = "http://loinc.org";
    public static final String URI = "urn:ietf:rfc:3986";
    public static final String DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    public static final String NULL_FLAVOR = "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor";

    public static final String CONDITION_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category";

    private Urls() {}

    /** Whether a code system is the project's own. */
    public static boolean isOwn(String system) {
        return system.startsWith(CODE_SYSTEM);
    }

    /** The last part of a canonical URL. */
    public static String id(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
