package org.apposite.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
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
import org.apposite.internal.bundle.TopicCompiler;
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
import org.drools.model.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rule engine answers and the circuit of the same rules checks it. A rule that one of them has otherwise than the other
 * gives no answer that it would change, and the emergencies of both.
 */
class TwoReadingsMustAgreeTest {

    private static final Bundle BUNDLE = Bundle.read();
    private static final RuleEngine SOUND =
            RuleEngine.of(BUNDLE.content(), BUNDLE.models()).only("back-pain-child");
    private static final Content CONTENT = SOUND.content();
    private static final Topic TOPIC = CONTENT.topics().get(0);
    private static final Evaluation.Reasoner COMPILED =
            new DroolsReasoner(Objects.requireNonNull(BUNDLE.models().get(TOPIC.id())));
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

    /** The compiled rules as they are, read otherwise. */
    private static RuleEngine reading(Topic topic) {
        Scope scope = Scope.of(topic, CONTENT.vocabulary());
        TopicEngine engine =
                new TopicEngine(Circuit.of(scope), RuleEngine.provenance(CONTENT, topic, "test"), COMPILED);
        return new RuleEngine(CONTENT, List.of(engine));
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
        assumeThat(hasStagesAsCompiled(planted)).isTrue();

        noWrongAnswer(reading(planted), SOUND.supposing(planted));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_rule_that_is_not_read_changes_no_answer(Rule rule) {
        Topic planted = TOPIC.withRules(
                TOPIC.rules().stream().filter(one -> !one.equals(rule)).toList());
        assumeThat(hasStagesAsCompiled(planted)).isTrue();

        noWrongAnswer(reading(planted), SOUND.supposing(planted));
    }

    /** The compiled rules have their stages written into them: a change must leave every rule in its own. */
    private static boolean hasStagesAsCompiled(Topic planted) {
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

    /** What the compiled rules say is sound here, and what is read is not; which of them is wrong makes no difference. */
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

    /** The last argument of the first conclusion, such as the text of an alert, in other words. */
    private static Rule reworded(Rule rule) {
        List<Consequence> then = new ArrayList<>(rule.then());
        Consequence first = then.get(0);
        List<Literal> arguments = new ArrayList<>(first.arguments());
        arguments.set(arguments.size() - 1, new Literal("otherwise", false));
        then.set(0, new Consequence(first.verb(), arguments, first.place()));
        return changed(rule, rule.when(), then);
    }

    @Test
    void what_a_compiled_rule_says_must_be_what_is_read_of_it_word_for_word() {
        Map<String, Integer> withheld = new HashMap<>();
        for (Rule rule : TOPIC.rules()) {
            if (List.of("ask", "rate", "variant", "exclude").contains(rule.verb())) {
                continue;
            }
            Rule reworded = reworded(rule);
            Topic otherwise = with(rule, any -> reworded);
            if (!hasStagesAsCompiled(otherwise)) {
                continue;
            }
            RuleEngine planted = reading(otherwise);
            for (PatientCase patient : CASES) {
                boolean fires = fired(SOUNDLY.computeIfAbsent(patient, one -> SOUND.evaluate(one, BARE)))
                        .contains(rule.id());
                try {
                    planted.evaluate(patient, BARE);
                    assertThat(fires).as(rule.id()).isFalse();
                } catch (NoAnswer none) {
                    assertThat(none)
                            .hasMessageContaining("rule " + rule.id() + " did not conclude what was read of it");
                    withheld.merge(rule.verb(), 1, Integer::sum);
                }
            }
        }

        assertThat(withheld.keySet())
                .containsExactlyInAnyOrder(
                        "alert",
                        "differential",
                        "headline",
                        "nextStep",
                        "prefer",
                        "raise",
                        "redFlag",
                        "remark",
                        "setAside",
                        "situation");
    }

    @Test
    void an_alert_that_was_compiled_with_a_lower_severity_gives_no_answer_and_stands() {
        Rule rule = TOPIC.rules().stream()
                .filter(Emergencies::raisesEmergency)
                .findFirst()
                .orElseThrow();
        Topic wrong = with(
                rule,
                one -> changed(
                        one,
                        one.when(),
                        one.then().stream()
                                .map(alert -> new Consequence(
                                        alert.verb(),
                                        alert.arguments().stream()
                                                .map(word -> word.text().equals("critical")
                                                        ? new Literal("info", false)
                                                        : word)
                                                .toList(),
                                        alert.place()))
                                .toList()));
        Map<String, Model> models = Map.of(TOPIC.id(), compiled(wrong, CONTENT));
        RuleEngine planted = RuleEngine.of(CONTENT, models);
        String alert = rule.then().get(0).arguments().get(0).text();
        int withheld = 0;
        for (PatientCase patient : CASES) {
            Advice sound = SOUND.evaluate(patient, Options.DEFAULT);
            try {
                assertThat(said(planted.evaluate(patient, Options.DEFAULT))).isEqualTo(said(sound));
            } catch (NoAnswer none) {
                withheld++;
                assertThat(none).hasMessageContaining("rule " + rule.id());
                assertThat(none.emergencies()).extracting(Alert::code).contains(alert);
            }
        }

        assertThat(withheld).isPositive();
    }

    @Test
    void an_emergency_of_another_topic_that_was_not_compiled_gives_no_answer_and_stands() {
        Content content =
                ContentFolder.read(RuleSource.at(MadeUp.FOLDER), List.of()).sound();
        Map<String, Model> models = new HashMap<>();
        Map<String, Model> planted = new HashMap<>();
        for (Topic topic : content.topics()) {
            Model sound = compiled(topic, content);
            models.put(topic.id(), sound);
            boolean isWrong = topic.id().equals("gnome-head");
            planted.put(topic.id(), isWrong ? compiled(withoutEmergencies(topic), content) : sound);
        }
        RuleEngine soundly = RuleEngine.of(content, models);
        RuleEngine wrongly = RuleEngine.of(content, planted);
        List<String> ofHead = content.topics().stream()
                .filter(topic -> topic.id().equals("gnome-head"))
                .flatMap(topic -> topic.rules().stream())
                .filter(Emergencies::raisesEmergency)
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

    private static Model compiled(Topic topic, Content content) {
        return TopicCompiler.compile(Scope.of(topic, content.vocabulary()), Stage.class)
                .model();
    }

    /** The same stages, but rules that raise an emergency ask what is never so. */
    private static Topic withoutEmergencies(Topic topic) {
        Place nowhere = new Place(1, 1);
        Question unknown = new Question("ageUnknown", List.of(), nowhere);
        Question known =
                new Question("agedAtLeast", List.of(new Literal("0", true), new Literal("years", false)), nowhere);
        Topic.Pattern never = new Topic.Pattern("Patient", false, List.of(unknown, known));
        return topic.withRules(topic.rules().stream()
                .map(rule -> Emergencies.raisesEmergency(rule)
                        ? changed(
                                rule,
                                Stream.concat(rule.when().stream(), Stream.of(never))
                                        .toList(),
                                rule.then())
                        : rule)
                .toList());
    }
}
