package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;
import org.junit.jupiter.api.Test;

/** What rules derive is a finding like any other: others build on it, it may be stated as well, and what could decide it is asked. */
class DerivedFindingsTest {

    private static final String HEAD = "complaint bumped-head; age 30 years; absent dizzy glassy-eyes humming;";
    private static final ClinicalRules RULES = MadeUp.topics().withBlockingQuestionsOnly();

    private static Advice head(String stated) {
        return RULES.evaluate(Statements.patient(HEAD + stated));
    }

    private static List<String> asked(Advice advice) {
        return advice.missing().stream()
                .filter(MissingDatum::blocking)
                .map(MissingDatum::code)
                .toList();
    }

    private static Alert contradiction(Advice advice) {
        return advice.alerts().stream()
                .filter(alert -> alert.code().equals("contradicting-statements"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_derived_finding_builds_on_another_and_red_flags_and_variants_build_on_it() {
        Advice advice = head("chosen mechanism fall; drop 1 m");

        assertThat(BaseCases.end(advice)).isEqualTo("uneasy");
        assertThat(advice.redFlags()).extracting(RedFlag::code).containsExactly("in-danger");
        assertThat(advice.trace().steps())
                .filteredOn(step -> step.rule().equals("head-danger-present"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.reasons()).containsExactly("a hard fall is present");
                    assertThat(step.conclusions()).containsExactly("danger is present");
                });
    }

    @Test
    void so_does_one_that_is_derived_absent() {
        Advice advice = head("chosen mechanism push; wakefulness 15");

        assertThat(BaseCases.end(advice)).isEqualTo("calm");
        assertThat(advice.trace().steps())
                .extracting(Trace.Step::rule)
                .contains("head-no-fall", "head-danger-absent")
                .doesNotContain("head-danger-present");
    }

    @Test
    void while_it_is_open_what_could_still_make_it_absent_is_asked_through_both_levels() {
        assertThat(asked(head(""))).containsExactly("mechanism");
    }

    @Test
    void of_a_fall_the_height_is_asked_and_then_the_wakefulness() {
        assertThat(asked(head("chosen mechanism fall"))).containsExactly("drop");
        assertThat(asked(head("chosen mechanism fall; drop 0.5 to 2 m"))).containsExactly("drop");
        assertThat(asked(head("chosen mechanism fall; drop 0.5 m"))).containsExactly("wakefulness");
        assertThat(asked(head("chosen mechanism fall; drop 0.5 m; wakefulness >= 13")))
                .containsExactly("wakefulness");
        assertThat(BaseCases.end(head("chosen mechanism fall; drop 0.5 m; wakefulness >= 14")))
                .isEqualTo("calm");
    }

    @Test
    void one_that_is_asked_itself_is_asked_itself() {
        Advice advice = RULES.evaluate(
                Statements.patient("complaint bumped-head; age 67 years; absent dizzy glassy-eyes humming"));

        assertThat(advice.missing())
                .filteredOn(MissingDatum::blocking)
                .extracting(MissingDatum::question)
                .containsExactly("What happened?", "Is the gnome old?");
        assertThat(BaseCases.end(RULES.evaluate(Statements.patient(
                        "complaint bumped-head; age 67 years; absent dizzy glassy-eyes humming; present old"))))
                .isEqualTo("late");
    }

    @Test
    void one_that_no_rule_can_make_absent_any_more_is_asked_itself_although_the_topic_does_not_list_it() {
        ClinicalRules withoutAbsence =
                RULES.supposing(head(rule -> rule.id().equals("head-danger-absent") ? null : rule));

        Advice advice = withoutAbsence.evaluate(Statements.patient(HEAD + "chosen mechanism push; wakefulness 15"));

        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(advice.missing())
                .filteredOn(MissingDatum::blocking)
                .extracting(MissingDatum::question)
                .containsExactly("Is the gnome in danger?");
    }

    @Test
    void a_question_comes_after_the_rules_that_derive_what_it_asks_for() {
        Topic asking =
                head(rule -> rule.id().equals("head-ask-milder") ? with(rule, firstPattern("head-no-fall")) : rule);

        Advice advice =
                RULES.supposing(asking).evaluate(Statements.patient(HEAD + "chosen mechanism push; wakefulness 15"));

        assertThat(BaseCases.end(advice)).as("danger is derived absent").isEqualTo("calm");
    }

    @Test
    void stated_absent_and_derived_present_it_counts_as_present_and_that_is_told() {
        Advice advice = head("absent hard-fall; chosen mechanism fall; drop 1 m");

        assertThat(BaseCases.end(advice)).isEqualTo("uneasy");
        assertThat(contradiction(advice)).satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.INFO);
            assertThat(alert.text())
                    .isEqualTo("Statements about a hard fall contradict each other. It is stated absent."
                            + " Other statements make it present. It counts as present.");
            assertThat(alert.sources()).containsExactly("book-of-gnomes");
        });
    }

    @Test
    void stated_present_and_derived_absent_it_counts_as_present_too() {
        Advice advice = head("present hard-fall; chosen mechanism fall; drop 0.5 m; wakefulness 15");

        assertThat(BaseCases.end(advice)).isEqualTo("uneasy");
        assertThat(contradiction(advice)).satisfies(alert -> {
            assertThat(alert.text()).contains("It is stated present.", "Other statements make it absent.");
            assertThat(alert.sources()).containsExactly("copy-of-the-book");
        });
    }

    @Test
    void what_agrees_or_is_stated_alone_contradicts_nothing() {
        for (String stated : List.of(
                "present hard-fall; chosen mechanism fall; drop 1 m",
                "absent hard-fall; chosen mechanism push; wakefulness 15",
                "present in-danger",
                "absent in-danger")) {
            assertThat(head(stated).alerts())
                    .as(stated)
                    .extracting(Alert::code)
                    .doesNotContain("contradicting-statements");
        }
        assertThat(BaseCases.end(head("present in-danger"))).isEqualTo("uneasy");
        assertThat(BaseCases.end(head("absent in-danger"))).isEqualTo("calm");
    }

    @Test
    void all_other_red_flags_absent_says_nothing_of_what_is_derived() {
        Advice advice = RULES.evaluate(Statements.patient(
                "complaint bumped-head; age 30 years; absent humming; all-other-red-flags-absent; chosen mechanism fall;"
                        + "drop 1 m"));

        assertThat(BaseCases.end(advice)).isEqualTo("uneasy");
        assertThat(advice.alerts()).extracting(Alert::code).doesNotContain("contradicting-statements");
    }

    /** The head with its rules changed; a rule that becomes null is left out. */
    private static Topic head(UnaryOperator<Rule> change) {
        Topic head = MadeUp.topic("gnome-head");
        return head.withRules(
                head.rules().stream().map(change).filter(rule -> rule != null).toList());
    }

    private static List<Pattern> firstPattern(String rule) {
        return MadeUp.topic("gnome-head").rules().stream()
                .filter(one -> one.id().equals(rule))
                .findFirst()
                .orElseThrow()
                .when();
    }

    private static Rule with(Rule rule, List<Pattern> when) {
        return new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), when, rule.then());
    }
}
