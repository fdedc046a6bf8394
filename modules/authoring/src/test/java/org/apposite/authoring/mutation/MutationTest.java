package org.apposite.authoring.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apposite.authoring.mutation.MutationReport.Fate;
import org.apposite.authoring.mutation.MutationReport.Mutant;
import org.apposite.json.RuleCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Mistakes in a topic of eight rules, counted by hand. */
class MutationTest {

    @TempDir
    private static Path folder;

    private static TinyRules tiny;
    private static MutationReport report;

    @BeforeAll
    static void run() {
        tiny = TinyRules.in(folder);
        report = run(tiny.cases());
    }

    private static MutationReport run(List<RuleCase> cases) {
        return Mutation.run(tiny.rules(), cases, (done, all) -> {});
    }

    @ParameterizedTest
    @CsvFileSource(resources = "counts.csv", numLinesToSkip = 1)
    void every_kind_has_the_mutants_that_a_hand_counts(MutantKind kind, int count) {
        assertThat(report.mutants().stream().filter(one -> one.kind() == kind))
                .as(kind.display())
                .hasSize(count);
    }

    @Test
    void beyond_what_a_topic_may_cost_no_mutant_is_tried_and_the_report_says_how_many_were_not() {
        int size = tiny.rules().circuit("tiny").size();

        for (Mutation.Budget budget : List.of(
                new Mutation.Budget(3, Long.MAX_VALUE), new Mutation.Budget(Integer.MAX_VALUE, 3L * size + size - 1))) {
            MutationReport some = Mutation.run(tiny.rules(), tiny.cases(), (done, all) -> {}, budget);

            assertThat(some.mutants()).isEqualTo(report.mutants().subList(0, 3));
            assertThat(some.untried()).isEqualTo(report.mutants().size() - 3);
        }
        assertThat(report.untried()).isZero();
    }

    @Test
    void a_mutant_says_where_and_in_words_what_was_changed() {
        assertThat(report.mutants())
                .extracting(Mutant::toString)
                .contains(
                        "tiny/tiny.drl:13:14 agedAtLeast( 18, \"years\" ) -> agedAtLeast( 17, \"years\" )",
                        "tiny/tiny.drl:13:14 agedAtLeast( 18, \"years\" ) -> agedAtLeast( 18, \"months\" )",
                        "tiny/tiny.drl:18:1 rule \"Tiny: fever is a red flag\" -> left out",
                        "tiny/tiny.drl:22:14 present( \"fever\" ) -> absent( \"fever\" )",
                        "tiny/tiny.drl:32:14 present( \"night-pain\" ) || lastingMoreThan( 4, \"weeks\" )"
                                + " -> present( \"night-pain\" ) && lastingMoreThan( 4, \"weeks\" )",
                        "tiny/tiny.drl:34:5 step 20 -> after step 30",
                        "tiny/tiny.drl:53:5 rate( \"us-spine-area-of-interest\", \"usually-not-appropriate\", 1, \"none\","
                                + " \"interpretation\" ) -> 2");
    }

    @Test
    void a_mutant_is_noticed_by_a_case_that_passes_on_the_rules_and_fails_on_it() {
        assertThat(fate("youngerThan( 7, \"years\" ) -> youngerThan( 6, \"years\" )"))
                .isEqualTo(Fate.NOTICED);
        assertThat(mutant("youngerThan( 7, \"years\" ) -> youngerThan( 6, \"years\" )")
                        .note())
                .isEqualTo("tiny/cases/fever-at-six.yaml");
        assertThat(report.casesLeftOut()).containsExactly("tiny/cases/wrong.yaml");
        assertThat(report.casesTried()).isEqualTo(2);
    }

