package org.apposite.internal.limit;

import java.util.Locale;
import org.apposite.circuit.Circuit;
import org.apposite.language.ReasoningOrder;

/**
 * How large rules may be: far more than a person writes, and little enough that what has been checked loads, and that no
 * folder costs minutes. SECURITY.md lists them all.
 */
public enum Limit {
    /** Rules of a topic. */
    RULES(2_500, "rules of a topic"),
    /** Rules that build one on the next. */
    RULES_IN_A_ROW(ReasoningOrder.DEEPEST, "rules that build one on the next"),
    /** Patterns of a rule. */
    PATTERNS(16, "patterns of a rule"),
    /** Questions of a rule. */
    QUESTIONS(400, "questions of a rule"),
    /** Conclusions of a rule. */
    CONCLUSIONS(1_000, "conclusions of a rule"),
    /** Arguments of all of them. */
    ARGUMENTS(5_000, "arguments of all conclusions of a rule"),
    /** Characters of an id or a code. */
    CODE(200, "characters of an id or a code"),
    /** Characters of a text. */
    TEXT(2_000, "characters of a text, in a rule or a YAML file"),
    /** Characters of a text whose places are filled. */
    FILLED(20_000, "characters of a text whose places are filled"),
    /** Groups that hold one another. */
    GROUPS_IN_GROUPS(32, "groups that hold one another, or regions"),
    /** Members of all groups. */
    MEMBERS(100_000, "members of all groups, or of all regions"),
    /** Connections of a circuit. */
    CONNECTIONS(Circuit.MOST_CONNECTIONS, "connections of the circuit of a topic");

    private final int most;
    private final String what;

    Limit(int most, String what) {
        this.most = most;
        this.what = what;
    }

    /** The number. */
    public int most() {
        return most;
    }

    /** What is limited, in the plural. */
    public String what() {
        return what;
    }

    /** Whether a number is larger. */
    public boolean isExceededBy(long number) {
        return number > most;
    }

    /** The number as people read it. */
    public String words() {
        return String.format(Locale.ROOT, "%,d", most);
    }
}
