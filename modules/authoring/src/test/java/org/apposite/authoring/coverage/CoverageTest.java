package org.apposite.authoring.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.authoring.Finding;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.cases.CaseResult;
import org.apposite.authoring.coverage.Coverage.QuestionCoverage;
import org.apposite.authoring.coverage.Proposals.Proposal;
import org.apposite.json.RuleCase;
import org.apposite.language.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight rules and three cases, of which a person counted by hand what the cases see. */
class CoverageTest {

    private static final Path TINY =
            Path.of("src", "test", "resources", "org", "apposite", "authoring", "mutation", "tiny");
    private static final Path COUNTED =
            Path.of("src", "test", "resources", "org", "apposite", "authoring", "coverage", "counted-by-hand.csv");
    private static final String FILE = "tiny/tiny.drl";

    @TempDir
    private Path folder;

    private RuleSet read;
    private ClinicalRules rules;
    private List<RuleCase> cases;
    private Coverage coverage;

    @BeforeEach
    void look() throws IOException {
        RulesFolder.write(folder, TINY, "tiny");
        read = RuleSet.read(folder);
        rules = ClinicalRules.of(read);
        cases = RuleCase.in(folder, rules.vocabulary());
        coverage = Coverage.of(rules, cases);
    }

    @Test
    void every_question_has_seen_what_was_counted_by_hand() throws IOException {
        Stream<String> seen = coverage.rules().stream()
                .flatMap(rule -> rule.questions().stream()
                        .map(one -> String.join(
                                ";",
                                rule.rule().id(),
                                Integer.toString(rule.fired()),
                                one.toString(),
                                Integer.toString(one.seen(Answer.YES)),
                                Integer.toString(one.seen(Answer.NO)),
                                one.canBeUnknown() ? Integer.toString(one.seen(Answer.UNKNOWN)) : "-")));

        assertThat(Stream.concat(Stream.of("rule;fired;question;yes;no;unknown"), seen))
                .containsExactlyElementsOf(Files.readAllLines(COUNTED));
        assertThat(coverage.cases()).isEqualTo(3);
        assertThat(coverage.percentSeen()).isEqualTo(100.0 * 19 / 30);
        assertThat(coverage.files()).containsExactly(FILE);
    }

    @Test
    void rules_that_no_case_fires_are_findings_with_their_place() {
        assertThat(CoverageFindings.of(coverage, read.files()))
                .extracting(
                        one -> one.issue().code(),
                        one -> one.issue().line(),
                        one -> one.issue().message())
                .containsExactly(
                        tuple("APP-231", 9, "no case fires the rule tiny-adult"),
                        tuple("APP-231", 74, "no case fires the rule tiny-after-mri"));
    }

    @Test
    void a_rule_that_each_of_ten_cases_fires_is_a_finding() throws IOException {
        String fever = Files.readString(folder.resolve("tiny/cases/fever-at-six.yaml"));
        Files.delete(folder.resolve("tiny/cases/no-fever.yaml"));
        Files.delete(folder.resolve("tiny/cases/wrong.yaml"));
        for (int i = 0; i < 9; i++) {
            Files.writeString(folder.resolve("tiny/cases/fever-" + i + ".yaml"), fever);
        }

        Coverage ofTen = Coverage.of(rules, RuleCase.in(folder, rules.vocabulary()));

        assertThat(CoverageFindings.of(ofTen, read.files()))
                .filteredOn(one -> one.issue().code().equals("APP-232"))
                .extracting(Finding::issue)
                .extracting(issue -> issue.message())
                .containsExactly(
                        "every case fires the rule tiny-fever",
                        "every case fires the rule tiny-flagged",
                        "every case fires the rule tiny-ratings",
                        "every case fires the rule tiny-preferred",
                        "every case fires the rule tiny-young");
    }

    @Test
    void lcov_has_a_branch_for_each_answer_and_a_count_for_each_line() {
        String lcov = Lcov.of(coverage, "rules/");

        assertThat(lcov).startsWith("TN:\nSF:rules/tiny/tiny.drl\n").endsWith("\nLF:17\nLH:15\nend_of_record\n");
        assertThat(lcov.lines())
                .contains("BRF:30", "BRH:19")
                .contains("DA:9,0", "DA:18,1", "DA:13,3")
                .contains("BRDA:13,0,0,0", "BRDA:13,0,1,3", "BRDA:13,0,2,0")
                .filteredOn(line -> line.startsWith("BRDA:"))
                .hasSize(30);
    }

