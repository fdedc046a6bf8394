package org.apposite.fhir.mapping;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping file has errors and was not taken, nothing of it. */
public final class MappingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<MappingIssue> issues;

    MappingException(List<MappingIssue> issues) {
        super(issues.stream().map(MappingIssue::toString).collect(Collectors.joining("\n")));
        this.issues = List.copyOf(issues);
    }

    /**
     * All that is wrong.
     *
     * @return at least one issue, by file and line
     */
    public List<MappingIssue> issues() {
        return issues;
    }
}
