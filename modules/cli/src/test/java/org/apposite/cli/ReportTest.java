package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-02T12:00:00.123456789Z"), ZoneOffset.UTC);

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void writeALog() throws IOException {
        folder = home.resolve("log");
        Path key = home.resolve("key");
        PatientCase nobody = PatientCase.builder().build();
        Advice advice = ClinicalRules.bundled().evaluate(nobody);
        Decision.Call call =
                new Decision.Call("order-sign", "call", List.of(new Decision.Order("order", "a-study", null)));
        Decision.Card card = new Decision.Card("card", "info", Decision.CardKind.QUESTIONS);
        Decision.Read read = new Decision.Read(nobody, 0);
        try (Logs logs = Logs.in(Optional.of(folder), Optional.of(LogKey.create(key)), NOON, false)) {
            logs.event(new Event.Rules(false, new Event.Version("rules", "1", "d"), List.of(), List.of(), null));
            logs.event(new Event.Changed(Event.Change.WITHDRAWN, "a-rule", "a <b>recall", "Dr. Example"));
            logs.decided(new Decision(new UUID(0, 1), call, Decision.Told.by(List.of(card)), read, advice));
            logs.decided(new Decision(
                    new UUID(0, 2),
                    call,
                    new Decision.Told(Decision.Mode.TRIED_OUT, new UUID(0, 1), List.of(), List.of()),
                    read,
                    advice));
            logs.feedback(List.of("{\"time\":\"2026-11-02T12:01:00Z\",\"card\":\"card\",\"outcome\":\"overridden\","
                    + "\"overrideReason\":{\"code\":\"disagree\"}}"));
        }
    }

    @Test
    void the_short_answer_comes_first_and_what_differs_next() {
        Session session = Session.run("report", folder.toString());
        assertThat(session.out()).isEqualTo("""
                From 2026-11-02T12:00:00Z to 2026-11-02T12:00:00Z: 2 decisions, 1 shown, 0 silent and 1 tried out.
                Shown: 1 card for 1 of 1 decision (100 %); 1 overridden, 0 not shown again.
                Tried out: 0 cards for 0 of 1 decision (0 %) would have come.
                Tried out beside the rules that answer: 1 of their 1 decision compared, in 1 pair: 0 the same, 1
                different (cards 1).

                Where the rules that were tried out differ from those that answer
                pairs  in what                                  orders   example
                1      cards: questions (info), tried out none  a-study  00000000-0000-0000-0000-000000000002

                Cards
                about      indicator  topic  shown  tried out  accepted  overridden  not shown again
                questions  info       none   1      0          0         1

                Why cards were overridden
                reason    about      cards
                disagree  questions  1

                Orders
                ordered  shown  with cards  overridden  tried out  with cards
                a-study  1      1           1           1          0

                Answers
                topic  outcome        variant  shown  with cards  tried out  with cards
                none   data-required  none     1      1           1          0

                Events
                time                  event      details
                2026-11-02T12:00:00Z  rules      silent false; rules rules 1 d
                2026-11-02T12:00:00Z  withdrawn  part a-rule; reason a <b>recall; by Dr. Example

                Words
                word             meaning
                shown            decisions, or their cards, that went back to whoever asked
                tried out        what other rules (--silent-rules) would have shown, asked beside those that answer;
                                 each such decision and the one that it stands beside are a pair
                about            what a card is about: an emergency, a possible emergency, the study that is ordered
                                 or comes next, questions that have to be answered first, or why there is no answer
                not shown again  cards that were held back, since they were shown or overridden before
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

    /** Days, one of them without a card, on which so many cards came in each mode. */
    @Test
    void the_plot_has_axes_with_numbers_and_days_a_key_and_a_bar_of_its_own_for_each_kind() throws IOException {
        int[][] cards = {{3, 0, 7}, {0, 0, 0}, {12, 5, 1}};
        List<String> modes = List.of("", "\"silent\":true,", "\"silent\":true,\"triedOut\":true,");
        List<String> lines = new ArrayList<>();
        for (int day = 0; day < cards.length; day++) {
            for (int mode = 0; mode < modes.size(); mode++) {
                for (int card = 0; card < cards[day][mode]; card++) {
                    lines.add(
                            "{\"id\":\"%d-%d-%d\",\"time\":\"2026-11-%02dT08:00:00Z\",%s\"digest\":\"d\",\"outcome\":\"o\",\"cards\":[{\"id\":\"c\",\"kind\":\"study\",\"indicator\":\"info\"}]}"
                                    .formatted(day, mode, card, day + 1, modes.get(mode)));
                }
            }
        }
        Path log = Files.write(home.resolve("days.jsonl"), lines);
        String page = Session.run("report", "--format", "html", log.toString()).out();
        assertThat(page)
                .contains(
                        ">0</text>",
                        ">5</text>",
                        ">15</text>",
                        ">2026-11-01</text>",
                        ">2026-11-02</text>",
                        ">2026-11-03</text>",
                        "<span class=\"key shown\"></span>shown",
                        "<span class=\"key silent\"></span>silent",
                        "<span class=\"key tried-out\"></span>tried out");
        record Bar(String kind, double x, double y, double width, double height, String title) {}
        List<Bar> bars = Pattern.compile(
                        "<rect class=\"(.+?)\" x=\"(.+?)\" y=\"(.+?)\" width=\"(.+?)\" height=\"(.+?)\"><title>(.+?)<")
                .matcher(page)
                .results()
                .map(found -> new Bar(
                        found.group(1),
                        Double.parseDouble(found.group(2)),
                        Double.parseDouble(found.group(3)),
                        Double.parseDouble(found.group(4)),
                        Double.parseDouble(found.group(5)),
                        found.group(6)))
                .toList();
        assertThat(bars)
                .extracting(Bar::title)
                .containsExactly(
                        "2026-11-01: 3 cards shown",
                        "2026-11-01: 7 cards tried out",
                        "2026-11-03: 12 cards shown",
                        "2026-11-03: 5 cards silent",
                        "2026-11-03: 1 card tried out");
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            assertThat(bar.y + bar.height).as("all stand on the axis").isCloseTo(172, within(0.02));
            assertThat(i == 0 || bars.get(i - 1).x + bars.get(i - 1).width <= bar.x + 0.02)
                    .as("beside each other")
                    .isTrue();
        }
        assertThat(bars.get(2).height / bars.get(0).height).isCloseTo(4, within(0.01));
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
                new Case("2026-11-02", "2026-11-02T12:00:00.123456789Z", 0))) {
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
