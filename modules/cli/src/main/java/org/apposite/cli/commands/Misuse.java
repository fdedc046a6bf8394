package org.apposite.cli.commands;

import java.io.Serial;

/** The command was called in a way that makes no sense; the message says how to put it right. */
public final class Misuse extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public Misuse(String message) {
        super(message);
    }
}
