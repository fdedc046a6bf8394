package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What nobody stated is never taken for an absence, and is listed with exactly what it could change. What it could change
 * is found here from outside: it is stated, and the answers are compared.
 */
class UnknownIsNeverSilentlyAbsentTest {

    private static final ClinicalRules RULES = Rules.CHILD;
    private static final Vocabulary VOCABULARY = RULES.vocabulary();
    private static final ClinicalRules WITHOUT_ANALYSIS = RULES.withBlockingQuestionsOnly();
    private static final Set<Kind> SINGLE = EnumSet.of(Kind.FINDING, Kind.CIRCUMSTANCE, Kind.CONDITION);

    static Stream<Map.Entry<String, PatientCase>> baseCases() {
        return BaseCases.all().entrySet().stream();
    }

    @Test
    void the_trace_never_calls_absent_what_was_not_stated_absent() {
        int[] called = new int[1];
        RandomCases.some(Sweep.of(200), 1).forEach(patient -> {
            Set<String> statedAbsent = displays(patient, Presence.ABSENT);
            for (Trace.Step step : WITHOUT_ANALYSIS.evaluate(patient).trace().steps()) {
                for (String words : step.reasons()) {
                    if (words.endsWith(" is absent")) {
                        called[0]++;
                        assertThat(statedAbsent)
                                .as("%s of %s", step.rule(), patient)
                                .contains(words.substring(0, words.length() - " is absent".length()));
                    }
                }
            }
        });
        assertThat(called[0]).as("absences in the traces").isGreaterThan(Sweep.of(60));
    }

    @Test
    void the_trace_never_calls_present_what_was_not_stated_present() {
        RandomCases.some(Sweep.of(100), 2).forEach(patient -> {
            Set<String> statedPresent = displays(patient, Presence.PRESENT);
            for (Trace.Step step : WITHOUT_ANALYSIS.evaluate(patient).trace().steps()) {
                for (String words : step.reasons()) {
                    if (words.endsWith(" is present")) {
                        assertThat(statedPresent).contains(words.substring(0, words.length() - " is present".length()));
                    }
                }
            }
        });
    }

    /** What is stated so: in the findings, or by a list of conditions, which is complete when it is given. */
    private static Set<String> displays(PatientCase patient, Presence presence) {
        Set<String> displays = new HashSet<>();
        for (Term term : RULES.vocabulary().terms().values()) {
            Presence stated = patient.findings().get(term.code());
            if (stated == null && term.kind() == Kind.CONDITION) {
                stated = patient.conditions()
                        .map(codes -> codes.contains(term.code()) ? Presence.PRESENT : Presence.ABSENT)
                        .orElse(null);
            }
            // What rules derive is present without being stated so.
            if (stated == presence || (term.isDerived() && presence == Presence.PRESENT)) {
                displays.add(term.display());
            }
        }
        return displays;
    }

    @ParameterizedTest
    @MethodSource("baseCases")
    void what_is_not_stated_changes_the_answer_exactly_as_the_list_of_missing_data_says(
            Map.Entry<String, PatientCase> base) {
        assertListedEffectsAreTheTrueOnes(base.getValue());
    }

    @Test
    void so_it_does_in_any_case() {
        RandomCases.some(Sweep.of(60), 12).forEach(UnknownIsNeverSilentlyAbsentTest::assertListedEffectsAreTheTrueOnes);
    }

    private static void assertListedEffectsAreTheTrueOnes(PatientCase patient) {
        Advice given = RULES.evaluate(patient);
        Map<String, MissingDatum> listed =
                given.missing().stream().collect(Collectors.toMap(MissingDatum::code, datum -> datum));
        for (String code : Rules.backPain().asks()) {
            List<PatientCase> stated = everyStatementOf(code, patient).stream()
                    .filter(one -> one.examinedAt().isEmpty() || !VOCABULARY.deniesSigns(one))
                    .toList();
            if (stated.isEmpty()) {
                continue;
            }
            Set<Effect> effects = EnumSet.noneOf(Effect.class);
            for (PatientCase one : stated) {
                effects.addAll(differences(given, WITHOUT_ANALYSIS.evaluate(one)));
            }
            MissingDatum datum = listed.get(code);
            if (datum == null) {
                assertThat(effects).as("%s is not listed, in %s", code, patient).isEmpty();
            } else if (datum.blocking()) {
                effects.add(Effect.VARIANT);
                assertThat(datum.couldChange()).as("%s in %s", code, patient).containsExactlyElementsOf(effects);
            } else {
                assertThat(datum.couldChange())
                        .as("%s in %s", code, patient)
                        .isNotEmpty()
                        .containsExactlyElementsOf(effects);
            }
        }
    }

