package org.apposite.batch.report;

import java.util.List;
import java.util.function.BiConsumer;

/** How often each path occurred. */
public interface Counted {

    /** The rows of the input. */
    String ROWS = "rows";
    /** The answers; a case with several complaints has several. */
    String ANSWERS = "answers";
    /** The rows without an answer. */
    String REJECTED = "rejected";
    /** Those of them whose emergencies stand. */
    String REJECTED_WITH_EMERGENCY = "rejected-with-emergency";
    /** The answers that need a datum which nobody has stated. */
    String ASKED = "asked";
    /** Below it: why there is no answer. */
    String REJECT = "reject";
    /** Below it: the outcome of an answer. */
    String OUTCOME = "outcome";
    /** Below it: topic, id and title of a variant. */
    String VARIANT = "variant";
    /** Below it: the category of what was ordered. */
    String ORDER = "order";
    /** Below it: the most severe alert of an answer. */
    String BURDEN = "burden";
    /** Below it: severity and code of an alert. */
    String ALERT = "alert";
    /** Below it: the code of what was not stated, and whether the answer needs it. */
    String MISSING = "missing";
    /** Below it: place, month, and for these the same once more. */
    String GROUP = "group";
    /** How many parts the path of a group has. */
    int GROUP_PARTS = 3;
    /** The place and the month of all groups that are not told apart. */
    String OTHERS = "(others)";

    /**
     * How often a path occurred.
     *
     * @param path the path
     * @return its number
     */
    long count(String... path);

    /**
     * What occurred below a path.
     *
     * @param path the path
     * @param each takes the rest of each path below, in the order of paths, and its number
     */
    void below(List<String> path, BiConsumer<List<String>, Long> each);
}
