package org.apposite.spark;

import java.io.Serializable;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.api.java.function.ReduceFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A job as somebody submits it: how many rows are there, and what is the checksum of their decisions? */
public final class ClusterJob {

    private ClusterJob() {}

    /**
     * Runs it. The first argument is the number of rows, the second that of partitions; a third one that of rounds, of each of which it
     * tells the processor time of a row and the time that passed.
     *
     * @param arguments two or three numbers
     */
    public static void main(String[] arguments) throws TimeoutException {
        SparkSession spark = SparkSession.builder().getOrCreate();
        Progress progress = new Progress();
        spark.sparkContext().addSparkListener(progress);
        Patients patients = new Patients();
        Dataset<Row> cohort = spark.range(0, Long.parseLong(arguments[0]), 1, Integer.parseInt(arguments[1]))
                .map(patients, Encoders.row(patients.cohort().struct()));
        cohort.createOrReplaceTempView("cohort");

        Dataset<Row> decided = spark.sql("SELECT imaging.decide(struct(*)) FROM cohort");
        long checksum = decided.map(
                        (MapFunction<Row, Long>) row -> DecisionText.checksum(row.getStruct(0)), Encoders.LONG())
                .reduce((ReduceFunction<Long>) Long::sum);

        System.out.println("CHECKSUM " + checksum);
        for (int round = 1; arguments.length > 2 && round <= Integer.parseInt(arguments[2]); round++) {
            progress.cpu.set(0);
            long from = System.nanoTime();
            decided.write().format("noop").mode("overwrite").save();
            double seconds = (System.nanoTime() - from) / 1e9;
            spark.sparkContext().listenerBus().waitUntilEmpty();
            System.out.printf(
                    Locale.ROOT,
                    "ROUND %d: %.0f us of CPU a row, %.1f s%n",
                    round,
                    progress.cpu.get() / 1e3 / Long.parseLong(arguments[0]),
                    seconds);
        }
        spark.stop();
    }

    static final class Patients implements MapFunction<Long, Row>, Serializable {

        private static final long serialVersionUID = 1L;

        private transient @Nullable Cohort cohort;

        Cohort cohort() {
            Cohort made = cohort;
            if (made == null) {
                made = new Cohort(ShippedRules.bundled().rules().vocabulary());
                cohort = made;
            }
            return made;
        }

        @Override
        public Row call(Long number) {
            return cohort().patient(number);
        }
    }

    private static final class Progress extends SparkListener {

        private final AtomicInteger done = new AtomicInteger();
        private final AtomicLong cpu = new AtomicLong();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            cpu.addAndGet(end.taskMetrics().executorCpuTime());
            System.out.println("TASK " + done.incrementAndGet());
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            System.out.println("EXECUTOR LOST");
        }
    }
}
