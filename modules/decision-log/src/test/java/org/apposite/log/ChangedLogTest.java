package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.log.LogReport.Finding;
import org.apposite.log.LogReport.Kind;
import org.apposite.log.LogReport.Unverified;
import org.apposite.log.file.LogFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes a log of three files, seven lines and two keys in every way there is, and looks whether each is found where it is. */
class ChangedLogTest {

    private static final String LOG = "feedback";
    private static final String FIRST = "feedback-20260301T120000Z-000001.jsonl";
    private static final String SECOND = "feedback-20260301T120000Z-000002.jsonl";
    private static final String LAST = "feedback.jsonl";

    @TempDir
    private Path home;

    private Path folder;
    private LogKey earlier;
    private LogKey later;
    private List<Path> paths;

    /** Where each line stands. */
    private final List<String> places =
            List.of(FIRST + ":1", FIRST + ":2", SECOND + ":1", SECOND + ":2", LAST + ":1", LAST + ":2", LAST + ":3");

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void writeALog() throws IOException {
        folder = home.resolve("log");
        earlier = Chained.key(home, "earlier");
        later = Chained.key(home, "later");
        Chained.write(folder, LOG, earlier, 900, "{\"a\":1}", "{\"a\":\"zwölf\"}", "{}");
        Chained.write(folder, LOG, later, 900, "{\"a\":4}", "{\"a\":5}");
        Chained.write(folder, LOG, later, 2_000, "{\"a\":{\"chain\":6}}", "{\"a\":7}");
        paths = Chained.paths(folder, LOG);
        assertThat(Chained.files(folder, LOG)).extracting(List::size).containsExactly(2, 2, 3);
        Chained.files(folder, LOG).forEach(lines::addAll);
        assertThat(report().findings()).isEmpty();
        assertThat(report().isProof()).isTrue();
    }

    private LogReport report() throws IOException {
        return new LogVerification(List.of(earlier, later)).of(folder).get(0);
    }

    private LogReport anchored(Path anchor) throws IOException {
        return new LogVerification(List.of(earlier, later)).of(folder, anchor).get(0);
    }

    /** What is found when the lines are these; lines change places, files do not. */
    private List<Finding> found(List<String> changed) throws IOException {
        int last = changed.size() - 1;
        Files.writeString(paths.get(0), String.join("", changed.subList(0, Math.min(2, last))));
        Files.writeString(paths.get(1), String.join("", changed.subList(Math.min(2, last), Math.min(4, last))));
        Files.writeString(paths.get(2), String.join("", changed.subList(Math.min(4, last), changed.size())));
        return report().findings();
    }

    @Test
    void a_change_of_any_byte_is_found_in_its_line() throws IOException {
        int changes = 0;
        for (int file = 0; file < 3; file++) {
            byte[] whole = Files.readAllBytes(paths.get(file));
            int line = 1;
            for (int at = 0; at < whole.length; at++) {
                for (int other : new int[] {whole[at] ^ 1, '\n', 0xFF}) {
                    if ((byte) other == whole[at]) {
                        continue;
                    }
                    byte[] changed = whole.clone();
                    changed[at] = (byte) other;
                    Files.write(paths.get(file), changed);
                    LogReport report = report();
                    String place = LogFiles.name(paths.get(file)) + ":" + line;
                    List<String> named = new ArrayList<>(
                            report.findings().stream().map(Finding::place).toList());
                    report.torn().ifPresent(named::add);
                    report.withoutKey().values().forEach(one -> named.add(one.first()));
                    assertThat(report.isProof() && report.torn().isEmpty()).isFalse();
                    assertThat(named)
                            .as("byte %d of line %s is %d", at, place, other)
                            .contains(place);
                    // What is cut in two has the line number after as well, and what follows has one more.
                    assertThat(report.verified()).as("the other lines").isGreaterThanOrEqualTo(5);
                    changes++;
                }
                line += whole[at] == '\n' ? 1 : 0;
            }
            Files.write(paths.get(file), whole);
        }
        assertThat(changes).isGreaterThan(6_000);
    }

    @Test
    void lines_removed_at_any_place_but_the_end_are_counted_and_named() throws IOException {
        for (int from = 0; from < lines.size(); from++) {
            for (int to = from + 1; to < lines.size(); to++) {
                List<String> changed = new ArrayList<>(lines);
                changed.subList(from, to).clear();
                assertThat(found(changed))
                        .as("%d to %d", from, to)
                        .singleElement()
                        .satisfies(one -> {
                            assertThat(one.kind()).isEqualTo(Kind.MISSING);
                        });
                String which = to == from + 1 ? "line " + to + " is" : "lines " + (from + 1) + " to " + to + " are";
                assertThat(found(changed)).extracting(Finding::text).containsExactly(which + " missing before it");
            }
        }
    }

