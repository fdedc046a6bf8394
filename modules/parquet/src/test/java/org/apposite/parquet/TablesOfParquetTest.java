package org.apposite.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.batch.Batch;
import org.apposite.batch.BatchRefused;
import org.apposite.batch.TableFormat;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.batch.report.BatchReport;
import org.apposite.columns.CaseColumns;
import org.apposite.columns.Decision;
import org.apposite.columns.DecisionStruct;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesOfParquetTest {

    private static final ClinicalRules RULES = ClinicalRules.bundled();

    @TempDir
    Path folder;

    private Path written(Struct columns, List<Tuple> rows) throws IOException {
        Path file = folder.resolve("in.parquet");
        try (OutputStream out = Files.newOutputStream(file);
                ColumnarFile.Writer writer = new ParquetTables().write(out, columns)) {
            for (Tuple row : rows) {
                writer.write(row);
            }
        }
        return file;
    }

    private static List<List<@Nullable Object>> read(Path file) throws IOException {
        List<List<@Nullable Object>> all = new ArrayList<>();
        try (ColumnarFile.Rows rows = new ParquetTables().read(file)) {
            for (Tuple row = rows.next(); row != null; row = rows.next()) {
                all.add(plain(row, rows.columns()));
            }
        }
        return all;
    }

    private static List<@Nullable Object> plain(Tuple row, Struct struct) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < struct.fields().size(); i++) {
            values.add(plain(row.at(i), struct.fields().get(i).type()));
        }
        return values;
    }

    private static @Nullable Object plain(@Nullable Object value, FieldType type) {
        if (value instanceof Tuple tuple && type instanceof Struct struct) {
            return plain(tuple, struct);
        }
        if (value instanceof List<?> list && type instanceof FieldType.ListOf of) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(one -> all.add(plain(one, of.element())));
            return all;
        }
        return value;
    }

    /** Each kind of value, nested, and each as null. */
    @Test
    void what_is_written_is_read() throws Exception {
        Struct inner = FieldType.struct(
                FieldType.field("text", FieldType.STRING), FieldType.field("texts", FieldType.list(FieldType.STRING)));
        Struct columns = FieldType.struct(
                FieldType.field("truth", FieldType.BOOLEAN),
                FieldType.field("int", FieldType.INT),
                FieldType.field("long", FieldType.LONG),
                FieldType.field("double", FieldType.DOUBLE),
                FieldType.field("text", FieldType.STRING),
                FieldType.field("date", FieldType.DATE),
                FieldType.field("struct", inner),
                FieldType.field("structs", FieldType.list(inner)));
        Tuple full = Tuple.of(
                true,
                7,
                1L << 40,
                38.5,
                "\u00fc\u4e2d",
                LocalDate.of(2026, 1, 31),
                Tuple.of("a", List.of("b", "c")),
                List.of(Tuple.of(null, List.of()), Tuple.of("d", null)));
        Tuple empty = Tuple.of(new @Nullable Object[8]);

        List<List<@Nullable Object>> rows = read(written(columns, List.of(full, empty)));

        assertThat(rows.get(0))
                .isEqualTo(List.of(
                        true,
                        7L,
                        1L << 40,
                        38.5,
                        "\u00fc\u4e2d",
                        LocalDate.of(2026, 1, 31),
                        List.of("a", List.of("b", "c")),
                        List.of(Arrays.asList(null, List.of()), Arrays.asList("d", null))));
        assertThat(rows.get(1)).containsOnlyNulls().hasSize(8);
    }

    /** Every column that there can be, with the answers written as a table too. */
    @Test
    void a_batch_reads_and_writes_them() throws Exception {
        List<Field> fields = new ArrayList<>(CaseColumns.all(RULES.vocabulary()));
        fields.add(new Field("site", FieldType.STRING));
        Struct columns = new Struct(fields);
        List<Tuple> rows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            @Nullable Object[] values = new @Nullable Object[fields.size()];
            values[at(fields, "complaint")] = i % 10 == 3 ? "garbage" : "back-pain";
            values[at(fields, "age")] = (5 + i) + " years";
            values[at(fields, "fever")] = i % 3 == 0 ? Boolean.TRUE : i % 3 == 1 ? Boolean.FALSE : null;
            values[at(fields, "imaging")] = i % 2 == 0
                    ? List.of(Tuple.of(
                            "radiography",
                            null,
                            "lumbar",
                            null,
                            null,
                            LocalDate.of(2026, 1, 2),
                            "negative",
                            null,
                            null))
                    : null;
            values[at(fields, "as_of")] = LocalDate.of(2026, 2, 1);
            values[at(fields, "site")] = "S" + i % 2;
            rows.add(Tuple.of(values));
        }
        Path input = written(columns, rows);
        Path out = folder.resolve("out");

        BatchReport report = batch(input, out).run();

        assertThat(report.rows()).isEqualTo(50);
        assertThat(report.rejected()).isEqualTo(5);
        List<List<@Nullable Object>> answers = new ArrayList<>(read(out.resolve("answers/part-000001.parquet")));
        answers.addAll(read(out.resolve("answers/part-000002.parquet")));
        answers.addAll(read(out.resolve("answers/part-000003.parquet")));
        assertThat(answers).hasSize(45);
        assertThat(answers.get(3).get(0)).isEqualTo(5L);
        assertThat(answers.get(3).get(1)).isEqualTo("S0");
        Decision decision = new Decision.Answered(RULES.evaluate(
                CaseColumns.bind(fields, RULES.vocabulary(), Set.of("site")).read(rows.get(4))));
        assertThat(String.valueOf(answers.get(3).get(2)))
                .isEqualTo(plain(DecisionStruct.of(decision, RULES), DecisionStruct.TYPE)
                        .toString());
    }

    private static int at(List<Field> fields, String name) {
        return fields.stream().map(Field::name).toList().indexOf(name);
    }

    private static Batch batch(Path input, Path out) {
        return new Batch(
                new Batch.Settings(
                        "test", input, TableFormat.PARQUET, out, TableFormat.PARQUET, List.of(), "site", null, 2, 20),
                RULES,
                (rows, rejected) -> {});
    }

    @Test
    void wrong_columns_and_files_are_told_before_the_first_row() throws Exception {
        Map<Struct, String> wrong = Map.of(
                FieldType.struct(
                        FieldType.field("complaint", FieldType.STRING),
                        FieldType.field("site", FieldType.INT),
                        FieldType.field("fever", FieldType.STRING)),
                "column \"fever\" is STRING, and must be BOOLEAN",
                FieldType.struct(
                        FieldType.field("complaint", FieldType.STRING),
                        FieldType.field("site", FieldType.INT),
                        FieldType.field("age", FieldType.INT)),
                "column \"age\" is INT32, and must be STRING",
                FieldType.struct(
                        FieldType.field("complaint", FieldType.STRING),
                        FieldType.field("site", FieldType.INT),
                        FieldType.field("feever", FieldType.BOOLEAN)),
                "Did you mean \"fever\"?");
        for (Map.Entry<Struct, String> one : wrong.entrySet()) {
            Path input = written(one.getKey(), List.of());
            assertThatThrownBy(() -> batch(input, folder.resolve("out")).run())
                    .isInstanceOf(BatchRefused.class)
                    .hasMessageContaining(one.getValue());
        }
        Path none = Files.writeString(folder.resolve("none.parquet"), "no parquet at all, but long enough");
        assertThatThrownBy(() -> batch(none, folder.resolve("out")).run())
                .isInstanceOf(BatchRefused.class)
                .hasMessageContaining("cannot be read");
        assertThat(folder.resolve("out")).doesNotExist();
    }
}
