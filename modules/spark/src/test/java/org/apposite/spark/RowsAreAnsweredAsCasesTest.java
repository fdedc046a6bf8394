package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apposite.ClinicalRules;
import org.apposite.columns.Decision;
import org.apposite.json.RuleCase;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/** Every case beside the rules, as a row, has the answer that the library gives. */
class RowsAreAnsweredAsCasesTest {

    private static final ShippedRules RULES = ShippedRules.bundled();

    @Test
    void three_columns_are_answered() {
        SparkSession spark = Spark.session();
        Dataset<Row> cases = spark.sql("SELECT 'back-pain' AS complaint, '9 years' AS age, true AS fever");

        Row decision = RULES.decide(cases).select("decision.*").first();

        assertThat(decision.<String>getAs("outcome")).isEqualTo("variant-matched");
    }

    @Test
    void every_way_into_spark_gives_the_answers_of_the_library() {
        ClinicalRules rules = RULES.rules();
        StructType struct = RULES.caseSchema();
        List<Row> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (RuleCase one : RuleCase.in(RowsOfCases.RULES, rules.vocabulary())) {
            PatientCase patient = one.stated().patientCase().orElse(null);
            if (patient != null && RowsOfCases.fits(patient, rules.vocabulary())) {
                rows.add(RowsOfCases.of(patient, struct, rules.vocabulary()));
                expected.add(DecisionText.of(Decider.row(new Decision.Answered(rules.evaluate(patient)), rules)));
            }
        }
        SparkSession spark = Spark.session();
        Dataset<Row> cases = spark.createDataFrame(rows, struct);
        cases.createOrReplaceTempView("cases");
        spark.udf().register("decided", RULES.function());

        assertThat(rows).hasSizeGreaterThan(1000);
        assertThat(texts(RULES.decide(cases).select("decision"))).isEqualTo(expected);
        assertThat(texts(spark.sql("SELECT imaging.decide(struct(*)) FROM cases")))
                .isEqualTo(expected);
        assertThat(texts(spark.sql("SELECT decided(struct(*)) FROM cases"))).isEqualTo(expected);
    }

    private static List<String> texts(Dataset<Row> decisions) {
        return decisions.collectAsList().stream()
                .map(row -> DecisionText.of(row.getStruct(0)))
                .toList();
    }
}
