package org.apposite.batch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apposite.columns.Decider;
import org.apposite.columns.Decision;
import org.jspecify.annotations.Nullable;

/** The rows of a file of cases, in their order; for one thread. */
interface Input extends Closeable {

    /** The next row, null at the end. */
    @Nullable
    RawRow next() throws IOException;

    /** A row of which nobody has asked yet what it states; that can be done by any thread. */
    @FunctionalInterface
    interface RawRow {

        Decided decide(Decider decider);
    }

    /**
     * A row and what came of it.
     *
     * @param number the line of the file, or the number of the row where it has no lines; from 1
     * @param carried the values of the columns that are carried over
     * @param read the row as it was read, for a person who mends it
     * @param decisions one for each of its complaints
     */
    record Decided(long number, List<@Nullable String> carried, Supplier<JsonNode> read, List<Decision> decisions) {}
}
