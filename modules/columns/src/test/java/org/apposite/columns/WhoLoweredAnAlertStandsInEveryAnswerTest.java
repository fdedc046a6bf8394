package org.apposite.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital that has taken away a critical alert says so in every row, as in every other answer. */
class WhoLoweredAnAlertStandsInEveryAnswerTest {

    private static final Pattern DIGEST = Pattern.compile("write was: ([0-9a-f]{12})\\.");
    private static final List<Field> COLUMNS =
            List.of(new Field("complaint", FieldType.STRING), new Field("sex", FieldType.STRING));

    @TempDir
    Path folder;

    private ClinicalRules rules() throws IOException {
        Files.writeString(folder.resolve("rule-set.yaml"), """
                name: our-rules
                version: 1.0.0
                language: 2
                notice: Made up.
                extends: apposite-rules 0.2.0
                """);
        Path changes =
                Files.createDirectories(folder.resolve("back-pain-child")).resolve("changes.yaml");
        String text = """
                left-out:
                  - rule: alert-neurologic-emergency
                    by: Dr. A. Example
                    reason: another alarm covers it
                    was: NOW
                """;
        Files.writeString(changes, text);
        String suggestion = RuleSet.read(folder).issues().stream()
                .filter(issue -> issue.code().equals("APP-128"))
                .map(issue -> String.valueOf(issue.suggestion()))
                .findFirst()
                .orElseThrow();
        Matcher digest = DIGEST.matcher(suggestion);
        assertThat(digest.find()).as(suggestion).isTrue();
        Files.writeString(changes, text.replace("NOW", '"' + digest.group(1) + '"'));
        return ClinicalRules.from(folder);
    }

    private static Tuple lowered(ClinicalRules rules, @Nullable Tuple row) {
        CaseColumns columns = CaseColumns.bind(COLUMNS, rules.vocabulary(), Set.of());
        Tuple decision = DecisionStruct.of(new Decider(rules).decide(columns, row), rules);
        List<String> names =
                DecisionStruct.TYPE.fields().stream().map(Field::name).toList();
        Tuple provenance = (Tuple) Objects.requireNonNull(decision.at(names.indexOf("provenance")));
        return (Tuple) ((List<?>) Objects.requireNonNull(provenance.at(4))).get(0);
    }

    @Test
    void with_an_answer_and_without() throws IOException {
        ClinicalRules rules = rules();
        for (@Nullable
        Tuple row : new @Nullable Tuple[] {
            Tuple.of("back-pain", null), Tuple.of("nothing", null), Tuple.of("back-pain", "odd"), null
        }) {
            Tuple lowered = lowered(rules, row);
            assertThat(List.of(
                            String.valueOf(lowered.at(0)),
                            String.valueOf(lowered.at(1)),
                            String.valueOf(lowered.at(2)),
                            String.valueOf(lowered.at(3))))
                    .containsExactly(
                            "neurologic-emergency", "back-pain-child", "Dr. A. Example", "another alarm covers it");
        }
    }
}
