package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apposite.ClinicalRules;
import org.apposite.cli.commands.ExitCode;
import org.apposite.log.Decision;
import org.apposite.log.LogKey;
import org.apposite.log.Logs;
import org.apposite.log.Retention;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {

    @TempDir
    private Path home;

    private Path folder;
    private Path keyFile;
    private String id;
    private Path decisions;

    @BeforeEach
    void writeALog() throws IOException {
        folder = home.resolve("log");
        keyFile = home.resolve("key");
        Session made = Session.run("log", "new-key", keyFile.toString());
        assertThat(made.exit()).isZero();
        id = LogKey.read(keyFile).id();
        assertThat(made.out()).isEqualTo("The key " + id + " is in " + keyFile + "\n");
        decide(Optional.of(LogKey.read(keyFile)), 3);
        decisions = folder.resolve("decisions.jsonl");
    }

    private PatientCase patient = PatientCase.builder().build();

    private void decide(Optional<LogKey> key, int decisions) throws IOException {
        // By another key a decision has another id.
        int by = key.isPresent() && key.get().id().equals(id) ? 1 : 2;
        try (Logs logs = Logs.in(Optional.of(folder), key, Clock.systemUTC(), true)) {
            for (int i = 0; i < decisions; i++) {
                logs.decided(new Decision(
                        new UUID(by, i),
                        new Decision.Call("order-select", "call", List.of()),
                        Decision.Told.by(List.of()),
                        new Decision.Read(patient, 0),
                        ClinicalRules.bundled().evaluate(patient)));
            }
            logs.feedback(List.of("{\"card\":\"one\"}"));
        }
    }

    private Session verify(String... more) {
        List<String> all = new ArrayList<>(List.of("log", "verify", folder.toString()));
        all.addAll(List.of(more));
        return Session.run(all.toArray(String[]::new));
    }

    private Session verifyByKey(String... more) {
        List<String> all = new ArrayList<>(List.of("--log-key", keyFile.toString()));
        all.addAll(List.of(more));
        return verify(all.toArray(String[]::new));
    }

    @Test
    void a_log_as_it_was_written_is_verified() {
        Session session = verifyByKey();
        assertThat(session.out()).isEqualTo("""
                        decisions: 3 lines, 3 verified by key KEY, the last is line 3 of its chain; 0 findings
                        feedback: 1 line, 1 verified by key KEY, the last is line 1 of its chain; 0 findings
                        """.replace("KEY", id));
        assertThat(session.exit()).isZero();
    }

    @Test
    void what_was_changed_is_named_by_file_and_line() throws IOException {
        List<String> lines = Files.readAllLines(decisions);
        Files.writeString(
                decisions, lines.get(0).replace("data-required", "variant-matched") + "\n" + lines.get(2) + "\n");
        Session session = verifyByKey();
        assertThat(session.out()).startsWith("""
                        decisions.jsonl:1: line 1 was edited
                        decisions.jsonl:2: line 2 is missing before it
                        decisions: 2 lines, 1 verified by key KEY, the last is line 3 of its chain; 2 findings
                        feedback: 1 line""".replace("KEY", id));
        assertThat(session.exit()).isEqualTo(ExitCode.FINDINGS);

        Session replayed = Session.run("replay", "--log-key", keyFile.toString(), folder.toString());
        assertThat(replayed.out())
                .contains("decisions.jsonl:1: line 1 was edited", "decisions.jsonl:2: line 2 is missing before it");
        assertThat(replayed.exit()).isEqualTo(ExitCode.FINDINGS);
        // Without the key only the order can be told, and that is said.
        Session without = Session.run("replay", folder.toString());
        assertThat(without.out())
                .doesNotContain("edited")
                .contains("line 2 is missing", "2 lines not verified, for lack of the key " + id);
    }

    @Test
    void a_bad_byte_is_named_and_counted_by_replay_and_verify() throws IOException {
        byte[] bytes = Files.readAllBytes(decisions);
        bytes[40] = (byte) 0xFF;
        Files.write(decisions, bytes);
        for (String log : List.of(folder.toString(), decisions.toString())) {
            Session replayed = Session.run("replay", log);
            assertThat(replayed.out())
                    .contains("decisions.jsonl:1: cannot be read", "2 the same", "1 line that cannot be read");
            assertThat(replayed.err()).isEmpty();
            assertThat(replayed.exit()).isEqualTo(ExitCode.NO_ANSWER);
        }
        assertThat(verifyByKey().out()).contains("decisions.jsonl:1: line 1 was edited");
        Files.writeString(decisions, "\u0000\n", StandardCharsets.UTF_8);
        assertThat(verifyByKey().out()).contains("decisions.jsonl:1: cannot be read: ");
    }

    @Test
    void what_was_cut_off_at_the_end_shows_against_the_anchor() throws IOException {
        Path anchor = home.resolve("anchor");
        assertThat(verifyByKey("--anchor", anchor.toString()).exit()).isZero();
        assertThat(anchor).content().contains("decisions last 3 ", "feedback first 1 ");
        List<String> lines = Files.readAllLines(decisions);
        Files.writeString(decisions, lines.get(0) + "\n" + lines.get(1) + "\n");
        assertThat(verifyByKey().exit()).isZero();
        Session session = verifyByKey("--anchor", anchor.toString());
        assertThat(session.out()).contains("decisions: line 3 was anchored, but missing at the end");
        assertThat(session.exit()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void without_the_key_nothing_is_verified() {
        Session session = verify();
        assertThat(session.out())
                .contains("3 lines, 0 verified", "3 lines not verified, for lack of the key " + id + " (--log-key)");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
    }

    @Test
    void of_lines_whose_key_is_lost_it_is_told_what_was_checked_and_what_vouches_for_them() throws IOException {
        assertThat(verify().out()).contains("""
                  3 lines not verified, for lack of the key KEY (--log-key); the first is decisions.jsonl:1
                    checked of them: that each has its number, and names the one before it; not their texts, and nothing vouches for the last
                """.replace("KEY", id));
        Path next = home.resolve("next");
        decide(Optional.of(LogKey.create(next)), 1);
        assertThat(verify("--log-key", next.toString()).out())
                .contains("decisions: 4 lines, 1 verified", "the last is line 4 of its chain; 0 findings")
                .contains(
                        "not their texts; a line by a key that was given, or the anchor, vouches for line 3, and so for what"
                                + " comes before it");
        assertThat(verify("--log-key", next.toString()).exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(verifyByKey("--log-key", next.toString()).exit()).isZero();
    }

    private Session erase(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "log", "erase", "--log-key", keyFile.toString(), "--reason", "request 17", "--by", "A. Example"));
        all.addAll(List.of(more));
        all.add(folder.toString());
        return Session.run(all.toArray(String[]::new));
    }

    @Test
    void a_decision_is_erased_and_the_log_is_verified_all_the_same() throws IOException {
        Session session = erase("--id", new UUID(1, 1).toString());
        assertThat(session.err()).isEmpty();
        assertThat(session.out()).isEqualTo("Erased: 1 decision and 0 lines of feedback.\n");
        assertThat(session.exit()).isZero();
        assertThat(Files.readString(decisions)).doesNotContain(new UUID(1, 1).toString());
        assertThat(verifyByKey().out()).startsWith("""
                        decisions: 4 lines, 3 verified by key KEY, the last is line 4 of its chain; 0 findings
                          1 line erased, as events of the log say: in place, and without text
                        feedback: 1 line""".replace("KEY", id));
        assertThat(verifyByKey().exit()).isZero();
        assertThat(Session.run("replay", folder.toString()).out())
                .startsWith("2 decisions: 2 the same, 0 different.\n");
        assertThat(Session.run("report", folder.toString()).out())
                .contains(
                        "2 decisions",
                        "1 line erased, not counted.",
                        "erasure  reason request 17; by A. Example; lines 2");
    }

    @Test
    void a_log_that_is_in_use_is_not_erased_from() throws IOException {
        try (Logs logs = Logs.in(Optional.of(folder), Optional.of(LogKey.read(keyFile)), Clock.systemUTC(), false)) {
            Session session = erase("--id", new UUID(1, 1).toString());
            assertThat(session.err())
                    .contains("decisions is open in this process already")
                    .hasLineCount(1);
            assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
            logs.feedback(List.of("{}"));
        }
    }

    @Test
    void what_a_retention_removed_is_told_by_verifying() throws IOException {
        folder = home.resolve("old");
        LogKey key = LogKey.read(keyFile);
        for (int day = 1; day <= 9; day++) {
            Clock clock = Clock.fixed(Instant.parse("2026-01-0" + day + "T12:00:00Z"), ZoneOffset.UTC);
            try (Logs logs = Logs.in(Optional.of(folder), Optional.of(key), clock, false, new Retention(null, 3))) {
                logs.feedback(List.of("{\"time\":\"" + clock.instant() + "\"}"));
            }
        }
        assertThat(verifyByKey().out())
                .contains(
                        "; 0 findings\n  begins after line ",
                        "were removed by the retention of 3 days, as feedback.jsonl:1 says");
        assertThat(verifyByKey().exit()).isZero();
    }

    @Test
    void what_other_rules_would_have_said_is_shown_and_counted() throws IOException {
        Path rules = home.resolve("rules");
        RulesCopy.shipped(rules);
        Path flags = rules.resolve("back-pain-child/red-flags.drl");
        Files.writeString(flags, Files.readString(flags).replace("present( \"fever\" )", "present( \"malaise\" )"));
        folder = home.resolve("fever");
        patient = PatientCase.builder()
                .age(Age.ofYears(9))
                .complaint("back-pain")
                .region("thoracic")
                .present("fever")
                .build();
        decide(Optional.of(LogKey.read(keyFile)), 3);

        Session exact = Session.run("replay", "--log-key", keyFile.toString(), folder.toString());
        assertThat(exact.out()).startsWith("3 decisions: 3 the same to the last byte, 0 different.\n");
        assertThat(exact.exit()).isZero();

        Session other = Session.run("replay", "--rules", rules.toString(), folder.toString());
        assertThat(other.out())
                .startsWith(new UUID(1, 0) + " of ")
                .contains("What differs, in how many decisions:\n", "      3  redFlags: fever is gone\n")
                .contains("3 decisions: 0 the same, 3 different.\n");
        assertThat(other.exit()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void a_log_without_a_key_is_replayed_and_said_not_to_be_chained() throws IOException {
        folder = home.resolve("plain");
        decide(Optional.empty(), 2);
        Session session = verify();
        assertThat(session.out())
                .contains("decisions: 2 lines, 0 verified; 0 findings\n  2 lines not chained: written without a key");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        Session replayed = Session.run("replay", folder.toString());
        assertThat(replayed.out())
                .startsWith("2 decisions: 2 the same, 0 different.\n")
                .contains("  2 lines not chained: ");
        assertThat(replayed.exit()).isZero();
    }

    private String[] eraseOf(String id, Path of) {
        return new String[] {
            "log", "erase", "--log-key", keyFile.toString(), "--id", id, "--reason", "r", "--by", "b", of.toString()
        };
    }

    @Test
    void a_misuse_is_answered_in_one_line() throws IOException {
        Path open = home.resolve("open");
        LogKey.create(open);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path empty = Files.createDirectories(home.resolve("empty"));
        Path pipe = Files.createDirectories(home.resolve("pipe"));
        assertThat(new ProcessBuilder("mkfifo", pipe.resolve("decisions.jsonl").toString())
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
        record Case(String message, String... arguments) {}
        for (Case one : List.of(
                new Case("there is no log of decisions here", "log", "export", empty.toString(), "out"),
                new Case("and not one of its files", "log", "export", decisions.toString(), "out"),
                new Case("log: say what to do: new-key, verify, erase, retain, export or migrate", "log"),
                new Case("/no/such: no such file or folder", "log", "verify", "/no/such"),
                new Case("/dev/null: not a file or folder", "log", "verify", "/dev/null"),
                new Case("/dev/zero: not a file or folder", "replay", "/dev/zero"),
                new Case("decisions.jsonl: not a file", "log", "verify", pipe.toString()),
                new Case("decisions.jsonl: not a file", "replay", pipe.toString()),
                new Case("there is no log in this folder", "log", "verify", empty.toString()),
                new Case(
                        "but has the rights rw-r--r--; run chmod 600",
                        "log",
                        "verify",
                        "--log-key",
                        open.toString(),
                        "."),
                new Case(
                        "--log-key: /no/key: there is no such file",
                        "replay",
                        "--log-key",
                        "/no/key",
                        folder.toString()),
                new Case("is of a whole log folder", "log", "verify", "--anchor", "a", decisions.toString()),
                new Case(
                        empty + ": this is a folder, not a file",
                        "log",
                        "verify",
                        "--anchor",
                        empty.toString(),
                        folder.toString()),
                new Case(
                        "there is no such folder",
                        "log",
                        "verify",
                        "--log-key",
                        keyFile.toString(),
                        "--anchor",
                        "/no/such/anchor",
                        folder.toString()),
                new Case("there is no line with nobody; nothing was erased", eraseOf("nobody", folder)),
                new Case("there is no log in this folder", eraseOf("x", empty)),
                new Case("/no/such: no such file or folder", eraseOf("x", Path.of("/no/such"))),
                new Case(
                        "is chained, last with the key " + id,
                        "log",
                        "erase",
                        "--id",
                        new UUID(1, 1).toString(),
                        "--reason",
                        "r",
                        "--by",
                        "b",
                        folder.toString()),
                new Case("must say something", eraseOf("", folder)),
                new Case("Missing required option: '--reason=WORDS'", "log", "erase", "--id", "x", "--by", "b", "."),
                new Case("--retention needs the folder", "serve", "--retention", "decisions=30"),
                new Case(
                        "there is no log feed; say decisions=DAYS or feedback=DAYS",
                        "serve",
                        "--logs",
                        empty.toString(),
                        "--retention",
                        "feed=30"),
                new Case(
                        "Invalid value for option '--retention'",
                        "serve",
                        "--logs",
                        empty.toString(),
                        "--retention",
                        "decisions=long"),
                new Case(
                        "a log is kept for one day at least, not 0",
                        "serve",
                        "--logs",
                        empty.toString(),
                        "--retention",
                        "decisions=0"),
                new Case("exists already; a key is never replaced", "log", "new-key", keyFile.toString()),
                new Case("cannot be written", "log", "new-key", "/no/such/key"),
                new Case("--log-key needs the folder of the logs, --logs", "serve", "--log-key", keyFile.toString()),
                new Case(
                        "but has the rights rw-r--r--",
                        "serve",
                        "--logs",
                        empty.toString(),
                        "--log-key",
                        open.toString()),
                new Case("is chained, last with the key " + id, "serve", "--logs", folder.toString()))) {
            Session session = Session.run(one.arguments);
            assertThat(session.err()).contains(one.message).hasLineCount(1).doesNotContain("Exception");
            assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        }
    }
}
