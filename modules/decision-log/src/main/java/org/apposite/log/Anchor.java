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
 * off since. It has a line for each, of the log, {@code first} or {@code last}, the number of the line, and its mac.
 *
 * @param logs the ends of each log by its name
 */
record Anchor(SortedMap<String, Ends> logs) {

    private static final Pattern LINE =
            Pattern.compile("([a-z0-9-]{1,40}) (first|last) ([1-9]\\d{0,14}) ([0-9a-f]{64})");
    private static final int MOST_BYTES = 10_000;

    /** The first and the last line of a log. */
    record Ends(Mark first, Mark last) {}

    /** Reads an anchor; null when there is none yet. */
    static @Nullable Anchor read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        Map<String, Mark> marks = new TreeMap<>();
        for (String line : NamedFile.text(file, MOST_BYTES).lines().toList()) {
            Matcher mark = LINE.matcher(line);
            if (!mark.matches()) {
                throw new IOException("the anchor " + file + " is not one that apposite log verify wrote");
            }
            marks.put(mark.group(1) + " " + mark.group(2), new Mark(Long.parseLong(mark.group(3)), mark.group(4)));
        }
        SortedMap<String, Ends> logs = new TreeMap<>();
        for (String name : marks.keySet()) {
            String log = name.substring(0, name.indexOf(' '));
            Mark first = marks.get(log + " first");
            Mark last = marks.get(log + " last");
            if (first == null || last == null) {
                throw new IOException("the anchor " + file + " does not have both ends of the log " + log);
            }
            logs.put(log, new Ends(first, last));
        }
        return new Anchor(logs);
    }

    /** Writes the anchor, in place of an earlier one at once. */
    void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        logs.forEach((log, ends) -> text.append(line(log, "first", ends.first)).append(line(log, "last", ends.last)));
        NamedFile.write(file, text.toString());
    }

    private static String line(String log, String which, Mark mark) {
        return log + " " + which + " " + mark.n() + " " + mark.mac() + "\n";
    }
}
