package org.apposite.cds;

import java.io.IOException;
import java.util.List;

/** A log of lines. */
interface LineLog {

    /** Returns when all the lines are kept, in one piece. */
    void append(List<String> lines) throws IOException;
}
