package org.apposite.cli.commands;

/** What the process ends with. */
public final class ExitCode {

    /** Done, and nothing was found. */
    public static final int FINE = 0;

    /** Findings in rule content. */
    public static final int FINDINGS = 1;

    /** Misuse, unreadable input, or a case without an answer. */
    public static final int NO_ANSWER = 2;

    private ExitCode() {}
}
