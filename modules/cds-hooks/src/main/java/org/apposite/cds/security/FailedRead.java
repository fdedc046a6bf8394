package org.apposite.cds.security;

import java.io.Serial;

/**
 * A read from another server that was not allowed or failed. The message names the server and what happened; it never
 * has the path, the query or a header in it, for they may hold tokens or say who the patient is.
 */
public final class FailedRead extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    FailedRead(String message) {
        super(message);
    }
}
