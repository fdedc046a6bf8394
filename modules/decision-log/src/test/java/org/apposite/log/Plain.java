package org.apposite.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.log.file.FileStore;
import org.apposite.log.file.LogLines;
import org.apposite.log.store.LogLine;

/** Logs without a key, and their lines. */
final class Plain {

    private Plain() {}

    static DurableLog open(Path folder, String name, long maxBytes, boolean forced) throws IOException {
        return open(folder, name, maxBytes, forced, Clock.systemUTC());
    }

    static DurableLog open(Path folder, String name, long maxBytes, boolean forced, Clock clock) throws IOException {
        return DurableLog.open(
                name, FileStore.open(folder, name, new FileStore.Keeping(maxBytes, forced, null), clock), null);
    }

    /** The lines that an append wrote whole. */
    static List<String> lines(Path folder, String name) throws IOException {
        try (Stream<LogLine> lines = LogLines.of(folder, name)) {
            return lines.filter(line -> !line.isTorn())
                    .map(line -> new String(line.bytes(), StandardCharsets.UTF_8))
                    .filter(line -> line.endsWith("}"))
                    .toList();
        }
    }
}
