package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code apposite test}, on a topic of one rule and one case. */
class TestCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        RulesCopy.small(folder);
    }

    @Test
    void cases_that_pass_are_counted() {
        assertThat(test()).isEqualTo(new Session(0, "1 case: all as expected\n", ""));
    }

    @Test
    void a_failure_shows_title_place_difference_and_the_rules_that_fired() throws IOException {
        write("eight.yaml", """
                title: At eight the only variant holds, too
                source: interpretation
                case: { patient: { age: 6 years }, complaint: { symptom: back-pain } }
                expect: { variant: none, fired: [one-yung] }
                """);

        assertThat(test()).isEqualTo(new Session(1, """
                FAILED At eight the only variant holds, too
                    one/cases/eight.yaml:3
                    fired: there is no rule "one-yung". Did you mean "one-young"?
                    variant: expected none, was only
                    fired: one-yung did not fire
                    Rules that fired:
                      one/rules.drl:7 one-young, because age 6 years is under 7 years

                2 cases: 1 failed
                """, ""));
    }

    @Test
    void a_rule_that_no_case_fires_is_a_finding() throws IOException {
        Files.writeString(folder.resolve("one/more.drl"), """
                package one;

                import org.apposite.language.Patient;

                global org.apposite.language.Conclude conclude;

                rule "One: fever"
                    @id( one-fever )
                    @source( interpretation )
                when
                    Patient( present( "fever" ) )
                then
                    conclude.redFlag( "fever", "Fever." );
                end
                """);

        Session session = test();

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.out()).startsWith("""
                one/more.drl:7:1: warning APP-231 no case fires the rule one-fever
                    rule "One: fever"
                    ^
                    Write a case for it.
                """);
    }

    @Test
    void where_a_case_cannot_be_read_nothing_is_said_of_what_it_might_have_seen() throws IOException {
        write("six.yaml", "title: [\n");

        Session session = test();

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.out())
                .contains("FAILED one/cases/six.yaml", "1 case: 1 failed")
                .doesNotContain("APP-231");
    }

    @Test
    void only_some_cases_run_when_their_words_are_given() throws IOException {
        write("wrong.yaml", """
                title: This one fails
                source: interpretation
                case: {}
                expect: { variant: only }
                """);

        assertThat(test("--only", "eleven months")).isEqualTo(new Session(0, "1 case: all as expected\n", ""));
        assertThat(test("--only", "cases/six").exit()).isZero();
        assertThat(test("--only", "no such words"))
                .isEqualTo(new Session(2, "", "apposite: test " + folder + ": no cases with \"no such words\".\n"));
    }

    @Test
    void coverage_tells_what_was_never_seen_with_its_place() {
        Session session = test("--coverage", "text");

        assertThat(session.out()).isEqualTo("""
                File                                      Rules fired       Answers seen
                one/rules.drl                             1 of 1            33.3 %
                All                                       1 of 1            33.3 %

                Answers that no case gives
                one/rules.drl:11:14 youngerThan( 7, "years" ) of one-young was never no or unknown
                """);
        assertThat(session.err()).isEqualTo("1 case: all as expected\n");
    }

    @Test
    void coverage_and_results_are_written_where_they_are_wanted(@TempDir Path elsewhere) {
        Path html = elsewhere.resolve("new/coverage.html");
        Path lcov = elsewhere.resolve("lcov.info");
        Path junit = elsewhere.resolve("new/cases.xml");

        assertThat(test("--coverage", "html", "-o", html.toString(), "--junit", junit.toString()))
                .isEqualTo(new Session(0, "1 case: all as expected\n", ""));
        assertThat(test("--coverage", "lcov", "-o", lcov.toString()).exit()).isZero();

        assertThat(html).content().startsWith("<!DOCTYPE html>");
        assertThat(lcov).content().startsWith("TN:\nSF:" + folder + "/one/rules.drl\n");
        assertThat(junit).content().contains("<testcase classname=\"one\" name=\"Six years and eleven months\"");
    }

    @Test
    void what_cannot_be_written_is_told_in_one_line() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Session session = test("--junit", file.resolve("cases.xml").toString());

        assertThat(session.exit()).isEqualTo(2);
        assertThat(session.err())
                .isEqualTo("apposite: " + file.resolve("cases.xml") + " cannot be written: this is not a folder: "
                        + file + ". Name the folder that is meant.\n");
    }

    @Test
    void proposed_cases_wait_for_a_person() throws IOException {
        Session session = test("--write-missing");

        assertThat(session.exit()).isZero();
        assertThat(session.err()).isEqualTo("""
                wrote %1$s/one/cases/proposed-one-young-1.yaml
                wrote %1$s/one/cases/proposed-one-young-2.yaml
                2 cases proposed; each fails until you have filled in what its source says.
                """.formatted(folder));
        assertThat(folder.resolve("one/cases/proposed-one-young-1.yaml")).hasContent("""
                # Proposed for the rule one-young: no case yet answers youngerThan( 7, "years" ) with no.
                # Could there be such a patient? Then write the title, the source, and what the source calls for.
                title: TODO
                source: TODO
                case:
                  patient:
                    age: 7 years
                  complaint:
                    symptom: back-pain
                expect:
                  outcome: TODO
                """);
        Session again = test();
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.out()).contains("CASE-304", "3 cases: 2 failed");
    }

    @Test
    void rules_with_errors_are_listed_and_no_case_runs() throws IOException {
        Path file = folder.resolve("one/rules.drl");
        Files.writeString(file, Files.readString(file).replace("youngerThan", "yungerThan"));

        Session session = test();

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.out()).isEmpty();
        assertThat(session.err())
                .startsWith("one/rules.drl:11:14: error APP-106 ")
                .contains("youngerThan")
                .doesNotContain("Exception");
    }

    @Test
    void a_folder_that_is_none_or_empty_and_a_topic_that_is_not_there_are_told() throws IOException {
        assertThat(Session.run("test", folder.resolve("none").toString()).err())
                .isEqualTo("apposite: test " + folder.resolve("none") + ": no such folder\n");
        assertThat(Session.run("test", folder.resolve("rule-set.yaml").toString())
                        .err())
                .contains("not a folder");
        assertThat(test("--topic", "two").exit()).isNotZero();
        assertThat(test("--topic", "two").err()).contains("two").doesNotContain("Exception");
        Files.delete(folder.resolve("one/cases/six.yaml"));
        assertThat(test().err()).contains("no cases. Cases are the files <topic>/cases/*.yaml.");
        assertThat(test().exit()).isEqualTo(2);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve("one/cases").resolve(name), text);
    }

    private Session test(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "test";
        words[1] = folder.toString();
        System.arraycopy(options, 0, words, 2, options.length);
        return Session.run(words);
    }
}
