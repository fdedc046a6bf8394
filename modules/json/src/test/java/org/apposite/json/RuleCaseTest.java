package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleCaseTest {

    private static final String HEAD = "title: A boy with fever\nsource: article-2026-05, acr-2016\n";
    private static final String CASE = "case: { id: x, complaint: { symptom: back-pain } }\n";

    @TempDir
    private Path rules;

    @Test
    void cases_are_read_from_every_topic_in_the_order_of_their_files() throws IOException {
        for (String name : List.of("b-topic/cases/z.yaml", "a-topic/cases/y.yaml", "b-topic/cases/a.yaml")) {
            write(name, HEAD + CASE + "expect: { outcome: variant-matched }\n");
        }
        write("vocabulary/findings.yaml", "no case");
        write("a-topic/cases/README.md", "no case");
        List<RuleCase> cases = RuleCase.in(rules, Examples.vocabulary());
        assertThat(cases.stream().map(RuleCase::file))
                .containsExactly("a-topic/cases/y.yaml", "b-topic/cases/a.yaml", "b-topic/cases/z.yaml");
        RuleCase first = cases.get(0);
        assertThat(first.title()).isEqualTo("A boy with fever");
        assertThat(first.sources()).containsExactly("article-2026-05", "acr-2016");
        assertThat(first.stated().patientCase())
                .contains(PatientCase.builder().id("x").complaint("back-pain").build());
        assertThat(first.stated().line()).isEqualTo(3);
    }

    @Test
    void an_answer_as_expected_has_no_differences() throws IOException {
        String expect = """
                expect:
                  topic: back-pain-child
                  headlines: [An emergency comes first.]
                  outcome: variant-matched
                  variant: red-flags-negative-radiographs
                  alsoMatches: [red-flags]
                  redFlags: [night-pain, fever]
                  preferred: [mri-spine-area-of-interest-without-and-with-iv-contrast]
                  setAside: [mri-dti]
                  ratings:
                    mri-dti: { category: may-be-appropriate, disagreement: true, median: not-stated, radiation: not-stated }
                    bone-scan-whole-body: { category: usually-not-appropriate, median: 2, radiation: 3 }
                    ct: { category: usually-not-appropriate, disagreement: false, median: 2, radiation: varies }
                    mri-spine-area-of-interest-without-and-with-iv-contrast: { category: usually-appropriate, median: 7, radiation: none }
                  alerts: { sedation-planning: info }
                  urgencies: { await-mri-result: routine }
                  absentAlerts: [neurologic-emergency]
                  nextSteps: [await-mri-result]
                  blocking: [radiographs]
                  missing: { neurologic-deficit: [urgency, variant] }
                  notMissing: [malaise]
                  differential: [infection]
                  because: { infection: [fever] }
                  order: { procedure: mri-spine-area-of-interest-without-and-with-iv-contrast, category: usually-appropriate }
                  region: thoracic
                """;
        assertThat(run(HEAD + CASE + expect, Examples.matched())).isEmpty();
        assertThat(run(
                        HEAD + CASE
                                + "expect: { topic: none, headlines: [], setAside: [], exclusion: not-back-pain, order: { procedure: none, category: none } }",
                        Examples.notApplicable()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outcome: data-required | outcome: expected data-required, was variant-matched",
                "variant: no-red-flags | variant: expected no-red-flags, was red-flags-negative-radiographs",
                "topic: none | topic: expected none, was back-pain-child",
                "headlines: [] | headlines: expected none, was An emergency comes first.",
                "setAside: [] | setAside: expected none, was mri-dti",
                "alsoMatches: [] | alsoMatches: expected none, was red-flags",
                "exclusion: adult | exclusion: expected adult, was none",
                "redFlags: [fever] | redFlags: expected fever, was fever, night-pain",
                "redFlags: [fever, gait-disturbance, weight-loss] | redFlags: expected fever, gait-disturbance, weight-loss, was fever, night-pain; lacks gait-disturbance, weight-loss; not expected: night-pain",
                "preferred: [bone-scan-whole-body] | preferred: expected bone-scan-whole-body, was mri-spine-area-of-interest-without-and-with-iv-contrast",
                "urgencies: {await-mri-result: urgent} | urgencies: expected await-mri-result urgent, was await-mri-result routine",
                "urgencies: {repeat-mri: urgent} | urgencies: expected repeat-mri urgent, was repeat-mri absent",
                "alerts: {} | alerts: expected none, was sedation-planning",
                "alerts: {mri-safety: warning} | alerts: expected mri-safety (warning), was absent",
                "alerts: {sedation-planning: critical} | alerts: expected sedation-planning (critical), was info",
                "absentAlerts: [sedation-planning] | absentAlerts: sedation-planning is there (info)",
                "nextSteps: [] | nextSteps: expected none, was await-mri-result",
                "blocking: [age] | blocking: expected age, was radiographs",
                "missing: {fever: [variant]} | missing: expected fever [variant], was fever absent",
                "missing: {radiographs: []} | missing: expected radiographs [], was radiographs blocking",
                "missing: {neurologic-deficit: [variant]} | missing: expected neurologic-deficit [variant], was neurologic-deficit [variant, urgency]",
                "notMissing: [radiographs] | notMissing: radiographs is listed []",
                "differential: [] | differential: expected none, was infection",
                "because: {infection: []} | because: expected infection [], was infection [fever]",
                "because: {neoplasm: [fever]} | because: expected neoplasm [fever], was neoplasm absent",
                "order: {category: none} | order.category: expected none, was usually-appropriate",
                "order: {procedure: none} | order.procedure: expected none, was mri-spine-area-of-interest-without-and-with-iv-contrast",
                "fired: [rf-fever, rf-night-pain] | fired: rf-night-pain did not fire",
                "notFired: [rf-fever, rf-night-pain] | notFired: rf-fever fired",
                "region: lumbar | region: expected lumbar, was thoracic",
                "error: both present and absent | error: expected \"both present and absent\", but the case was accepted"
            })
    void each_expectation_that_is_not_met_is_one_difference(String expect, String difference) throws IOException {
        assertThat(run(HEAD + CASE + "expect:\n  " + expect + "\n", Examples.matched()))
                .containsExactly(difference);
    }

    @Test
    void ratings_are_the_whole_table_and_each_row_that_differs_is_one_difference() throws IOException {
        String expect = """
                expect:
                  ratings:
                    bone-scan-whole-body: { category: usually-not-appropriate, disagreement: true, median: 3, radiation: "3" }
                    ct: { category: usually-not-appropriate, median: 2, radiation: varies }
                """;
        assertThat(run(HEAD + CASE + expect, Examples.matched()))
                .containsExactly(
                        "ratings: expected bone-scan-whole-body usually-not-appropriate (disagreement), 3, radiation 3,"
                                + " was bone-scan-whole-body usually-not-appropriate, 2, radiation 3",
                        "ratings: expected mri-dti unrated, was mri-dti may-be-appropriate (disagreement), median not-stated,"
                                + " radiation not-stated",
                        "ratings: expected mri-spine-area-of-interest-without-and-with-iv-contrast unrated,"
                                + " was mri-spine-area-of-interest-without-and-with-iv-contrast usually-appropriate, 7,"
                                + " radiation none");
    }

    @Test
    void a_case_that_must_be_refused_is_compared_by_the_words_of_its_error() throws IOException {
        String contradiction = HEAD + "case:\n  findings: { present: [fever], absent: [fever] }\n";
        assertThat(run(contradiction + "expect: { error: both present and absent }", Examples.matched()))
                .isEmpty();
        assertThat(run(contradiction + "expect: { error: out of range }", Examples.matched()))
                .containsExactly(
                        "error: expected \"out of range\", was \"\"fever\" is stated both present and absent\"");
        assertThat(run(contradiction + "expect: { outcome: data-required }", Examples.matched()))
                .containsExactly("4:42: CASE-302 \"fever\" is stated both present and absent."
                        + " Leave it out of one place, or of both when it is not known.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expct: {outcome: data-required} | 4:1: CASE-201 \"expct\" is not a key of a case beside the rules. Did you mean \"expect\"?",
                "expect: {redFlag: []} | 4:10: CASE-201 \"redFlag\" is not a key of expect. Did you mean \"redFlags\"?",
                "expect: {} | 4:9: CASE-202 expect is empty",
                "expect: {outcome: matched} | 4:19: CASE-204 expect.outcome \"matched\" is not one of variant-matched, data-required, not-applicable. Did you mean \"variant-matched\"?",
                "expect: {error: x, outcome: data-required} | 4:9: CASE-207 a case that expects \"error\" can expect nothing else",
                "expect: {notMissing: [fevr]} | 4:23: CASE-301 \"fevr\" is not a term of the vocabulary. Did you mean \"fever\"?",
                "expect: {blocking: [agee]} | 4:21: CASE-301 \"agee\" is not a term of the vocabulary. Did you mean \"age\"?",
                "expect: {missing: {fevr: [variant]}} | 4:26: CASE-301 \"fevr\" is not a term of the vocabulary. Did you mean \"fever\"?",
                "expect: {preferred: [bone-scan]} | 4:22: CASE-301 \"bone-scan\" is not a procedure of the vocabulary. Did you mean \"bone-scan-whole-body\"?",
                "expect: {ratings: {cat: {category: usually-appropriate, median: 7, radiation: none}}} | 4:25: CASE-301 \"cat\" is not a procedure of the vocabulary. Did you mean \"ct\"?",
                "expect: {ratings: {ct: {category: usually-appropriate, median: 7}}} | 4:24: CASE-202 expect.ratings.ct has no \"radiation\", which it needs",
                "expect: {ratings: {ct: {category: usually-appropriate, median: 10, radiation: none}}} | 4:64: CASE-204 expect.ratings.ct.median 10 is not one of 1, 2, 3, 4, 5, 6, 7, 8, 9, not-stated",
                "expect: {ratings: {ct: {category: usually-appropriate, median: 7, radiation: high}}} | 4:78: CASE-204 expect.ratings.ct.radiation \"high\" is not one of none, 1, 2, 3, 4, 5, varies, not-stated",
                "expect: {ratings: {ct: {category: usually-appropriate, disagreement: some, median: 7, radiation: 1}}} | 4:70: CASE-203 expect.ratings.ct.disagreement is a text where true or false is expected",
                "expect: {ratings: usually-appropriate} | 4:19: CASE-203 expect.ratings is a text where a map of keys is expected. Write { CODE: { category: usually-not-appropriate, median: not-stated, radiation: not-stated } }.",
                "expect: {ratings: {ct: usually-appropriate}} | 4:24: CASE-203 expect.ratings.ct is a text where a map of keys is expected. Write { category: usually-not-appropriate, median: not-stated, radiation: not-stated }.",
                "expect: {alerts: [mri-safety]} | 4:18: CASE-203 expect.alerts is a list where a map of keys is expected. Write { CODE: critical }.",
                "expect: {missing: fever} | 4:19: CASE-203 expect.missing is a text where a map of keys is expected. Write { CODE: [urgency] }.",
                "expect: {order: mri} | 4:17: CASE-203 expect.order is a text where a map of keys is expected. Write { procedure: CODE, category: none }.",
                "expect: {setAside: [mri-dit]} | 4:21: CASE-301 \"mri-dit\" is not a procedure of the vocabulary. Did you mean \"mri-dti\"?",
                "expect: {region: toracic} | 4:18: CASE-301 \"toracic\" is not a region of the vocabulary. Did you mean \"thoracic\"?",
                "expect: {urgencies: {repeat-mri: now}} | 4:34: CASE-204 expect.urgencies.repeat-mri \"now\" is not one of emergent, urgent, routine",
                "expect: {alerts: {mri-safety: high}} | 4:31: CASE-204 expect.alerts.mri-safety \"high\" is not one of info, warning, critical",
                "expect: {alerts: {MRI: info}} | 4:18: CASE-205 expect.alerts has a key that is not a code: lower case letters, digits and single hyphens",
                "expect: {outcome: [} | 4:20: CASE-101 this is not well-formed YAML: something is missing between brackets or braces, or they are not closed",
            })
    void a_file_that_is_wrong_says_where_and_why(String line, String error) throws IOException {
        assertThat(run(HEAD + CASE + line + "\n", Examples.matched())).containsExactly(error);
    }

    @Test
    void a_file_of_two_cases_or_with_an_unknown_source_is_wrong() throws IOException {
        String good = HEAD + CASE + "expect: { outcome: variant-matched }\n";
        assertThat(run(good + "---\n" + good, Examples.matched()))
                .containsExactly("5:1: CASE-101 there is more after the end of the case. Write one case per file.");
        assertThat(run(good.replace("acr-2016", "acr-2015"), Examples.matched()))
                .containsExactly(
                        "2:9: CASE-301 \"acr-2015\" is not a source of the vocabulary. Did you mean \"acr-2016\"?");
        assertThat(run("", Examples.matched()))
                .containsExactly("1:1: CASE-109 the case is empty. State at least the complaint.");
    }

    @Test
    void a_folder_that_is_not_there_cannot_be_read() {
        assertThatThrownBy(() -> RuleCase.in(rules.resolve("nowhere"), Examples.vocabulary()))
                .isInstanceOf(UncheckedIOException.class);
    }

    private List<String> run(String text, Advice advice) throws IOException {
        write("topic/cases/one.yaml", text);
        return RuleCase.in(rules, Examples.vocabulary()).get(0).run(patient -> advice);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(rules.resolve(name).getParent());
        Files.writeString(rules.resolve(name), text);
    }
}
