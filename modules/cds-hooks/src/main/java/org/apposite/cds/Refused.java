package org.apposite.cds;

import java.io.Serial;

/** A request that gets no answer; the message is for the client and names nothing of a patient. */
final class Refused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status the status of HTTP
     * @param code the code of FHIR's issue types
     * @param message what is wrong and what to do
     */
    Refused(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refused invalid(String message) {
        return new Refused(400, "invalid", message);
    }

    int status() {
        return status;
    }

    /** The refusal as FHIR has it. */
    CdsResponse response() {
        return Json.response(status, Json.outcome(code, String.valueOf(getMessage())));
    }
}
