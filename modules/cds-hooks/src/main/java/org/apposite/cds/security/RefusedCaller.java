package org.apposite.cds.security;

import java.io.Serial;

/** A call that is to be answered with 401. The message is the same for every reason: callers learn nothing from it. */
public final class RefusedCaller extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** Refuses for a reason that is a constant such as {@code expired}, never something from the token. */
    RefusedCaller(String reason) {
        super("The caller could not be authenticated");
        this.reason = reason;
    }

    /** Why, for logs: a short code such as {@code expired}. */
    public String reason() {
        return reason;
    }
}
