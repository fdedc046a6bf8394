package org.apposite.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.file.NamedFile;
import org.apposite.log.Link.Mark;
import org.jspecify.annotations.Nullable;

/**
 * The first and the last line of each log as they once were, in a file that is kept elsewhere: it shows that nothing was cut
 * off since. It has a line for each, of the log, {@code first} or {@code last}, the number of the line, and its mac; of a log in a
 * database also the last line of each partition that is whole, by its name.
 *
 * @param logs the ends of each log by its name
 */
record Anchor(SortedMap<String, Ends> logs) {

    private static final Pattern LINE =
            Pattern.compile("([a-z0-9-]{1,40}) ([a-z0-9_]{1,60}) ([1-9]\\d{0,14}) ([0-9a-f]{64})");
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final int MOST_BYTES = 100_000;

    /**
     * The ends of a log.
     *
     * @param parts the last line of each part before the newest, by its name
     */
    record Ends(Mark first, Mark last, SortedMap<String, Mark> parts) {}

    /** Reads an anchor; null when there is none yet. */
    static @Nullable Anchor read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        SortedMap<String, SortedMap<String, Mark>> marks = new TreeMap<>();
        for (String line : NamedFile.text(file, MOST_BYTES).lines().toList()) {
            Matcher mark = LINE.matcher(line);
            if (!mark.matches()) {
                throw new IOException("the anchor " + file + " is not one that apposite log verify wrote");
            }
            marks.computeIfAbsent(mark.group(1), log -> new TreeMap<>())
                    .put(mark.group(2), new Mark(Long.parseLong(mark.group(3)), mark.group(4)));
        }
        SortedMap<String, Ends> logs = new TreeMap<>();
        for (Map.Entry<String, SortedMap<String, Mark>> entry : marks.entrySet()) {
            String log = entry.getKey();
            Mark first = entry.getValue().remove(FIRST);
            Mark last = entry.getValue().remove(LAST);
            if (first == null || last == null) {
                throw new IOException("the anchor " + file + " does not have both ends of the log " + log);
            }
            logs.put(log, new Ends(first, last, entry.getValue()));
        }
        return new Anchor(logs);
    }

    /** Writes the anchor, in place of an earlier one at once. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        logs.forEach((log, ends) -> {
            text.append(line(log, FIRST, ends.first));
            ends.parts.forEach((part, mark) -> text.append(line(log, part, mark)));
            text.append(line(log, LAST, ends.last));
        });
        NamedFile.write(file, text.toString());
    }

    private static String line(String log, String which, Mark mark) {
        return log + " " + which + " " + mark.n() + " " + mark.mac() + "\n";
    }
}