    @Test
    void the_page_marks_each_question_where_it_stands() {
        String html = CoverageHtml.of("tiny <1>", coverage, read.files());

        assertThat(html)
                .contains("<h1>tiny &lt;1&gt;: what the cases have seen</h1>", "3 cases gave 63.3 %")
                .contains("<mark class=\"some\" title=\"yes 0, no 3, unknown 0\">"
                        + "agedAtLeast( 18, &quot;years&quot; )<sup>\u2013N\u2013</sup></mark>")
                .contains("<mark class=\"all\" title=\"yes 1, no 2\">is( &quot;fever&quot; )<sup>YN</sup></mark>")
                .contains("<span class=\"fired\">fired in 2 of 3 cases</span>")
                .doesNotContain("<script", "http");
    }

    @Test
    void a_proposed_case_gives_the_answer_that_was_not_seen_and_fails_until_a_person_has_filled_it_in()
            throws IOException {
        List<Proposal> proposals = Proposals.of(rules, cases, coverage, 50);

        assertThat(proposals).hasSize(11);
        assertThat(Proposals.write(proposals, folder))
                .hasSameSizeAs(proposals)
                .allSatisfy(file -> assertThat(folder.resolve(file)).content().contains("title: TODO"));
        List<RuleCase> proposed = RuleCase.in(folder, rules.vocabulary()).stream()
                .filter(one -> one.file().contains("/proposed-"))
                .toList();
        assertThat(proposed)
                .hasSameSizeAs(proposals)
                .allSatisfy(one -> assertThat(CaseResult.of(one, rules).differences())
                        .singleElement()
                        .asString()
                        .contains("CASE-304"));

        for (Proposal one : proposals) {
            Path file = folder.resolve(one.file());
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("title: TODO", "title: A sentence")
                            .replace("source: TODO", "source: interpretation")
                            .replace("outcome: TODO", "outcome: data-required"));
        }
        Coverage filled = Coverage.of(rules, RuleCase.in(folder, rules.vocabulary()));
        assertThat(filled.percentSeen()).isEqualTo(100.0);
    }

    @Test
    void a_file_that_is_there_is_left_alone_and_a_limit_is_kept() throws IOException {
        List<Proposal> two = Proposals.of(rules, cases, coverage, 2).stream()
                .filter(one -> one.text().isPresent())
                .toList();
        assertThat(two).hasSize(2);
        Path mine = folder.resolve(two.get(0).file());
        Files.writeString(mine, "mine\n");

        assertThat(Proposals.write(two, folder)).containsExactly(two.get(1).file());
        assertThat(mine).hasContent("mine");
        assertThat(Proposals.write(two, folder)).isEmpty();
    }

    @Test
    void what_is_too_much_to_look_at_counts_as_not_seen_and_is_told() {
        long most = 2 * Coverage.questions(read.topics().get(0)) + 1;
        Coverage some = Coverage.of(rules, cases, most);

        assertThat(some.cases()).isEqualTo(2);
        assertThat(some.left()).isEqualTo(1);
        assertThat(some.percentSeen()).isLessThanOrEqualTo(coverage.percentSeen());
        assertThat(some)
                .isEqualTo(new Coverage(Coverage.of(rules, cases.subList(0, 2)).rules(), 2, 1));
        assertThat(CoverageHtml.of("tiny", some, read.files()))
                .contains(
                        "1 more was not looked at, since there are too many: what it would have seen counts as not seen");
        assertThat(CoverageHtml.of("tiny", coverage, read.files())).doesNotContain("not looked at");
    }

    @Test
    void a_case_that_was_not_looked_for_to_the_end_is_none_that_there_is_not() {
        long most = 3 * Coverage.questions(read.topics().get(0)) + 1;
        List<Proposal> proposals = Proposals.of(rules, cases, coverage, 50, most);

        assertThat(proposals).hasSameSizeAs(Proposals.of(rules, cases, coverage, 50));
        assertThat(proposals).filteredOn(one -> one.text().isPresent()).hasSizeBetween(1, 3);
        assertThat(proposals)
                .filteredOn(one -> !one.isLookedFor())
                .isNotEmpty()
                .allMatch(one -> one.text().isEmpty());
        assertThat(Proposals.of(rules, cases, coverage, 50)).allMatch(Proposal::isLookedFor);
    }

    @Test
    void without_cases_nothing_is_seen() {
        Coverage nothing = Coverage.of(rules, List.of());

        assertThat(nothing.percentSeen()).isZero();
        assertThat(nothing.rules()).allMatch(rule -> rule.asked() == 0);
        assertThat(nothing.rules().stream().flatMap(rule -> rule.questions().stream()))
                .allMatch(one -> one.unseen().equals(one.possible()));
        assertThat(new Coverage(List.of(), 0, 0).percentSeen()).isEqualTo(100);
        assertThat(new QuestionCoverage(
                                nothing.rules().get(0).questions().get(0).question(), "Patient", false, Map.of())
                        .possible())
                .containsExactly(Answer.YES, Answer.NO);
    }
}
