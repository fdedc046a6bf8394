package org.apposite.language;

import java.util.Arrays;
import java.util.List;

/** What a rule's text may hold in braces; the engine fills it from the case and the ratings. */
public enum Placeholder {
    PAIN_REGION("pain-region"),
    EXAMINATION_REGION("examination-region"),
    ORDER("order"),
    ORDER_CATEGORY("order-category"),
    ORDER_RADIATION("order-radiation"),
    ORDER_REGION("order-region"),
    HIGHER("higher"),
    USUALLY_APPROPRIATE("usually-appropriate"),
    PREFERRED("preferred"),
    TRANSCRIBED("transcribed"),
    UNKNOWN_RED_FLAGS("unknown-red-flags"),
    RADIOGRAPH_FINDING("radiograph-finding"),
    OTHER_IMAGING("other-imaging");

    /** Followed by the code of a procedure: its category and median. */
    public static final String RATING = "rating:";

    private final String display;

    Placeholder(String display) {
        this.display = display;
    }

    /** Its name between the braces. */
    public String display() {
        return display;
    }

    /** The placeholder with this name; there must be one. */
    public static Placeholder named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.display.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("placeholder {" + name + "}"));
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Placeholder::display).toList();
    }
}
