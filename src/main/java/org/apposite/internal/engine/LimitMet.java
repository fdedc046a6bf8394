package org.apposite.internal.engine;

import java.io.Serial;

/** An evaluation met its firing limit or its deadline. */
public final class LimitMet extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    LimitMet(String message) {
        super(message);
    }
}
