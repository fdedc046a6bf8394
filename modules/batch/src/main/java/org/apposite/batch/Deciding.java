package org.apposite.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apposite.ClinicalRules;
import org.apposite.batch.Input.Decided;
import org.apposite.batch.Input.RawRow;
import org.apposite.batch.answer.AnswerFormat;
import org.apposite.columns.Decider;
import org.apposite.columns.Decision;
import org.apposite.columns.Decision.Refused;
import org.apposite.json.format.EscapedJson;

/**
 * Rows decided by several threads, in the order of the input: one thread reads ahead a few chunks and takes the first of them when it is
 * done, so that as many are in memory as there are threads to decide them.
 *
 * @param <E> what an answer becomes
 */
final class Deciding<E> implements AutoCloseable {

    private static final int CHUNK_ROWS = 32;
    private static final int CHUNKS_FOR_EACH_THREAD = 3;

    private final Input input;
    private final Batch.Settings settings;
    private final ClinicalRules rules;
    private final Decider decider;
    private final AnswerFormat<E> format;
    private final ExecutorService pool;
    private final Deque<Future<Chunk<E>>> ahead = new ArrayDeque<>();
    private int rowsOfPart;
    private boolean isAtEnd;

    Deciding(Input input, Batch.Settings settings, ClinicalRules rules, AnswerFormat<E> format) {
        this.input = input;
        this.settings = settings;
        this.rules = rules;
        this.decider = new Decider(rules);
        this.format = format;
        this.pool = Executors.newFixedThreadPool(settings.threads(), work -> {
            Thread thread = new Thread(work, "apposite-batch");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Rows.
     *
     * @param rows the rows
     * @param isLastOfPart whether the next begin another part
     */
    record Chunk<E>(List<Done<E>> rows, boolean isLastOfPart) {}

    /**
     * A row.
     *
     * @param row the row
     * @param answers its answers, to be written
     * @param rejects why it has none, lines to be written
     */
    record Done<E>(Decided row, List<E> answers, byte[] rejects) {}

    boolean hasNext() throws IOException {
        while (!isAtEnd && ahead.size() < settings.threads() * CHUNKS_FOR_EACH_THREAD) {
            List<RawRow> rows = read();
            rowsOfPart += rows.size();
            boolean isLastOfPart = rowsOfPart == settings.partRows();
            rowsOfPart = isLastOfPart ? 0 : rowsOfPart;
            if (!rows.isEmpty()) {
                ahead.add(pool.submit(() -> decide(rows, isLastOfPart)));
            }
        }
        return !ahead.isEmpty();
    }

    private List<RawRow> read() throws IOException {
        int most = Math.min(CHUNK_ROWS, settings.partRows() - rowsOfPart);
        List<RawRow> rows = new ArrayList<>(most);
        while (rows.size() < most && !isAtEnd) {
            RawRow row = input.next();
            if (row == null) {
                isAtEnd = true;
            } else {
                rows.add(row);
            }
        }
        return rows;
    }

    Chunk<E> next() throws IOException {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        try {
            return ahead.removeFirst().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Chunk<E> decide(List<RawRow> rows, boolean isLastOfPart) {
        return new Chunk<>(rows.stream().map(row -> done(row.decide(decider))).toList(), isLastOfPart);
    }

    private Done<E> done(Decided row) {
        List<E> answers = new ArrayList<>();
        ByteArrayOutputStream rejects = new ByteArrayOutputStream(0);
        for (Decision decision : row.decisions()) {
            if (decision instanceof Refused refused) {
                rejects.writeBytes(
                        (EscapedJson.of(reject(row, refused).toString()) + "\n").getBytes(StandardCharsets.UTF_8));
            } else {
                answers.add(format.encode(AnswerRow.of(row, decision, rules)));
            }
        }
        return new Done<>(row, answers, rejects.toByteArray());
    }

    private ObjectNode reject(Decided row, Refused refused) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(AnswerRow.ROW, row.number());
        line.put("id", refused.id());
        line.putObject("error").put("code", refused.error().code()).put("message", refused.message());
        ArrayNode emergencies = line.putArray("emergencies");
        refused.emergencies()
                .forEach(alert ->
                        emergencies.addObject().put("code", alert.code()).put("text", alert.text()));
        line.set("read", row.read().get());
        return line;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
