package org.apposite.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apposite.columns.CaseColumns;
import org.apposite.columns.Decider;
import org.apposite.columns.Decision;
import org.apposite.columns.RowError;
import org.apposite.json.record.RecordSplitter.RawRecord;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header, a row on each line. A field cannot hold a line break: a quote that somebody forgot to close would take all
 * rows with it up to the next one.
 */
final class CsvInput implements Input {

    private static final char QUOTE = '"';

    private final Path file;
    private final Lines lines;
    private final char separator;
    private final CsvHeader header;
    private final CaseColumns columns;
    private final List<Integer> carriedAt;

    CsvInput(Path file, List<String> besides, Vocabulary vocabulary) throws IOException {
        this.file = file;
        lines = new Lines(file);
        RawRecord first = lines.next();
        String names = first == null || first.bytes() == null ? "" : header(first.bytes());
        separator = separator(names);
        header = CsvHeader.of(cells(names).stream().map(String::strip).toList());
        carriedAt = Carried.places(besides, header.names(), file);
        columns = Carried.bind(header.columns(), vocabulary, besides, file);
    }

    private String header(byte[] line) {
        try {
            return Lines.text(line);
        } catch (CharacterCodingException e) {
            throw new BatchRefused(file + ": the header is not written in UTF-8. Save the file as UTF-8.");
        }
    }

    /** What stands between columns: a comma, or where there is none what spreadsheets write in its place. */
    private static char separator(String header) {
        if (header.indexOf(',') >= 0) {
            return ',';
        }
        return header.indexOf('\t') >= 0 ? '\t' : header.indexOf(';') >= 0 ? ';' : ',';
    }

    private List<String> cells(String line) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .ofCsvRecord(line)) {
            return reader.stream().findFirst().map(CsvRecord::getFields).orElse(List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable RawRow next() throws IOException {
        RawRecord line = lines.next();
        return line == null ? null : decider -> decide(line, decider);
    }

    private Decided decide(RawRecord line, Decider decider) {
        byte[] bytes = line.bytes();
        if (bytes == null) {
            return unread(line, Lines.TOO_LONG, decider);
        }
        String text;
        try {
            text = Lines.text(bytes);
        } catch (CharacterCodingException e) {
            return unread(line, "the line is not written in UTF-8", decider);
        }
        if (text.chars().filter(one -> one == QUOTE).count() % 2 != 0) {
            return unread(line, "a quote is not closed on this line; a field cannot hold a line break", decider);
        }
        List<String> read = cells(text);
        if (read.size() != header.names().size()) {
            return unread(
                    line,
                    "the line has " + read.size() + " fields, and the header "
                            + header.names().size(),
                    decider);
        }
        List<@Nullable String> cells = new ArrayList<>();
        read.forEach(cell -> cells.add(cell.isBlank() ? null : cell.strip()));
        Decision decision = decider.decide(columns, header.row(cells));
        List<@Nullable String> carried = new ArrayList<>();
        carriedAt.forEach(at -> carried.add(cells.get(at)));
        return new Decided(line.line(), carried, () -> object(read), List.of(decision));
    }

    private Decided unread(RawRecord line, String why, Decider decider) {
        List<@Nullable String> carried = new ArrayList<>();
        carriedAt.forEach(at -> carried.add(null));
        return new Decided(
                line.line(),
                carried,
                () -> Lines.asItIs(line.bytes()),
                List.of(decider.refuse(null, RowError.VALUE, why, List.of())));
    }

    private JsonNode object(List<String> cells) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < cells.size(); i++) {
            object.put(header.names().get(i), cells.get(i));
        }
        return object;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
