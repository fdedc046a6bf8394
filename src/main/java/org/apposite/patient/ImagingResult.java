package org.apposite.patient;

import java.util.Set;

/** What a study showed. Radiographs and CT share one list, MRI has its own. */
public enum ImagingResult implements Coded {
    /** Nothing abnormal. */
    NEGATIVE("negative", true, true),
    /** Could not answer the question: motion, incomplete, poor quality. */
    NON_DIAGNOSTIC("non-diagnostic", true, true),
    /** Suspicious for infection, inflammation or malignancy. */
    SUSPICIOUS("suspicious", true, false),
    /** Something else is abnormal. */
    POSITIVE("positive", true, false),
    /** Done, not read yet. */
    PENDING("pending", true, true),
    /** Done, the result is not known. */
    UNKNOWN("unknown", true, false),
    /** Infection without abscess. */
    INFECTION("infection", false, true),
    /** Infection with an abscess. */
    INFECTION_WITH_ABSCESS("infection-with-abscess", false, true),
    /** Tumour. */
    NEOPLASM("neoplasm", false, true),
    /** Inflammatory disease. */
    INFLAMMATORY("inflammatory", false, true),
    /** Stress injury of bone. */
    STRESS_INJURY("stress-injury", false, true),
    /** Disease of the disc. */
    DISC("disc", false, true);

    private static final Set<Study> FILMS = Set.of(Study.RADIOGRAPHY, Study.CT);

    private final String code;
    private final boolean ofFilms;
    private final boolean ofMri;

    ImagingResult(String code, boolean ofFilms, boolean ofMri) {
        this.code = code;
        this.ofFilms = ofFilms;
        this.ofMri = ofMri;
    }

    @Override
    public String code() {
        return code;
    }

    /**
     * Whether a study of this kind can have this result.
     *
     * @param study the kind of study
     * @return true for radiographs, CT and MRI with a result of their list
     */
    public boolean isOf(Study study) {
        return FILMS.contains(study) ? ofFilms : study == Study.MRI && ofMri;
    }

    /**
     * Whether the study has been read, so that it tells something.
     *
     * @return false while pending or unknown
     */
    public boolean isKnown() {
        return this != PENDING && this != UNKNOWN;
    }
}
