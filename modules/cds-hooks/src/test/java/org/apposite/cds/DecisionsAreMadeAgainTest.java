package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.cds.operation.OperationFile;
import org.apposite.log.DecisionReplay;
import org.apposite.log.DecisionReplay.Replayed;
import org.apposite.log.DecisionReplay.Result;
import org.apposite.log.LogKey;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Years later, a decision of a log is made again by the rules of its day, and is the same to the last byte; or it is told why not. */
class DecisionsAreMadeAgainTest {

    private static final String SELECT = "/cds-services/apposite-order-select";

    /** The rules of three days: the shipped ones, these with a withdrawal, and others that are tried out. */
    private static ClinicalRules withdrawn;

    private static ClinicalRules changed;

    @TempDir
    private static Path rules;

    @TempDir
    private Path home;

    private Path logs;
    private LogKey key;

    @BeforeAll
    static void write() throws IOException {
        Path one = rules.resolve("withdrawn");
        Folders.copy(Folders.SHIPPED, one);
        Files.writeString(
                one.resolve(WithdrawalFile.NAME),
                WithdrawalFile.write(
                        List.of(new Withdrawal(
                                Part.of("back-pain-child/rf-fever").orElseThrow(),
                                "The threshold was wrong",
                                "A. Person",
                                Instant.parse("2026-11-27T14:30:00Z"))),
                        List.of()));
        withdrawn = ClinicalRules.from(one);
        Path other = rules.resolve("changed");
        Folders.copy(Folders.SHIPPED, other);
        Path flags = other.resolve("back-pain-child/red-flags.drl");
        Files.writeString(
                flags,
                Files.readString(flags)
                        .replace("Patient( present( \"fever\" ) )", "Patient( present( \"malaise\" ) )"));
        changed = ClinicalRules.from(other);
    }

    @BeforeEach
    void decide() throws IOException {
        logs = home.resolve("logs");
        key = LogKey.create(home.resolve("key"));
        Path says = Files.writeString(home.resolve("operation.yaml"), "{}");
        OperationFile operation = new OperationFile(
                says, () -> Set.of("back-pain-child", "low-back-pain", "head-trauma-child"), Set.of());
        AtomicReference<ClinicalRules> answering = new AtomicReference<>(Requests.RULES);
        try (CdsService service = new CdsService(
                answering::get,
                Requests.settings()
                        .logs(logs)
                        .logKey(key)
                        .keepCases()
                        .operation(operation)
                        .silentRules(() -> Optional.of(changed))
                        .build())) {
            ask(service, "first");
            answering.set(withdrawn);
            ask(service, "second");
            Files.writeString(says, "silent: [low-back-pain]");
            operation.look();
            ask(service, "third");
        }
    }

    /** Children, an adult and a newborn; with and without each part of the record; for orders and for none. */
    private static void ask(CdsService service, String day) {
        List<ObjectNode> calls = new ArrayList<>();
        for (String born : List.of("2017-03-15", "1980-01-01", "2026-11-01")) {
            ObjectNode call = Requests.of("lumbar-mri.json");
            ((ObjectNode) call.at("/prefetch/patient")).put("birthDate", born);
            calls.add(call);
        }
        ObjectNode whole = Requests.of("lumbar-mri.json");
        whole.path("prefetch").properties().stream()
                .map(Map.Entry::getKey)
                .filter(part -> !part.equals("patient"))
                .forEach(part -> {
                    ObjectNode call = whole.deepCopy();
                    ((ObjectNode) call.path("prefetch")).remove(part);
                    calls.add(call);
                });
        for (ObjectNode call : calls) {
            call.put("hookInstance", call.path("hookInstance").asText() + day + calls.indexOf(call));
            CdsResponse response = service.handle(Requests.post(SELECT, call));
            assertThat(response.status()).isEqualTo(200);
        }
    }

    private static List<Replayed> replay(DecisionReplay replay, Path log) throws IOException {
        try (Stream<Replayed> all = replay.of(log)) {
            return all.toList();
        }
    }

    private static Path kept(Path logs, ClinicalRules rules) {
        return logs.resolve("rules/" + rules.digest().substring("sha256:".length()) + ".rules");
    }

    @Test
    void every_decision_is_the_same_to_the_last_byte_by_the_rules_that_made_it() throws IOException {
        assertThat(replay(DecisionReplay.asDecided(List.of(key)), logs))
                .hasSizeGreaterThan(40)
                .allSatisfy(one -> assertThat(one.result()).as(one.toString()).isEqualTo(Result.EXACT));
        assertThat(replay(DecisionReplay.asDecided(List.of()), logs.resolve("decisions.jsonl")))
                .allSatisfy(one -> assertThat(one.result()).as(one.toString()).isEqualTo(Result.SAME));
    }

    @Test
    void a_case_or_an_answer_that_somebody_changed_is_found() throws IOException {
        Path log = logs.resolve("decisions.jsonl");
        String was = Files.readString(log);
        for (String[] change : new String[][] {
            {"\"age\":\"9 years", "\"age\":\"3 years"},
            {"\"variant\":\"red-flags", "\"variant\":\"no-red-flags"},
            {"\"blockingOnly\":false", "\"blockingOnly\":true"},
            {"\"answerHash\":\"hmac-sha256:", "\"answerHash\":\"hmac-sha256:0"},
        }) {
            assertThat(was).contains(change[0]);
            Files.writeString(log, was.replace(change[0], change[1]));

            assertThat(replay(DecisionReplay.asDecided(List.of(key)), log))
                    .as(change[1])
                    .extracting(Replayed::result)
                    .contains(Result.DIFFERENT);
        }
    }

    @Test
    void rules_that_are_not_kept_are_named_and_those_of_the_library_need_not_be() throws IOException {
        for (ClinicalRules one : List.of(Requests.RULES, withdrawn)) {
            Files.delete(kept(logs, one));
        }

        List<Replayed> all = replay(DecisionReplay.asDecided(List.of(key)), logs);

        assertThat(all).extracting(Replayed::result).contains(Result.EXACT, Result.NO_RULES);
        assertThat(all)
                .filteredOn(one -> one.result() == Result.NO_RULES)
                .allSatisfy(one -> assertThat(one.differences())
                        .containsExactly(
                                "the rules with the digest " + withdrawn.digest() + " are not kept with this log"));
    }

    @Test
    void other_rules_in_the_place_of_those_that_decided_are_refused() throws IOException {
        Files.write(kept(logs, withdrawn), changed.toBytes());

        assertThat(replay(DecisionReplay.asDecided(List.of(key)), logs))
                .filteredOn(one -> one.result() != Result.EXACT)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.differences())
                        .containsExactly("what is kept as the rules with the digest " + withdrawn.digest()
                                + " is not what the log says was kept"));
    }

    @Test
    void what_other_rules_would_have_said_is_told_of_the_whole_answer() throws IOException {
        List<Replayed> all = replay(DecisionReplay.by(changed), logs);

        assertThat(all).extracting(Replayed::result).containsOnly(Result.SAME, Result.DIFFERENT);
        assertThat(all.stream().flatMap(one -> one.differences().stream()))
                .contains("redFlags: fever is gone", "alerts: withdrawn (warning) is gone");
    }
}
