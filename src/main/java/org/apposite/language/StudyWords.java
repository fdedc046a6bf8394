package org.apposite.language;

import org.apposite.patient.Contrast;
import org.apposite.patient.Study;

/** Names of studies as they stand in a sentence. */
public final class StudyWords {

    private StudyWords() {}

    /** A kind of study. */
    public static String of(Study study) {
        return switch (study) {
            case RADIOGRAPHY -> "radiography";
            case CT -> "CT";
            case CT_MYELOGRAPHY -> "CT myelography";
            case MRI -> "MRI";
            case BONE_SCAN -> "bone scan";
            case US -> "ultrasound";
            case FDG_PET_CT -> "FDG-PET/CT";
        };
    }

    /** A contrast, before the word "contrast". */
    public static String of(Contrast contrast) {
        return switch (contrast) {
            case WITHOUT -> "without";
            case WITH -> "with";
            case WITHOUT_AND_WITH -> "without and with";
        };
    }
}
