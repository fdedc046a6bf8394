package org.apposite.authoring.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apposite.RuleSet;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.document.page.Line;
import org.apposite.json.RuleCase;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.text.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SignOffTest {

    private static final Path PROJECT = Path.of("../..");
    private static final Path RULES = PROJECT.resolve("rules-drl");
    private static final RuleSet SHIPPED = RuleSet.read(RULES);
    private static final String HTML = SignOff.of(RULES).html();

    @TempDir
    private Path folder;

    @Test
    void the_document_is_well_formed_and_every_link_leads_somewhere() throws Exception {
        List<Element> elements = elements(HTML);
        Set<String> anchors = new HashSet<>();
        for (Element element : elements) {
            if (element.hasAttribute("id")) {
                assertThat(anchors.add(element.getAttribute("id")))
                        .as(element.getAttribute("id"))
                        .isTrue();
            }
        }
        assertThat(elements)
                .filteredOn(one -> one.getTagName().equals("a"))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(anchors).contains(link.getAttribute("href").substring(1)));
        SHIPPED.topics()
                .forEach(topic ->
                        topic.rules().forEach(rule -> assertThat(anchors).contains(rule.id())));
    }

    @Test
    void a_median_that_was_not_seen_is_said_not_to_be_stated() {
        String table = HTML.substring(HTML.indexOf("id=\"lbp-ratings-cauda-equina\""));

        assertThat(table.substring(0, table.indexOf("</table>")))
                .contains("<td>not stated</td>")
                .doesNotContain("not-stated", "<td>0</td>", "<td></td>");
    }

    @Test
    void headings_go_down_one_level_at_a_time_and_tables_have_captions_and_heads() throws Exception {
        List<Element> elements = elements(HTML);
        int level = 0;
        for (Element element : elements) {
            if (element.getTagName().matches("h[1-6]")) {
                int next = element.getTagName().charAt(1) - '0';
                assertThat(next).as(element.getTextContent()).isLessThanOrEqualTo(level + 1);
                level = next;
            }
            if (element.getTagName().equals("table")) {
                assertThat(element.getElementsByTagName("caption").getLength()).isEqualTo(1);
            }
            if (element.getTagName().equals("th")) {
                assertThat(element.getAttribute("scope")).isIn("col", "row");
            }
        }
        assertThat(elements)
                .noneMatch(one -> Set.of("script", "link", "img", "iframe").contains(one.getTagName()));
    }

    @Test
    void it_says_whether_the_cases_are_answered_as_they_expect_and_the_version_is_settled() throws IOException {
        assertThat(SignOff.of(RULES).markdown())
                .contains(", all answered as expected")
                .doesNotContain("not final");

        copyRules();
        edit(
                "back-pain-child/red-flags.drl",
                "Patient( present( \"fever\" ) )",
                "Patient( present( \"weight-loss\" ) )");

        assertThat(SignOff.of(folder).markdown())
                .contains(" are NOT answered as expected:")
                .contains("> **The version is not final.** back-pain-child/red-flags.drl: the file was changed after"
                        + " version");
    }

    @Test
    void one_case_is_told_in_the_singular_and_units_and_regions_in_words() throws IOException {
        Path madeUp = Path.of("../../src/test/resources/made-up");
        try (Stream<Path> files = Files.walk(madeUp)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(madeUp.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.writeString(
                Files.createDirectories(folder.resolve("gnome-limb/cases")).resolve("a-toe.yaml"), """
                title: A sore toe of which nothing is known
                source: interpretation
                case: { complaint: { symptom: sore-toe } }
                expect: { outcome: variant-matched }
                """);

        assertThat(SignOff.of(folder).markdown())
                .contains("**1 is NOT answered as expected:")
                .contains("metric: m, cm; imperial: ft, in")
                .contains("0 to 100 m; 0 to 330 ft")
                .contains("far: 0.9 m or 3 ft")
                .contains("points: score", "3 to 15 |")
                .contains("time: h, min, days")
                .contains("made of foot; studies only; toe shown by mirror")
                .contains("covered by whole gnome")
                .contains("covered by soft boot with shin");
    }

    @Test
    void nothing_of_the_rules_and_cases_is_missing() throws Exception {
        RuleSet rules = SHIPPED;
        String html = HTML;
        String text = text(html);
        for (Topic topic : rules.topics()) {
            Terms terms = new Terms(rules.vocabulary(), topic);
            topic.rules().forEach(rule -> {
                assertThat(text).contains(rule.id(), rule.file() + ":" + rule.line());
                rule.then().forEach(one -> {
                    List<String> arguments =
                            one.arguments().stream().map(Literal::text).toList();
                    if (one.verb().equals("rate")) {
                        assertThat(text).contains(terms.procedure(arguments.get(0)));
                    } else {
                        arguments.stream()
                                .filter(argument -> argument.contains(" "))
                                .map(argument ->
                                        terms.text(argument).spans().get(0).text())
                                .forEach(argument -> assertThat(text).contains(argument));
                    }
                });
            });
            topic.variants().forEach(one -> assertThat(text).contains(one.title()));
        }
        rules.vocabulary().sources().values().forEach(one -> assertThat(text).contains(one.key(), one.title()));
        RuleCase.in(RULES, rules.vocabulary()).forEach(one -> assertThat(text).contains(one.title()));
        assertThat(text).contains(rules.digest(), rules.version(), "DRAFT", "2026-11-27", "Signatures");
    }

    @Test
    void every_rating_stands_with_its_values() throws Exception {
        List<String> rows = new ArrayList<>();
        for (Element row : elements(HTML)) {
            if (row.getTagName().equals("tr") && row.getElementsByTagName("td").getLength() == 5) {
                rows.add(row.getTextContent().replace("\u25b8 ", ""));
            }
        }
        List<String> expected = new ArrayList<>();
        for (Topic topic : SHIPPED.topics()) {
            Terms terms = new Terms(SHIPPED.vocabulary(), topic);
            topic.rules().stream()
                    .flatMap(rule -> rule.then().stream())
                    .filter(one -> one.verb().equals("rate"))
                    .map(Rating::of)
                    .map(one -> terms.procedure(one.procedure())
                            + one.categoryWords()
                            + (one.disagreement() ? " (panel disagreed)" : "")
                            + one.median()
                            + one.radiation(terms)
                            + (one.isTranscribed(terms) ? "to confirm" : "\u2013")
                            + terms.references(one.sources()).plain())
                    .forEach(expected::add);
        }
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void the_same_folder_gives_the_same_document_in_every_locale() {
        Locale usual = Locale.getDefault();
        String html = HTML;
        String markdown = SignOff.of(RULES).markdown();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
            assertThat(SignOff.of(RULES).html()).isEqualTo(html);
            assertThat(SignOff.of(RULES).markdown()).isEqualTo(markdown);
        } finally {
            Locale.setDefault(usual);
        }
    }

    @Test
    void hostile_texts_stay_texts() throws Exception {
        copyRules();
        edit("rule-set.yaml", "version: 0.2.0", "version: \"0.1\\\"</style><script>alert(1)</script>\"");
        edit(
                "back-pain-child/topic.yaml",
                "title: Back pain in a child\n",
                "title: \"<b>Pain</b> & \\\"quotes\\\" | `x` [y](z) 'w'\"\n");
        edit("back-pain-child/red-flags.drl", "Red flag: fever in this illness", "Red flag: <i>fever</i> & | more");
        SignOff document = SignOff.of(folder, "back-pain-child");
        List<Element> elements = elements(document.html());
        assertThat(elements).noneMatch(one -> Set.of("script", "b", "i").contains(one.getTagName()));
        assertThat(elements)
                .filteredOn(one -> one.getTagName().equals("h1"))
                .singleElement()
                .satisfies(
                        one -> assertThat(one.getTextContent()).isEqualTo("<b>Pain</b> & \"quotes\" | `x` [y](z) 'w'"));
        assertThat(document.markdown())
                .doesNotContain("<b>", "<i>", "<script", "[y](z)")
                .contains("&lt;b&gt;Pain&lt;/b&gt; &amp; \"quotes\" \\| \\`x\\`");
    }

    @Test
    void what_changed_is_told_with_before_and_after() throws Exception {
        copyRules();
        edit("rule-set.yaml", "version: 0.2.0", "version: 0.3.0");
        edit("back-pain-child/red-flags.drl", "|| youngerThan( 4, \"years\" )", "|| youngerThan( 5, \"years\" )");
        String ratings = Files.readString(folder.resolve("back-pain-child/ratings.drl"));
        Files.writeString(
                folder.resolve("back-pain-child/ratings.drl"),
                ratings.replaceFirst("(\"radiography-complete-spine\", +\"usually-not-appropriate\", )2", "$13"));
        edit("vocabulary/findings.yaml", "Pain that wakes the patient from sleep.", "Pain that ends sleep.");
        Files.delete(folder.resolve("back-pain-child/cases/empty-record.yaml"));
        String changes = changes(SignOff.of(folder).since(RULES).html());
        assertThat(changes)
                .contains(
                        "0.2.0", "0.3.0", SHIPPED.digest(), RuleSet.read(folder).digest())
                .contains("Rules (1)", "the age is under 4 years", "the age is under 5 years")
                .contains(
                        "Ratings, cell by cell (1)",
                        "ratings-no-red-flags, radiography-complete-spine: medianchanged23")
                .contains("Vocabulary (1)", "Pain that wakes the patient from sleep.Pain that ends sleep.")
                .contains("Cases (1)", "empty-record.yamlremoved")
                .contains("What is answered differently", "back-pain-child/rating/radiography-complete-spine/");
        assertThat(changes(SignOff.of(RULES).since(RULES).html()))
                .contains("Nothing changed.", "Equivalent: every patient is answered alike.");
    }

    @Test
    void rules_with_an_error_have_no_document() throws IOException {
        copyRules();
        edit("back-pain-child/red-flags.drl", "present( \"fever\" )", "present( \"feever\" )");
        assertThatThrownBy(() -> SignOff.of(folder))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        fault -> assertThat(fault.issues()).isNotEmpty());
    }

    @Test
    void a_case_with_an_error_has_no_document() throws IOException {
        copyRules();
        Files.writeString(folder.resolve("back-pain-child/cases/wrong.yaml"), "title: Wrong\nwhat: 1\n");
        assertThatThrownBy(() -> SignOff.of(folder))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining("back-pain-child/cases/wrong.yaml");
    }

    @ParameterizedTest
    @EnumSource(QuestionKind.class)
    void every_question_of_the_language_has_words_of_no_patient_in_particular(QuestionKind kind) {
        Terms terms = new Terms(SHIPPED.vocabulary(), SHIPPED.topics().get(0));
        List<Literal> arguments = new ArrayList<>();
        for (Parameter parameter : kind.parameters()) {
            List<String> codes = parameter.codes(terms.scope(), arguments).orElse(List.of());
            boolean number = parameter.isWritten(new Literal("4", true)) && codes.isEmpty();
            arguments.add(new Literal(number ? "4" : codes.isEmpty() ? "made-up" : codes.get(0), number));
        }
        Line words = new QuestionWords(terms).of(kind.fact(), new Question(kind.display(), arguments, new Place(1, 1)));

        assertThat(words.plain())
                .doesNotContain("{value", "{p", "[", "]", "|", "%", "( ", "  ")
                .isNotBlank();
    }

    private static String changes(String html) throws Exception {
        String text = text(html);
        int from = text.indexOf("What changed", text.indexOf("Signatures"));
        return text.substring(from, text.indexOf("Purpose. ", from));
    }

    private void copyRules() throws IOException {
        RulesFolder.copyShipped(folder);
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private static String text(String html) throws Exception {
        return document(html).getDocumentElement().getTextContent();
    }

    private static List<Element> elements(String html) throws Exception {
        NodeList nodes = document(html).getElementsByTagName("*");
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            all.add((Element) nodes.item(i));
        }
        return all;
    }

    private static Document document(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }
}