    @Test
    void any_two_lines_that_are_exchanged_are_named() throws IOException {
        for (int one = 0; one < lines.size(); one++) {
            for (int other = one + 1; other < lines.size(); other++) {
                List<String> changed = new ArrayList<>(lines);
                Collections.swap(changed, one, other);
                assertThat(found(changed))
                        .as("%d and %d", one, other)
                        .isNotEmpty()
                        .allSatisfy(finding -> assertThat(finding.kind()).isEqualTo(Kind.MOVED));
                assertThat(found(changed)).extracting(Finding::place).contains(places.get(other));
            }
        }
    }

    @Test
    void a_line_that_stands_anywhere_once_more_is_named() throws IOException {
        for (int copied = 0; copied < lines.size(); copied++) {
            for (int at = copied + 1; at <= lines.size(); at++) {
                List<String> changed = new ArrayList<>(lines);
                changed.add(at, lines.get(copied));
                assertThat(found(changed))
                        .as("%d at %d", copied, at)
                        .extracting(Finding::kind, Finding::text)
                        .containsExactly(tuple(Kind.REPEATED, "line " + (copied + 1) + " stands here once more"));
            }
        }
    }

    @Test
    void a_line_of_another_log_and_one_without_a_chain_and_one_that_is_no_json_are_named_anywhere() throws IOException {
        Path other = home.resolve("other");
        Chained.write(other, "decisions", later, 2_000, "{\"a\":1}");
        Path again = home.resolve("again");
        Chained.write(again, LOG, later, 9_000, "{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
        String stripped = lines.get(2).replaceFirst(",\"chain\":.*", "}");
        record Case(String line, Kind kind) {}
        for (Case one : List.of(
                new Case(Chained.files(other, "decisions").get(0).get(0), Kind.FOREIGN),
                new Case(stripped, Kind.UNCHAINED),
                new Case("{\"digest\":\"d\"}\n", Kind.UNCHAINED),
                new Case("{\"chain\":{}}\n", Kind.EDITED),
                new Case("{\"a\":1,\"a\":2}\n", Kind.UNREADABLE),
                new Case("[]\n", Kind.UNREADABLE),
                new Case("[".repeat(100_000) + "\n", Kind.UNREADABLE),
                new Case("{\"a\":1" + "0".repeat(100_000) + "}\n", Kind.UNREADABLE),
                new Case("\n", Kind.UNREADABLE),
                new Case("nothing\n", Kind.UNREADABLE))) {
            for (int at = 1; at < lines.size(); at++) {
                List<String> inserted = new ArrayList<>(lines);
                inserted.add(at, one.line);
                assertThat(found(inserted))
                        .as("%s at %d", one, at)
                        .extracting(Finding::kind)
                        .containsExactly(one.kind);
                List<String> instead = new ArrayList<>(lines);
                instead.set(at, one.line);
                assertThat(found(instead))
                        .as("%s for %d", one, at)
                        .extracting(Finding::kind)
                        .containsExactly(one.kind);
            }
        }
        // The same number in another history of the same log.
        List<String> mixed = new ArrayList<>(lines);
        mixed.set(2, Chained.files(again, LOG).get(0).get(2));
        assertThat(found(mixed)).extracting(Finding::kind).containsExactly(Kind.FOREIGN, Kind.FOREIGN);
    }

    @Test
    void a_file_that_is_removed_renamed_exchanged_or_there_twice_is_named() throws IOException {
        byte[] first = Files.readAllBytes(paths.get(0));
        byte[] second = Files.readAllBytes(paths.get(1));
        Files.delete(paths.get(0));
        assertThat(report().findings())
                .containsExactly(new Finding(Kind.MISSING, SECOND + ":1", "lines 1 to 2 are missing before it"));
        Files.write(paths.get(0), second);
        Files.write(paths.get(1), first);
        assertThat(report().findings())
                .containsExactly(new Finding(Kind.MOVED, SECOND + ":1", "lines 1 to 2 stand after line 4"));
        Files.write(paths.get(0), first);
        Files.write(paths.get(1), second);
        Path copy = folder.resolve("feedback-20260302T120000Z-000002.jsonl");
        Files.copy(paths.get(1), copy);
        assertThat(report().findings())
                .containsExactly(
                        new Finding(Kind.REPEATED, LogFiles.name(copy) + ":1", "lines 3 to 4 stand here once more"));
        Files.delete(copy);
        Files.move(paths.get(1), folder.resolve("elsewhere"));
        assertThat(report().findings())
                .containsExactly(new Finding(Kind.MISSING, LAST + ":1", "lines 3 to 4 are missing before it"));
    }

    @Test
    void cut_anywhere_at_its_end_a_log_differs_from_its_anchor() throws IOException {
        Path anchor = home.resolve("anchor");
        assertThat(anchored(anchor).findings()).isEmpty();
        String known = Files.readString(anchor);
        byte[] whole = Files.readAllBytes(paths.get(2));
        for (int length = 0; length < whole.length; length++) {
            Files.write(paths.get(2), Arrays.copyOf(whole, length));
            LogReport report = anchored(anchor);
            assertThat(report.findings()).as("%d bytes", length).last().satisfies(finding -> {
                assertThat(finding.kind()).isEqualTo(Kind.MISSING);
                assertThat(finding.text())
                        .endsWith("anchored, but missing at the end")
                        .contains("7");
            });
            assertThat(anchor).as("not brought up to date").hasContent(known);
        }
        Files.delete(paths.get(2));
        assertThat(anchored(anchor).findings())
                .containsExactly(new Finding(Kind.MISSING, LOG, "lines 5 to 7 were anchored, but missing at the end"));
        for (Path path : paths.subList(0, 2)) {
            Files.delete(path);
        }
        assertThat(anchored(anchor).findings())
                .containsExactly(new Finding(Kind.MISSING, LOG, "lines 1 to 7 were anchored, but missing at the end"));
    }

    @Test
    void a_log_that_grew_has_a_new_anchor_and_one_that_was_replaced_differs_from_the_old() throws IOException {
        Path anchor = home.resolve("anchor");
        anchored(anchor);
        Chained.write(folder, LOG, later, 9_000, "{\"a\":8}");
        assertThat(anchored(anchor).findings()).isEmpty();
        assertThat(Files.readString(anchor)).contains("feedback first 1 ", "feedback last 8 ");
        for (Path path : paths) {
            Files.delete(path);
        }
        String[] others = Collections.nCopies(9, "{\"a\":9}").toArray(String[]::new);
        Chained.write(folder, LOG, later, 9_000, others);
        assertThat(report().isProof()).as("by itself").isTrue();
        assertThat(anchored(anchor).findings())
                .containsExactly(
                        new Finding(Kind.OTHER_THAN_ANCHORED, LAST + ":1", "line 1 is not the one that was anchored"),
                        new Finding(Kind.OTHER_THAN_ANCHORED, LAST + ":8", "line 8 is not the one that was anchored"));
    }

    @Test
    void without_the_earlier_key_its_lines_are_counted_and_their_order_is_still_verified() throws IOException {
        LogVerification without = new LogVerification(List.of(later));
        LogReport report = without.of(folder).get(0);
        assertThat(report.findings()).isEmpty();
        assertThat(report.isProof()).isFalse();
        assertThat(report.verified()).isEqualTo(4);
        assertThat(report.withoutKey())
                .containsExactly(entry(earlier.id(), new Unverified(3, FIRST + ":1", new TreeSet<>(Set.of(3L)))));
        List<String> changed = new ArrayList<>(lines);
        changed.remove(1);
        found(changed);
        assertThat(without.of(folder).get(0).findings())
                .extracting(Finding::text)
                .containsExactly("line 2 is missing before it");
        // The first line by the later key vouches for the one before it, and so for the order of all.
        changed = new ArrayList<>(lines);
        changed.set(
                2,
                lines.get(2)
                        .replaceFirst(
                                "\"mac\":\"[0-9a-f]",
                                "\"mac\":\"x".replace('x', lines.get(2).contains("\"mac\":\"0") ? '1' : '0')));
        found(changed);
        assertThat(without.of(folder).get(0).findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.FOREIGN);
    }

    @Test
    void a_text_that_was_taken_away_is_found_where_no_event_says_so_and_the_chain_is_still_verified()
            throws IOException {
        List<String> changed = new ArrayList<>(lines);
        changed.set(2, lines.get(2).replaceFirst("^.*,\"chain\"", "{\"erased\":true,\"chain\""));
        assertThat(found(changed))
                .containsExactly(
                        new Finding(Kind.EDITED, SECOND + ":1", "line 3 was erased, and no other line says so"));
        assertThat(report().verified()).isEqualTo(6);
    }

    /**
     * Whatever somebody without the keys does with the lines: a log in which nothing is found is one that was only cut off,
     * or the beginning of another one by the same key in its place. Both show against an anchor.
     */
    @Test
    void of_two_thousand_logs_changed_by_chance_none_is_taken_for_what_was_written() throws IOException {
        Path anchor = home.resolve("anchor");
        anchored(anchor);
        Path again = home.resolve("again");
        Chained.write(again, LOG, later, 90_000, "{\"b\":1}", "{\"b\":2}", "{\"b\":3}", "{\"b\":4}", "{\"b\":5}");
        List<String> other = Chained.files(again, LOG).get(0);
        List<String> material = new ArrayList<>(lines);
        material.addAll(other);
        material.addAll(List.of(
                "{}\n", "x\n", lines.get(4).replace("5", "6"), lines.get(5).replace("\"n\":6", "\"n\":7")));
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            List<String> changed = new ArrayList<>(lines);
            for (int times = 1 + random.nextInt(4); times > 0; times--) {
                int at = random.nextInt(changed.size() + 1);
                switch (random.nextInt(4)) {
                    case 0 -> changed.add(at, material.get(random.nextInt(material.size())));
                    case 1 -> changed.subList(0, at).clear();
                    case 2 -> changed.subList(at, changed.size()).clear();
                    default -> Collections.shuffle(changed.subList(0, at), random);
                }
            }
            if (changed.isEmpty()) {
                continue;
            }
            List<Finding> findings = found(changed);
            if (findings.isEmpty() && report().isProof()) {
                List<String> chained = changed.stream()
                        .dropWhile(line -> !line.contains("\"chain\":{\"log\""))
                        .toList();
                assertThat(List.of(lines, other))
                        .as("%d: %s", i, changed)
                        .anyMatch(one -> one.subList(0, Math.min(chained.size(), one.size()))
                                .equals(chained));
                assertThat(anchored(anchor).findings().isEmpty())
                        .as("%d against the anchor", i)
                        .isEqualTo(chained.equals(lines));
            }
            found += findings.isEmpty() ? 0 : 1;
        }
        assertThat(found).isGreaterThan(1_000);
    }

