package org.apposite.spark;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The one session of the tests, in this JVM. */
final class Spark {

    private Spark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of("target/warehouse").toUri().toString())
                .config("spark.sql.catalog.imaging", "org.apposite.spark.RulesCatalog")
                .config("spark.sql.catalog.imaging.besides", "site,Month")
                .getOrCreate();
    }
}
