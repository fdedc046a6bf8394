package org.apposite.advice;

import org.jspecify.annotations.Nullable;

/**
 * What the matched variant says of the study that the clinician proposes to order. It is rated by its study, technique and
 * contrast, and by the region of the body; an alert reports a wrong part of that region.
 *
 * @param procedure the code of the procedure, null when the vocabulary has none for this order
 * @param category its category, null when the variant has no rating for it, or no variant matched
 * @param disagreement whether the panel disagreed on the category
 * @param preferred whether it is a preferred study
 * @param contrastOpen whether the order leaves open which contrast it asks for, so that it is not rated
 * @param setAside why it cannot be done, or need not be, whatever its category; null when it can
 */
public record OrderReview(
        @Nullable String procedure,
        Recommendation.@Nullable Category category,
        boolean disagreement,
        boolean preferred,
        boolean contrastOpen,
        @Nullable String setAside) {}
