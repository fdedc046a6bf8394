package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert.Severity;
import org.apposite.cli.text.AdviceText;
import org.apposite.cli.text.AdviceText.Detail;
import org.apposite.json.RuleCase;
import org.apposite.patient.PatientCase;
import org.apposite.text.Messages;
import org.junit.jupiter.api.Test;

/** The answers to all cases beside the rules, as a clinician gets them. */
class ShortAnswersTest {

    private static final ClinicalRules RULES = ClinicalRules.bundled();
    private static final AdviceText.Layout SHORT =
            new AdviceText.Layout(100, false, Detail.SHORT, Messages.in(Locale.ENGLISH));

    private static List<Advice> answers() {
        return RuleCase.in(Path.of("..", "..", "rules-drl"), RULES.vocabulary()).stream()
                .map(one -> one.stated().patientCase())
                .flatMap(Optional::stream)
                .map(PatientCase::perComplaint)
                .flatMap(List::stream)
                .map(RULES::evaluate)
                .toList();
    }

    @Test
    void half_of_all_answers_have_at_most_fifteen_lines() {
        List<Long> lines = new ArrayList<>(answers().stream()
                .map(ShortAnswersTest::text)
                .map(text -> text.lines().count())
                .sorted()
                .toList());

        assertThat(lines).hasSizeGreaterThan(300);
        assertThat(lines.get(lines.size() / 2)).as("lines: %s", lines).isLessThanOrEqualTo(15);
    }

    @Test
    void no_emergency_warning_next_step_or_headline_is_cut() {
        for (Advice advice : answers()) {
            String text = squeezed(text(advice));
            Stream.of(
                            advice.headlines().stream().map(Advice.Headline::text),
                            Stream.of(Severity.CRITICAL, Severity.WARNING)
                                    .flatMap(severity -> advice.alerts(severity).stream())
                                    .map(alert -> alert.text()),
                            advice.nextSteps().stream().map(step -> step.text()))
                    .flatMap(texts -> texts)
                    .forEach(told -> assertThat(text).contains(squeezed(told)));
        }
    }

    private static String text(Advice advice) {
        return AdviceText.of(advice, RULES.vocabulary(), SHORT).toString();
    }

    /** Without blanks, at which lines break. */
    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