    /** The case with an open datum stated in every way; none when it is stated, or is a matter of imaging. */
    private static List<PatientCase> everyStatementOf(String code, PatientCase patient) {
        List<PatientCase> stated = new ArrayList<>();
        Consumer<Consumer<PatientCaseBuilder>> with = statement -> {
            PatientCaseBuilder builder = patient.toBuilder();
            statement.accept(builder);
            builder.buildIfConsistent()
                    .filter(UnknownIsNeverSilentlyAbsentTest::isPossible)
                    .ifPresent(stated::add);
        };
        Vocabulary vocabulary = RULES.vocabulary();
        Term term = Objects.requireNonNull(vocabulary.terms().get(code), code);
        if (SINGLE.contains(term.kind())) {
            if (isUnknown(term, patient)) {
                with.accept(builder -> builder.present(code));
                with.accept(builder -> builder.absent(code));
            }
        } else if (code.equals("complaint") && patient.complaint().isEmpty()) {
            vocabulary.codes(Kind.COMPLAINT).forEach(one -> with.accept(builder -> builder.complaint(one)));
        } else if (code.equals("age")) {
            months(patient).forEach(months -> with.accept(builder -> builder.age(Age.ofMonths(months))));
        } else if (code.equals("duration")) {
            days(patient).forEach(days -> with.accept(builder -> builder.durationDays(days)));
        } else if (code.equals("egfr")) {
            for (double rate : new double[] {0, 15, 29.9, 30, 45, 60, 90, 120, 300}) {
                if (mayBe(rate, patient)) {
                    with.accept(builder -> builder.notStated("egfr").measured("egfr", rate));
                }
            }
        } else if (code.equals("region") && isRegionOpen(patient)) {
            vocabulary.regionsOfComplaints().forEach(region -> with.accept(builder -> builder.region(region)));
        } else if (code.equals("suspected") && patient.suspected().isEmpty()) {
            List<String> suspicions = vocabulary.codes(Kind.SUSPICION);
            for (int chosen = 0; chosen < 1 << suspicions.size(); chosen++) {
                int subset = chosen;
                String[] codes = suspicions.stream()
                        .filter(one -> (subset >> suspicions.indexOf(one) & 1) == 1)
                        .toArray(String[]::new);
                with.accept(builder -> builder.suspected(codes));
            }
        }
        return stated;
    }

    /** A complaint may be in some regions only. */
    private static boolean isPossible(PatientCase stated) {
        try {
            RULES.vocabulary().check(stated);
            return true;
        } catch (IllegalArgumentException contradiction) {
            return false;
        }
    }

    private static boolean isUnknown(Term finding, PatientCase patient) {
        boolean listed =
                finding.kind() == Kind.CONDITION && patient.conditions().isPresent();
        boolean flag =
                patient.allOtherRedFlagsAbsent() && Rules.redFlagFindings().contains(finding.code());
        return !patient.findings().containsKey(finding.code()) && !listed && !flag;
    }

    private static IntStream months(PatientCase patient) {
        Range<Age> said = patient.age().orElse(new Range<>(Age.ofMonths(0), Age.ofYears(20)));
        return said.isExact()
                ? IntStream.empty()
                : IntStream.rangeClosed(said.from().months(), said.to().months());
    }

    private static IntStream days(PatientCase patient) {
        IntStream days = IntStream.of(0, 1, 7, 27, 28, 29, 30, 60, 365, 1000);
        Range<Duration> said = patient.duration().orElse(null);
        if (said == null) {
            return days;
        }
        return said.isExact()
                ? IntStream.empty()
                : days.filter(one -> Duration.ofDays(one).compareTo(said.from()) >= 0
                        && Duration.ofDays(one).compareTo(said.to()) <= 0);
    }

