package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Trace;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.engine.NoAnswer;
import org.apposite.internal.engine.RuleEngine;
import org.apposite.internal.engine.RuleEngine.Options;
import org.apposite.internal.read.ContentFolder;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Verb;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recall: what is withdrawn says nothing any more, and whoever would have heard it is told. */
class WhatIsWithdrawnNoLongerSpeaksTest {

    private static final String REASON = "The dose was wrong";
    private static final Instant AT = Instant.parse("2026-11-27T14:30:00Z");
    private static final int CASES = Sweep.of(40);
    private static final int CASES_OF_A_RULE = 3;

    /** In a normal build some of the rules are withdrawn, one by one, and in the profile all. */
    private static final int EVERY = Sweep.of(5, 1);

    @TempDir
    private Path folder;

    private static Withdrawal withdrawal(String part) {
        return new Withdrawal(Part.of(part).orElseThrow(), REASON, "A. Person", AT);
    }

    private RuleSet rulesWithout(String... parts) throws IOException {
        Path rules = folder.resolve("rules");
        if (Files.notExists(rules)) {
            Rules.copy(Rules.FOLDER, rules);
        }
        Files.writeString(
                rules.resolve(WithdrawalFile.NAME),
                WithdrawalFile.write(
                        Stream.of(parts)
                                .map(WhatIsWithdrawnNoLongerSpeaksTest::withdrawal)
                                .toList(),
                        List.of()));
        return RuleSet.read(rules);
    }

    private static final Content CONTENT =
            ContentFolder.read(RuleSource.at(Rules.FOLDER), List.of()).sound();

    /** The rules of the project without one part. */
    private static RuleEngine without(String part) {
        return RuleEngine.of(CONTENT.withdrawing(List.of(withdrawal(part)), List.of(), "without " + part));
    }

    private static boolean tells(Advice advice, String code) {
        return advice.alerts().stream()
                .anyMatch(alert -> alert.code().equals(code) && alert.text().contains(REASON));
    }

    private static boolean tellsAnyWithdrawal(Advice advice) {
        return tells(advice, Alert.WITHDRAWN) || tells(advice, Alert.WITHDRAWN_EMERGENCY);
    }

    private static List<String> codes(Advice advice) {
        return advice.alerts(Severity.CRITICAL).stream().map(Alert::code).toList();
    }

    private static List<PatientCase> cases(Topic topic) {
        return Stream.concat(
                        Stream.concat(
                                BaseCases.all().values().stream(), BaseCases.ofVariants(topic.id()).values().stream()),
                        RandomCases.some(Rules.BUNDLED.only(topic.id()), CASES, 23))
                .toList();
    }

