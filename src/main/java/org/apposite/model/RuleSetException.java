package org.apposite.model;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** Rule content has errors and was not loaded, none of it. */
public final class RuleSetException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Of a kind of list that survives being sent. */
    @SuppressWarnings("serial")
    private final List<RuleIssue> issues;

    /**
     * Reports all that is wrong.
     *
     * @param issues at least one issue, in the order of files and lines
     */
    public RuleSetException(List<RuleIssue> issues) {
        super(issues.stream().map(RuleIssue::toString).collect(Collectors.joining("\n")));
        this.issues = List.copyOf(issues);
    }

    /**
     * All that is wrong.
     *
     * @return at least one issue, in the order of files and lines
     */
    public List<RuleIssue> issues() {
        return issues;
    }
}
