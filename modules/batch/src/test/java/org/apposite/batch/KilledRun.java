package org.apposite.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apposite.EvaluationListener;

/** A run in a process of its own, which kills itself without warning at a point that is named. */
final class KilledRun {

    private KilledRun() {}

    /**
     * Runs a batch.
     *
     * @param arguments the file of cases, the folder, the rows of a part, and the point: {@code never}, the number of an evaluation, or
     *     the name of a file of the folder that has appeared
     */
    public static void main(String... arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        String point = arguments[3];
        Batch.Settings settings = new Batch.Settings(
                "test",
                Path.of(arguments[0]),
                TableFormat.CSV,
                out,
                TableFormat.NDJSON,
                List.of(),
                "site",
                "month",
                2,
                Integer.parseInt(arguments[2]));
        if (point.matches("\\d+")) {
            AtomicInteger evaluations = new AtomicInteger();
            EvaluationListener listener = new EvaluationListener() {
                @Override
                public void started() {
                    if (evaluations.incrementAndGet() == Integer.parseInt(point)) {
                        kill();
                    }
                }
            };
            new Batch(settings, Cohort.RULES.withListener(listener), (rows, rejected) -> {}).run();
        } else {
            Thread watch = new Thread(() -> {
                while (!Files.exists(out.resolve(point))) {
                    Thread.onSpinWait();
                }
                kill();
            });
            watch.setDaemon(true);
            watch.start();
            new Batch(settings, Cohort.RULES, (rows, rejected) -> {}).run();
        }
    }

    /** By the system, as an operator or a shortage of memory does it. */
    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
