package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.MissingDatum;
import org.apposite.json.RuleCase;
import org.apposite.model.Choice;
import org.apposite.model.Quantity;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Ucum;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Age;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Topics that are folders alone: a limb with sides, a head, and a belly of children and of adults, who share a complaint.
 * They are made up, and use every kind of datum, so that whatever Java should know of medicine fails here.
 */
class MadeUpTopicsTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "made-up-topics");
    private static final ClinicalRules RULES = ClinicalRules.from(FOLDER);
    private static final Vocabulary VOCABULARY = RULES.vocabulary();

    private static List<String> topics() {
        return RULES.topics().stream().map(Topic::id).toList();
    }

    @Test
    void there_is_nothing_to_say_of_the_folder() {
        assertThat(Session.run("check", FOLDER.toString(), "--on", "2026-11-23"))
                .satisfies(session -> assertThat(session.exit()).isZero())
                .satisfies(session -> assertThat(session.err()).isEmpty())
                .satisfies(session -> assertThat(session.out()).startsWith("No errors, no warnings.\n"));
        assertThat(Session.run("format", "--check", FOLDER.toString())).isEqualTo(new Session(0, "", ""));
    }

    @Test
    void every_case_is_answered_as_it_expects_and_every_rule_is_fired_by_one() throws IOException {
        long cases;
        try (Stream<Path> files = Files.walk(FOLDER)) {
            cases = files.filter(
                            file -> Objects.requireNonNull(file.getParent()).endsWith("cases"))
                    .count();
        }
        assertThat(Session.run("test", FOLDER.toString()))
                .isEqualTo(new Session(0, cases + " cases: all as expected\n", ""));
    }

    /** The command asks the topic of a case alone; here all are loaded, as in a service. */
    @Test
    void no_topic_changes_what_another_answers() {
        List<RuleCase> all = RuleCase.in(FOLDER, VOCABULARY);
        assertThat(all).hasSizeGreaterThan(45);
        for (RuleCase one : all) {
            assertThat(one.run(RULES::evaluate)).as(one.file()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void each_uses_what_the_language_has(String id) {
        Topic topic = RULES.topics().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(topic.variants()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(topic.scores()).isNotEmpty();
        assertThat(topic.groups()).isNotEmpty();
        assertThat(topic.asks()).containsAnyElementsOf(VOCABULARY.choices().keySet());
        assertThat(topic.asks().stream().map(VOCABULARY.quantities()::get).filter(Objects::nonNull))
                .as("a quantity in two unit systems with a limit that has a name")
                .anyMatch(quantity ->
                        quantity.systems().size() > 1 && !quantity.limits().isEmpty());
        assertThat(topic.rules().stream().map(Topic.Rule::verb))
                .contains("derivePresent", "deriveAbsent", "ask", "variant", "rate", "prefer", "setAside", "headline");
        assertThat(topic.rules().stream()
                        .flatMap(rule -> rule.then().stream())
                        .flatMap(conclusion -> conclusion.arguments().stream())
                        .map(Topic.Literal::text))
                .contains("critical", "not-stated")
                .anyMatch(code -> Optional.ofNullable(VOCABULARY.procedures().get(code))
                        .filter(procedure -> procedure.technique() != null)
                        .isPresent());
        assertThat(RuleCase.in(FOLDER, VOCABULARY))
                .filteredOn(one -> one.topic().equals(id))
                .hasSizeGreaterThanOrEqualTo(id.startsWith("belly") ? 8 : 15);
    }

    @Test
    void the_document_names_every_variant_value_unit_technique_and_case() throws IOException {
        Session session = Session.run("docs", FOLDER.toString(), "--format", "markdown", "--with-cases");
        assertThat(session.exit()).isZero();
        String text = session.out().replace("\\", "");
        assertThat(text).contains("all answered as expected").doesNotContain("The version is not final");
        for (Topic topic : RULES.topics()) {
            assertThat(text).contains(topic.title());
            assertThat(topic.variants()).allSatisfy(variant -> assertThat(text).contains(variant.title()));
        }
        for (Choice choice : VOCABULARY.choices().values()) {
            assertThat(choice.values().values())
                    .allSatisfy(value -> assertThat(text).contains(value.display()));
        }
        for (Quantity quantity : VOCABULARY.quantities().values()) {
            assertThat(quantity.units()).allSatisfy(unit -> assertThat(text).contains(Ucum.words(unit)));
        }
        for (Study study : VOCABULARY.studies().values()) {
            assertThat(study.techniques().values())
                    .allSatisfy(name -> assertThat(text).contains(name));
        }
        for (RuleCase one : RuleCase.in(FOLDER, VOCABULARY)) {
            assertThat(text).contains(one.title());
        }
    }

    @Test
    void a_case_is_answered_in_words_with_the_topic_and_the_headline_first() {
        Session session = Session.reading("""
                patient: { age: 14 months }
                complaint: { symptom: head-knock }
                choices: { mechanism: fall }
                measurements: { fall-height: 3 ft }
                """, "evaluate", "--rules", FOLDER.toString(), "--why", "-");
        assertThat(session.exit()).isZero();
        assertThat(session.out())
                .startsWith("Worrying: hard knock.")
                .contains("(topic head-knock)", "CT head without IV contrast")
                .contains("A fall of 3 ft.", "head-high-fall-small");
    }

    @Test
    void a_misspelt_value_is_told_with_what_was_meant() {
        Session session = Session.reading("""
                complaint: { symptom: head-knock }
                choices: { mechanism: fal }
                """, "evaluate", "--rules", FOLDER.toString(), "-");
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.out() + session.err()).contains("\"fal\"", "Did you mean \"fall\"?");
    }

    // What spans topics, which a case beside one topic cannot say.

    @Test
    void the_age_decides_between_two_topics_and_is_asked_while_their_emergency_stands() {
        PatientCase open = PatientCase.builder()
                .complaint("belly-ache")
                .present("hard-belly")
                .measured("body-warmth", Measurement.of(39, "Cel"))
                .build();

        Advice advice = RULES.evaluate(open);

        assertThat(advice.topic()).isNull();
        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(advice.missing())
                .filteredOn(MissingDatum::blocking)
                .extracting(MissingDatum::code)
                .containsExactly("age");
        assertThat(advice.alerts()).extracting(Alert::code).contains("burst-belly");
    }

    @Test
    void an_emergency_of_the_head_stands_beside_an_ache_in_the_belly_and_no_routine_step_does() {
        PatientCase both = PatientCase.builder()
                .age(Age.ofYears(50))
                .sex(Sex.MALE)
                .complaint("belly-ache")
                .present("gravel-in-water", "uneven-pupils")
                .chosen("ache-pattern", "in-waves")
                .build();

        Advice advice = RULES.evaluate(both);

        assertThat(advice.topic()).isEqualTo("belly-ache-adult");
        assertThat(advice.alerts().get(0).code()).isEqualTo("troll-sleep");
        assertThat(advice.nextSteps()).isEmpty();
    }

    @Test
    void their_definitions_are_written_as_fhir(@TempDir Path folder) throws IOException {
        assertThat(Session.run("fhir", "--rules", FOLDER.toString(), "-o", folder.toString())
                        .exit())
                .isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains(
                            "PlanDefinition-limb-injury.json",
                            "Questionnaire-belly-ache-child.json",
                            "Questionnaire-belly-ache-adult.json",
                            "CodeSystem-choice-mechanism.json");
        }
    }
}
