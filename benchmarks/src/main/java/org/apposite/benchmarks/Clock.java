package org.apposite.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Medians of many short rounds in one process, for series in which only the course matters; in CPU time, so that other work
 * on the machine matters less.
 */
final class Clock {

    private static final int ROUNDS = 31;
    private static final long WARM_UP_NANOS = 1_500_000_000;
    private static final long ROUND_NANOS = 20_000_000;

    /** Where answers go, so that none is optimized away. */
    @SuppressWarnings("UnusedVariable")
    private static volatile Object sink = "";

    private Clock() {}

    /** Microseconds for one answer, after warm-up. */
    static double micros(Supplier<?> answer) {
        for (long warm = 0; warm < WARM_UP_NANOS; ) {
            warm += round(answer, 100);
        }
        int perRound = 1;
        while (round(answer, perRound) < ROUND_NANOS) {
            perRound *= 2;
        }
        double[] micros = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            micros[i] = round(answer, perRound) / 1000.0 / perRound;
        }
        Arrays.sort(micros);
        return micros[ROUNDS / 2];
    }

    private static long round(Supplier<?> answer, int times) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long from = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < times; i++) {
            sink = answer.get();
        }
        return threads.getCurrentThreadCpuTime() - from;
    }

    /** Bytes that one answer allocates. */
    static long bytes(Supplier<?> answer) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int times = 1000;
        long from = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            sink = answer.get();
        }
        return (threads.getCurrentThreadAllocatedBytes() - from) / times;
    }

    /** What lives on the heap, after several collections. */
    static long liveBytes() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(50);
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
