package org.apposite.cds;

/**
 * A read from another server that was refused or failed. The message names the server and what happened; it never
 * has the path, the query or a header in it, for they may hold tokens or say who the patient is.
 */
final class OutgoingException extends Exception {

    private static final long serialVersionUID = 1L;

    OutgoingException(String message) {
        super(message);
    }
}
