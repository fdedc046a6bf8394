package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.model.Topic;
import org.apposite.patient.Coded;
import org.junit.jupiter.api.Test;

/** What hosts hang on alert codes: the page lists them all, and a code that is gone from the rules stays on it. */
class AlertCodesPageTest {

    private static final Path PAGE = Path.of("docs", "alert-codes.md");
    private static final Pattern CODE = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");
    private static final String RETIRED = "\n## Retired\n";

    @Test
    void every_code_of_the_rules_has_its_row() throws IOException {
        assertThat(listed())
                .as("the rows of docs/alert-codes.md; one whose code is gone from the rules moves to \"Retired\"")
                .contains(rows());
    }

    @Test
    void what_is_listed_is_a_code_of_the_rules_or_retired() throws IOException {
        Set<String> inUse = new TreeSet<>(alerts().keySet());
        inUse.addAll(List.of(Alert.CONTRADICTION, Alert.WITHDRAWN, Alert.WITHDRAWN_EMERGENCY));

        assertThat(codes(listed()))
                .as("a code that is gone from the rules moves to \"Retired\" in docs/alert-codes.md")
                .containsExactlyElementsOf(inUse);
    }

    @Test
    void a_retired_code_is_not_used_again() throws IOException {
        assertThat(codes(page().substring(page().indexOf(RETIRED)))).doesNotContainAnyElementsOf(codes(listed()));
    }

    private static String page() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(RETIRED);
        return page;
    }

    private static String listed() throws IOException {
        return page().substring(0, page().indexOf(RETIRED));
    }

    private static List<String> codes(String table) {
        return CODE.matcher(table)
                .results()
                .map(MatchResult::group)
                .map(AlertCodesPageTest::code)
                .toList();
    }

    private static String code(String row) {
        return row.substring(row.indexOf('`') + 1, row.lastIndexOf('`'));
    }

    /** What a rule says of an alert. */
    private record Told(String topic, Severity severity, String rule) {}

    private static Map<String, List<Told>> alerts() {
        Map<String, List<Told>> alerts = new TreeMap<>();
        for (Topic topic : Rules.BUNDLED.topics()) {
            for (Topic.Rule rule : topic.rules()) {
                rule.then().stream()
                        .filter(one -> one.verb().equals("alert"))
                        .forEach(one -> alerts.computeIfAbsent(
                                        one.arguments().get(0).text(), code -> new ArrayList<>())
                                .add(new Told(
                                        topic.id(),
                                        Coded.of(
                                                Severity.class,
                                                one.arguments().get(1).text()),
                                        rule.name())));
            }
        }
        return alerts;
    }

    private static List<String> rows() {
        return alerts().entrySet().stream()
                .map(one -> "| `" + one.getKey() + "` | " + severities(one.getValue()) + " | "
                        + one.getValue().stream().map(Told::topic).distinct().collect(Collectors.joining(", ")) + " | "
                        + one.getValue().stream().map(Told::rule).distinct().collect(Collectors.joining("; ")) + " |")
                .toList();
    }

    private static String severities(List<Told> told) {
        return told.stream()
                .map(Told::severity)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .map(Severity::code)
                .collect(Collectors.joining(", "));
    }
}
