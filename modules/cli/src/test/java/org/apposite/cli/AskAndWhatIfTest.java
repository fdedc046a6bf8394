package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.circuit.Circuit;
import org.apposite.json.RuleCase;
import org.apposite.language.Derived;
import org.apposite.language.Patient;
import org.apposite.patient.PatientCase;
import org.apposite.proof.Decision;
import org.apposite.proof.Effort;
import org.apposite.proof.NextQuestions;
import org.apposite.proof.NextQuestions.Question;
import org.apposite.proof.WhatIf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What to ask next, and what would lead to another answer: the commands, and a sample of the cases beside the rules. */
class AskAndWhatIfTest {

    private static final Path PROJECT = Path.of("..", "..");
    private static final String INDEX_CASE =
            PROJECT.resolve("docs/examples/index-case.yaml").toString();
    private static final ClinicalRules RULES = ClinicalRules.bundled();
    private static final Effort ENOUGH = Effort.of(Long.MAX_VALUE);
    private static final int OF_HOW_MANY = 300;
    private static final int COMPLETIONS = 40;
    private static final List<Sample> SAMPLE = sample();

    private record Sample(RuleCase of, ClinicalRules rules, PatientCase patient, NextQuestions questions) {}

    private static List<Sample> sample() {
        return RuleCase.in(PROJECT.resolve("rules-drl"), RULES.vocabulary()).stream()
                .filter(one -> Math.floorMod(one.file().hashCode(), OF_HOW_MANY) == 0)
                .filter(one -> one.stated().patientCase().isPresent())
                .filter(one -> evaluated(one).topic() != null)
                .map(one -> {
                    ClinicalRules rules = RULES.only(one.topic());
                    PatientCase patient = one.stated().patientCase().orElseThrow();
                    return new Sample(one, rules, patient, NextQuestions.of(rules, patient, ENOUGH));
                })
                .toList();
    }

    private static Advice evaluated(RuleCase one) {
        return RULES.only(one.topic()).evaluate(one.stated().patientCase().orElseThrow());
    }

    @Test
    void each_question_comes_with_an_example_that_the_rule_engine_confirms_and_all_that_matter_alone_are_there() {
        assertThat(SAMPLE).isNotEmpty().allSatisfy(one -> {
            NextQuestions found = one.questions();
            Set<String> asked = found.questions().stream().map(Question::code).collect(Collectors.toSet());
            Advice advice = one.rules().evaluate(one.patient());

            assertThat(found.questions())
                    .allSatisfy(question -> assertThat(question.example().isConfirmed())
                            .as(question.toString())
                            .isTrue())
                    .allSatisfy(
                            question -> assertThat(question.example().changes()).isNotEmpty());
            assertThat(advice.missing())
                    .filteredOn(datum -> datum.blocking()
                            || datum.couldChange().contains(Effect.VARIANT)
                            || datum.couldChange().contains(Effect.PREFERRED))
                    .extracting(MissingDatum::code)
                    .allSatisfy(code -> assertThat(asked).contains(code));
            assertThat(found.irrelevant()).allSatisfy(code -> assertThat(asked).doesNotContain(code));
        });
    }

    /** Whatever is answered to the other questions, those that are proved to make no difference make none. */
    @Test
    void what_is_proved_to_make_no_difference_makes_none_in_random_completions() {
        Random random = new Random(7);
        int tried = 0;
        for (Sample one : SAMPLE) {
            NextQuestions found = one.questions();
            Circuit circuit = one.rules().circuit(found.topic());
            List<String> open = circuit.scope().topic().asks().stream()
                    .filter(patient(one.patient(), circuit)::isOpen)
                    .toList();
            ClinicalRules quick = one.rules().withBlockingQuestionsOnly();
            for (int i = 0; i < COMPLETIONS && !found.irrelevant().isEmpty(); i++) {
                String datum =
                        found.irrelevant().get(random.nextInt(found.irrelevant().size()));
                PatientCase base = one.patient();
                for (String other : open) {
                    if (!other.equals(datum) && random.nextInt(3) == 0) {
                        base = pick(circuit.domain().alternatives(other, patient(base, circuit)), base, random);
                    }
                }
                PatientCase changed = pick(circuit.domain().alternatives(datum, patient(base, circuit)), base, random);
                assertThat(Decision.of(quick.evaluate(changed)))
                        .as(one.of().file() + " " + datum)
                        .isEqualTo(Decision.of(quick.evaluate(base)));
                tried++;
            }
        }
        assertThat(tried).isPositive();
    }

