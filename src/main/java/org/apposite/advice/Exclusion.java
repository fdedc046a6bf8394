package org.apposite.advice;

import org.jspecify.annotations.Nullable;

/**
 * Why a topic does not apply.
 *
 * @param id its code
 * @param text the reason, for a reader
 * @param seeInstead where to look instead
 * @param source the key of the source, null when the engine itself found that no loaded topic answers the complaint
 */
public record Exclusion(
        String id, String text, String seeInstead, @Nullable String source) implements Conclusion {}
