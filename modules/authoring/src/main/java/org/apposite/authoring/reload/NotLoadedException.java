package org.apposite.authoring.reload;

import java.io.Serial;

/** The rules of a folder could not be loaded at the start, so there is nothing to answer by. */
public final class NotLoadedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ReloadReport report;

    NotLoadedException(ReloadReport report) {
        super(String.join("\n", report.reasons()));
        this.report = report;
    }

    /**
     * What speaks against the rules.
     *
     * @return the report, with all reasons
     */
    public ReloadReport report() {
        return report;
    }
}
