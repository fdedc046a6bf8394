package org.apposite.authoring.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apposite.RuleSet;
import org.apposite.authoring.Finding;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.check.RuleCheck;
import org.apposite.model.Hazard;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a safety officer reads of hazards: what the authors state, and what is found out of these rules. */
class HazardLogTest {

    private static final RuleSet SHIPPED = RuleSet.read(RulesFolder.SHIPPED);
    private static final HazardLog LOG = HazardLog.of(RulesFolder.SHIPPED);

    private static final Pattern FIELD = Pattern.compile("\"((?:[^\"]++|\"\")*+)\"(,|\n)");
    private static final Pattern WAS = Pattern.compile("was: ([0-9a-f]+)");
    private static final int HAZARD = 3;
    private static final int HARM = 4;
    private static final int MET_BY = 5;
    private static final int MET_NOW = 6;
    private static final int CASES = 7;
    private static final int NAMES_OF_CASES = 8;
    private static final int PROPERTIES = 9;
    private static final int PROVED = 10;

    private static final String HAZARDS = """
            hazards:
              - id: infection-overlooked
                harm: An infection is overlooked.
                met-by: { rules: [variant-first], alerts: [take-care] }
                proved-by: [outcome]
                residual: Nobody may have thought of it.
                sources: book
              - id: fever-overlooked
                harm: A fever is overlooked.
                met-by: { rules: [rf-fever] }
                residual: Nobody may have measured it.
                sources: [book]
            """;

    private static final String ALERT = """
            package tiny_topic;

            import org.apposite.language.Patient;

            global org.apposite.language.Conclude conclude;

            rule "Care"
                @id( care )
                @source( book )
            when
                Patient( suspected( "infection" ) )
            then
                conclude.alert( "take-care", "warning", "Take care." );
                conclude.alert( "infection", "info", "Think of infection." );
            end
            """;

    @TempDir
    private Path folder;

    private Path base() throws IOException {
        Path base = folder.resolve("base");
        RulesFolder.copy(Path.of("src/test/resources/check/base"), base);
        Files.writeString(base.resolve("tiny-topic/hazards.yaml"), HAZARDS);
        Files.writeString(base.resolve("tiny-topic/alert.drl"), ALERT);
        return base;
    }

    /** The lines of a log, without their head, in fields. */
    private static List<List<String>> lines(String csv) {
        List<List<String>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        Matcher matcher = FIELD.matcher(csv);
        int end = 0;
        while (matcher.find()) {
            assertThat(matcher.start()).isEqualTo(end);
            end = matcher.end();
            lines.get(lines.size() - 1).add(matcher.group(1).replace("\"\"", "\""));
            if (!matcher.group(2).equals(",")) {
                lines.add(new ArrayList<>());
            }
        }
        assertThat(end).isEqualTo(csv.length());
        return lines.subList(1, lines.size() - 1);
    }

