package org.apposite;

import static org.apposite.Hostile.BUMP;
import static org.apposite.Hostile.listed;
import static org.apposite.Hostile.many;
import static org.apposite.Hostile.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import org.apposite.advice.Alert;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No rules make an answer of any size, or keep matching beyond the deadline; the emergencies stand whatever limit is met. */
class AnAnswerHasALimitTest {

    private static final String ALWAYS = "Patient( complaintIs( \"bump\" ) )";
    private static final PatientCase SWAYING =
            BUMP.toBuilder().present("sway").present("hum").build();
    private static final String EMERGENCY = rule(
            "emergency", "Patient( present( \"sway\" ) )", "conclude.alert( \"falls\", \"critical\", \"Hold it.\" );");

    @TempDir
    private Path folder;

    @Test
    void an_answer_of_too_many_alerts_is_none_and_the_emergency_stands() throws IOException {
        ClinicalRules rules = rules(file -> many(100, i -> alert("a" + file + "-" + i, "info", 1900)));

        assertAborted(rules, EvaluationAborted.Reason.SIZE)
                .satisfies(
                        none -> assertThat(none)
                                .hasMessageMatching(
                                        "no answer: the answer has more than 1,000,000 characters, reached at the rule [a-z0-9-]+"))
                .satisfies(none ->
                        assertThat(none.emergencies()).extracting(Alert::text).containsExactly("Hold it."));
    }

    @Test
    void emergencies_that_are_too_many_for_an_answer_stand_all_the_same() throws IOException {
        ClinicalRules rules = rules(file -> many(100, i -> alert("a" + file + "-" + i, "critical", 1900)));

        assertAborted(rules, EvaluationAborted.Reason.SIZE)
                .satisfies(none -> assertThat(none.emergencies())
                        .extracting(Alert::code)
                        .hasSize(601)
                        .contains("falls", "a0-0", "a5-99"));
    }

    @Test
    void one_emergency_that_is_too_long_is_told_as_far_as_it_is_read() throws IOException {
        ClinicalRules rules = rules(file -> many(100, i -> alert("falls", "critical", 1400 + 100 * file + i)));

        assertAborted(rules, EvaluationAborted.Reason.SIZE)
                .satisfies(none -> assertThat(none.emergencies())
                        .singleElement()
                        .extracting(alert -> alert.text().length())
                        .satisfies(length -> assertThat((int) length).isBetween(1_400, 20_000)));
    }

    @Test
    void matching_ends_at_the_deadline_although_no_rule_fires() throws IOException {
        Hostile.in(folder).findings(100, "");
        ClinicalRules rules = ClinicalRules.from(new Hostile(folder)
                .rules(EMERGENCY
                        + many(
                                100,
                                i -> rule(
                                        "r" + i,
                                        "Patient( " + listed(100, " || ", k -> "absent( \"f" + (i + k) % 100 + "\" )")
                                                + " )",
                                        "conclude.headline( \"Sways.\" );")))
                .folder());

        ClinicalRules hurried = rules.withLimits(10_000, Duration.ofNanos(1));
        assertThatThrownBy(() -> hurried.evaluate(SWAYING)).isInstanceOfSatisfying(EvaluationAborted.class, none -> {
            assertThat(none.reason()).isEqualTo(EvaluationAborted.Reason.DEADLINE);
            assertThat(none).hasMessage("no answer: the deadline passed while rules were being matched");
            assertThat(none.emergencies()).extracting(Alert::code).containsExactly("falls");
        });
        assertThat(rules.evaluate(SWAYING).alerts()).extracting(Alert::code).containsExactly("falls");
    }

    /** Rules, a file for each: together they are larger than a file can be. */
    private ClinicalRules rules(IntFunction<String> more) throws IOException {
        Hostile hostile = Hostile.in(folder).rules(EMERGENCY);
        for (int rule = 0; rule < 6; rule++) {
            hostile.rules("alerts-" + rule + ".drl", rule("alerts-" + rule, ALWAYS, more.apply(rule)));
        }
        return ClinicalRules.from(folder);
    }

    private static String alert(String code, String severity, int length) {
        return "conclude.alert( \"" + code + "\", \"" + severity + "\", \"" + "x".repeat(length) + "\" );\n";
    }

    private static org.assertj.core.api.ObjectAssert<EvaluationAborted> assertAborted(
            ClinicalRules rules, EvaluationAborted.Reason reason) {
        try {
            rules.evaluate(SWAYING);
        } catch (EvaluationAborted none) {
            assertThat(none.reason()).isEqualTo(reason);
            assertThat(none.isDifference()).isFalse();
            return assertThat(none)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(EvaluationAborted.class));
        }
        throw new AssertionError("an answer");
    }
}
