package org.apposite.patient;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A study that the clinician proposes to order. Immutable.
 *
 * @param study the kind of study
 * @param region what it is to show
 * @param contrast for MRI and CT, and only for them
 */
public record ImagingOrder(
        Study study, Region region, @Nullable Contrast contrast) {

    /**
     * Checks that the parts fit.
     *
     * @throws NullPointerException when study or region is null
     * @throws IllegalArgumentException when an MRI or CT has no contrast stated, or another study has one
     */
    public ImagingOrder {
        Objects.requireNonNull(study, "study");
        Objects.requireNonNull(region, "region");
        boolean needed = study == Study.MRI || study == Study.CT;
        if (needed && contrast == null) {
            throw new IllegalArgumentException(
                    "an order for " + study.code() + " needs its contrast: without, with or without-and-with");
        }
        if (!needed && contrast != null) {
            throw new IllegalArgumentException("an order for " + study.code() + " has no contrast to state");
        }
    }

    /**
     * An order for a study without a choice of contrast.
     *
     * @param study any but MRI and CT
     * @param region what it is to show
     * @return the order
     */
    public static ImagingOrder of(Study study, Region region) {
        return new ImagingOrder(study, region, null);
    }

    /**
     * An order for an MRI or CT.
     *
     * @param study MRI or CT
     * @param region what it is to show
     * @param contrast its contrast
     * @return the order
     */
    public static ImagingOrder of(Study study, Region region, Contrast contrast) {
        return new ImagingOrder(study, region, contrast);
    }
}
