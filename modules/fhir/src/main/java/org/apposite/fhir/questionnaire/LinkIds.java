package org.apposite.fhir.questionnaire;

/** The link ids of questions that are not codes of terms alone. */
final class LinkIds {

    static final String EXAMINATION_REGION = "examination-region";
    static final String SIDE = "side";

    /** What follows the datum of a study. */
    static final String STUDY_REGION = ".region";

    static final String STUDY_TECHNIQUE = ".technique";
    static final String STUDY_CONTRAST = ".contrast";
    static final String STUDY_SIDE = ".side";
    static final String STUDY_DATE = ".date";
    static final String STUDY_RESULT = ".result";
    static final String STUDY_FINDING = ".finding";
    static final String STUDY_SITE = ".site";

    private LinkIds() {}
}
