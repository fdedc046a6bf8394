package org.apposite.advice;

import java.util.List;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * What the matched variant says of one procedure.
 *
 * @param procedure the procedure's code
 * @param display the procedure, for a reader
 * @param region the code of what it should show: the region of the complaint and of the examination, or a region of its
 *     own; null for a procedure of the whole body
 * @param category its appropriateness category
 * @param disagreement whether the panel disagreed on the category
 * @param median the panel's median rating, 1 to 9; null when the source does not state it
 * @param preferred whether it is the study to do next, or one of several equals
 * @param transcribed whether the rating was seen only in a transcription and has to be confirmed before clinical use
 * @param radiation its radiation, null when the source does not state it
 * @param setAside why it cannot be done, or need not be; null when it can
 * @param reasons why it is preferred or what speaks for or against it, for a reader
 * @param sources the keys of the sources of the rating and the reasons
 */
public record Recommendation(
        String procedure,
        String display,
        @Nullable String region,
        Category category,
        boolean disagreement,
        @Nullable Integer median,
        boolean preferred,
        boolean transcribed,
        @Nullable Radiation radiation,
        @Nullable String setAside,
        List<String> reasons,
        List<String> sources) {

    /** Copies the lists. */
    public Recommendation {
        reasons = List.copyOf(reasons);
        sources = List.copyOf(sources);
    }

    /** How appropriate a procedure is in a variant, most appropriate first. */
    public enum Category implements Coded {
        /** Benefit outweighs risk in most patients of the variant. */
        USUALLY_APPROPRIATE("usually-appropriate"),
        /** May serve some patients of the variant. */
        MAY_BE_APPROPRIATE("may-be-appropriate"),
        /** Risk or lack of benefit speaks against it in most patients of the variant. */
        USUALLY_NOT_APPROPRIATE("usually-not-appropriate");

        private final String code;

        Category(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}
