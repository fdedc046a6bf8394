package org.apposite.internal.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Score;
import org.apposite.text.RuleFile;

/** Reads the scores of a {@code topic.yaml}: questions as they stand in a rule, each with its points. */
final class ScoreReader {

    /** So that the points of a score can be summed in whole numbers. */
    private static final int MOST_BEFORE = 9;

    private static final int MOST_BEHIND = 6;

    private final YamlMap topic;
    private final List<CodeCheck.Use> uses = new ArrayList<>();
    /** The questions as texts of their own, by the item where what is wrong in them is told. */
    private final Map<YamlMap, SourceFile> texts = new LinkedHashMap<>();

    ScoreReader(YamlMap topic) {
        this.topic = topic;
    }

    Map<String, Score> read() {
        Map<String, Score> scores = new LinkedHashMap<>();
        if (topic.has("scores")) {
            topic.map("scores").eachMap((code, entry) -> {
                entry.allow("display", "items");
                VocabularyReader.checkCode(entry, code);
                List<Score.Item> items = new ArrayList<>();
                for (YamlMap item : entry.maps("items")) {
                    item(item).ifPresent(items::add);
                }
                scores.put(code, new Score(code, entry.text("display"), items));
            });
        }
        return scores;
    }

    private Optional<Score.Item> item(YamlMap item) {
        item.allow("ask", "points");
        String asked = item.text("ask");
        BigDecimal points = item.number("points", item.text("points"))
                .map(BigDecimal::stripTrailingZeros)
                .orElse(BigDecimal.ZERO);
        if (points.scale() > MOST_BEHIND || points.precision() - points.scale() > MOST_BEFORE) {
            item.report(
                    IssueCode.YAML,
                    "points",
                    "points have at most " + MOST_BEFORE + " digits before the point and " + MOST_BEHIND + " after it",
                    "Write fewer digits.");
        }
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        SourceFile text = new SourceFile(topic.file().name(), asked);
        texts.put(item, text);
        return condition(text).map(one -> new Score.Item(one, points));
    }

    private Optional<Condition> condition(SourceFile text) {
        RuleFile.Conditions written = RuleFile.conditions(text.text());
        written.problems()
                .forEach(one ->
                        text.reportAt(IssueCode.CONDITION_REFUSED, one.offset(), one.message(), one.suggestion()));
        List<RuleFile.Condition> conditions = written.conditions();
        if (conditions.size() != 1 && text.issues().isEmpty()) {
            text.reportAt(
                    IssueCode.CONDITION_REFUSED,
                    0,
                    "an item of a score is one question, or several joined by && and ||",
                    conditions.isEmpty() ? "For example: present( \"fever\" )." : "Write && instead of the comma.");
        }
        return conditions.size() == 1 && written.problems().isEmpty()
                ? new PatternReader(text, uses, false)
                        .read(Fact.PATIENT.display(), conditions.get(0))
                        .filter(condition -> !asksAScore(condition, text))
                : Optional.empty();
    }

    private static boolean asksAScore(Condition condition, SourceFile text) {
        boolean asks = condition.questions().stream()
                .anyMatch(question -> QuestionKind.of(Fact.PATIENT, question.name())
                        .filter(kind -> kind.parameters().contains(Parameter.SCORE))
                        .isPresent());
        if (asks) {
            text.reportAt(
                    IssueCode.CONDITION_REFUSED,
                    0,
                    "a score cannot contain other scores",
                    "Write the questions of the other score here.");
        }
        return asks;
    }

    /** The codes that the questions use. */
    List<CodeCheck.Use> uses() {
        return uses;
    }

    /** Tells what is wrong in the questions where they stand. */
    void report() {
        texts.forEach((item, text) -> {
            for (RuleIssue issue : text.issues()) {
                item.report(IssueCode.CONDITION_REFUSED, "ask", issue.message(), issue.suggestion());
            }
        });
    }
}
