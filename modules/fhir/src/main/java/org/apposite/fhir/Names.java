package org.apposite.fhir;

/** The canonical URLs of what this project publishes, and of what FHIR itself does. */
final class Names {

    /** The project's own code system of the terms of the vocabulary. */
    static final String TERMS = "https://apposite.org/fhir/CodeSystem/term";

    static final String PRESENCE = "https://apposite.org/fhir/CodeSystem/presence";
    static final String REGION = "https://apposite.org/fhir/CodeSystem/region";
    static final String IMAGING_RESULT = "https://apposite.org/fhir/CodeSystem/imaging-result";
    static final String IMAGING_FINDING = "https://apposite.org/fhir/CodeSystem/imaging-finding";
    static final String LESION_SITE = "https://apposite.org/fhir/CodeSystem/lesion-site";
    static final String QUESTIONNAIRE = "https://apposite.org/fhir/Questionnaire/";

    static final String UCUM = "http://unitsofmeasure.org";
    static final String DATA_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private Names() {}
}
