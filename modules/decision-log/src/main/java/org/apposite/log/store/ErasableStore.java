package org.apposite.log.store;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

/** A store whose lines can be erased. For one thread at a time. */
public interface ErasableStore extends LogStore {

    /**
     * Writes other lines in place of some. Whatever happens meanwhile, each is as it was, or as it is to be.
     *
     * @param part the part of the log in which they stand, as {@link LogLine#file} has it
     * @param lines what is to stand at which line, without its line break; empty for nothing at all
     */
    void replace(String part, Map<Long, byte[]> lines) throws IOException;

    /** Lines that are not of the log, since a crash tore them. To be closed. */
    Stream<LogLine> torn() throws IOException;
}
