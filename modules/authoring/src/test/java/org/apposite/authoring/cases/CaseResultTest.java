package org.apposite.authoring.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apposite.ClinicalRules;
import org.apposite.authoring.RulesFolder;
import org.apposite.json.RuleCase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class CaseResultTest {

    private static final Path TINY =
            Path.of("src", "test", "resources", "org", "apposite", "authoring", "mutation", "tiny");

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        RulesFolder.write(folder, TINY, "tiny");
    }

    @Test
    void what_came_stands_beside_what_was_expected() {
        assertThat(results()).extracting(CaseResult::passed).containsExactly(true, true, false);
        assertThat(results().get(2).differences()).containsExactly("variant: expected flagged, was calm");
    }

    @Test
    void a_rule_that_is_not_there_never_passes_for_one_that_did_not_fire() throws IOException {
        add("misspelt", "notFired: [tiny-fevr]");
        add("unheard-of", "fired: [zzzzzzzzzzzz]");

        assertThat(result("misspelt").differences())
                .containsExactly("fired: there is no rule \"tiny-fevr\". Did you mean \"tiny-fever\"?");
        assertThat(result("unheard-of").differences())
                .containsExactly("fired: there is no rule \"zzzzzzzzzzzz\"", "fired: zzzzzzzzzzzz did not fire");
    }

    @Test
    void a_case_that_was_expected_to_be_refused_passes_without_an_answer() throws IOException {
        Files.writeString(folder.resolve("tiny/cases/refused.yaml"), """
                title: There is no such finding
                source: interpretation
                case: { findings: { present: [feverr] } }
                expect: { error: "feverr" }
                """);

        assertThat(result("refused").passed()).isTrue();
        assertThat(result("refused").answer()).isEmpty();
    }

    @Test
    void another_topic_in_the_folder_changes_no_case() throws IOException {
        add("another-complaint", "exclusion: none", "{ complaint: { symptom: neck-pain } }");
        List<List<String>> alone =
                results().stream().map(CaseResult::differences).toList();

        RulesFolder.copy(TINY, folder.resolve("second"));
        edit("second/tiny.drl", "package tiny", "package second", "@id( tiny-", "@id( second-", "\"Tiny:", "\"Second:");
        edit("second/topic.yaml", "[back-pain]", "[neck-pain]");

        assertThat(results().stream()
                        .filter(one -> one.ruleCase().topic().equals("tiny"))
                        .map(CaseResult::differences))
                .containsExactlyElementsOf(alone);
    }

    @Test
    void build_servers_read_the_results() throws Exception {
        Files.writeString(folder.resolve("tiny/cases/z.yaml"), """
                title: "Some <tags> & \\"quotes\\""
                source: interpretation
                case: {}
                expect: { variant: calm }
                """);

        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(JUnitXml.of(results()))))
                .getDocumentElement();

        Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("tiny");
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        Element failed = (Element) suite.getElementsByTagName("testcase").item(2);
        assertThat(failed.getAttribute("name")).isEqualTo("This one fails on the rules as they stand");
        assertThat(failed.getAttribute("file")).isEqualTo("tiny/cases/wrong.yaml");
        assertThat(failed.getElementsByTagName("failure").item(0).getTextContent())
                .isEqualTo("variant: expected flagged, was calm");
        Element strange = (Element) suite.getElementsByTagName("testcase").item(3);
        assertThat(strange.getAttribute("name")).isEqualTo("Some <tags> & \"quotes\"");
    }

    private void add(String name, String expectation) throws IOException {
        add(name, expectation, "{ patient: { age: 9 years }, findings: { absent: [fever, night-pain] } }");
    }

    private void add(String name, String expectation, String stated) throws IOException {
        Files.writeString(folder.resolve("tiny/cases/" + name + ".yaml"), """
                title: %s
                source: interpretation
                case: %s
                expect:
                  %s
                """.formatted(name, stated, expectation));
    }

    private void edit(String name, String... replacements) throws IOException {
        Path file = folder.resolve(name);
        String text = Files.readString(file);
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        Files.writeString(file, text);
    }

    private List<CaseResult> results() {
        ClinicalRules rules = ClinicalRules.from(folder);
        return RuleCase.in(folder, rules.vocabulary()).stream()
                .map(one -> CaseResult.of(one, rules))
                .toList();
    }

    private CaseResult result(String name) {
        return results().stream()
                .filter(one -> one.ruleCase().file().endsWith("/" + name + ".yaml"))
                .findFirst()
                .orElseThrow();
    }
}
