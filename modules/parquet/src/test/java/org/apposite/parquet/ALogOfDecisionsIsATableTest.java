package org.apposite.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.batch.history.LogTable;
import org.apposite.columns.Field;
import org.apposite.columns.Tuple;
import org.apposite.log.Decision;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Card;
import org.apposite.log.Decision.CardKind;
import org.apposite.log.Decision.Order;
import org.apposite.log.Decision.Read;
import org.apposite.log.Decision.Told;
import org.apposite.log.LogKey;
import org.apposite.log.Logs;
import org.apposite.log.store.LogLine;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service decided can be asked by SQL, month by month, and no line is lost on the way. */
class ALogOfDecisionsIsATableTest {

    private static final ClinicalRules RULES = ClinicalRules.bundled();
    private static final PatientCase CHILD = PatientCase.builder()
            .age(Age.ofYears(9))
            .complaint("back-pain")
            .region("thoracic")
            .present("fever", "neurologic-deficit")
            .build();
    private static final Advice ADVICE = RULES.evaluate(CHILD);

    @TempDir
    Path home;

    private Path log;
    private Path out;
    private long count;

    /** The clock is set back once, and a line cannot be read. */
    @BeforeEach
    void decide() throws IOException {
        log = home.resolve("log");
        out = Files.createDirectory(home.resolve("out"));
        LogKey key = LogKey.create(home.resolve("key"));
        int id = 0;
        for (String day : List.of("2026-10-31", "2026-11-01", "2026-10-30", "2026-12-01")) {
            Clock clock = Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneOffset.UTC);
            try (Logs logs = Logs.in(Optional.of(log), Optional.of(key), clock, true)) {
                logs.asked(RULES, false);
                logs.decided(new Decision(
                        new UUID(1, id++),
                        new Call("order-select", "call", List.of(new Order("order", "mri", null))),
                        Told.by(List.of(new Card("card", "critical", CardKind.EMERGENCY))),
                        new Read(CHILD, 0),
                        ADVICE));
            }
        }
        Path file = log.resolve("decisions.jsonl");
        Files.writeString(file, Files.readString(file) + "this is none\n");
        try (Stream<LogLine> lines = Logs.storage(log).lines("decisions")) {
            count = LogTable.write(lines, new ParquetTables(), "parquet", out);
        }
    }

    private List<Tuple> rows() throws IOException {
        List<Tuple> rows = new ArrayList<>();
        for (Path file : files()) {
            try (ColumnarFile.Rows read = new ParquetTables().read(file)) {
                assertThat(read.columns()).isEqualTo(LogTable.ROW);
                for (Tuple row = read.next(); row != null; row = read.next()) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(out)) {
            return all.filter(Files::isRegularFile)
                    .sorted((one, other) ->
                            String.valueOf(one.getFileName()).compareTo(String.valueOf(other.getFileName())))
                    .toList();
        }
    }

    private static Object value(Tuple row, String column) {
        List<String> names = LogTable.ROW.fields().stream().map(Field::name).toList();
        return Objects.requireNonNullElse(row.at(names.indexOf(column)), "null");
    }

    @Test
    void there_is_a_folder_for_each_month_and_a_file_for_each_time_that_it_begins() throws IOException {
        assertThat(files())
                .extracting(file -> out.relativize(file).toString().replace('\\', '/'))
                .containsExactly(
                        "month=2026-10/part-000001.parquet",
                        "month=2026-11/part-000002.parquet",
                        "month=2026-10/part-000003.parquet",
                        "month=2026-12/part-000004.parquet");
    }

    @Test
    void every_line_of_the_log_is_a_row_with_the_line_itself() throws IOException {
        List<String> lines = Files.readAllLines(log.resolve("decisions.jsonl"));

        assertThat(rows()).extracting(row -> value(row, "line")).containsExactlyElementsOf(lines);
        assertThat(count).isEqualTo(lines.size()).isEqualTo(9);
    }

    @Test
    void a_decision_and_an_event_have_what_their_lines_have() throws IOException {
        Tuple event = rows().get(0);
        Tuple decision = rows().get(1);

        assertThat(value(event, "event")).isEqualTo("rules");
        assertThat(value(event, "outcome")).isEqualTo("null");
        assertThat(value(decision, "id")).isEqualTo(new UUID(1, 0).toString());
        assertThat(value(decision, "time")).isEqualTo("2026-10-31T12:00:00Z");
        assertThat(value(decision, "hook_instance")).isEqualTo("call");
        assertThat(value(decision, "digest")).isEqualTo(RULES.digest());
        assertThat(value(decision, "outcome")).isEqualTo(ADVICE.outcome().code());
        assertThat(value(decision, "rules"))
                .isEqualTo(
                        ADVICE.trace().steps().stream().map(step -> step.rule()).toList());
        assertThat((List<?>) value(decision, "alerts"))
                .extracting(one -> ((Tuple) one).at(0) + " " + ((Tuple) one).at(1))
                .containsExactlyInAnyOrderElementsOf(ADVICE.alerts().stream()
                        .map(alert -> alert.code() + " " + alert.severity().code())
                        .distinct()
                        .toList());
        assertThat((List<?>) value(decision, "cards"))
                .extracting(one -> ((Tuple) one).at(2))
                .containsExactly("emergency");
        assertThat(String.valueOf(value(decision, "answer_hash"))).startsWith("hmac-sha256:");
    }
}
