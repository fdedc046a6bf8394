package org.apposite.spark;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What a row costs of few rows and of many, and what decisions add to the live heap of a JVM that has Spark and nothing else. */
public final class ManyRows {

    private static final int FEW = 10_000;

    private static final AtomicLong CPU = new AtomicLong();

    private ManyRows() {}

    /**
     * Measures. The argument is the number of many rows.
     *
     * @param arguments a number
     */
    public static void main(String[] arguments) throws TimeoutException {
        int many = Integer.parseInt(arguments[0]);
        SparkSession spark = Spark.session();
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                CPU.addAndGet(end.taskMetrics().executorCpuTime());
            }
        });
        spent(spark.range(FEW)
                .map(
                        (MapFunction<Long, Row>) id -> RowFactory.create(id, "back-pain"),
                        Encoders.row(StructType.fromDDL("id LONG, complaint STRING")))
                .selectExpr("struct(*) AS one"));
        double spark1 = liveMegabytes();
        for (int warm = 0; warm < 3; warm++) {
            spent(decided(spark, FEW));
        }
        double decided = liveMegabytes();
        double few = spent(decided(spark, FEW)) / 1e3 / FEW;
        long from = System.nanoTime();
        double each = spent(decided(spark, many)) / 1e3 / many;
        double seconds = (System.nanoTime() - from) / 1e9;

        System.out.printf(
                Locale.ROOT,
                "%,d rows %.0f us of CPU each, %,d rows %.0f us each in %.0f s, Spark alone %.1f MB; RATIO %.2f HEAP %.1f MB, at the end %.1f MB%n",
                FEW,
                few,
                many,
                each,
                seconds,
                spark1,
                each / few,
                decided - spark1,
                liveMegabytes() - spark1);
        spark.stop();
    }

    private static Dataset<Row> decided(SparkSession spark, int rows) {
        ClusterJob.Patients patients = new ClusterJob.Patients();
        return spark.range(0, rows, 1, Math.max(2, rows / FEW))
                .map(patients, Encoders.row(patients.cohort().struct()))
                .selectExpr("imaging.decide(struct(*)) AS decision");
    }

    private static long spent(Dataset<Row> query) throws TimeoutException {
        CPU.set(0);
        query.write().format("noop").mode("overwrite").save();
        query.sparkSession().sparkContext().listenerBus().waitUntilEmpty();
        return CPU.get();
    }

    private static double liveMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
