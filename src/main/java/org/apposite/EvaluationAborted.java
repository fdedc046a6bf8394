package org.apposite;

import java.io.Serial;
import org.apposite.internal.engine.LimitMet;

/** An evaluation met its firing limit or its deadline. There is no answer, not even a partial one. */
public final class EvaluationAborted extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Reports why.
     *
     * @param message which limit was met, in which rule
     */
    public EvaluationAborted(String message) {
        super(message);
    }

    EvaluationAborted(LimitMet met) {
        super(met.getMessage(), met);
    }
}
