package org.apposite.spark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apposite.ClinicalRules;
import org.apposite.columns.CaseColumns;
import org.apposite.patient.PatientCase;

/**
 * What Spark adds to the cost of an answer: processor time of the thread that answers, for each row, over a bare loop in the same JVM. A
 * program for a person, who runs it on a machine with nothing else to do; no test.
 */
public final class CostOfARow {

    private static final int ROUNDS = 4;

    private CostOfARow() {}

    /**
     * Measures. The argument is the number of rows.
     *
     * @param arguments a number
     */
    public static void main(String[] arguments) throws TimeoutException {
        int rows = Integer.parseInt(arguments[0]);
        SparkSession spark = SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "localhost")
                .config("spark.sql.catalog.imaging", RulesCatalog.class.getName())
                .getOrCreate();
        ClinicalRules rules = ShippedRules.bundled().rules();
        Cohort cohort = new Cohort(rules.vocabulary());
        CaseColumns columns = Decider.bind(cohort.struct(), rules.vocabulary(), Set.of());
        List<Row> patients = LongStream.range(0, rows).mapToObj(cohort::patient).toList();
        String file = arguments[1];
        spark.createDataFrame(patients, cohort.struct())
                .coalesce(1)
                .write()
                .mode("overwrite")
                .parquet(file);
        AtomicLong tasks = new AtomicLong();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                tasks.addAndGet(end.taskMetrics().executorCpuTime());
            }
        });
        Dataset<Row> decided = spark.read().parquet(file).selectExpr("imaging.decide(struct(*)) AS decision");
        Dataset<Row> registered =
                ShippedRules.bundled().decide(spark.read().parquet(file)).select("decision");
        List<PatientCase> cases = new ArrayList<>();
        for (Row patient : patients) {
            cases.add(columns.read(Objects.requireNonNull(Rows.tuple(patient))));
        }
        Decider decider = Decider.of(rules, cohort.struct(), Set.of());
        for (int round = 1; round <= ROUNDS; round++) {
            double answer = ofThisThread(() -> cases.forEach(one -> decided(rules, one)), rows);
            double loop = ofThisThread(() -> patients.forEach(decider::decide), rows);
            double catalog = ofTasks(decided, tasks, rows, spark);
            double function = ofTasks(registered, tasks, rows, spark);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: answer %.0f us, with its rows %.0f us, catalog %.0f us (%.2f of the answer), function %.0f us (%.2f)%n",
                    round,
                    answer,
                    loop,
                    catalog,
                    catalog / answer,
                    function,
                    function / answer);
        }
        spark.stop();
    }

    private static void decided(ClinicalRules rules, PatientCase patient) {
        try {
            rules.evaluate(patient);
        } catch (IllegalArgumentException garbage) {
            // One row in a hundred.
        }
    }

    private static double ofThisThread(Runnable work, int rows) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e3 / rows;
    }

    private static double ofTasks(Dataset<Row> query, AtomicLong tasks, int rows, SparkSession spark)
            throws TimeoutException {
        tasks.set(0);
        query.write().format("noop").mode("overwrite").save();
        spark.sparkContext().listenerBus().waitUntilEmpty();
        return tasks.get() / 1e3 / rows;
    }
}