    static List<Topic> topics() {
        return Rules.BUNDLED.topics();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void of_each_rule_every_answer_that_it_would_have_changed_says_that_it_is_withdrawn_and_no_other(Topic topic) {
        Map<String, List<PatientCase>> firing = new LinkedHashMap<>();
        List<PatientCase> cases = cases(topic);
        for (PatientCase one : cases) {
            for (Trace.Step step : Rules.BUNDLED.evaluate(one).trace().steps()) {
                List<PatientCase> some = firing.computeIfAbsent(step.rule(), any -> new ArrayList<>());
                if (some.size() < CASES_OF_A_RULE) {
                    some.add(one);
                }
            }
        }
        int tried = 0;
        for (int i = 0; i < topic.rules().size(); i += EVERY) {
            Rule rule = topic.rules().get(i);
            List<PatientCase> some = firing.getOrDefault(rule.id(), List.of());
            RuleEngine without = without(topic.id() + "/" + rule.id());
            for (PatientCase one : some) {
                Advice before = Rules.BUNDLED.evaluate(one);
                Advice after = without.evaluate(one, Options.DEFAULT);
                List<String> emergencies = codes(before);
                if (ReasoningOrder.raisesEmergency(rule) || !codes(after).containsAll(emergencies)) {
                    assertThat(tells(after, Alert.WITHDRAWN_EMERGENCY))
                            .as("an emergency without " + rule.id() + " of " + one)
                            .isTrue();
                } else {
                    assertThat(tells(after, Alert.WITHDRAWN) || !topic.id().equals(before.topic()))
                            .as(rule.id() + " of " + one)
                            .isTrue();
                }
                tried++;
            }
            // What it might have led to is asked no more.
            PatientCase other = cases.get(Math.floorMod(rule.id().hashCode(), cases.size()));
            Advice before = Rules.BUNDLED.evaluate(other);
            Advice after = without.evaluate(other, Options.DEFAULT);
            assertThat(tellsAnyWithdrawal(after)
                            || Whole.of(after)
                                    .replace("without " + topic.id() + "/" + rule.id(), CONTENT.digest())
                                    .equals(Whole.of(before)))
                    .as("without " + rule.id() + " the answer to " + other + " changes only if it says so")
                    .isTrue();
        }
        assertThat(tried).isGreaterThan(topic.rules().size() / EVERY / 2);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void of_each_rating_the_answers_that_had_it_say_that_it_is_withdrawn(Topic topic) {
        for (PatientCase one : BaseCases.ofVariants(topic.id()).values()) {
            Advice before = Rules.BUNDLED.evaluate(one);
            String variant = before.matched().orElseThrow().id();
            before.recommendations().forEach(rating -> {
                Advice after = without(topic.id() + "/" + variant + "/" + rating.procedure())
                        .evaluate(one, Options.DEFAULT);

                assertThat(tells(after, Alert.WITHDRAWN)).as(rating.procedure()).isTrue();
                assertThat(after.matched()).isEqualTo(before.matched());
                assertThat(after.recommendations().stream().map(each -> each.procedure()))
                        .as(variant)
                        .containsExactlyInAnyOrderElementsOf(before.recommendations().stream()
                                .map(each -> each.procedure())
                                .filter(each -> !each.equals(rating.procedure()))
                                .toList());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void a_topic_answers_nobody_and_its_emergencies_are_told_as_withdrawn(Topic topic) {
        RuleEngine without = without(topic.id());
        for (PatientCase one : cases(topic)) {
            Advice before = Rules.BUNDLED.evaluate(one);
            Advice after = without.evaluate(one, Options.DEFAULT);
            if (!topic.id().equals(before.topic())) {
                continue;
            }
            // Whether it is a matter of this topic may have to be asked before.
            assertThat(after.outcome()).isIn(Outcome.NOT_APPLICABLE, Outcome.DATA_REQUIRED);
            assertThat(after.matched()).isEmpty();
            assertThat(after.recommendations()).isEmpty();
            assertThat(after.nextSteps()).isEmpty();
            assertThat(tells(after, Alert.WITHDRAWN)).isTrue();
            boolean wasEmergency = before.trace().steps().stream()
                    .anyMatch(step -> topic.rules().stream()
                            .anyMatch(rule -> rule.id().equals(step.rule()) && ReasoningOrder.raisesEmergency(rule)));
            assertThat(tells(after, Alert.WITHDRAWN_EMERGENCY))
                    .as(one.toString())
                    .isEqualTo(wasEmergency);
        }
    }

    @Test
    void an_emergency_that_another_topic_would_have_told_is_told_as_withdrawn() throws IOException {
        PatientCase head =
                Objects.requireNonNull(BaseCases.ofVariants("head-trauma-child").get("high-risk")).toBuilder()
                        .present("neurologic-deficit")
                        .build();
        assertThat(Rules.BUNDLED.evaluate(head).alerts(Severity.CRITICAL))
                .anyMatch(alert -> alert.code().equals("neurologic-emergency"));

        ClinicalRules rules = ClinicalRules.of(rulesWithout(
                "back-pain-child/alert-neurologic-emergency", "low-back-pain/lbp-alert-deficit-without-low-back-pain"));

        assertThat(tells(rules.evaluate(head), Alert.WITHDRAWN_EMERGENCY)).isTrue();
    }

    @Test
    void an_emergency_whose_ground_is_gone_is_told_beside_one_that_is_withdrawn_itself() {
        PatientCase adult = BaseCases.adult()
                .present("saddle-anaesthesia")
                .imaging(PriorImaging.of("mri", "lumbar", "infection-with-abscess")
                        .at("epidural"))
                .build();
        RuleEngine without = RuleEngine.of(CONTENT.withdrawing(
                List.of(
                        withdrawal("back-pain-child/alert-abscess-emergency"),
                        withdrawal("low-back-pain/lbp-situation-adult")),
                List.of(),
                "two that are withdrawn"));

        Advice advice = without.evaluate(adult, Options.DEFAULT);

        assertThat(advice.alerts())
                .filteredOn(alert -> alert.code().equals(Alert.WITHDRAWN_EMERGENCY))
                .singleElement()
                .satisfies(alert -> assertThat(alert.text())
                        .contains("Emergency: an abscess that is epidural, intradural or of unstated site")
                        .contains("Emergency: cauda equina syndrome is in question"));
    }

    @Test
    void what_is_withdrawn_does_not_speak_where_there_is_no_answer_either() {
        RuleEngine without = without("back-pain-child/alert-neurologic-emergency");
        Options oneFiring = Options.DEFAULT.within(1, Options.DEFAULT.deadline());

        assertThatThrownBy(() -> without.evaluate(BaseCases.of("deficit"), oneFiring))
                .isInstanceOfSatisfying(
                        NoAnswer.class,
                        none -> assertThat(none.emergencies())
                                .extracting(Alert::text)
                                .anyMatch(text -> text.contains(REASON))
                                .noneMatch(text -> text.contains("Possible cord compression")));
    }

    @Test
    void a_folder_says_what_is_withdrawn_and_its_rules_are_those_of_before_without_it() throws IOException {
        RuleSet read = rulesWithout(
                "back-pain-child/alert-neurologic-emergency", "back-pain-child/no-red-flags/us-spine-area-of-interest");

        assertThat(read.issues()).isEmpty();
        assertThat(read.withdrawals()).hasSize(2);
        assertThat(read.withoutWithdrawals().withdrawals()).isEmpty();
        assertThat(read.withoutWithdrawals().digest())
                .isEqualTo(Rules.BUNDLED.digest())
                .isNotEqualTo(read.digest());
        ClinicalRules rules = ClinicalRules.of(read);
        assertThat(rules.withdrawnEmergencies().stream().map(one -> one.part().toString()))
                .containsExactly("back-pain-child/alert-neurologic-emergency");
        Advice deficit = rules.evaluate(BaseCases.of("deficit"));
        assertThat(deficit.provenance().digest()).isEqualTo(read.digest());
        assertThat(deficit.alerts(Severity.CRITICAL))
                .anyMatch(alert -> alert.text()
                        .equals(
                                "A rule that tells an emergency fits this patient, but it was withdrawn on 2026-11-27: The dose"
                                        + " was wrong. Judge without it: \"Emergency: a neurologic deficit, or bowel or bladder"
                                        + " dysfunction\"."));
    }

    @Test
    void what_is_withdrawn_can_be_named_without_its_topic() {
        String rule = "alert-neurologic-emergency";
        Part named = Part.of("back-pain-child/" + rule).orElseThrow();
        List<Topic> topics = Rules.BUNDLED.topics();

        assertThat(Part.meant(rule, topics)).containsExactly(named);
        assertThat(Part.meant(named.toString(), topics)).containsExactly(named);
        assertThat(Part.meant("alert-of-nobody", topics)).isEmpty();
        assertThat(Part.meant("../rules", topics)).isEmpty();
    }

    @Test
    void a_file_reads_as_it_was_written() {
        List<Withdrawal> all = List.of(
                withdrawal("a-topic"),
                new Withdrawal(Part.of("a/b").orElseThrow(), "It says \"now\", with a \\ in it", "Ö. Ä", AT),
                withdrawal("a/b/c"));

        List<WithdrawalFile.Lifted> lifted =
                List.of(new WithdrawalFile.Lifted(withdrawal("d/e"), "B. Person", AT.plusSeconds(60)));

        WithdrawalFile read = WithdrawalFile.read(WithdrawalFile.write(all, lifted));

        assertThat(read.problems()).isEmpty();
        assertThat(read.withdrawals()).isEqualTo(all);
        assertThat(read.lifted()).isEqualTo(lifted);
        assertThat(WithdrawalFile.read(WithdrawalFile.write(List.of(), List.of()))
                        .problems())
                .isEmpty();
    }

    @Test
    void every_rule_and_rating_of_the_rules_can_be_named() {
        for (Topic topic : Rules.BUNDLED.topics()) {
            for (Rule rule : topic.rules()) {
                assertThat(Part.of(topic.id() + "/" + rule.id()).orElseThrow().isIn(List.of(topic)))
                        .isTrue();
            }
        }
        List<String> unnamed = Rules.BUNDLED.topics().stream()
                .flatMap(topic -> topic.rules().stream()
                        .filter(rule -> rule.then().stream().anyMatch(Verb.RATE::isOf))
                        .flatMap(rule -> rule.then().stream()
                                .map(row -> row.arguments().get(0).text())
                                .filter(procedure -> topic.variants().stream()
                                        .noneMatch(variant -> Part.of(topic.id() + "/" + variant.id() + "/" + procedure)
                                                .orElseThrow()
                                                .isIn(List.of(topic))))))
                .collect(Collectors.toList());
        assertThat(unnamed).isEmpty();
    }

    @Test
    void rules_whose_withdrawals_are_wrong_are_not_loaded() throws IOException {
        RuleSet read = rulesWithout("back-pain-child/alert-neurologic-emergancy");

        assertThat(read.issues()).hasSize(1).allSatisfy(issue -> {
            assertThat(issue.code()).isEqualTo("APP-130");
            assertThat(issue.file()).isEqualTo("withdrawn.yaml");
            assertThat(issue.line()).isEqualTo(4);
            assertThat(issue.suggestion()).contains("back-pain-child/alert-neurologic-emergency");
        });
        assertThatThrownBy(() -> ClinicalRules.of(read)).isInstanceOf(RuleSetException.class);
    }
}
