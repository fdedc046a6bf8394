package org.apposite.cds.cards;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apposite.advice.Recommendation;
import org.jspecify.annotations.Nullable;

/**
 * How ratings are told to a client by the extensions of Argonaut's CDS Hooks for PAMA: which category of the guideline
 * is which of their three codes. A category without a code is told by its own code alone. Immutable and thread-safe.
 *
 * <p>Argonaut's text: <a href="https://github.com/argonautproject/cds-hooks-for-pama">CDS Hooks for PAMA</a>. Apposite is
 * no qualified clinical decision support mechanism, and does not say that it is one.
 *
 * @param codes the code of each category
 * @param notApplicable the code when no criterion applies, null for none
 * @param mechanism the identifier of the mechanism consulted, as the payer assigned it to the hospital's service; null
 *     for none
 */
public record ImagingRating(
        Map<Recommendation.Category, Code> codes,
        @Nullable Code notApplicable,
        @Nullable String mechanism) {

    /** Copies the codes. */
    public ImagingRating {
        codes = Map.copyOf(codes);
    }

    /** The three codes. */
    public enum Code {
        /** There is a criterion that the order follows. */
        APPROPRIATE("appropriate"),
        /** There is a criterion that speaks against the order. */
        NOT_APPROPRIATE("not-appropriate"),
        /** No criterion is about the order. */
        NO_CRITERIA_APPLY("no-criteria-apply");

        private final String code;

        Code(String code) {
            this.code = code;
        }

        /**
         * The code as Argonaut writes it.
         *
         * @return the code
         */
        public String code() {
            return code;
        }
    }

    /**
     * Usually appropriate is appropriate, usually not appropriate is not; what may be appropriate has no code, since
     * the guide has none for it, and is rated by its category alone.
     *
     * @return the rating that holds when nothing is configured
     */
    public static ImagingRating standard() {
        return new ImagingRating(
                Map.of(
                        Recommendation.Category.USUALLY_APPROPRIATE, Code.APPROPRIATE,
                        Recommendation.Category.USUALLY_NOT_APPROPRIATE, Code.NOT_APPROPRIATE),
                Code.NO_CRITERIA_APPLY,
                null);
    }

    Optional<Code> of(Recommendation.Category category) {
        return Optional.ofNullable(codes.get(Objects.requireNonNull(category, "category")));
    }
}
