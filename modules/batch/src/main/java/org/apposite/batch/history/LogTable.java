package org.apposite.batch.history;

import static org.apposite.columns.FieldType.BOOLEAN;
import static org.apposite.columns.FieldType.STRING;
import static org.apposite.columns.FieldType.field;
import static org.apposite.columns.FieldType.list;
import static org.apposite.columns.FieldType.struct;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.apposite.file.Folder;
import org.apposite.log.store.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * A log of decisions as a table, for those who ask it by SQL: a row for each line, event or decision, in files of a month each, as
 * Spark reads partitions. The last column has the line itself, so that nothing of it is lost.
 */
public final class LogTable {

    /** The column with the line. */
    private static final String LINE = "line";

    private static final List<Column> COLUMNS = List.of(
            text("id"),
            text("time"),
            text("event"),
            text("hook"),
            text("hookInstance"),
            text("digest"),
            text("outcome"),
            text("topic"),
            text("variant"),
            text("reason"),
            flag("silent"),
            flag("triedOut"),
            text("beside"),
            many("orders", "id", "asked", "supersedes"),
            many("cards", "id", "indicator", "kind"),
            many("suppressed", "id", "indicator", "kind", "why"),
            texts("rules"),
            new Column("alerts", list(struct(field("code", STRING), field("severity", STRING))), LogTable::alerts),
            texts("preferred"),
            new Column(
                    "ratings",
                    list(struct(field("category", STRING), field("procedures", list(STRING)))),
                    LogTable::ratings),
            text("inputHash"),
            text("answerHash"));

    /** What a row has. */
    public static final Struct ROW =
            new Struct(Stream.concat(COLUMNS.stream().map(Column::field), Stream.of(new Field(LINE, STRING)))
                    .toList());

    private static final Pattern MONTH = Pattern.compile("(\\d{4}-\\d{2})-\\d{2}T.*");
    private static final JsonMapper JSON = new JsonMapper();

    private LogTable() {}

    /**
     * A column.
     *
     * @param member the member of a line
     * @param type its type
     * @param value takes its value from the member
     */
    private record Column(String member, FieldType type, Function<JsonNode, @Nullable Object> value) {

        Field field() {
            return new Field(member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT), type);
        }
    }

    /**
     * Writes a log as a table.
     *
     * @param lines the lines of the log, the oldest first
     * @param format writes the files
     * @param ending how their names end, such as {@code parquet}
     * @param out the folder, which is there, and empty
     * @return how many lines
     * @throws IOException when a file cannot be written, or the log not be read; the files before are whole
     */
    public static long write(Stream<LogLine> lines, ColumnarFile format, String ending, Path out) throws IOException {
        Rows rows = new Rows(lines.iterator());
        Folder folder = Folder.at(out);
        try {
            for (int part = 1; rows.hasNext(); part++) {
                String month = rows.month;
                folder.write(String.format(Locale.ROOT, "month=%s/part-%06d.%s", month, part, ending), to -> {
                    try (ColumnarFile.Writer writer = format.write(to, ROW)) {
                        while (rows.hasNext() && rows.month.equals(month)) {
                            writer.write(rows.next());
                        }
                    }
                });
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return rows.count;
    }

    /** Lines as rows, and the month of the next one. */
    private static final class Rows {

        private final Iterator<LogLine> lines;
        private String month = "unknown";
        private @Nullable Tuple next;
        private long count;

        Rows(Iterator<LogLine> lines) {
            this.lines = lines;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && lines.hasNext()) {
                LogLine line = lines.next();
                if (!line.isTorn()) {
                    JsonNode tree = tree(line);
                    Matcher time = MONTH.matcher(tree.path("time").asText(""));
                    // What is erased has no time, and stays where it stood.
                    month = time.matches() ? time.group(1) : month;
                    next = row(line, tree);
                    count++;
                }
            }
        }

        boolean hasNext() {
            return next != null;
        }

        Tuple next() {
            Tuple row = Objects.requireNonNull(next);
            advance();
            return row;
        }
    }

    private static JsonNode tree(LogLine line) {
        try {
            return JSON.readTree(line.bytes());
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Tuple row(LogLine line, JsonNode tree) {
        List<@Nullable Object> values = new ArrayList<>();
        COLUMNS.forEach(column -> values.add(column.value().apply(tree.path(column.member()))));
        values.add(new String(line.bytes(), StandardCharsets.UTF_8));
        return Tuple.of(values.toArray());
    }

    private static Column text(String member) {
        return new Column(member, STRING, JsonNode::textValue);
    }

    private static Column flag(String member) {
        return new Column(member, BOOLEAN, node -> node.isBoolean() ? node.booleanValue() : null);
    }

    private static Column texts(String member) {
        return new Column(member, list(STRING), node -> node.isArray() ? textsOf(node) : null);
    }

    private static Column many(String member, String... fields) {
        FieldType type = list(new Struct(
                Stream.of(fields).map(name -> new Field(name, STRING)).toList()));
        return new Column(
                member,
                type,
                node -> node.isArray()
                        ? node.valueStream()
                                .map(one -> Tuple.of((Object[]) Stream.of(fields)
                                        .map(name -> one.path(name).textValue())
                                        .toArray(String[]::new)))
                                .toList()
                        : null);
    }

    private static List<String> textsOf(JsonNode list) {
        return list.valueStream().map(one -> one.asText("")).toList();
    }

    private static @Nullable Object alerts(JsonNode alerts) {
        return alerts.isObject()
                ? alerts.propertyStream()
                        .map(one -> Tuple.of(one.getKey(), one.getValue().asText("")))
                        .toList()
                : null;
    }

    private static @Nullable Object ratings(JsonNode ratings) {
        return ratings.isObject()
                ? ratings.propertyStream()
                        .map(one -> Tuple.of(one.getKey(), textsOf(one.getValue())))
                        .toList()
                : null;
    }
}
