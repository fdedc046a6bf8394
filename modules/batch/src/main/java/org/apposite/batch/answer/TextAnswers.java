package org.apposite.batch.answer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.apposite.json.format.EscapedJson;

/**
 * Answers as text, a line for each.
 *
 * @param head what the file begins with
 * @param line the line of an answer
 */
public record TextAnswers(String head, Function<Tuple, String> line) implements AnswerFormat<byte[]> {

    /**
     * An object a line.
     *
     * @param columns the columns
     * @return the format
     */
    public static TextAnswers ndjson(Struct columns) {
        return new TextAnswers("", row -> {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            TupleJson.put(object, columns, row);
            return EscapedJson.of(object.toString()) + "\n";
        });
    }

    /**
     * A table without structs.
     *
     * @param columns the columns
     * @return the format
     */
    public static TextAnswers csv(Struct columns) {
        List<FlatColumn> flat = FlatColumn.of(columns);
        return new TextAnswers(
                csv(flat.stream().map(FlatColumn::name).toList()),
                row -> csv(flat.stream().map(column -> column.text(row)).toList()));
    }

    private static String csv(List<String> cells) {
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            writer.writeRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public byte[] encode(Tuple row) {
        return line.apply(row).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Writer<byte[]> begin(OutputStream out) throws IOException {
        out.write(head.getBytes(StandardCharsets.UTF_8));
        return new Writer<>() {
            @Override
            public void write(byte[] row) throws IOException {
                out.write(row);
            }

            @Override
            public void close() {
                // It is whoever began the file who closes it.
            }
        };
    }
}
