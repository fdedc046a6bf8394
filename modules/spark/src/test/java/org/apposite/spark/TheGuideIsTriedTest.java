package org.apposite.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All SQL of docs/spark.md, as it stands there and in its order. */
class TheGuideIsTriedTest {

    private static final Path GUIDE = Path.of("../../docs/spark.md");
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path bulk;

    @Test
    void its_sql_runs() throws Exception {
        SparkSession spark = Spark.session();
        spark.sql("DROP TABLE IF EXISTS decided");
        spark.range(3)
                .selectExpr("'north' AS site", "'2026-01' AS month", "if(id = 0, 'nonsense', 'back-pain') AS complaint")
                .createOrReplaceTempView("orders");
        Files.writeString(bulk.resolve("Patient.ndjson"), """
                {"resourceType":"Patient","id":"p","birthDate":"2016-03-01"}
                {"resourceType":"Patient","id":"q","birthDate":"2012-03-01"}
                """);
        Files.writeString(bulk.resolve("Medication.ndjson"), """
                {"resourceType":"Medication","id":"m"}
                """);
        List<List<Row>> results = new ArrayList<>();
        Matcher blocks = SQL.matcher(Files.readString(GUIDE));

        while (blocks.find()) {
            results.add(spark.sql(blocks.group(1).replace("/data/bulk", bulk.toString()))
                    .collectAsList());
        }

        assertThat(results).extracting(List::size).containsExactly(3, 0, 0, 2, 1, 3, 0, 2);
        assertThat(results.get(4).get(0).getString(0)).isEqualTo("Medication");
        spark.sql("DROP TABLE decided");
    }
}
