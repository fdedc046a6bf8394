package org.apposite.language;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** What a rule's text may hold in braces; the engine fills it from the case and the ratings. */
public enum Placeholder {
    /** Where the complaint is. */
    COMPLAINT_REGION("complaint-region", null, "the region of the complaint"),
    /** The level of the signs. */
    EXAMINATION_REGION("examination-region", null, "the level of the signs"),
    /** The proposed order. */
    ORDER("order", null, "the proposed order, with its region"),
    /** Its category. */
    ORDER_CATEGORY("order-category", null, "its category in the matched variant"),
    /** Its dose. */
    ORDER_RADIATION("order-radiation", null, "its dose"),
    /** Its region. */
    ORDER_REGION("order-region", null, "the region of the proposed order"),
    /** What is rated higher. */
    HIGHER(
            "higher",
            null,
            "the best studies of a higher category than the order's that have not been done and answered"),
    /** How variants that also match rate the order. */
    ORDER_IN_ALSO_MATCHING(
            "order-in-also-matching", null, "the variants that match too and rate the order higher, with its category"),
    /** What is usually appropriate. */
    USUALLY_APPROPRIATE("usually-appropriate", null, "the usually appropriate studies"),
    /** What is preferred. */
    PREFERRED("preferred", null, "the preferred studies"),
    /** What was transcribed. */
    TRANSCRIBED("transcribed", null, "the studies whose rating was seen only in a transcription"),
    /** The red flags that are open. */
    UNKNOWN_RED_FLAGS("unknown-red-flags", null, "the red flags that were not stated, most urgent first"),
    /** Abnormal studies. */
    OTHER_IMAGING("other-imaging", null, "abnormal studies that did not choose the variant"),
    /** The lesions that were seen. */
    LESIONS(
            "lesions",
            null,
            "every study that shows a lesion, of whatever region and time: kind, region, result and date"),
    /** The studies that were done. */
    STUDIES("studies", null, "every study that was done: kind, region, date and result"),
    /** What a study shows. */
    STUDY_FINDING("study-finding", Parameter.PRIOR_STUDY, "the findings of the study that decides"),
    /** A rating. */
    RATING("rating", Parameter.PROCEDURE, "category and median of a procedure in the matched variant"),
    /** The members of a group that are present. */
    PRESENT("present", Parameter.GROUP, "the findings of a group that are present"),
    /** The members of a group that are open. */
    UNKNOWN("unknown", Parameter.GROUP, "the data of a group that are not known"),
    /** The value of a datum. */
    VALUE("value", Parameter.DATUM, "the value of a datum, as stated");

    private static final char SEPARATOR = ':';

    private static final Map<String, Placeholder> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Placeholder::display, one -> one));

    private final String display;
    private final @Nullable Parameter parameter;
    private final String meaning;

    Placeholder(String display, @Nullable Parameter parameter, String meaning) {
        this.display = display;
        this.parameter = parameter;
        this.meaning = meaning;
    }

    /**
     * What stands between the braces.
     *
     * @param placeholder what is filled in
     * @param argument the code that it is of, empty for one without
     */
    public record Use(Placeholder placeholder, String argument) {}

    /**
     * Its name between the braces.
     *
     * @return the name, without the code behind it
     */
    public String display() {
        return display;
    }

    /**
     * What stands behind the name, after a colon.
     *
     * @return empty for a placeholder that stands by itself
     */
    public Optional<Parameter> parameter() {
        return Optional.ofNullable(parameter);
    }

    /**
     * What it is filled with, for the reference of the language.
     *
     * @return a few words
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Reads what stands between braces.
     *
     * @param text a name, or a name, a colon and a code
     * @return empty when there is no such placeholder
     */
    public static Optional<Use> read(String text) {
        int colon = text.indexOf(SEPARATOR);
        String name = colon < 0 ? text : text.substring(0, colon);
        Placeholder one = BY_NAME.get(name);
        return one == null || (one.parameter != null) != (colon >= 0)
                ? Optional.empty()
                : Optional.of(new Use(one, colon < 0 ? "" : text.substring(colon + 1)));
    }

    /**
     * What a misspelt one was probably meant to be.
     *
     * @param text what stands between braces
     * @return a question; null when none is near enough
     */
    public static @Nullable String didYouMean(String text) {
        String near = Spelling.didYouMean(text, names());
        int colon = text.indexOf(SEPARATOR);
        return near != null || colon < 0
                ? near
                : Spelling.didYouMean(
                        text.substring(0, colon),
                        Arrays.stream(values())
                                .filter(one -> one.parameter != null)
                                .map(one -> one.display)
                                .toList());
    }

    /**
     * How all are written.
     *
     * @return names; with a colon and what stands behind it where there is something
     */
    public static List<String> names() {
        return Arrays.stream(values())
                .map(one -> one.parameter == null ? one.display : one.display + SEPARATOR + one.parameter.display())
                .toList();
    }
}
