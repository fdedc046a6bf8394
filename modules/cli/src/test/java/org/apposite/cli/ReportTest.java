package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.cli.commands.ExitCode;
import org.apposite.log.Decision;
import org.apposite.log.Event;
import org.apposite.log.LogKey;
import org.apposite.log.Logs;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void writeALog() throws IOException {
        folder = home.resolve("log");
        Path key = home.resolve("key");
        PatientCase nobody = PatientCase.builder().build();
        Advice advice = ClinicalRules.bundled().evaluate(nobody);
        Decision.Call call = new Decision.Call("order-sign", "call", List.of(new Decision.Order("order", "a-study")));
        Decision.Card card = new Decision.Card("card", "info", Decision.CardKind.QUESTIONS);
        Decision.Read read = new Decision.Read(nobody, 0);
        try (Logs logs = Logs.in(Optional.of(folder), Optional.of(LogKey.create(key)), NOON, false)) {
            logs.event(new Event.Rules(false, new Event.Version("rules", "1", "d"), List.of(), List.of()));
            logs.event(new Event.Changed(Event.Change.WITHDRAWN, "a-rule", "a <b>recall", "Dr. Example"));
            logs.decided(new Decision(new UUID(0, 1), call, Decision.Told.by(List.of(card)), read, advice));
            logs.decided(new Decision(
                    new UUID(0, 2), call, new Decision.Told(true, new UUID(0, 1), List.of(), List.of()), read, advice));
            logs.feedback(List.of("{\"time\":\"2026-11-02T12:01:00Z\",\"card\":\"card\",\"outcome\":\"overridden\","
                    + "\"overrideReason\":{\"code\":\"disagree\"}}"));
        }
    }

    @Test
    void the_short_answer_comes_first_and_what_differs_next() {
        Session session = Session.run("report", folder.toString());
        assertThat(session.out()).isEqualTo("""
                From 2026-11-02T12:00:00Z to 2026-11-02T12:00:00Z: 2 decisions, 1 shown and 1 silent.
                Shown: 1 card for 1 of 1 decision (100 %); 1 overridden, 0 not shown again.
                Silent: 0 cards for 0 of 1 decision (0 %) would have come.
                Silent beside shown: 1 pair, 0 the same, 1 different: cards 1.

                Where silent answers differ from those that were shown
                pairs  in what                                     example
                1      cards: shown questions (info), silent none  00000000-0000-0000-0000-000000000002

                Cards
                about      indicator  topic  shown  silent  accepted  overridden  not shown again
                questions  info       none   1      0       0         1

                Why cards were overridden
                reason    about      cards
                disagree  questions  1

                Orders
                ordered  shown  with cards  overridden  silent  with cards
                a-study  1      1           1           1       0

                Answers
                topic  outcome        variant  shown  with cards  silent  with cards
                none   data-required  none     1      1           1       0

                Events
                time                  event      details
                2026-11-02T12:00:00Z  rules      silent false; rules rules 1 d
                2026-11-02T12:00:00Z  withdrawn  part a-rule; reason a <b>recall; by Dr. Example
                """);
        assertThat(session.exit()).isZero();
    }

    @Test
    void the_report_is_json_or_a_page_by_the_name_of_its_file() throws IOException {
        Path json = home.resolve("report.json");
        assertThat(Session.run("report", "-o", json.toString(), folder.toString())
                        .exit())
                .isZero();
        JsonNode report = new JsonMapper().readTree(json.toFile());
        assertThat(report.at("/comparison/differences/0/example").asText()).endsWith("2");
        assertThat(report.at("/orders/0/overridden").asInt()).isEqualTo(1);

        Path page = home.resolve("report.html");
        assertThat(Session.run("report", "-o", page.toString(), folder.toString())
                        .exit())
                .isZero();
        assertThat(page)
                .content()
                .contains("<svg", "a &lt;b&gt;recall", "1 different")
                .doesNotContain("<b>");
        assertThat(page)
                .content()
                .isEqualTo(Session.run("report", "--format", "html", folder.toString())
                        .out());
    }

    @Test
    void a_time_is_of_whole_days_or_of_moments() {
        record Case(String from, String to, int decisions) {}
        for (Case one : List.of(
                new Case("2026-11-02", "2026-11-02", 2),
                new Case("2026-11-01", "2026-11-01", 0),
                new Case("2026-11-03", "2026-11-03", 0),
                new Case("2026-11-02T12:00:00Z", "2026-11-02T12:00:01Z", 2),
                new Case("2026-11-02T13:00:00+01:00", "2026-11-02", 2),
                new Case("2026-11-02", "2026-11-02T12:00:00Z", 0))) {
            Session session =
                    Session.run("report", "--format", "json", "--from", one.from, "--to", one.to, folder.toString());
            assertThat(session.out()).as(one.toString()).contains("\"decisions\" : " + one.decisions);
        }
    }

    @Test
    void a_line_that_cannot_be_read_is_named_and_the_rest_is_told() throws IOException {
        Path decisions = folder.resolve("decisions.jsonl");
        Files.writeString(decisions, Files.readString(decisions) + "{}\n{\"id\":\"torn");
        Session session = Session.run("report", folder.toString());
        assertThat(session.out())
                .contains(
                        "2 decisions",
                        "1 line that cannot be read, not counted.",
                        "See decisions.jsonl:5: cannot be read; decisions.jsonl:6: is not whole.");
        assertThat(session.exit()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void a_misuse_is_answered_in_one_line() throws IOException {
        Path empty = Files.createDirectories(home.resolve("empty"));
        record Case(String message, String... arguments) {}
        for (Case one : List.of(
                new Case("/no/such: no such file or folder", "report", "/no/such"),
                new Case("/dev/null: not a file or folder", "report", "/dev/null"),
                new Case(empty + ": there is no log in this folder", "report", empty.toString()),
                new Case("name each log once", "report", folder.toString(), folder.toString()),
                new Case(
                        "name each log once",
                        "report",
                        folder.toString(),
                        folder.resolve("decisions.jsonl").toString()),
                new Case("before it begins", "report", "--from", "2026-11-03", "--to", "2026-11-01", folder.toString()),
                new Case("--from: yesterday is neither a day", "report", "--from", "yesterday", folder.toString()),
                new Case("--to: 2026-02-30 is neither a day", "report", "--to", "2026-02-30", folder.toString()),
                new Case("cannot be written", "report", "-o", "/no/such/report.html", folder.toString()))) {
            Session session = Session.run(one.arguments);
            assertThat(session.err()).contains(one.message).hasLineCount(1).doesNotContain("Exception");
            assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        }
    }
}