    @Test
    void a_mutant_that_no_case_notices_names_the_case_to_start_from() {
        assertThat(mutant("youngerThan( 7, \"years\" ) -> youngerThan( 8, \"years\" )"))
                .satisfies(one -> {
                    assertThat(one.fate()).isEqualTo(Fate.UNNOTICED);
                    assertThat(one.note())
                            .isEqualTo("no answer changes; the rule fires in tiny/cases/fever-at-six.yaml");
                });
        assertThat(mutant("present( \"night-pain\" ) -> absent( \"night-pain\" )")
                        .fate())
                .isEqualTo(Fate.NOTICED);
        assertThat(mutant("shows( \"mri\", \"infection\" ) -> everShows( \"mri\", \"infection\" )")
                        .note())
                .startsWith("no answer changes; the rule fires in no case, nearest is tiny/cases/");
        assertThat(mutant(
                                "us-spine-area-of-interest\", \"usually-not-appropriate\", 1, \"none\", \"interpretation\" ) -> 2")
                        .note())
                .isEqualTo(
                        "the answer to tiny/cases/fever-at-six.yaml changes in ratings, but the case does not expect enough to notice");
    }

    @Test
    void an_unnoticed_mutant_is_noticed_once_its_case_stands_beside_the_rules(@TempDir Path other) throws IOException {
        TinyRules more = TinyRules.in(other);
        more.addCase("seven-years.yaml", """
                title: At seven years exactly nobody needs help to lie still
                source: interpretation
                case:
                  patient: { age: 7 years }
                  complaint: { symptom: back-pain }
                  findings: { absent: [fever, night-pain] }
                expect: { absentAlerts: [lie-still] }
                """);
        MutationReport after = run(more.cases());

        List<Mutant> newlyNoticed = new ArrayList<>(after.with(Fate.NOTICED));
        newlyNoticed.removeIf(one -> report.mutants().contains(one));
        assertThat(newlyNoticed)
                .extracting(Mutant::toString, Mutant::note)
                .containsExactly(tuple(
                        "tiny/tiny.drl:69:14 youngerThan( 7, \"years\" ) -> youngerThan( 8, \"years\" )",
                        "tiny/cases/seven-years.yaml"));
        assertThat(after.percentNoticed()).isGreaterThan(report.percentNoticed());
    }

    @Test
    void a_mutant_that_can_change_no_answer_does_not_count() {
        assertThat(mutant("step 20 -> after step 30")).satisfies(one -> {
            assertThat(one.fate()).isEqualTo(Fate.EQUIVALENT);
            assertThat(one.note()).contains("never apply together");
        });
        assertThat(mutant("step 20 -> before step 10").fate()).isEqualTo(Fate.UNNOTICED);
        assertThat(report.counted())
                .isEqualTo(report.with(Fate.NOTICED).size()
                        + report.with(Fate.UNNOTICED).size());
        assertThat(report.mutants())
                .hasSize(report.counted()
                        + report.with(Fate.EQUIVALENT).size()
                        + report.with(Fate.REFUSED).size());
    }

    @Test
    void the_report_is_the_same_each_time_and_progress_counts_every_mutant_once() {
        List<Integer> heard = new ArrayList<>();
        MutationReport again = Mutation.run(tiny.rules(), tiny.cases(), (done, all) -> {
            assertThat(all).isEqualTo(report.mutants().size());
            heard.add(done);
        });

        assertThat(again).isEqualTo(report);
        assertThat(MutationJson.of(again)).isEqualTo(MutationJson.of(report));
        assertThat(heard).hasSize(report.mutants().size()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void without_cases_nothing_is_noticed() {
        MutationReport nothing = run(List.of());

        assertThat(nothing.with(Fate.NOTICED)).isEmpty();
        assertThat(nothing.percentNoticed()).isZero();
        assertThat(nothing.with(Fate.UNNOTICED).get(0).note()).isEqualTo("there is no case");
    }

    @Test
    void as_json_a_report_has_counts_by_kind_and_every_mutant_that_was_not_noticed() {
        assertThat(MutationJson.of(report))
                .startsWith("{\n  \"schemaVersion\" : 1,\n  \"cases\" : 2,")
                .contains("\"kind\" : \"limit\",")
                .contains("\"before\" : \"youngerThan( 7, \\\"years\\\" )\"")
                .doesNotContain("\"fate\" : \"noticed\"");
        assertThat(Arrays.stream(MutantKind.values()).map(MutantKind::code)).doesNotHaveDuplicates();
    }

    private static Fate fate(String change) {
        return mutant(change).fate();
    }

    private static Mutant mutant(String change) {
        return report.mutants().stream()
                .filter(one -> one.toString().endsWith(change))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mutant " + change));
    }
}
