package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Whatever a query takes of a decision: Spark would evaluate a function anew for each field and filter if it were let. */
class ARowIsAnsweredOnceTest {

    private static final String QUERY =
            "SELECT d.topic, d.outcome, size(d.alerts) AS alerts, d.provenance.digest FROM (SELECT %s(struct("
                    + "complaint)) AS d FROM asked) WHERE d.outcome <> 'none' AND d.provenance.version <> 'none'";

    @Test
    void by_the_catalog_and_by_a_registered_function() {
        SparkSession spark = Spark.session();
        spark.range(3)
                .selectExpr("if(id = 0, 'headache', 'back-pain') AS complaint")
                .createOrReplaceTempView("asked");
        spark.udf().register("decided", ShippedRules.bundled().function());

        for (String function : List.of("imaging.decide", "decided")) {
            Dataset<Row> query = spark.sql(QUERY.formatted(function));
            String plan = query.queryExecution().optimizedPlan().toString().toLowerCase(Locale.ROOT);

            assertThat(plan.split("bounddecide|decided\\(|udf\\(", -1)).as(plan).hasSize(2);
            assertThat(query.count()).isEqualTo(2);
        }
    }
}
