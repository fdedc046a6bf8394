package org.apposite.fhir;

/** The link ids of the questionnaire that are not codes of terms alone. */
final class Items {

    static final String COMPLAINT = "complaint";
    static final String REGION = "region";
    static final String DURATION = "duration";
    static final String AGE = "age";
    static final String EGFR = "egfr";
    static final String EXAMINATION_REGION = "examination-region";
    static final String RADIOGRAPHS = "radiographs";
    static final String MRI = "mri";
    static final String STUDY_REGION = ".region";
    static final String STUDY_DATE = ".date";
    static final String STUDY_RESULT = ".result";
    static final String STUDY_FINDING = ".finding";
    static final String STUDY_SITE = ".site";

    private Items() {}
}