    private static Patient patient(PatientCase stated, Circuit circuit) {
        return new Patient(stated, circuit.scope(), Derived.NOTHING);
    }

    private static PatientCase pick(List<PatientCase> some, PatientCase otherwise, Random random) {
        return some.isEmpty() ? otherwise : some.get(random.nextInt(some.size()));
    }

    @Test
    void each_way_to_another_answer_is_confirmed_and_none_is_longer_than_another_of_its_target() {
        Set<Integer> sizes = new TreeSet<>();
        assertThat(SAMPLE).isNotEmpty().allSatisfy(one -> {
            WhatIf found = WhatIf.of(one.rules(), one.patient(), null, ENOUGH);
            assertThat(found.targets()).isNotEmpty();
            for (WhatIf.Target target : found.targets()) {
                for (WhatIf.Way way : target.ways()) {
                    Advice advice = one.rules().evaluate(way.patient());
                    assertThat(way.isConfirmed()).isTrue();
                    assertThat(
                                    target.isVariant()
                                            ? advice.matched().orElseThrow().id()
                                            : advice.preferred().toString())
                            .contains(target.code());
                    assertThat(way.changes()).hasSameSizeAs(target.ways().get(0).changes());
                    sizes.add(way.changes().size());
                }
            }
        });
        assertThat(sizes).contains(1, 2, 3);
    }

    @Test
    void a_budget_that_is_met_is_told() {
        PatientCase patient = SAMPLE.get(0).patient();
        assertThat(NextQuestions.of(SAMPLE.get(0).rules(), patient, Effort.of(1))
                        .notLookedAt())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one).endsWith(": not decided within the budget"));
        assertThat(WhatIf.of(SAMPLE.get(0).rules(), patient, null, Effort.of(1)).targets())
                .allSatisfy(one -> assertThat(one.notLookedAt()).contains("budget"));
    }

    @Test
    void where_nothing_can_change_the_answer_it_is_said() {
        assertThat(Session.reading("patient: { age: 40 years }\ncomplaint: { symptom: head-trauma }\n", "ask", "-"))
                .isEqualTo(new Session(0, "No question that is open can change the answer any more.\n", ""));
    }

    @ParameterizedTest
    @CsvSource({"ask, next-questions", "what-if, what-if"})
    void the_same_is_said_in_json_that_passes_its_schema(String command, String schema) throws IOException {
        Session session = Session.run(command, "--format", "json", INDEX_CASE);
        JsonNode told = new JsonMapper().readTree(session.out());

        assertThat(session.exit()).isZero();
        assertThat(told.path("id").textValue()).isEqualTo("index-case");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(PROJECT.resolve("docs/schema/" + schema + ".schema.json")))
                        .validate(told))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            what-if --variant chronic-overus     | apposite: what-if: "chronic-overus" is neither a variant of the topic back-pain-child, which answers this case, nor a procedure that one of its rules can prefer. Did you mean "chronic-overuse"?
            what-if --variant 1 --preferred mri  | apposite what-if: --variant=CODE, --preferred=PROCEDURE are mutually exclusive (specify only one). See apposite what-if --help.
            ask --budget 0                       | apposite: --budget must be a number from 1 to 3600.
            """)
    void what_makes_no_sense_is_said_in_one_line(String words, String message) {
        List<String> arguments = new ArrayList<>(List.of(words.split(" ", -1)));
        arguments.add(INDEX_CASE);
        Session session = Session.run(arguments.toArray(String[]::new));

        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.out()).isEmpty();
        assertThat(session.err().strip()).isEqualTo(message);
    }

    @Test
    void a_case_that_no_topic_answers_yet_has_no_what_if_and_is_asked_what_decides() {
        assertThat(Session.reading("patient: {}\n", "what-if", "-").err())
                .isEqualTo("apposite: what-if: no topic answers this case yet: state the complaint, and what decides"
                        + " between the topics of it.\n");
        assertThat(Session.reading("patient: {}\n", "ask", "-").out())
                .contains("1.")
                .contains("Not looked at: which topic answers is not decided yet");
    }
}
