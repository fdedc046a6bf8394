package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Order;
import org.apposite.log.Decision.Read;
import org.apposite.log.Decision.Told;
import org.apposite.log.DecisionIds.Revision;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each decision is in a log once, however often it is written. */
class RepeatedDecisionsTest {

    private static final PatientCase NOBODY = PatientCase.builder().build();
    private static final Advice ADVICE = ClinicalRules.bundled().evaluate(NOBODY);

    @TempDir
    private Path home;

    private static Decision decision(UUID id) {
        return new Decision(
                id,
                new Call("order-sign", "call", List.of(new Order("order", null, null))),
                Told.by(List.of()),
                new Read(NOBODY, 0),
                ADVICE);
    }

    private List<String> written() throws IOException {
        return Chained.files(home.resolve("logs"), "decisions").stream()
                .flatMap(List::stream)
                .toList();
    }

    private Logs logs(Optional<LogKey> key) {
        return Logs.in(Optional.of(home.resolve("logs")), key, Chained.NOON, false);
    }

    @Test
    void a_log_that_is_written_once_more_from_anywhere_stays_as_it_is() throws IOException {
        LogKey key = Chained.key(home, "key");
        DecisionIds ids = new DecisionIds(Optional.of(key));
        List<Decision> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(decision(ids.of(List.of("batch"), List.of(new Revision("order-" + i, "1")), NOBODY, "digest")));
        }
        try (Logs logs = logs(Optional.of(key))) {
            all.subList(0, 20).forEach(logs::decided);
        }
        for (int from : new int[] {0, 10, 49, 0}) {
            try (Logs again = logs(Optional.of(key))) {
                all.subList(from, 50).forEach(again::decided);
                all.forEach(again::decided);
            }
        }
        assertThat(written()).hasSize(50);
        assertThat(new LogVerification(List.of(key)).of(home.resolve("logs")))
                .allSatisfy(report -> assertThat(report.findings()).isEmpty());
    }

    @Test
    void callers_at_the_same_time_write_it_once() throws Exception {
        UUID id = new UUID(1, 2);
        try (Logs logs = logs(Optional.of(Chained.key(home, "key")))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                threads.add(new Thread(() -> logs.decided(decision(id))));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(written()).hasSize(1);
    }

    @Test
    void the_id_is_another_as_soon_as_anything_is_another() throws IOException {
        DecisionIds ids = new DecisionIds(Optional.of(Chained.key(home, "key")));
        DecisionIds others = new DecisionIds(Optional.of(Chained.key(home, "other")));
        List<String> call = List.of("order-sign", "call");
        List<Revision> order = List.of(new Revision("order", "1"));
        PatientCase fever = PatientCase.builder().present("fever").build();
        List<UUID> all = List.of(
                ids.of(call, order, NOBODY, "digest"),
                ids.of(List.of("order-sign", "other"), order, NOBODY, "digest"),
                ids.of(List.of("order-sign,call"), order, NOBODY, "digest"),
                ids.of(call, List.of(new Revision("other", "1")), NOBODY, "digest"),
                ids.of(call, List.of(new Revision("order", "2")), NOBODY, "digest"),
                ids.of(call, List.of(new Revision("order", null)), NOBODY, "digest"),
                ids.of(call, List.of(), NOBODY, "digest"),
                ids.of(call, order, fever, "digest"),
                ids.of(call, order, NOBODY, "new rules"),
                others.of(call, order, NOBODY, "digest"));
        assertThat(all).doesNotHaveDuplicates().allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
        });
        assertThat(ids.of(call, order, PatientCase.builder().id("John Doe").build(), "digest"))
                .as("as the host calls the case says nothing")
                .isEqualTo(all.get(0));
    }

    @Test
    void a_cancelled_decision_stays_and_a_new_line_supersedes_it() throws IOException {
        UUID id = new UUID(1, 2);
        try (Logs logs = logs(Optional.of(Chained.key(home, "key")))) {
            logs.decided(decision(id));
            logs.event(new Event.Cancelled(id, "ordered twice"));
        }
        assertThat(written()).hasSize(2);
        assertThat(written().get(1))
                .startsWith("{\"event\":\"cancelled\",\"time\":\"2026-03-01T12:00:00Z\",\"supersedes\":\"" + id
                        + "\",\"reason\":\"ordered twice\"");
    }

    @Test
    void with_an_erased_decision_goes_what_says_that_it_was_cancelled() throws IOException {
        LogKey key = Chained.key(home, "key");
        UUID id = new UUID(1, 2);
        try (Logs logs = logs(Optional.of(key))) {
            logs.decided(decision(id));
            logs.event(new Event.Cancelled(id, "ordered twice"));
            logs.decided(decision(new UUID(1, 3)));
            logs.event(new Event.Cancelled(new UUID(1, 3), null));
        }
        new LogErasure(home.resolve("logs"), Optional.of(key), Chained.NOON)
                .erase(Set.of(id.toString()), "request 17", "A. Example");
        assertThat(String.join("", written()))
                .doesNotContain(id.toString(), "ordered twice")
                .contains(new UUID(1, 3).toString());
        assertThat(new LogVerification(List.of(key)).of(home.resolve("logs")))
                .allSatisfy(report -> assertThat(report.findings()).isEmpty());
    }
}
