package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apposite.log.LogKey;
import org.apposite.log.LogReport;
import org.apposite.log.LogVerification;
import org.apposite.log.Logs;
import org.apposite.log.Writing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several services write to one log: it is one chain, and each decision stands in it once. */
class SeveralWritersTest {

    private static final int WRITERS = 4;

    @TempDir
    private Path home;

    @Test
    void all_of_them_write_one_chain_and_what_all_say_stands_there_once() throws Exception {
        Database database = Database.migrated();
        LogKey key = Written.key(home);
        ExecutorService threads = Executors.newFixedThreadPool(2 * WRITERS);
        List<Logs> services = new ArrayList<>();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON);
                services.add(logs);
                String card = "{\"card\":\"" + writer + "-%d\"}";
                all.add(threads.submit(() -> Written.decisions(key, 50).forEach(logs::decided)));
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        logs.feedback(List.of(card.formatted(i)));
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            services.forEach(Logs::close);
            threads.shutdownNow();
        }
        assertThat(services).allSatisfy(logs -> assertThat(logs.writing()).isEqualTo(new Writing(0, false)));
        List<LogReport> reports = new LogVerification(List.of(key)).of(database.logs(Database.AUDITOR));
        assertThat(reports).allSatisfy(report -> assertThat(report.isProof()).isTrue());
        assertThat(reports).extracting(LogReport::verified).containsExactly(50L, 50L * WRITERS);
    }

    @Test
    void a_log_that_another_service_emptied_or_cut_off_goes_on_with_what_is_missing() throws Exception {
        Database database = Database.migrated();
        LogKey key = Written.key(home);
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
            Written.decisions(key, 10).forEach(logs::decided);
            database.run("DELETE FROM decisions WHERE n > 5");
            logs.decided(Written.decision(key, 10));
        }
        LogReport report = new LogVerification(List.of(key))
                .of(database.logs(Database.AUDITOR))
                .get(0);
        assertThat(report.findings())
                .extracting(LogReport.Finding::text)
                .containsExactly("lines 6 to 10 are missing before it");
    }
}
