package org.apposite.authoring.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apposite.advice.Advice;
import org.apposite.authoring.TinyRules;
import org.apposite.authoring.reload.ReloadReport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is of one version from beginning to end, however often the rules are exchanged meanwhile. */
class ReloadUnderLoadTest {

    private static final int THREADS = 8;
    private static final int RELOADS = 50;
    private static final int CASES_AT_AN_EXCHANGE = 400;

    @Test
    void every_answer_is_right_for_the_version_that_it_names(@TempDir Path folder)
            throws IOException, InterruptedException, ExecutionException {
        TinyRules tiny = TinyRules.in(folder);
        // The gate is the last step before an exchange: so the cases come when it matters, and the compiler has the
        // processors for itself before.
        Semaphore cases = new Semaphore(0);
        Gate busy = (from, candidate) -> {
            cases.release(CASES_AT_AN_EXCHANGE);
            return List.of();
        };
        try (ReloadingRules rules = ReloadingRules.builder(folder).gate(busy).load()) {
            String first = rules.current().digest();
            tiny.write(2);
            rules.reload();
            Map<String, Integer> versions = Map.of(first, 1, rules.current().digest(), 2);

            AtomicBoolean done = new AtomicBoolean();
            CountDownLatch begun = new CountDownLatch(THREADS);
            Callable<Long> host = () -> {
                long wrong = 0;
                do {
                    begun.countDown();
                    cases.acquire();
                    Advice advice = rules.evaluate(TinyRules.CASE);
                    Integer named = versions.get(advice.provenance().digest());
                    wrong += named != null && named == TinyRules.version(advice) ? 0 : 1;
                } while (!done.get());
                return wrong;
            };
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<Long>> hosts = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    hosts.add(threads.submit(host));
                }
                begun.await();
                for (int i = 0; i < RELOADS; i++) {
                    tiny.write(1 + i % 2);
                    assertThat(rules.reload().outcome()).isEqualTo(Outcome.LOADED);
                }
                done.set(true);
                cases.release(THREADS);
                for (Future<Long> one : hosts) {
                    assertThat(one.get()).isZero();
                }
            } finally {
                done.set(true);
                cases.release(THREADS);
                threads.shutdown();
            }
        }
    }
}