    private static List<String> line(HazardLog log, String hazard) {
        return lines(log.csv()).stream()
                .filter(one -> one.get(HAZARD).equals(hazard))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_shipped_topic_states_hazards_each_met_and_shown_by_a_case() {
        List<List<String>> lines = lines(LOG.csv());

        assertThat(lines).hasSameSizeAs(SHIPPED.hazards()).allSatisfy(line -> {
            assertThat(line.get(MET_NOW)).as(line.get(HAZARD)).isEqualTo("yes");
            assertThat(Integer.parseInt(line.get(CASES))).as(line.get(HAZARD)).isPositive();
            assertThat(line.get(NAMES_OF_CASES).split("; ")).hasSize(Integer.parseInt(line.get(CASES)));
        });
        SHIPPED.topics()
                .forEach(topic -> assertThat(SHIPPED.hazards())
                        .filteredOn(one -> one.topic().equals(topic.id()))
                        .hasSizeBetween(6, 15));
    }

    @Test
    void each_rule_of_a_shipped_hazard_is_one_of_its_topic_and_each_alert_is_raised_there() {
        for (Hazard hazard : SHIPPED.hazards()) {
            List<String> rules = SHIPPED.topics().stream()
                    .filter(one -> one.id().equals(hazard.topic()))
                    .flatMap(topic -> topic.rules().stream())
                    .map(rule -> rule.id())
                    .toList();
            assertThat(rules).containsAll(hazard.rules());
            assertThat(SHIPPED.vocabulary().sources())
                    .containsKeys(hazard.sources().toArray(String[]::new));
        }
    }

    @Test
    void the_page_is_well_formed_tells_all_hazards_before_anything_else_and_its_links_lead_somewhere()
            throws Exception {
        List<Element> elements = elements(LOG.html());
        Set<String> anchors = new HashSet<>();
        elements.stream()
                .filter(one -> one.hasAttribute("id"))
                .forEach(one -> assertThat(anchors.add(one.getAttribute("id"))).isTrue());
        List<String> links = elements.stream()
                .filter(one -> one.getTagName().equals("a"))
                .map(one -> one.getAttribute("href").substring(1))
                .toList();
        assertThat(anchors).containsAll(links);
        String html = LOG.html();
        String opening = html.substring(0, html.indexOf("<nav"));
        for (Hazard hazard : SHIPPED.hazards()) {
            assertThat(links).contains("hazard." + hazard.topic() + "." + hazard.id());
            assertThat(opening).contains("href=\"#hazard." + hazard.topic() + "." + hazard.id());
        }
        assertThat(html).contains("Safety officer", SHIPPED.digest(), "Proofs were not run.");
    }

    private static List<Element> elements(String html) throws Exception {
        NodeList nodes = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.replaceFirst("<!DOCTYPE html>", ""))))
                .getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    @Test
    void a_case_shows_a_hazard_when_its_rule_fires_or_its_alert_is_told() throws IOException {
        HazardLog log = HazardLog.of(base());

        assertThat(line(log, "infection-overlooked").get(NAMES_OF_CASES)).isEqualTo("first");
        assertThat(line(log, "fever-overlooked").get(CASES)).isEqualTo("0");
        assertThat(log.markdown()).contains("No case shows these hazards");
    }

    @Test
    void a_case_that_is_not_answered_as_it_expects_shows_nothing() throws IOException {
        Path base = base();
        Path first = base.resolve("tiny-topic/cases/first.yaml");
        Files.writeString(first, Files.readString(first).replace("variant: first", "variant: second"));

        HazardLog log = HazardLog.of(base);

        assertThat(line(log, "infection-overlooked").get(CASES)).isEqualTo("0");
        assertThat(log.markdown()).contains("NOT answered as expected");
    }

    @Test
    void a_hazard_is_proved_when_every_property_of_it_is_and_else_it_is_told_why_not() throws IOException {
        Path base = base();
        HazardLog before = HazardLog.of(base);

        assertThat(line(before, "infection-overlooked").get(PROVED)).isEqualTo("not run");
        assertThat(line(before, "fever-overlooked").get(PROVED)).isEqualTo("only tested");
        assertThat(line(before.proved(10, any -> {}), "infection-overlooked"))
                .element(PROPERTIES)
                .isEqualTo("outcome: broken");
        assertThat(before.proved(10, any -> {}).markdown())
                .contains("Why outcome is broken", "no rule leads to a variant or an exclusion");

        Files.writeString(
                base.resolve("tiny-topic/hazards.yaml"), HAZARDS.replace("[outcome]", "[one-variant, rule-fires]"));
        HazardLog after = HazardLog.of(base).proved(10, any -> {});

        assertThat(line(after, "infection-overlooked").get(PROVED)).isEqualTo("proved");
        assertThat(after.markdown()).contains("2: 1 proved, 1 only tested, 0 not proved");
    }

    @Test
    void what_is_withdrawn_stays_in_the_log_and_no_longer_meets_a_hazard() throws IOException {
        Path base = base();
        Files.writeString(base.resolve("withdrawn.yaml"), """
                withdrawn:
                  - part: tiny-topic/rf-fever
                    reason: The rule was wrong.
                    by: Somebody
                    at: "2026-11-27T14:30:00Z"
                  - part: tiny-topic/care
                    reason: The text was wrong.
                    by: Somebody
                    at: "2026-11-27T14:30:00Z"
                """);

        HazardLog log = HazardLog.of(base);

        assertThat(line(log, "fever-overlooked").subList(MET_BY, CASES))
                .containsExactly("rule rf-fever (withdrawn)", "no");
        assertThat(line(log, "infection-overlooked").subList(MET_BY, CASES))
                .containsExactly("rule variant-first; alert take-care (withdrawn)", "yes");
        assertThat(log.markdown())
                .contains(
                        "**Nothing meets these hazards now:** [fever-overlooked]",
                        "does not speak now:** [infection-overlooked]",
                        "**withdrawn.** The text was wrong.");
    }

    private Path layer(String changes) throws IOException {
        base();
        Path layer = folder.resolve("layer");
        Files.createDirectories(layer.resolve("tiny-topic"));
        RuleSet base = RuleSet.read(folder.resolve("base"));
        Files.writeString(layer.resolve("rule-set.yaml"), """
                name: hospital
                version: 1.0.0
                language: 2
                extends: %s %s
                base: ../base
                """.formatted(base.name(), base.version()));
        Path file = layer.resolve("tiny-topic/changes.yaml");
        Files.writeString(file, changes);
        for (RuleIssue issue : RuleSet.read(layer).issues()) {
            Matcher was = WAS.matcher(String.valueOf(issue.suggestion()));
            assertThat(was.find()).as(issue.toString()).isTrue();
            Files.writeString(file, Files.readString(file).replaceFirst("was: WAS", "was: " + was.group(1)));
        }
        assertThat(RuleSet.read(layer).issues()).isEmpty();
        return layer;
    }

    private static List<String> found(Path folder) {
        return RuleCheck.check(folder, LocalDate.of(2026, 11, 24)).stream()
                .map(Finding::issue)
                .filter(one -> one.message().contains("hazard"))
                .map(one -> one.code() + " " + one.file() + ": " + one.message())
                .toList();
    }

    @Test
    void a_layer_has_the_hazards_below_it_met_by_what_it_says_in_the_place_of_a_rule() throws IOException {
        Path layer = layer("""
                alerts:
                  - { rule: care, alert: take-care, text: Take more care., sources: book, was: WAS }
                """);
        Path base = folder.resolve("base/tiny-topic/hazards.yaml");
        Files.writeString(base, HAZARDS.replace("rules: [variant-first]", "rules: [care]"));
        Files.writeString(layer.resolve("tiny-topic/hazards.yaml"), HAZARDS.replace("overlooked", "forgotten"));

        HazardLog log = HazardLog.of(layer);

        assertThat(line(log, "infection-overlooked").subList(MET_BY, CASES))
                .containsExactly("rule care; rule care-changed; alert take-care", "yes");
        assertThat(line(log, "infection-forgotten").get(MET_BY)).isEqualTo("rule variant-first; alert take-care");
        assertThat(log.markdown()).contains("cases of what the layer builds on");
        assertThat(found(layer))
                .containsExactly(
                        "APP-238 tiny-topic/hazards.yaml: no case that is answered as expected shows how the hazard"
                                + " \"infection-forgotten\" is met",
                        "APP-238 tiny-topic/hazards.yaml: no case that is answered as expected shows how the hazard"
                                + " \"fever-forgotten\" is met");
    }

    @Test
    void a_layer_that_leaves_out_all_that_meets_a_hazard_is_told_and_the_log_names_what_it_left_out()
            throws IOException {
        Path layer = layer("""
                left-out:
                  - { rule: rf-fever, reason: No fever here., was: WAS }
                """);

        assertThat(line(HazardLog.of(layer), "fever-overlooked").subList(MET_BY, CASES))
                .containsExactly("rule rf-fever (left out by the layer)", "no");
        assertThat(found(layer)).singleElement().asString().startsWith("APP-239 tiny-topic/changes.yaml: the layer");
    }

    @Test
    void a_hazard_of_the_layer_cannot_take_the_place_of_one_below() throws IOException {
        Path layer = layer("{}");
        Files.writeString(layer.resolve("tiny-topic/hazards.yaml"), HAZARDS);

        assertThat(RuleSet.read(layer).issues())
                .hasSize(2)
                .extracting(RuleIssue::code)
                .containsOnly("APP-110");
    }

    /** The text, in YAML's double quotes, and what a spreadsheet reads. */
    @ParameterizedTest
    @CsvFileSource(resources = "/hazard-texts.csv", numLinesToSkip = 1)
    void no_text_of_a_hazard_is_a_formula_or_breaks_its_line(String written, String read) throws IOException {
        Path base = base();
        Files.writeString(
                base.resolve("tiny-topic/hazards.yaml"),
                HAZARDS.replace("An infection is overlooked.", '"' + written + '"'));

        HazardLog log = HazardLog.of(base);

        assertThat(line(log, "infection-overlooked").get(HARM)).isEqualTo(read);
        assertThat(lines(log.csv())).allSatisfy(line -> assertThat(line).hasSize(14));
    }

    @Test
    void a_topic_that_is_not_there_is_refused_and_one_without_hazards_says_so() throws IOException {
        Path base = base();
        assertThatThrownBy(() -> HazardLog.of(base, "tiny-topik"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Did you mean \"tiny-topic\"?");

        Files.delete(base.resolve("tiny-topic/hazards.yaml"));
        assertThat(HazardLog.of(base).markdown()).contains("the topic states no hazards");
        assertThat(lines(HazardLog.of(base).csv())).isEmpty();
    }
}
