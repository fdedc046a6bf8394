package org.apposite.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.BaseCases;
import org.apposite.MadeUp;
import org.apposite.RandomCases;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Differential;
import org.apposite.circuit.Circuit;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Bundle;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.engine.NoAnswer.Reason;
import org.apposite.internal.engine.RuleEngine.Options;
import org.apposite.internal.read.ContentFolder;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.text.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rule engine answers and the circuit of the same rules checks it. A rule that one of them has otherwise than the other
 * gives no answer that it would change, and the emergencies of both.
 */
class TwoReadingsMustAgreeTest {

    private static final RuleEngine SOUND = RuleEngine.of(Bundle.read()).only("back-pain-child");
    private static final Content CONTENT = SOUND.content();
    private static final Topic TOPIC = CONTENT.topics().get(0);
    private static final Evaluation.Reasoner FIRING = firing(TOPIC, CONTENT);
    private static final Options BARE = Options.DEFAULT.withBlockingOnly();
    private static final List<PatientCase> CASES = Stream.concat(
                    BaseCases.all().values().stream(), RandomCases.some(25, 5))
            .toList();

    private static final Map<String, Integer> STAGES = stages(TOPIC);

    private static final Map<PatientCase, Advice> SOUNDLY = new HashMap<>();

    private static Topic with(Rule rule, UnaryOperator<Rule> change) {
        return TOPIC.withRules(TOPIC.rules().stream()
                .map(one -> one.equals(rule) ? change.apply(one) : one)
                .filter(Objects::nonNull)
                .toList());
    }

    private static Rule changed(Rule rule, List<Topic.Pattern> when, List<Consequence> then) {
        return new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), when, then);
    }

    /** The rules fire as they are, read otherwise. */
    private static RuleEngine reading(Topic topic) {
        return new RuleEngine(CONTENT, List.of(engine(topic, CONTENT, FIRING)));
    }

    private static TopicEngine engine(Topic topic, Content content, Evaluation.Reasoner firing) {
        Scope scope = Scope.of(topic, content.vocabulary());
        return new TopicEngine(Circuit.of(scope), RuleEngine.provenance(content, topic, "test"), firing);
    }

    private static Evaluation.Reasoner firing(Topic topic, Content content) {
        Scope scope = Scope.of(topic, content.vocabulary());
        return DroolsReasoner.of(scope, ReasoningOrder.of(scope));
    }

    static Stream<Rule> rules() {
        return TOPIC.rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_that_is_read_with_the_conditions_of_another_changes_no_answer(Rule rule) {
        Rule other = TOPIC.rules()
                .get((TOPIC.rules().indexOf(rule) + 1) % TOPIC.rules().size());
        Topic planted = with(rule, one -> changed(one, other.when(), one.then()));
        assumeThat(hasItsStages(planted)).isTrue();

        noWrongAnswer(reading(planted), SOUND.supposing(planted));
    }

    /** The rules that fire have their stages written into them: a change must leave every rule in its own. */
    private static boolean hasItsStages(Topic planted) {
        Map<String, Integer> stages = stages(planted);
        return !stages.isEmpty()
                && stages.entrySet().stream().allMatch(rule -> rule.getValue().equals(STAGES.get(rule.getKey())))
                && Collections.max(stages.values()).equals(Collections.max(STAGES.values()));
    }

    private static Map<String, Integer> stages(Topic topic) {
        ReasoningOrder order = ReasoningOrder.of(Scope.of(topic, CONTENT.vocabulary()));
        return order.circular().isEmpty()
                ? topic.rules().stream().collect(Collectors.toMap(Rule::id, order::stage))
                : Map.of();
    }

    /** What fires is sound here, and what is read is not; which of them is wrong makes no difference. */
    private static void noWrongAnswer(RuleEngine planted, RuleEngine asRead) {
        for (PatientCase patient : CASES) {
            Advice compiled = SOUNDLY.computeIfAbsent(patient, one -> SOUND.evaluate(one, BARE));
            Advice read = asRead.evaluate(patient, BARE);
            try {
                assertThat(said(planted.evaluate(patient, BARE))).isEqualTo(said(compiled));
                assertThat(fired(read)).isEqualTo(fired(compiled));
            } catch (NoAnswer none) {
                assertThat(none.reason()).isEqualTo(Reason.DIFFERENCE);
                // A topic that does not answer tells none of the rules that fired for its emergencies.
                if (TOPIC.id().equals(compiled.topic())) {
                    assertThat(fired(read)).isNotEqualTo(fired(compiled));
                }
                assertThat(none.emergencies())
                        .extracting(Alert::code)
                        .containsAll(emergencies(compiled))
                        .containsAll(emergencies(read));
            }
        }
    }

    /** All but the trace, whose reasons are those of the rules as they are read. */
    private static List<Object> said(Advice advice) {
        return List.of(
                advice.outcome(),
                String.valueOf(advice.variant()),
                advice.alsoMatches(),
                advice.redFlags(),
                advice.differential().stream().map(Differential::code).toList(),
                advice.recommendations(),
                advice.alerts(),
                advice.nextSteps(),
                advice.missing());
    }

    private static List<String> fired(Advice advice) {
        return advice.trace().steps().stream().map(step -> step.rule()).toList();
    }

    private static List<String> emergencies(Advice advice) {
        return advice.alerts().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .map(Alert::code)
                .toList();
    }

    @Test
    void an_emergency_of_another_topic_that_does_not_fire_gives_no_answer_and_stands() {
        Content content =
                ContentFolder.read(RuleSource.at(MadeUp.FOLDER), List.of()).sound();
        RuleEngine soundly = RuleEngine.of(content);
        RuleEngine wrongly = new RuleEngine(
                content,
                content.topics().stream()
                        .map(topic -> engine(
                                topic,
                                content,
                                firing(topic.id().equals("gnome-head") ? withoutEmergencies(topic) : topic, content)))
                        .toList());
        List<String> ofHead = content.topics().stream()
                .filter(topic -> topic.id().equals("gnome-head"))
                .flatMap(topic -> topic.rules().stream())
                .filter(ReasoningOrder::raisesEmergency)
                .map(rule -> rule.then().get(0).arguments().get(0).text())
                .toList();
        int withheld = 0;
        for (PatientCase patient : RandomCases.some(MadeUp.topics(), 300, 7).toList()) {
            Advice sound = soundly.evaluate(patient, BARE);
            boolean stands = emergencies(sound).stream().anyMatch(ofHead::contains);
            try {
                assertThat(said(wrongly.evaluate(patient, BARE))).isEqualTo(said(sound));
                assertThat(stands).isFalse();
            } catch (NoAnswer none) {
                withheld++;
                assertThat(stands).isTrue();
                assertThat(none.emergencies()).extracting(Alert::code).containsAll(emergencies(sound));
            }
        }

        assertThat(withheld).isPositive();
    }

    /** The same stages, but rules that raise an emergency ask what is never so. */
    private static Topic withoutEmergencies(Topic topic) {
        Place nowhere = new Place(1, 1);
        Question unknown = new Question("ageUnknown", List.of(), nowhere);
        Question known =
                new Question("agedAtLeast", List.of(new Literal("0", true), new Literal("years", false)), nowhere);
        Topic.Pattern never = new Topic.Pattern("Patient", false, List.of(unknown, known));
        return topic.withRules(topic.rules().stream()
                .map(rule -> ReasoningOrder.raisesEmergency(rule)
                        ? changed(
                                rule,
                                Stream.concat(rule.when().stream(), Stream.of(never))
                                        .toList(),
                                rule.then())
                        : rule)
                .toList());
    }
}
