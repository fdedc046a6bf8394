package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.advice.WhyNot;
import org.apposite.advice.WhyNot.Answer;
import org.apposite.advice.WhyNot.Condition;
import org.apposite.advice.WhyNot.RuleState;
import org.apposite.advice.WhyNot.Standing;
import org.apposite.json.format.Schemas;
import org.apposite.model.Topic;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why an answer has not another variant or study, for every case beside the rules and every variant and study of its topic. */
class WhyAnAnswerIsNotAnotherIsToldTest {

    private static final ClinicalRules RULES = ClinicalRules.bundled();
    private static final Map<String, ClinicalRules> ONLY = RULES.topics().stream()
            .collect(Collectors.toMap(Topic::id, topic -> RULES.only(topic.id()).withoutAnswerCheck()));
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Schemas.whyNotSchema());

    private static Topic topic(String id) {
        return RULES.topics().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private record Told(String file, Advice advice, WhyNot whyNot) {}

    private static Stream<RuleCase> cases() {
        return RuleCase.in(Path.of("..", "..", "rules-drl"), RULES.vocabulary()).stream()
                .filter(one -> one.stated().patientCase().isPresent());
    }

    private static Stream<Told> ofVariants() {
        return cases().flatMap(one -> {
            ClinicalRules rules = Objects.requireNonNull(ONLY.get(one.topic()));
            PatientCase patient = one.stated().patientCase().orElseThrow();
            Advice advice = rules.evaluate(patient);
            return topic(one.topic()).variants().stream()
                    .map(variant -> new Told(one.file(), advice, rules.whyNot(patient, variant.id())));
        });
    }

    @Test
    void of_the_variant_that_matched_it_is_told_that_it_did_and_of_each_other_what_is_in_its_way() {
        Set<Standing> seen = new TreeSet<>();
        ofVariants().forEach(one -> {
            WhyNot told = one.whyNot();
            seen.add(told.standing());
            boolean isMatched = one.advice()
                    .matched()
                    .filter(match -> match.id().equals(told.code()))
                    .isPresent();
            assertThat(told.standing() == Standing.MATCHED).as(one.file()).isEqualTo(isMatched);
            if (isMatched) {
                assertThat(told.rules()).as(one.file()).anyMatch(rule -> rule.answer() == Answer.HOLDS);
                assertThat(told.decidedBy()).as(one.file()).isEmpty();
            } else if (told.standing() == Standing.PASSED_OVER) {
                // No rule asks whether the topic answers a patient of this age.
                boolean isOfTopic = one.advice().outcome() == Outcome.DATA_REQUIRED
                        && told.summary().contains("How old is the patient?");
                assertThat(told.decidedBy().isEmpty()).as(one.file()).isEqualTo(isOfTopic);
                int own = told.rules().stream()
                        .filter(rule -> rule.answer() == Answer.HOLDS)
                        .mapToInt(RuleState::step)
                        .min()
                        .orElseThrow();
                assertThat(told.decidedBy())
                        .as(one.file())
                        .allSatisfy(rule -> assertThat(rule.step()).isLessThanOrEqualTo(own))
                        .allSatisfy(rule -> assertThat(rule.answer()).isEqualTo(Answer.HOLDS));
            } else if (told.standing() == Standing.NOT_MET) {
                assertThat(told.rules())
                        .as(one.file())
                        .allSatisfy(rule -> assertThat(rule.inTheWay()).isNotEmpty());
                assertThat(told.nearest().isPresent())
                        .as(one.file())
                        .isEqualTo(!told.rules().isEmpty());
            }
        });
        assertThat(seen).contains(Standing.MATCHED, Standing.PASSED_OVER, Standing.NOT_MET, Standing.NOT_ASKED);
    }

    /** What is told of conditions, which are asked once more, agrees with what the rule engine did. */
    @Test
    void the_rules_that_are_told_to_hold_are_those_that_fired() {
        ofVariants()
                .filter(one -> one.whyNot().standing() != Standing.NOT_ASKED)
                .forEach(one -> {
                    Set<String> fired = one.advice().trace().steps().stream()
                            .map(Trace.Step::rule)
                            .collect(Collectors.toSet());
                    each(
                            one.whyNot(),
                            rule -> assertThat(rule.answer() == Answer.HOLDS)
                                    .as(one.file() + " " + rule.rule())
                                    .isEqualTo(fired.contains(rule.rule())));
                });
    }

    private static void each(WhyNot whyNot, Consumer<RuleState> what) {
        whyNot.rules().forEach(rule -> each(rule, what));
        whyNot.decidedBy().forEach(rule -> each(rule, what));
    }

    private static void each(RuleState rule, Consumer<RuleState> what) {
        what.accept(rule);
        rule.conditions().forEach(one -> each(one, what));
    }

    private static void each(Condition condition, Consumer<RuleState> what) {
        condition.parts().forEach(one -> each(one, what));
        condition.rules().forEach(one -> each(one, what));
    }

    @Test
    void of_each_study_it_is_told_whether_it_is_preferred_or_which_rules_do_not_prefer_it() {
        cases().filter(one -> Math.floorMod(one.file().hashCode(), 5) == 0).forEach(one -> {
            PatientCase patient = one.stated().patientCase().orElseThrow();
            ClinicalRules rules = Objects.requireNonNull(ONLY.get(one.topic()));
            Advice advice = rules.evaluate(patient);
            for (Recommendation study : advice.recommendations()) {
                WhyNot told = rules.whyNot(patient, study.procedure());
                assertThat(told.standing())
                        .as(one.file() + " " + study.procedure())
                        .isEqualTo(
                                study.preferred()
                                        ? Standing.PREFERRED
                                        : study.setAside() != null ? Standing.SET_ASIDE : Standing.RATED);
                assertThat(told.rules())
                        .anyMatch(rule -> rule.answer() == Answer.HOLDS
                                && rule.concludes().stream().anyMatch(what -> what.kind() == Trace.Kind.RATING));
                if (!study.preferred() && study.setAside() == null) {
                    assertThat(told.rules())
                            .noneMatch(rule -> rule.answer() == Answer.HOLDS
                                    && rule.concludes().stream()
                                            .anyMatch(what -> what.kind() == Trace.Kind.PREFERENCE));
                }
            }
            if (advice.outcome() != Outcome.VARIANT_MATCHED && advice.topic() != null) {
                assertThat(rules.whyNot(patient, rated(one.topic())).standing()).isEqualTo(Standing.NOT_MET);
            }
        });
    }

    private static String rated(String topic) {
        return topic(topic).rules().stream()
                .flatMap(rule -> rule.then().stream())
                .filter(one -> one.verb().equals("rate"))
                .findFirst()
                .orElseThrow()
                .arguments()
                .get(0)
                .text();
    }

    @Test
    void all_of_it_passes_the_published_schema() throws IOException {
        JsonMapper mapper = new JsonMapper();
        List<Told> some = ofVariants()
                .filter(one -> Math.floorMod(one.file().hashCode(), 40) == 0)
                .toList();
        assertThat(some).isNotEmpty();
        for (Told one : some) {
            assertThat(SCHEMA.validate(mapper.readTree(IndentedJson.of(WhyNotJson.write(one.whyNot())))))
                    .as(one.file())
                    .isEmpty();
        }
    }

    private static final PatientCase CHILD = PatientCase.builder()
            .age(Age.ofYears(9))
            .complaint("back-pain")
            .region("thoracic")
            .present("fever")
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chronic-overus           | "chronic-overus" is neither a variant of a loaded topic nor a procedure that one rates. Did you mean "chronic-overuse"?
            ct-myelography-lumbr-spine | "ct-myelography-lumbr-spine" is neither a variant of a loaded topic nor a procedure that one rates. Did you mean "ct-myelography-lumbar-spine"?
            99                       | "99" is neither a variant of a loaded topic nor a procedure that one rates.
            ''                       | "" is neither a variant of a loaded topic nor a procedure that one rates.
            """)
    void an_unknown_code_is_told_with_what_may_be_meant(String code, String message) {
        assertThatThrownBy(() -> RULES.whyNot(CHILD, code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_variant_may_be_named_by_its_number_in_the_topic_that_answers() {
        assertThat(RULES.whyNot(CHILD, "6")).isEqualTo(RULES.whyNot(CHILD, "chronic-overuse"));
    }

    @Test
    void a_variant_of_a_topic_that_did_not_answer_is_told_as_that() {
        WhyNot told = RULES.whyNot(CHILD, "cauda-equina");
        assertThat(told.standing()).isEqualTo(Standing.NOT_ASKED);
        assertThat(told.summary()).contains("did not answer this case: the answer is of the topic back-pain-child");
        assertThat(RULES.whyNot(PatientCase.builder().build(), "cauda-equina").summary())
                .contains("not known yet");
    }
}
