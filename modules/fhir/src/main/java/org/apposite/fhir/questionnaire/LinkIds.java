package org.apposite.fhir.questionnaire;

import java.util.List;

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

    static final List<String> OF_STUDY = List.of(
            STUDY_REGION,
            STUDY_TECHNIQUE,
            STUDY_CONTRAST,
            STUDY_SIDE,
            STUDY_DATE,
            STUDY_RESULT,
            STUDY_FINDING,
            STUDY_SITE);

    private LinkIds() {}
}
