package org.apposite.authoring.diff;

/**
 * Something that an answer says, in codes.
 *
 * @param kind what it is about
 * @param subject what of it: the procedure, the alert, the step; empty of what an answer has once
 * @param value what is said of it; empty when there is nothing more to say than that it is so
 */
record Said(ChangeKind kind, String subject, String value) {

    static final String EXCLUSION = "exclusion:";
    static final String DATA_REQUIRED = "data-required";
    static final String NOT_APPLICABLE = "not-applicable";

    static Said of(ChangeKind kind, String subject) {
        return new Said(kind, subject, "");
    }
}
