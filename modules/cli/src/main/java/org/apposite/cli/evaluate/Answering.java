package org.apposite.cli.evaluate;

import java.io.IOException;
import java.io.InputStream;

/** Answers what a file holds. */
interface Answering {

    /**
     * Answers all that a file holds.
     *
     * @return whether all of it was answered; what was not has been told
     * @throws IOException when the file cannot be read to its end
     */
    boolean answer(InputFile file, InputStream in) throws IOException;
}
