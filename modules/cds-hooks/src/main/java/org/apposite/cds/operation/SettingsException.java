package org.apposite.cds.operation;

import java.io.Serial;
import java.util.List;

/** A file of settings cannot be read, or has errors; nothing of it was taken. */
public final class SettingsException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SettingsException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * All that is wrong.
     *
     * @return a line for each: file, line, what, and what to do
     */
    public List<String> problems() {
        return problems;
    }
}
