package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apposite.ClinicalRules;
import org.apposite.advice.Alert;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NoRowEndsAJobTest {

    private static final ShippedRules RULES = ShippedRules.bundled();

    /** What a row says beside an emergency, by the code and a part of the message of its error. */
    private static final Map<String, List<String>> BAD = new LinkedHashMap<>();

    static {
        BAD.put("'nine' AS age", List.of("value", "column \"age\": \"nine\""));
        BAD.put("DATE'2026-01-01' AS birth_date", List.of("value", "column \"as_of\""));
        BAD.put(
                "DATE'2026-01-02' AS birth_date, DATE'2026-01-01' AS as_of",
                List.of("value", "is after the date of the case"));
        BAD.put(
                "'9 years' AS age, DATE'2020-01-02' AS birth_date, DATE'2026-01-01' AS as_of",
                List.of("value", "the age is stated by two columns"));
        BAD.put("'3 moons' AS duration", List.of("value", "column \"duration\": \"3 moons\""));
        BAD.put("-1 AS duration_days", List.of("value", "column \"duration_days\": duration of -1 days"));
        BAD.put("9999999999 AS duration_days", List.of("value", "column \"duration_days\": is out of range"));
        BAD.put("'1 week' AS duration, 7 AS duration_days", List.of("value", "stated by two columns"));
        BAD.put("'lady' AS sex", List.of("value", "Sex has no code \"lady\""));
        BAD.put("'Left' AS side", List.of("value", "column \"side\""));
        BAD.put("'Lumbar Spine' AS region", List.of("value", "column \"region\""));
        BAD.put("'lumber' AS region", List.of("case", "region \"lumber\""));
        BAD.put("array('cancer', null) AS suspected", List.of("value", "the list has a null"));
        BAD.put("array('canser') AS suspected", List.of("case", "\"canser\" is not in the vocabulary"));
        BAD.put(
                "array(named_struct('study', 'mri', 'region', 'lumbar', 'result', CAST(null AS STRING))) AS imaging",
                List.of("value", "a study needs its result"));
        BAD.put(
                "array(named_struct('study', 'mri', 'region', 'lumbar', 'result', 'odd')) AS imaging",
                List.of("case", "\"odd\""));
        BAD.put("named_struct('study', CAST(null AS STRING)) AS `order`", List.of("value", "a study needs its study"));
        BAD.put("named_struct('study', 'mir') AS `order`", List.of("case", "\"mir\""));
    }

    @Test
    void a_bad_row_is_explained_and_its_emergency_stands() {
        SparkSession spark = Spark.session();
        String emergency = emergency(RULES.rules());

        BAD.forEach((columns, expected) -> {
            Row row = spark.sql("SELECT imaging.decide(struct('c1' AS id, 'back-pain' AS complaint, true AS "
                            + emergency.replace('-', '_') + ", " + columns + ")) AS decision")
                    .select("decision.id", "decision.outcome", "decision.error.*", "decision.alerts.severity")
                    .first();

            assertThat(row.getString(0)).as(columns).isEqualTo("c1");
            assertThat(row.isNullAt(1)).as(columns).isTrue();
            assertThat(row.getString(2)).as(columns).isEqualTo(expected.get(0));
            assertThat(row.getString(3)).as(columns).contains(expected.get(1));
            assertThat(row.<String>getList(4)).as(columns).contains("critical").containsOnly("critical");
        });
    }

    @Test
    void an_evaluation_that_was_aborted_tells_its_emergencies() {
        ClinicalRules limited = RULES.rules().withLimits(1, Duration.ofMinutes(1));
        StructType struct = StructType.fromDDL(
                "complaint STRING, " + emergency(RULES.rules()).replace('-', '_') + " BOOLEAN");
        Decider decider = Decider.of(limited, struct, Set.of());

        Row decision = decider.decide(RowFactory.create("back-pain", true));

        int error = DecisionSchema.TYPE.fieldIndex("error");
        assertThat(decision.getStruct(error).getString(0)).isEqualTo("aborted-firings");
        assertThat(decision.get(DecisionSchema.TYPE.fieldIndex("alerts")).toString())
                .contains("critical");
    }

    @Test
    void a_null_row_is_a_row() {
        Row row = Spark.session()
                .sql("SELECT imaging.decide(if(id = 0, null, named_struct('complaint', 'back-pain'))).error.code"
                        + " FROM range(2) ORDER BY id")
                .collectAsList()
                .get(0);

        assertThat(row.getString(0)).isEqualTo("no-case");
    }

    /** Every column with whatever its type can hold. */
    @Test
    void whatever_stands_in_a_table_every_row_has_an_answer_or_an_error() {
        StructType struct = RULES.caseSchema();
        Random random = new Random(25);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            double filled = i % 4 == 0 ? 0.02 : random.nextDouble();
            Object[] values = new Object[struct.length()];
            for (int column = 0; column < values.length; column++) {
                values[column] = random.nextDouble() < filled ? any(struct.fields()[column].dataType(), random) : null;
            }
            rows.add(RowFactory.create(values));
        }
        SparkSession spark = Spark.session();
        Dataset<Row> decided = RULES.decide(spark.createDataFrame(rows, struct));

        List<Row> counted = decided.selectExpr("decision.outcome IS NULL", "decision.error.code")
                .collectAsList();

        assertThat(counted)
                .hasSize(2000)
                .allSatisfy(row -> assertThat(row.getBoolean(0)).isEqualTo(!row.isNullAt(1)));
        assertThat(counted).noneSatisfy(row -> assertThat(row.getString(1)).isEqualTo("fault"));
        assertThat(counted).anySatisfy(row -> assertThat(row.getBoolean(0)).isFalse());
    }

    private static @Nullable Object any(DataType type, Random random) {
        if (type instanceof StructType struct) {
            Object[] values = new Object[struct.length()];
            for (int i = 0; i < values.length; i++) {
                StructField field = struct.fields()[i];
                values[i] = random.nextInt(3) == 0 ? null : any(field.dataType(), random);
            }
            return RowFactory.create(values);
        }
        if (type instanceof ArrayType array) {
            List<@Nullable Object> list = new ArrayList<>();
            while (random.nextInt(3) != 0) {
                list.add(random.nextInt(10) == 0 ? null : any(array.elementType(), random));
            }
            return list;
        }
        if (type.equals(DataTypes.BooleanType)) {
            return random.nextBoolean();
        }
        if (type.equals(DataTypes.IntegerType)) {
            return random.nextInt();
        }
        if (type.equals(DataTypes.DoubleType)) {
            double[] numbers = {0, -1, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 37.2};
            return numbers[random.nextInt(numbers.length)];
        }
        if (type.equals(DataTypes.DateType)) {
            return java.sql.Date.valueOf(LocalDate.of(1 + random.nextInt(9998), 1 + random.nextInt(12), 1));
        }
        String[] texts = {
            "",
            " ",
            "back-pain",
            "9 years",
            "3 weeks",
            "a\u0000b",
            "\ud800",
            "x".repeat(10_000),
            "lumbar",
            ">60 mm",
            "99999999999 years",
            "mri",
            "normal",
            "left",
            "9 to 3 years",
            "-",
            "female"
        };
        return texts[random.nextInt(texts.length)];
    }

    /** A finding that is an emergency by itself. */
    static String emergency(ClinicalRules rules) {
        return rules.vocabulary().codes(Kind.FINDING).stream()
                .filter(code -> !rules.evaluate(PatientCase.builder()
                                .complaint("back-pain")
                                .present(code)
                                .build())
                        .alerts(Alert.Severity.CRITICAL)
                        .isEmpty())
                .filter(code -> !rules.evaluate(
                                PatientCase.builder().present(code).build())
                        .alerts(Alert.Severity.CRITICAL)
                        .isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
