package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apposite.cli.text.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateTest {

    private static final String INDEX_CASE = """
            id: case-17
            patient: { age: 9 years, sex: male }
            complaint: { symptom: back-pain, region: thoracic, duration: 3 weeks, overuse: absent, trauma: absent }
            findings: { present: [night-pain, fever, progressive-pain, malaise], absent: [all-other-red-flags] }
            imaging:
              - { study: radiography, region: thoracic, result: negative }
            """;

    private static final String ADULT = """
            {"id": "case-18", "patient": {"age": "40 years"}, "complaint": {"symptom": "neck-pain"}}
            """;

    private static final String WRONG = """
            {"id": "case-19", "patient": {"agee": "4 years"}}
            """;

    private static final String PREFERRED = "mri-spine-area-of-interest-without-and-with-iv-contrast";

    @TempDir
    private Path folder;

    @Test
    void the_index_case_is_answered_in_a_few_lines() throws IOException {
        Session session = Session.run("evaluate", file("case.yaml", INDEX_CASE));
        assertThat(session.err()).isEmpty();
        assertThat(session.exit()).isZero();
        assertThat(session.out())
                .startsWith("Next study  MRI thoracic spine without and with IV contrast. Usually appropriate, 0 mSv.")
                .containsSubsequence(
                        "Ask ", "and ", " more", "Variant 3 ", "Sources ", "article-2026-05", "More: --full")
                .doesNotContain("\u001b", "Median");
        assertThat(session.out().lines())
                .hasSizeLessThanOrEqualTo(15)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void the_whole_answer_is_a_note_for_people() throws IOException {
        Session session = Session.run("evaluate", "--full", file("case.yaml", INDEX_CASE));
        assertThat(session.err()).isEmpty();
        assertThat(session.exit()).isZero();
        assertThat(session.out())
                .startsWith("Variant 3: ")
                .containsSubsequence(
                        "STUDY TO DO NEXT",
                        ">  MRI spine area of interest without and with IV contrast",
                        "Region: thoracic. Usually appropriate",
                        "Radiation: 0 mSv",
                        "RED FLAGS",
                        "ALL RATED STUDIES",
                        "WHY",
                        "SOURCES",
                        "article-2026-05")
                .doesNotContain("\u001b");
        assertThat(session.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void a_single_case_is_pretty_json() throws IOException {
        Session session = Session.run("evaluate", "--format", "json", file("case.yaml", INDEX_CASE));
        assertThat(session.exit()).isZero();
        assertThat(session.out()).startsWith("{\n").endsWith("}\n").contains("case-17", PREFERRED);
    }

    @Test
    void many_cases_are_one_line_of_json_each_in_input_order() throws IOException {
        Session session = Session.run(
                "evaluate", "--format", "json", file("a.yaml", INDEX_CASE), file("b.ndjson", ADULT + ADULT));
        assertThat(session.exit()).isZero();
        assertThat(session.out().lines())
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).contains("case-17"),
                        line -> assertThat(line).contains("case-18"),
                        line -> assertThat(line).contains("case-18"));
    }

    @ParameterizedTest
    @CsvSource({"one.ndjson, 1", "one.json, many"})
    void a_single_case_is_one_line_only_in_an_ndjson_file(String name, String lines) throws IOException {
        Session session = Session.run("evaluate", "--format", "json", file(name, ADULT));
        assertThat(session.out().lines().count() == 1).isEqualTo(lines.equals("1"));
    }

    @Test
    void each_complaint_of_a_case_is_answered_by_itself() throws IOException {
        String both = INDEX_CASE.replace(
                "complaint: { symptom: back-pain, region: thoracic, duration: 3 weeks, overuse: absent, trauma: absent }",
                "complaints: [{ symptom: back-pain, region: thoracic }, { symptom: neck-pain, trauma: present }]");
        Session text = Session.run("evaluate", file("case.yaml", both));
        assertThat(text.exit()).isZero();
        assertThat(text.out().replaceAll("\\s+", " "))
                .containsSubsequence("case-17 (", "): back pain", "Variant 3 ", "): neck pain", "Not applicable ");
        Session json = Session.run("evaluate", "--format", "json", file("case.yaml", both));
        assertThat(json.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("case-17", "variant-matched"),
                        line -> assertThat(line).contains("case-17", "not-applicable"));
    }

    @Test
    void a_refused_case_whose_findings_hold_an_emergency_says_so_first() throws IOException {
        String contradictory =
                "complaint: { symptom: neck-pain, region: lumbar }\nfindings: { present: [neurologic-deficit] }\n";

        Session session = Session.run("evaluate", file("case.yaml", contradictory));

        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("this emergency still stands: Possible cord compression"),
                        line -> assertThat(line).contains("CASE-207", "\"lumbar\"", "\"neck-pain\""));
    }

    @Test
    void standard_input_is_read_for_a_hyphen() {
        Session session = Session.reading(INDEX_CASE, "evaluate", "-");
        assertThat(session.exit()).isZero();
        assertThat(session.out()).startsWith("Next study ");
    }

    @Test
    void many_cases_as_text_are_separated_by_a_line_with_their_id_and_place() throws IOException {
        String file = file("two.yaml", INDEX_CASE + "---\n" + INDEX_CASE.replace("id: case-17\n", ""));
        Session session = Session.run("evaluate", file);
        assertThat(session.exit()).isZero();
        assertThat(session.out().replaceAll("\\s+", ""))
                .startsWith("\u2500\u2500case-17(" + file + ":1)\u2500")
                .contains("\u2500\u2500" + file + ":");
    }

    @Test
    void a_wrong_case_gets_its_error_as_json_and_the_others_are_answered() throws IOException {
        Session session = Session.run("evaluate", "--format", "json", file("c.ndjson", ADULT + WRONG + ADULT));
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err()).isEmpty();
        assertThat(session.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("case-18", "not-applicable"),
                        line -> assertThat(line).contains("case-19", "\"error\"", "\"line\"", "agee"),
                        line -> assertThat(line).contains("case-18", "not-applicable"));
    }

    @Test
    void a_wrong_case_gets_one_line_with_its_place_and_the_others_are_answered() throws IOException {
        String file = file("c.ndjson", ADULT + WRONG);
        Session session = Session.run("evaluate", file);
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).startsWith(file + ":2:").contains("CASE-201", "agee", "age");
        assertThat(session.out()).contains("Not applicable");
    }

    @Test
    void a_file_that_cannot_be_read_gets_one_line_and_the_others_are_answered() throws IOException {
        String missing = folder.resolve("none.yaml").toString();
        Session session = Session.run("evaluate", missing, folder.toString(), file("case.yaml", INDEX_CASE));
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err().lines())
                .containsExactly(
                        missing + ": no such file", folder + ": cannot be read: a folder, not a file of cases");
        assertThat(session.out()).contains("Variant 3 ");
    }

    @Test
    void an_empty_file_is_an_error_and_never_nothing() throws IOException {
        Session session = Session.run("evaluate", file("empty.yaml", ""));
        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err()).hasLineCount(1).contains("empty.yaml:1:");
    }

    @Test
    void rules_with_an_error_answer_nothing_and_list_what_is_wrong() throws IOException {
        Files.writeString(folder.resolve("broken.drl"), "this is no rule");
        Session session = Session.run("evaluate", "--rules", folder.toString(), file("case.yaml", INDEX_CASE));
        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.out()).isEmpty();
        assertThat(session.err())
                .contains("in the rules; none of them was loaded.")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void without_missing_data_only_what_is_needed_is_asked() throws IOException {
        String file = file("case.yaml", INDEX_CASE.replace("imaging:\n", "").replaceAll("(?m)^  - .*\n", ""));
        assertThat(Session.run("evaluate", "--full", file).out()).contains("QUESTIONS THAT COULD CHANGE THE ANSWER");
        assertThat(Session.run("evaluate", "--full", "--no-missing", file).out())
                .doesNotContain("QUESTIONS THAT COULD CHANGE THE ANSWER");
    }

    @Test
    void every_rule_that_fired_is_shown_on_request() throws IOException {
        String file = file("case.yaml", INDEX_CASE);
        assertThat(Session.run("evaluate", "--why", file).out()).contains("WHY: EVERY RULE THAT FIRED");
    }

    @Test
    void the_language_is_the_one_that_was_asked_for() throws IOException {
        String file = file("case.yaml", INDEX_CASE);
        Locale machine = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);

            assertThat(Session.run("evaluate", file).out()).contains("Next study", "status draft");
            assertThat(Session.run("evaluate", "--language", "de", file).out())
                    .contains("Als Nächstes", "Status Entwurf")
                    .doesNotContain("Next study");
            assertThat(Session.run("evaluate", "--full", "--language", "de", file)
                            .out())
                    .contains("NÄCHSTE UNTERSUCHUNG", "Status Entwurf")
                    .doesNotContain("STUDY TO DO NEXT");
            assertThat(Session.run("evaluate", "--language", "fr", file).exit()).isEqualTo(2);
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void colour_is_for_terminals_of_those_who_want_it() throws IOException {
        String file = file("case.yaml", INDEX_CASE);
        assertThat(Session.onTerminal(80, false, "evaluate", file).out()).contains("\u001b[");
        assertThat(Session.onTerminal(80, true, "evaluate", file).out()).doesNotContain("\u001b");
        assertThat(Session.onTerminal(80, false, "evaluate", "--color", "never", file)
                        .out())
                .doesNotContain("\u001b");
        assertThat(Session.run("evaluate", "--color", "always", file).out()).contains("\u001b[");
        assertThat(Session.run("evaluate", "--color", "always", "--format", "json", file)
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void a_draft_is_called_one_in_text_and_json() throws IOException {
        String file = file("case.yaml", INDEX_CASE);
        assertThat(Session.run("evaluate", file).out()).contains("status draft.");
        assertThat(Session.run("evaluate", "--full", file).out()).contains(", status draft, sha256:");
        assertThat(Session.run("evaluate", "--format", "json", file).out()).contains("\"status\": \"draft\"");
    }

    @Test
    void a_narrow_terminal_gets_narrow_lines() throws IOException {
        Session session = Session.onTerminal(72, true, "evaluate", file("case.yaml", INDEX_CASE));
        assertThat(session.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(72));
    }

    @ParameterizedTest
    @CsvSource({
        "Broken pipe, 0, ''",
        "No space left on device, 2, 'apposite: the output cannot be written: No space left on device'"
    })
    void a_reader_that_left_ends_the_run_quietly_but_a_lost_answer_is_told(String fault, int exit, String message)
            throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int any) throws IOException {
                throw new IOException(fault);
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[0]), full, err, null, false);

        assertThat(Apposite.run(terminal, "evaluate", file("case.yaml", INDEX_CASE)))
                .isEqualTo(exit);
        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(message);
    }

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
