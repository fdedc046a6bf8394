package org.apposite.patient;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A study that the clinician proposes to order. Immutable. Its codes are checked against the vocabulary of the rules when
 * a case is evaluated.
 *
 * @param study the code of the kind of study
 * @param technique the code of a special technique, null for the plain study
 * @param region the code of the region that it is to show, null when not stated
 * @param side on which side, null when not stated
 * @param contrast its contrast, for a study that has a choice of it and for no other; null when not stated, or when
 *     it follows a protocol of the radiologist
 */
public record ImagingOrder(
        String study,
        @Nullable String technique,
        @Nullable String region,
        @Nullable Side side,
        @Nullable Contrast contrast) {

    /**
     * Checks how the codes are written.
     *
     * @throws NullPointerException when the study is null
     * @throws IllegalArgumentException when a code is not written as one
     */
    public ImagingOrder {
        PatientCaseBuilder.checkedCode("study", Objects.requireNonNull(study, "study"));
        if (region != null) {
            PatientCaseBuilder.checkedCode("region", region);
        }
        if (technique != null) {
            PatientCaseBuilder.checkedCode("technique", technique);
        }
    }

    /**
     * An order for a plain study, of which no contrast is stated.
     *
     * @param study the code of the kind of study
     * @param region the code of the region that it is to show
     * @return the order
     */
    public static ImagingOrder of(String study, String region) {
        return new ImagingOrder(study, null, region, null, null);
    }

    /**
     * An order for a plain study with a choice of contrast.
     *
     * @param study the code of the kind of study
     * @param region the code of the region that it is to show
     * @param contrast its contrast
     * @return the order
     */
    public static ImagingOrder of(String study, String region, Contrast contrast) {
        return new ImagingOrder(study, null, region, null, contrast);
    }

    /**
     * What is ordered, as rules name it.
     *
     * @return the code of the technique, or of the plain study
     */
    public String kind() {
        return technique == null ? study : technique;
    }
}
