package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.language.Answer;
import org.apposite.language.Examination;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.text.Place;
import org.junit.jupiter.api.Test;

/** Tools can ask how each rule came to its part in an answer, and what would be if a rule were otherwise. */
class WhatRulesAreWorthCanBeTriedTest {

    private static final PatientCase FEVER = PatientCase.builder()
            .complaint("back-pain")
            .present("fever")
            .absent("night-pain")
            .build();

    @Test
    void interpreted_rules_answer_as_the_compiled_ones_do() {
        ClinicalRules interpreted = Rules.CHILD.supposing(Rules.backPain());

        assertThat(Stream.concat(BaseCases.all().values().stream(), RandomCases.some(Sweep.of(30), 17)))
                .allSatisfy(patient -> assertThat(Whole.of(interpreted.evaluate(patient)))
                        .isEqualTo(Whole.of(Rules.CHILD.evaluate(patient))));
    }

    @Test
    void a_changed_rule_changes_the_answer_and_leaves_the_rules_alone() {
        Topic without = with(rule -> rule.id().equals("rf-fever") ? null : rule);

        ClinicalRules supposed = Rules.CHILD.supposing(without);

        assertThat(supposed.topics()).containsExactly(without);
        assertThat(supposed.evaluate(FEVER).redFlags()).isEmpty();
        assertThat(Rules.CHILD.evaluate(FEVER).redFlags())
                .extracting(RedFlag::code)
                .containsExactly("fever");
    }

    @Test
    void a_model_that_does_not_speak_the_rule_language_is_refused() {
        Place place = new Place(1, 1);
        List<Pattern> when = Rules.backPain().rules().get(0).when();
        List<Consequence> then = Rules.backPain().rules().get(0).then();
        Literal word = new Literal("fever", false);
        Map<List<Pattern>, String> conditions = Map.of(
                List.of(new Pattern("String", false, List.of())), "there is no fact \"String\"",
                List.of(new Pattern("Patient", false, List.of(new Question("has", List.of(word), place)))), "ask",
                List.of(new Pattern(
                                "Patient", false, List.of(new Question("youngerThan", List.of(word, word), place)))),
                        "fever is no number");
        Map<List<Consequence>, String> conclusions = Map.of(
                List.of(), "0 kinds of things",
                List.of(new Consequence("explode", List.of(word), place)), "cannot conclude",
                List.of(new Consequence("raise", List.of(), place)), "cannot conclude",
                List.of(new Consequence("raise", List.of(new Literal("1", true)), place)), "1 is no diagnosis");

        conditions.forEach((patterns, reason) -> refused(patterns, then, reason));
        conclusions.forEach((consequences, reason) -> refused(when, consequences, reason));
        assertThatThrownBy(() -> Rules.CHILD.supposing(SecondTopic.besideTheFirst().topics().stream()
                        .filter(topic -> topic.id().equals("made-up-topic"))
                        .findFirst()
                        .orElseThrow()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("topic \"made-up-topic\" is not loaded.");
    }

    private static void refused(List<Pattern> when, List<Consequence> then, String reason) {
        Topic changed = with(rule -> rule.id().equals("rf-fever")
                ? new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), when, then)
                : rule);

        assertThatThrownBy(() -> Rules.CHILD.supposing(changed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rule rf-fever: ")
                .hasMessageContaining(reason);
    }

    @Test
    void an_examination_tells_yes_no_and_unknown_for_every_question() {
        Examination examined = Rules.CHILD.examine(FEVER);

        assertThat(examined.advice()).isEqualTo(Rules.CHILD.evaluate(FEVER));
        assertThat(examined.rules())
                .hasSameSizeAs(Rules.backPain().rules())
                .contains(
                        new RuleAnswers("rf-fever", true, List.of(Answer.YES)),
                        new RuleAnswers("rf-night-pain", false, List.of(Answer.NO)),
                        new RuleAnswers("rf-weight-loss", false, List.of(Answer.UNKNOWN)));
    }

    @Test
    void an_examination_agrees_with_the_trace_and_answers_as_many_questions_as_the_rules_have() {
        List<Integer> questions = Rules.backPain().rules().stream()
                .map(WhatRulesAreWorthCanBeTriedTest::questions)
                .toList();

        List<PatientCase> answered = RandomCases.some(Sweep.of(60), 18)
                .filter(patient ->
                        "back-pain-child".equals(Rules.CHILD.evaluate(patient).topic()))
                .toList();
        assertThat(answered).isNotEmpty().allSatisfy(patient -> {
            Examination examined = Rules.CHILD.examine(patient);
            Set<String> fired = examined.rules().stream()
                    .filter(RuleAnswers::fired)
                    .map(RuleAnswers::rule)
                    .collect(Collectors.toSet());
            assertThat(fired)
                    .isEqualTo(examined.advice().trace().steps().stream()
                            .map(step -> step.rule())
                            .filter(rule -> !rule.equals(Trace.ASKED_BY_NO_RULE))
                            .collect(Collectors.toSet()));
            assertThat(examined.rules())
                    .extracting(one -> one.questions().size())
                    .isEqualTo(questions);
        });
    }

    private static int questions(Rule rule) {
        return rule.when().stream()
                .flatMap(pattern -> pattern.conditions().stream())
                .mapToInt(condition -> condition.questions().size())
                .sum();
    }

    /** The topic with its rules changed; a rule that becomes null is left out. */
    private static Topic with(UnaryOperator<Rule> change) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : Rules.backPain().rules()) {
            Rule changed = change.apply(rule);
            if (changed != null) {
                rules.add(changed);
            }
        }
        return Rules.backPain().withRules(rules);
    }
}
