package org.apposite.json;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apposite.json.format.CaseStatement;
import org.apposite.json.record.CaseFormat;
import org.apposite.json.record.Document;
import org.apposite.json.record.RecordSplitter;
import org.apposite.json.record.RecordSplitter.RawRecord;
import org.apposite.json.record.Refusal;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Reads cases, as YAML or JSON, against the schema of the format and a vocabulary. A case that is wrong becomes a
 * record with its error and never spoils the others. Immutable and thread-safe.
 *
 * <p>A record is at most 1 MiB; a stream may hold any number of them and is never held in memory. YAML is read as YAML
 * 1.2: {@code no} and {@code off} are texts, and so is a date. Anchors, aliases, tags and merge keys are refused.
 */
public final class CaseReader {

    private final CaseStatement statement;

    /**
     * A reader.
     *
     * @param vocabulary the codes that cases may use
     */
    public CaseReader(Vocabulary vocabulary) {
        statement = new CaseStatement(Objects.requireNonNull(vocabulary, "vocabulary"));
    }

    /**
     * Reads all cases of a stream, in their order. The stream of records is lazy: it reads as far as it is asked. An
     * input without any content is one empty case, and refused as such.
     *
     * @param in the input, UTF-8; the caller closes it
     * @param format how the cases are written
     * @return the records, to be used by one thread; it throws {@link UncheckedIOException} when the input cannot be
     *     read
     */
    public Stream<CaseRecord> read(InputStream in, CaseFormat format) {
        RecordSplitter splitter =
                new RecordSplitter(Objects.requireNonNull(in, "in"), Objects.requireNonNull(format, "format"));
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(
                new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, traits) {
                    @Override
                    public boolean tryAdvance(Consumer<? super CaseRecord> action) {
                        RawRecord raw = next(splitter);
                        if (raw == null) {
                            return false;
                        }
                        action.accept(record(raw));
                        return true;
                    }
                },
                false);
    }

    private static @Nullable RawRecord next(RecordSplitter splitter) {
        try {
            return splitter.next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CaseRecord record(RawRecord raw) {
        Document document = new Document(raw);
        try {
            return CaseRecord.accepted(raw.line(), statement.read(document.tree(), JsonPointer.empty()));
        } catch (Refusal refusal) {
            return CaseRecord.rejected(raw.line(), document.id(), refusal.in(document), present(document));
        }
    }

    private static Set<String> present(Document document) {
        Set<String> present = new HashSet<>();
        try {
            document.tree().at("/findings/present").forEach(code -> present.add(code.asText()));
        } catch (Refusal unreadable) {
            return Set.of();
        }
        return present;
    }
}
