package org.apposite.columns;

import java.io.Serial;
import java.util.List;

/** Why a table has no cases: columns that are missing, unknown, or of a wrong type. */
public final class WrongColumnsException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** All that is wrong, as sentences without an end. */
    private final transient List<String> problems;

    WrongColumnsException(List<String> problems) {
        super("these columns are no case: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * All that is wrong with them.
     *
     * @return one text for each, with what was meant where that can be guessed
     */
    public List<String> problems() {
        return problems;
    }

    /**
     * The message, and what to do.
     *
     * @param advice a sentence
     * @return both
     */
    public String with(String advice) {
        String told = String.valueOf(getMessage());
        return told + (told.endsWith("?") ? " " : ". ") + advice;
    }
}
