package org.apposite.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.batch.answer.AnswerFormat;
import org.apposite.batch.answer.ColumnarAnswers;
import org.apposite.batch.answer.TextAnswers;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.batch.report.BatchReport;
import org.apposite.batch.report.Counted;
import org.apposite.batch.report.ReportPage;
import org.apposite.columns.FieldType.Struct;
import org.apposite.file.FileFault;
import org.apposite.json.format.EscapedJson;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Answers all cases of a file into a folder: {@code answers} and {@code rejects} in numbered parts, {@code report.json} and {@code
 * report.html}. The same file and rules give the same bytes, however often the run was killed and called again. No row ends it.
 *
 * <p>For one run.
 */
public final class Batch {

    private final Settings settings;
    private final ClinicalRules rules;
    private final Progress progress;

    /**
     * A run.
     *
     * @param settings what to do
     * @param rules what answers
     * @param progress is told how far it has come
     */
    public Batch(Settings settings, ClinicalRules rules, Progress progress) {
        this.settings = settings;
        this.rules = rules;
        this.progress = progress;
    }

    /**
     * What to do.
     *
     * @param program the name and version of what asks
     * @param input the file of cases
     * @param from how it is written
     * @param out the folder for answers, which need not be there
     * @param to how they are written
     * @param besides columns that state nothing about the patient, and are carried over
     * @param site which of them is a place, null when none is
     * @param month which of them is a month or a day, null when none is
     * @param threads how many answer at the same time; it changes nothing in what is written
     * @param partRows how many rows of the input are a part
     */
    public record Settings(
            String program,
            Path input,
            TableFormat from,
            Path out,
            TableFormat to,
            List<String> besides,
            @Nullable String site,
            @Nullable String month,
            int threads,
            int partRows) {

        /** Carries place and month over as well. */
        public Settings {
            besides = Stream.of(besides.stream(), Stream.ofNullable(site), Stream.ofNullable(month))
                    .flatMap(all -> all)
                    .distinct()
                    .toList();
            for (String column : besides) {
                if (column.equals(AnswerRow.ROW) || column.equals(AnswerRow.DECISION)) {
                    throw new BatchRefused("a column \"" + column
                            + "\" cannot be carried over: answers have one of that name. Rename it.");
                }
            }
            if (threads < 1 || partRows < 1) {
                throw new BatchRefused("there must be at least one thread, and one row in a part");
            }
        }
    }

    /** Is told how far a run has come. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Another part is done.
         *
         * @param rows the rows so far, those of earlier runs included
         * @param rejected those of them that have no answer
         */
        void at(long rows, long rejected);
    }

    /**
     * Runs it to its end.
     *
     * @return what it says in sum
     * @throws BatchRefused when it cannot run; nothing that was in the folder is changed
     */
    public BatchReport run() {
        String digest = InputFile.digest(settings.input());
        ObjectNode manifest = Manifest.of(settings, rules, digest);
        AnswerFormat<?> format = format();
        try (Input input = input();
                Parts parts = Parts.in(settings.out())) {
            Manifest.check(manifest, parts, settings.out());
            Tally all = new Tally();
            int part = 1;
            for (Optional<JsonNode> done = parts.done(part); done.isPresent(); done = parts.done(++part)) {
                all.add(done.get());
            }
            skip(input, all.count(Counted.ROWS));
            write(input, format, parts, part, all);
            return report(parts, all, digest);
        } catch (FileFault e) {
            throw new BatchRefused(settings.out() + ": " + e.getMessage());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BatchRefused unreadable(IOException e) {
        return new BatchRefused(settings.input() + ": cannot be read: " + e.getMessage());
    }

    private Input input() throws IOException {
        Path file = settings.input();
        Vocabulary vocabulary = rules.vocabulary();
        return switch (settings.from()) {
            case NDJSON -> new NdjsonInput(file, settings.besides(), vocabulary);
            case CSV -> new CsvInput(file, settings.besides(), vocabulary);
            case PARQUET -> {
                ColumnarFile.Rows rows = columnar().read(file);
                try {
                    yield new ColumnarInput(rows, file, settings.besides(), vocabulary);
                } catch (BatchRefused e) {
                    rows.close();
                    throw e;
                }
            }
        };
    }

    private AnswerFormat<?> format() {
        Struct columns = AnswerRow.columns(settings.besides());
        return switch (settings.to()) {
            case NDJSON -> TextAnswers.ndjson(columns);
            case CSV -> TextAnswers.csv(columns);
            case PARQUET -> new ColumnarAnswers(columnar(), columns);
        };
    }

    private static ColumnarFile columnar() {
        return ColumnarFile.ofParquet().orElseThrow(() -> new BatchRefused(ColumnarFile.WANTING));
    }

    private static void skip(Input input, long rows) throws IOException {
        for (long i = 0; i < rows; i++) {
            if (input.next() == null) {
                return;
            }
        }
    }

    private <E> void write(Input input, AnswerFormat<E> format, Parts parts, int first, Tally all) throws IOException {
        int siteAt = settings.besides().indexOf(settings.site());
        int monthAt = settings.besides().indexOf(settings.month());
        try (Deciding<E> deciding = new Deciding<>(input, settings, rules, format)) {
            for (int part = first; deciding.hasNext(); part++) {
                Tally tally = new Tally();
                parts.write(part, settings.to().ending(), (answers, rejects) -> {
                    try (AnswerFormat.Writer<E> writer = format.begin(answers)) {
                        boolean isLast = false;
                        while (!isLast && deciding.hasNext()) {
                            Deciding.Chunk<E> chunk = deciding.next();
                            for (Deciding.Done<E> row : chunk.rows()) {
                                for (E answer : row.answers()) {
                                    writer.write(answer);
                                }
                                rejects.write(row.rejects());
                                tally.add(row.row(), siteAt, monthAt);
                            }
                            isLast = chunk.isLastOfPart();
                        }
                    }
                });
                parts.finish(part, tally);
                all.add(tally.json());
                progress.at(all.count(Counted.ROWS), all.count(Counted.REJECTED));
            }
        }
    }

    private BatchReport report(Parts parts, Tally all, String digest) throws IOException {
        Path name = settings.input().getFileName();
        BatchReport report = BatchReport.of(
                all,
                rules.vocabulary(),
                new BatchReport.Input(name == null ? "" : name.toString(), Files.size(settings.input()), digest),
                new BatchReport.Rules(rules.name(), rules.version(), rules.digest()));
        JsonNode tree = new JsonMapper().valueToTree(report);
        parts.write("report.json", EscapedJson.of(tree.toPrettyString().replace("\r\n", "\n")) + "\n");
        parts.write("report.html", ReportPage.of(report));
        return report;
    }
}
