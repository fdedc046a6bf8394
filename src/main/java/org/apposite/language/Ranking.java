package org.apposite.language;

import java.util.List;
import java.util.Set;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation.Category;
import org.jspecify.annotations.Nullable;

/**
 * The rated procedures of the matched variant, for the rules that come after the ratings. Without a matched variant it
 * is empty and every question is answered with no. Immutable.
 *
 * @param preferred the preferred procedures
 * @param usuallyAppropriate the usually appropriate procedures
 * @param order what the variant says of the proposed order, null when there is none or no variant matched
 * @param best the best category of the variant, null when no variant matched
 * @param transcribed whether any rating was seen only in a transcription
 * @param higherInAlsoMatching whether another variant that also matches rates the proposed order higher
 */
public record Ranking(
        List<Rated> preferred,
        List<Rated> usuallyAppropriate,
        @Nullable OrderReview order,
        @Nullable Category best,
        boolean transcribed,
        boolean higherInAlsoMatching) {

    /** Copies the lists. */
    public Ranking {
        preferred = List.copyOf(preferred);
        usuallyAppropriate = List.copyOf(usuallyAppropriate);
    }

    /**
     * The kind of a rated procedure.
     *
     * @param study the code of the kind of study, or of a technique of one
     * @param contrast the code of the contrast, null for a study without a choice of contrast
     */
    public record Rated(String study, @Nullable String contrast) {}

    public boolean prefers(String study) {
        return anyOf(preferred, study);
    }

    public boolean prefersWithContrast(String study, String contrast) {
        return preferred.contains(new Rated(study, contrast));
    }

    public boolean prefersOnlyWithContrast(String study, String contrast) {
        Set<Rated> only = Set.of(new Rated(study, contrast));
        boolean any = false;
        for (Rated one : preferred) {
            if (one.study().equals(study)) {
                any = true;
                if (!only.contains(one)) {
                    return false;
                }
            }
        }
        return any;
    }

    public boolean usuallyAppropriate(String study) {
        return anyOf(usuallyAppropriate, study);
    }

    public boolean orderBelowBest() {
        Category ordered = orderCategory();
        return ordered == Category.MAY_BE_APPROPRIATE && best == Category.USUALLY_APPROPRIATE;
    }

    public boolean orderUsuallyNotAppropriate() {
        return orderCategory() == Category.USUALLY_NOT_APPROPRIATE;
    }

    public boolean orderUnrated() {
        return best != null && order != null && order.category() == null;
    }

    public boolean orderHigherInAlsoMatching() {
        return higherInAlsoMatching;
    }

    public boolean anyTranscribed() {
        return transcribed;
    }

    private @Nullable Category orderCategory() {
        return order == null ? null : order.category();
    }

    private static boolean anyOf(List<Rated> procedures, String study) {
        for (Rated one : procedures) {
            if (one.study().equals(study)) {
                return true;
            }
        }
        return false;
    }
}
