package org.apposite.log.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apposite.log.store.LogStore.Line;

/** The ids of the newest lines of a log. For one thread. */
final class KnownIds {

    /** Eight minutes of ten decisions a second, and half a MB, of which there may be one for each of many hospitals. */
    static final int MOST = 5_000;

    private static final String BEGINNING = "{\"id\":\"";
    private static final int ID_LENGTH = 36;

    private final LinkedHashSet<UUID> known = new LinkedHashSet<>();

    Set<UUID> all() {
        return Collections.unmodifiableSet(known);
    }

    void add(List<Line> lines) {
        for (Line line : lines) {
            if (line.id() != null) {
                add(line.id());
            }
        }
    }

    private void add(UUID id) {
        known.add(id);
        if (known.size() > MOST) {
            known.remove(known.iterator().next());
        }
    }

    /** Reads the newest lines of a log that was written before. */
    static final class Reader {

        private final List<UUID> newestFirst = new ArrayList<>();
        private int looked;

        /** Whether it was looked far enough back. */
        boolean take(byte[] line) {
            String start = new String(
                    line, 0, Math.min(line.length, BEGINNING.length() + ID_LENGTH), StandardCharsets.ISO_8859_1);
            if (start.startsWith(BEGINNING)) {
                try {
                    newestFirst.add(UUID.fromString(start.substring(BEGINNING.length())));
                } catch (IllegalArgumentException e) {
                    // It is a line of somebody else, who gives his own ids.
                    return ++looked >= MOST;
                }
            }
            return ++looked >= MOST;
        }

        KnownIds ids() {
            KnownIds ids = new KnownIds();
            Collections.reverse(newestFirst);
            newestFirst.forEach(ids::add);
            return ids;
        }
    }
}