    /** Whether the eGFR is open, and can be this by what is known of it. */
    private static boolean mayBe(double rate, PatientCase patient) {
        BigDecimal value = BigDecimal.valueOf(rate);
        return patient.measurements().getOrDefault("egfr", List.of()).stream().allMatch(said -> {
            int above = said.from() == null ? 1 : value.compareTo(said.from());
            int below = said.to() == null ? -1 : value.compareTo(said.to());
            return !said.isExact()
                    && (above > 0 || (above == 0 && said.fromIncluded()))
                    && (below < 0 || (below == 0 && said.toIncluded()));
        });
    }

    /** Neck pain says by itself where it is. */
    private static boolean isRegionOpen(PatientCase patient) {
        boolean implied = patient.complaint().filter("neck-pain"::equals).isPresent();
        return patient.region().map("unknown"::equals).orElse(!implied);
    }

    private static Set<Effect> differences(Advice one, Advice other) {
        Set<Effect> effects = EnumSet.noneOf(Effect.class);
        if (one.outcome() != other.outcome() || !BaseCases.end(one).equals(BaseCases.end(other))) {
            effects.add(Effect.VARIANT);
        }
        if (!preferred(one).equals(preferred(other))) {
            effects.add(Effect.PREFERRED);
        }
        if (!emergencies(one).equals(emergencies(other)) || !soonest(one).equals(soonest(other))) {
            effects.add(Effect.URGENCY);
        }
        return effects;
    }

    private static Set<String> preferred(Advice advice) {
        return advice.preferred().stream().map(Recommendation::procedure).collect(Collectors.toSet());
    }

    private static Set<String> emergencies(Advice advice) {
        return advice.alerts().stream()
                .filter(alert -> alert.severity() == Severity.CRITICAL)
                .map(Alert::code)
                .collect(Collectors.toSet());
    }

    private static Optional<Object> soonest(Advice advice) {
        return advice.nextSteps().stream().findFirst().map(NextStep::urgency);
    }

    @Test
    void the_blocking_questions_alone_are_left_when_the_analysis_is_left_out() {
        RandomCases.some(Sweep.of(30), 7).forEach(patient -> {
            Advice with = RULES.evaluate(patient);
            Advice without = WITHOUT_ANALYSIS.evaluate(patient);

            assertThat(without.missing())
                    .extracting(MissingDatum::code)
                    .containsExactlyElementsOf(with.missing().stream()
                            .filter(MissingDatum::blocking)
                            .map(MissingDatum::code)
                            .toList());
            assertThat(without)
                    .usingRecursiveComparison()
                    .ignoringFields("missing")
                    .isEqualTo(with);
        });
    }

    @Test
    void a_child_of_whom_no_red_flag_is_stated_is_not_one_without_red_flags() {
        Advice advice = RULES.evaluate(BaseCases.of(BaseCases.DATA_REQUIRED));

        assertThat(advice.outcome()).isEqualTo(Outcome.DATA_REQUIRED);
        assertThat(advice.missing())
                .filteredOn(MissingDatum::blocking)
                .extracting(MissingDatum::code)
                .containsAll(Rules.blockingRedFlags());
    }

    @Test
    void one_red_flag_that_is_not_stated_is_enough_to_wait_for() {
        for (String open : Rules.blockingRedFlags()) {
            PatientCaseBuilder child = BaseCases.backPain(9).durationDays(14).imaging();
            Rules.redFlagFindings().stream().filter(code -> !code.equals(open)).forEach(child::absent);
            Advice advice = WITHOUT_ANALYSIS.evaluate(child.build());

            assertThat(advice.missing()).extracting(MissingDatum::code).containsExactly(open);
        }
    }

    /** After more than 24 hours the gnome takes another way. */
    @ParameterizedTest
    @CsvSource({"20 to 30 h, true", "20 to 24 h, false", "25 to 30 h, false", "> 23 h, true", "20 h, false"})
    void a_time_that_is_known_in_part_is_asked_where_the_limit_lies_within(String time, boolean asked) {
        Advice advice = MadeUp.topics()
                .evaluate(Statements.patient("complaint bumped-head; age 50 years; chosen mechanism push;"
                        + "absent dizzy glassy-eyes; wakefulness 15 {score}; since-bump " + time));

        assertThat(advice.missing())
                .extracting(MissingDatum::code)
                .satisfies(data -> assertThat(data.contains("since-bump")).isEqualTo(asked));
    }
}
