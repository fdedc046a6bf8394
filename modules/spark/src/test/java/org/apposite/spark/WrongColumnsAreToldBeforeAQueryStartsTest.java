package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apposite.model.Vocabulary;
import org.junit.jupiter.api.Test;

class WrongColumnsAreToldBeforeAQueryStartsTest {

    private static final ShippedRules RULES = ShippedRules.bundled();
    private static final Vocabulary VOCABULARY = RULES.rules().vocabulary();

    private static final Map<String, String> WRONG = new LinkedHashMap<>();

    static {
        WRONG.put("age STRING", "there is no column \"complaint\", without which no topic can answer");
        WRONG.put("complaint STRING, nightpain BOOLEAN", "Did you mean \"night_pain\"?");
        WRONG.put("complaint STRING, `night-pain` BOOLEAN", "Did you mean \"night_pain\"?");
        WRONG.put("complaint STRING, night_pain STRING", "column \"night_pain\" is STRING, and must be BOOLEAN");
        WRONG.put("complaint STRING, age INT", "column \"age\" is INT, and must be STRING");
        WRONG.put("complaint STRING, birth_date STRING", "column \"birth_date\" is STRING, and must be DATE");
        WRONG.put("complaint STRING, Complaint STRING", "there are two columns \"complaint\"");
        WRONG.put("complaint STRING, suspected STRING", "column \"suspected\" is STRING, and must be ARRAY<STRING>");
        WRONG.put("complaint STRING, imaging ARRAY<STRING>", "and must be ARRAY<STRUCT<...>>");
        WRONG.put(
                "complaint STRING, imaging ARRAY<STRUCT<study: STRING, region: STRING, result: STRING, day: DATE>>",
                "\"imaging\" has a field \"day\", which no study has");
        WRONG.put(
                "complaint STRING, imaging ARRAY<STRUCT<study: STRING, region: STRING, result: STRING, date: STRING>>",
                "\"imaging.date\" is STRING, and must be DATE");
        WRONG.put(
                "complaint STRING, imaging ARRAY<STRUCT<study: STRING>>",
                "\"imaging\" has no field \"region\"; \"imaging\" has no field \"result\"");
        WRONG.put("complaint STRING, `order` STRUCT<region: STRING>", "\"order\" has no field \"study\"");
    }

    @Test
    void each_of_them_in_one_error() {
        WRONG.forEach(
                (ddl, message) -> assertThatThrownBy(() -> Decider.bind(StructType.fromDDL(ddl), VOCABULARY, Set.of()))
                        .as(ddl)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(message));

        assertThatThrownBy(
                        () -> Decider.bind(StructType.fromDDL("nightpain BOOLEAN, fever STRING"), VOCABULARY, Set.of()))
                .hasMessageContainingAll("night_pain", "\"fever\"", "\"complaint\"");
    }

    @Test
    void every_column_has_the_type_that_it_is_listed_with_and_no_other() {
        StructType all = RULES.caseSchema();
        Decider.bind(all, VOCABULARY, Set.of());

        for (String name : all.fieldNames()) {
            StructType wrong =
                    new StructType().add("complaint", DataTypes.StringType).add(name, DataTypes.BinaryType);
            assertThatThrownBy(() -> Decider.bind(wrong, VOCABULARY, Set.of()))
                    .as(name)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }

    @Test
    void in_sql_and_in_a_call_alike() {
        SparkSession spark = Spark.session();
        String select = "SELECT 'back-pain' AS complaint, 'x' AS site, true AS nightpain";

        assertThatThrownBy(() -> spark.sql("SELECT imaging.decide(struct(*)) FROM (" + select + ")"))
                .hasMessageContaining("Did you mean \"night_pain\"?")
                .hasMessageNotContaining("\"site\"");
        assertThatThrownBy(() -> RULES.decide(spark.sql(select), "site"))
                .hasMessageContaining("Did you mean \"night_pain\"?")
                .hasMessageNotContaining("\"site\"");
        assertThatThrownBy(() -> spark.sql("SELECT imaging.decide('back-pain')"))
                .hasMessageContaining("decide(struct(*))");
        assertThatThrownBy(() -> spark.sql("SELECT imaging.decode(struct('back-pain' AS complaint))"))
                .hasMessageContaining("decode");
    }

    @Test
    void a_column_of_nothing_but_null_states_nothing() {
        SparkSession spark = Spark.session();

        assertThat(spark.sql(
                                "SELECT imaging.decide(struct('back-pain' AS complaint, null AS age, null AS imaging)).outcome")
                        .first()
                        .getString(0))
                .isEqualTo("data-required");
    }
}
