package org.apposite.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.MadeUp;
import org.apposite.RandomCases;
import org.apposite.Rules;
import org.apposite.Smallest;
import org.apposite.Sweep;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.engine.RuleEngine.Options;
import org.apposite.language.Answer;
import org.apposite.language.Derived;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rule engine and the circuit say the same of every patient: an answer on which they differ is withheld, so it is enough
 * to ask. What is found is told by the smallest case of which it is so.
 */
class EveryReadingAgreesTest {

    private static final int SEED = 20261126;

    /** Each topic by itself. */
    static Stream<ClinicalRules> topics() {
        return Stream.concat(
                Stream.of(Rules.BUNDLED),
                MadeUp.topics().topics().stream().map(topic -> MadeUp.topics().only(topic.id())));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void random_patients_have_one_answer_of_each_topic(ClinicalRules rules) {
        ClinicalRules bare = rules.withBlockingQuestionsOnly();
        RandomCases.some(rules, rules == Rules.BUNDLED ? Sweep.of(20_000, 100_000) : Sweep.of(20_000, 50_000), SEED)
                .forEach(patient -> agree(bare, patient));
    }

    /** Compiled from the folder, and topics beside each other, whose emergencies are shared. */
    static Stream<ClinicalRules> others() {
        return Stream.of(Rules.ofFolder(), MadeUp.topics(), MadeUp.questions(), MadeUp.headBesideEmergencies());
    }

    @ParameterizedTest
    @MethodSource("others")
    void random_patients_have_one_answer_of_topics_beside_each_other(ClinicalRules rules) {
        ClinicalRules bare = rules.withBlockingQuestionsOnly();
        RandomCases.some(rules, Sweep.of(2_000), SEED).forEach(patient -> agree(bare, patient));
    }

    private static void agree(ClinicalRules rules, PatientCase patient) {
        if (!message(rules, patient).isEmpty()) {
            fail(Smallest.told(patient, one -> message(rules, one)));
        }
    }

    private static String message(ClinicalRules rules, PatientCase patient) {
        try {
            rules.evaluate(patient);
            return "";
        } catch (EvaluationAborted none) {
            return String.valueOf(none.getMessage());
        }
    }

    /** Of derived findings nothing is compared: what rules conclude is not known before they are asked. */
    @ParameterizedTest
    @MethodSource("others")
    void each_question_to_a_patient_is_answered_as_by_the_rule_language(ClinicalRules rules) {
        Map<String, Rule> byId = new HashMap<>();
        Map<Rule, Scope> scopes = new HashMap<>();
        rules.topics().forEach(topic -> {
            Scope scope = Scope.of(topic, rules.vocabulary());
            topic.rules().forEach(rule -> {
                byId.put(rule.id(), rule);
                scopes.put(rule, scope);
            });
        });
        RandomCases.some(rules, Sweep.of(200), SEED).forEach(patient -> {
            for (RuleAnswers examined : rules.examine(patient).rules()) {
                Rule rule = Objects.requireNonNull(byId.get(examined.rule()));
                Scope scope = Objects.requireNonNull(scopes.get(rule));
                Known known = Known.of(new Patient(patient, scope, Derived.NOTHING));
                Iterator<Answer> answers = examined.questions().iterator();
                for (Pattern pattern : rule.when()) {
                    Fact fact = Fact.named(pattern.fact()).orElseThrow();
                    pattern.conditions().stream()
                            .flatMap(condition -> condition.questions().stream())
                            .forEach(question -> {
                                Answer answer = answers.next();
                                QuestionKind kind =
                                        QuestionKind.of(fact, question.name()).orElseThrow();
                                if (fact == Fact.PATIENT && !restsOnRules(kind, question, scope)) {
                                    assertThat(answer)
                                            .as(question + " of " + patient)
                                            .isEqualTo(kind.answer(known, question.arguments()));
                                }
                            });
                }
            }
        });
    }

    private static boolean restsOnRules(QuestionKind kind, Question question, Scope scope) {
        return kind.data(question.arguments(), scope).stream().anyMatch(datum -> {
            Term term = scope.vocabulary().terms().get(datum);
            return term != null && term.isDerived();
        });
    }

    static Stream<Topic> bases() {
        return MadeUp.topics().topics().stream();
    }

    @ParameterizedTest
    @MethodSource("bases")
    void all_worlds_of_small_topics_with_rules_made_up_at_random_have_one_answer(Topic base) {
        Vocabulary vocabulary = MadeUp.topics().vocabulary();
        for (long seed :
                IntStream.range(0, Sweep.of(2, 20)).mapToLong(i -> SEED + i).toArray()) {
            Topic made = RandomRules.topic(base, vocabulary, seed);
            RuleEngine engine = engine(made, vocabulary);
            List<PatientCase> worlds = RandomRules.worlds(made, vocabulary, seed);
            assertThat(worlds).hasSizeGreaterThan(50);
            Stream.concat(worlds.stream(), RandomCases.some(MadeUp.topics(), 300, seed))
                    .forEach(patient -> agree(engine, made, patient, seed));
        }
    }

    private static RuleEngine engine(Topic made, Vocabulary vocabulary) {
        return RuleEngine.made(new Content("random", "1", "", "", vocabulary, List.of(made)));
    }

    private static void agree(RuleEngine engine, Topic made, PatientCase patient, long seed) {
        if (!message(engine, patient).isEmpty()) {
            String told = Smallest.told(patient, one -> message(engine, one));
            String rules = made.rules().stream()
                    .filter(rule -> told.contains("rule " + rule.id() + ":"))
                    .map(Object::toString)
                    .findFirst()
                    .orElse("");
            fail("topic " + made.id() + ", seed " + seed + ": " + told + "\n" + rules);
        }
    }

    private static String message(RuleEngine engine, PatientCase patient) {
        try {
            engine.evaluate(patient, Options.DEFAULT.withBlockingOnly());
            return "";
        } catch (NoAnswer none) {
            return String.valueOf(none.getMessage());
        }
    }
}
