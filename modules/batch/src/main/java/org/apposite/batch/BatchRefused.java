package org.apposite.batch;

import java.io.Serial;

/** Why a batch does not run; the message says what is wrong and what to do. */
public final class BatchRefused extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    BatchRefused(String message) {
        super(message);
    }
}
