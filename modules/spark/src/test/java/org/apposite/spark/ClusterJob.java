package org.apposite.spark;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
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
     * Runs it. The first argument is the number of rows, the second that of partitions.
     *
     * @param arguments two numbers
     */
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().getOrCreate();
        spark.sparkContext().addSparkListener(new Progress());
        Patients patients = new Patients();
        Dataset<Row> cohort = spark.range(0, Long.parseLong(arguments[0]), 1, Integer.parseInt(arguments[1]))
                .map(patients, Encoders.row(patients.cohort().struct()));
        cohort.createOrReplaceTempView("cohort");

        Dataset<Row> decided = spark.sql("SELECT imaging.decide(struct(*)) FROM cohort");
        long checksum = decided.map(
                        (MapFunction<Row, Long>) row -> DecisionText.checksum(row.getStruct(0)), Encoders.LONG())
                .reduce((ReduceFunction<Long>) Long::sum);

        System.out.println("CHECKSUM " + checksum);
        spark.stop();
    }

    private static final class Patients implements MapFunction<Long, Row>, Serializable {

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

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            System.out.println("TASK " + done.incrementAndGet());
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            System.out.println("EXECUTOR LOST");
        }
    }
}