    @Test
    void one_file_of_a_log_is_verified_by_itself() throws IOException {
        for (Path path : paths) {
            LogReport report =
                    new LogVerification(List.of(earlier, later)).of(path).get(0);
            assertThat(report.isProof()).isTrue();
            assertThat(report.log()).isEqualTo(LOG);
        }
        Files.writeString(paths.get(1), lines.get(3) + lines.get(2));
        assertThat(new LogVerification(List.of(earlier, later))
                        .of(paths.get(1))
                        .get(0)
                        .findings())
                .extracting(Finding::kind)
                .isNotEmpty();
    }

    @Test
    void a_line_without_an_end_costs_no_more_memory_than_a_line_may() throws IOException {
        Path plain = Files.createDirectories(home.resolve("plain"));
        byte[] block = new byte[1 << 20];
        Arrays.fill(block, (byte) '{');
        try (OutputStream out = Files.newOutputStream(plain.resolve("decisions.jsonl"))) {
            out.write("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
            out.write("\n{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));
        }
        LogReport report = new LogVerification(List.of()).of(plain).get(0);
        assertThat(report.findings()).extracting(Finding::place).containsExactly("decisions.jsonl:2");
        assertThat(report.lines()).isEqualTo(3);
    }

    @Test
    void a_bad_byte_in_a_line_without_a_chain_is_named_by_its_place_and_nothing_of_the_line_is_repeated()
            throws IOException {
        Path plain = Files.createDirectories(home.resolve("plain"));
        Files.write(
                plain.resolve("decisions.jsonl"),
                "{\"a\":1}\n{\"secret\":\"\u00ff\"}\n{\"secret\":\n".getBytes(StandardCharsets.ISO_8859_1));
        LogReport report = new LogVerification(List.of()).of(plain).get(0);
        assertThat(report.unchained()).isEqualTo(1);
        assertThat(report.findings())
                .containsExactly(
                        new Finding(Kind.UNREADABLE, "decisions.jsonl:2", "cannot be read: byte 12 is not UTF-8"),
                        new Finding(
                                Kind.UNREADABLE,
                                "decisions.jsonl:3",
                                "cannot be read: it is not JSON from character 11 on"));
        assertThat(report.isProof()).isFalse();
    }
}
