package org.apposite.cds;

/** A call that is to be answered with 401. The message is the same for every reason: callers learn nothing from it. */
final class RefusedCallerException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * Refuses.
     *
     * @param reason a constant such as {@code expired}, never something from the token
     */
    RefusedCallerException(String reason) {
        super("The caller could not be authenticated");
        this.reason = reason;
    }

    /** A short code for logs. */
    String reason() {
        return reason;
    }
}
