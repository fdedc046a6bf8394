package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apposite.ClinicalRules;
import org.apposite.text.Characters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/**
 * Whatever somebody writes into rules, cases, records, names and arguments, no output of the command obeys it: one set of
 * texts, in every place at once, through every output.
 */
class HostileTextsStayTextsTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** Where a text stands, besides records, arguments and the folder's own name. */
    private enum Where {
        /** In a case that can be read, and in the names of files. */
        CASES,
        /** In cases that cannot be read. */
        BROKEN_CASES,
        /** In the texts of rules, topics and vocabulary; what hides something is refused there. */
        RULES,
        /** In the name of a file of rules, likewise. */
        NAME_OF_RULES
    }

    /** A folder of rules with a text in its places; and what is asked about it. */
    private record Given(Path rules, Path record, HostileText text) {}

    /** A run of the command, and what holds of what it writes. */
    private record Run(String command, Consumer<String> holds) {}

    private static final List<Run> RUNS = List.of(
            new Run("check RULES", HostileTextsStayTextsTest::isForPeople),
            new Run("prove RULES", HostileTextsStayTextsTest::isForPeople),
            new Run("prove RULES --format json", HostileTextsStayTextsTest::isJson),
            new Run("check RULES --format json", HostileTextsStayTextsTest::isJson),
            new Run("check RULES --format sarif", HostileTextsStayTextsTest::isSarif),
            new Run("check RULES --format github", HostileTextsStayTextsTest::isAnnotations),
            new Run("test RULES", HostileTextsStayTextsTest::isForPeople),
            new Run("test RULES --coverage text", HostileTextsStayTextsTest::isForPeople),
            new Run("test RULES --coverage html", HostileTextsStayTextsTest::isPage),
            new Run("test RULES --coverage lcov", HostileTextsStayTextsTest::isLcov),
            new Run("test RULES --junit OUT/junit.xml", HostileTextsStayTextsTest::isForPeople),
            new Run("test RULES --mutate", HostileTextsStayTextsTest::isForPeople),
            new Run("test RULES --mutate --format json", HostileTextsStayTextsTest::isJson),
            new Run("test RULES --only TEXT", HostileTextsStayTextsTest::isForPeople),
            new Run("docs RULES --with-cases", HostileTextsStayTextsTest::isXhtml),
            new Run("docs RULES --with-cases --format markdown", HostileTextsStayTextsTest::isMarkdown),
            new Run("docs RULES --hazards --no-proofs", HostileTextsStayTextsTest::isXhtml),
            new Run("docs RULES --hazards --no-proofs --format markdown", HostileTextsStayTextsTest::isMarkdown),
            new Run("docs RULES --hazards --no-proofs --format csv", HostileTextsStayTextsTest::isTable),
            new Run("lock RULES", HostileTextsStayTextsTest::isForPeople),
            new Run("format --check RULES", HostileTextsStayTextsTest::isForPeople),
            new Run("migrate --dry-run RULES", HostileTextsStayTextsTest::isForPeople),
            new Run("evaluate --rules RULES -", HostileTextsStayTextsTest::isForPeople),
            new Run("evaluate --rules RULES --why -", HostileTextsStayTextsTest::isForPeople),
            new Run("evaluate --rules RULES --why --language de -", HostileTextsStayTextsTest::isForPeople),
            new Run("evaluate --rules RULES --format json -", HostileTextsStayTextsTest::isJson),
            new Run("evaluate --rules RULES --format fhir -", HostileTextsStayTextsTest::isJson),
            new Run("evaluate --rules RULES TEXT", HostileTextsStayTextsTest::isForPeople),
            new Run("evaluate --rules RULES --fhir --full RECORD", HostileTextsStayTextsTest::isForPeople),
            new Run("evaluate --rules RULES --fhir --format json RECORD", HostileTextsStayTextsTest::isJson),
            new Run("evaluate --rules RULES --fhir --format fhir RECORD", HostileTextsStayTextsTest::isJson),
            new Run("fhir check-mapping MAPPING", HostileTextsStayTextsTest::isForPeople),
            new Run("fhir check-mapping EMPTY --sample RECORD", HostileTextsStayTextsTest::isForPeople),
            new Run("fhir --rules RULES -o OUT/fhir", HostileTextsStayTextsTest::isForPeople),
            new Run("explain TEXT", HostileTextsStayTextsTest::isForPeople),
            new Run("explain APP-102", HostileTextsStayTextsTest::isForPeople),
            new Run("check TEXT", HostileTextsStayTextsTest::isForPeople),
            new Run("--TEXT", HostileTextsStayTextsTest::isForPeople),
            new Run("TEXT", HostileTextsStayTextsTest::isForPeople),
            new Run("--version --rules RULES", HostileTextsStayTextsTest::isForPeople),
            new Run("log verify LOG", HostileTextsStayTextsTest::isForPeople),
            new Run("replay LOG", HostileTextsStayTextsTest::isForPeople),
            new Run("report LOG", HostileTextsStayTextsTest::isForPeople),
            new Run("report --format json LOG", HostileTextsStayTextsTest::isJson),
            new Run("report --format html LOG", HostileTextsStayTextsTest::isPage));

    @TempDir
    private Path folder;

    static Stream<Arguments> each() throws IOException {
        return everywhere(HostileText.all());
    }

    static Stream<Arguments> together() throws IOException {
        return everywhere(HostileText.together());
    }

    private static Stream<Arguments> everywhere(List<HostileText> texts) {
        return texts.stream().flatMap(text -> Stream.of(Where.values()).map(where -> Arguments.of(text, where)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("each")
    @Tag("soak")
    void no_output_obeys_a_text(HostileText text, Where where) throws Exception {
        look(text, where);
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("together")
    void no_output_obeys_them_together(HostileText text, Where where) throws Exception {
        look(text, where);
    }

    private void look(HostileText text, Where where) throws Exception {
        Given given = given(text, where);
        boolean isLoaded = ClinicalRules.check(given.rules()).isEmpty();
        assertThat(isLoaded || where.compareTo(Where.BROKEN_CASES) > 0)
                .as("the rules are loaded")
                .isTrue();
        for (Run run : RUNS) {
            boolean tells = isLoaded || run.command().matches("(check|lock|format) .*|evaluate --rules RULES -");
            boolean looksAtCases = run.command().matches("(check|test|docs) .*");
            if (!tells || (where == Where.BROKEN_CASES && !looksAtCases)) {
                continue;
            }
            Session session = Session.reading(
                    "{\"id\": " + text.json() + ", \"patient\": {\"age\": \"6 years\", \"sex\": " + text.json()
                            + "}, \"complaint\": {\"symptom\": \"back-pain\"}}\n"
                            + "{\"id\": " + text.json() + ", \"patient\": {\"age\": \"6 years\"},"
                            + " \"complaint\": {\"symptom\": \"back-pain\"}}\n",
                    arguments(run.command(), given));
            String what = run.command();
            assertThat(session.err()).as(what).doesNotContain("a bug of this program");
            within(what, () -> isForPeople(session.err()));
            if (!session.out().isEmpty()) {
                within(what, () -> run.holds().accept(session.out()));
            }
        }
        Path junit = folder.resolve("junit.xml");
        if (Files.exists(junit)) {
            within("junit", () -> isXml(Files.readString(junit)));
        }
        if (Files.exists(folder.resolve("fhir"))) {
            try (Stream<Path> files = Files.list(folder.resolve("fhir"))) {
                for (Path file : files.toList()) {
                    within("fhir", () -> isJson(Files.readString(file)));
                }
            }
        }
    }

    private interface Check {
        void run() throws Exception;
    }

    private static void within(String command, Check check) {
        try {
            check.run();
        } catch (Exception | AssertionError fault) {
            throw new AssertionError(command + ": " + fault.getMessage(), fault);
        }
    }

    private String[] arguments(String command, Given given) {
        return Stream.of(command.split(" "))
                .map(word -> word.replace("RULES", given.rules().toString())
                        .replace("OUT", folder.toString())
                        .replace("RECORD", given.record().toString())
                        .replace("MAPPING", folder.resolve("mapping.yaml").toString())
                        .replace("EMPTY", folder.resolve("empty.yaml").toString())
                        .replace("LOG", folder.resolve("log").toString())
                        .replace("TEXT", given.text().argument()))
                .toArray(String[]::new);
    }

    /** A folder that has the text in its name, in the names of its files, in cases, and in the texts of rules when told so. */
    private Given given(HostileText text, Where where) throws IOException {
        Path rules = folder.resolve(text.fileName());
        boolean isRefusedInCases = Characters.firstRefused(text.text()).isPresent();
        RulesCopy.small(rules);
        Path topic = rules.resolve("one");
        Files.writeString(topic.resolve("cases").resolve(text.fileName() + ".yaml"), """
                title: %1$s
                source: interpretation
                case: { patient: { age: 6 years 11 months }, complaint: { symptom: back-pain } }
                expect: { error: %1$s }
                """.formatted(
                        isRefusedInCases ? "\"a title\"" : text.yaml()));
        if (where == Where.BROKEN_CASES) {
            Files.writeString(topic.resolve("cases").resolve("a.yaml"), """
                    title: %1$s
                    source: interpretation
                    case: { patient: { age: 6 years 11 months }, complaint: { symptom: back-pain } }
                    expect: { variant: %1$s, fired: [%1$s], redFlags: [%1$s] }
                    """.formatted(text.yaml()));
            Files.writeString(topic.resolve("cases").resolve("b.yaml"), """
                    title: a title
                    source: %1$s
                    %1$s: { patient: { age: 6 years 11 months } }
                    """.formatted(text.yaml()));
        }
        if (where == Where.RULES) {
            String literal = text.text().replace('"', '\'').replace('\\', '/');
            replace(topic.resolve("topic.yaml"), "One rule, made up for tests", text.yaml());
            replace(topic.resolve("topic.yaml"), "The only variant", text.yaml());
            replace(topic.resolve("topic.yaml"), "Nobody", text.yaml());
            replace(topic.resolve("rules.drl"), "One: the young", "One: " + literal);
            Files.write(topic.resolve("alert.drl"), """
                    package one;

                    import org.apposite.language.Patient;

                    global org.apposite.language.Conclude conclude;

                    rule "One: an alert %1$s"
                        @id( one-alert )
                        @source( interpretation )
                    when
                        Patient( youngerThan( 7, "years" ) )
                    then
                        conclude.alert( "made-up", "warning", "%1$s" );
                    end
                    """.formatted(literal).getBytes(StandardCharsets.UTF_8));
            Files.writeString(topic.resolve("hazards.yaml"), """
                    hazards:
                      - id: made-up
                        harm: %1$s
                        met-by: { alerts: [made-up] }
                        residual: %1$s
                        sources: interpretation
                    """.formatted(text.yaml()));
            replace(rules.resolve("rule-set.yaml"), "apposite-rules", text.yaml());
            replace(rules.resolve("rule-set.yaml"), "0.2.0", text.yaml());
            replace(
                    rules.resolve("vocabulary").resolve("sources.yaml"),
                    "title: Decision of this project.*",
                    "title: " + text.yaml());
        } else if (where == Where.NAME_OF_RULES) {
            Files.move(topic.resolve("rules.drl"), topic.resolve(text.fileName() + ".drl"));
        }
        Path record = folder.resolve("r" + text.fileName() + ".json");
        Files.writeString(record, """
                {"resourceType":"Bundle","type":"collection","entry":[
                {"resource":{"resourceType":"Patient","id":"17","birthDate":"2017-03-01","gender":%1$s,
                 "name":[{"family":%1$s}]}},
                {"resource":{"resourceType":"Condition","id":"1","subject":{"reference":"Patient/17"},
                 "code":{"text":%1$s,"coding":[{"system":"http://snomed.info/sct","code":"161891005","display":%1$s}]},
                 "clinicalStatus":{"coding":[{"code":%1$s,"display":%1$s}]},"recordedDate":%1$s}},
                {"resource":{"resourceType":"AllergyIntolerance","id":%1$s,"patient":{"reference":"Patient/17"},
                 "code":{"text":%1$s,"coding":[{"system":%1$s,"code":%1$s,"display":%1$s}]}}},
                {"resource":{"resourceType":"Observation","id":"o","status":"final","subject":{"reference":"Patient/17"},
                 "code":{"coding":[{"system":"http://loinc.org","code":"8310-5","display":%1$s}]},
                 "valueQuantity":{"value":39,"unit":%1$s,"code":%1$s}}},
                {"resource":{"resourceType":"ServiceRequest","id":"s","status":"draft","intent":"order",
                 "subject":{"reference":%1$s},"code":{"text":%1$s}}}]}
                """.formatted(text.json()));
        Files.writeString(folder.resolve("mapping.yaml"), """
                terms: { fever: [%1$s], %1$s: [] }
                %1$s: {}
                """.formatted(text.yaml()));
        Files.writeString(folder.resolve("empty.yaml"), "terms: {}\n");
        Files.createDirectories(folder.resolve("log"));
        Files.writeString(
                folder.resolve("log").resolve("decisions.jsonl"),
                "{\"id\":" + text.json() + ",\"time\":" + text.json() + ",\"case\":{\"id\":" + text.json() + "}}\n"
                        + "{\"id\":" + text.json() + ",\"time\":\"2026-11-01T00:00:00Z\",\"digest\":\"d\",\"outcome\":"
                        + text.json() + ",\"topic\":" + text.json() + ",\"silent\":true,\"beside\":" + text.json()
                        + ",\"orders\":[{\"asked\":" + text.json() + "}],\"cards\":[{\"kind\":" + text.json() + "}]}\n"
                        + "{\"event\":" + text.json() + ",\"time\":\"2026-11-01T00:00:00Z\",\"reason\":" + text.json()
                        + "}\n");
        return new Given(rules, record, text);
    }

    private static void replace(Path file, String what, String by) throws IOException {
        String text = Files.readString(file);
        String changed = text.replaceFirst(what, Matcher.quoteReplacement(by));
        assertThat(changed).isNotEqualTo(text);
        Files.write(file, changed.getBytes(StandardCharsets.UTF_8));
    }

    private static void hidesNothing(String output) {
        assertThat(output.codePoints().filter(Characters::isHidden).mapToObj(Integer::toHexString))
                .as(output)
                .isEmpty();
    }

    private static void isForPeople(String output) {
        hidesNothing(output);
        assertThat(output.lines()).noneMatch(line -> line.startsWith("FORGED") || line.matches("\\s*(::|##\\[).*"));
    }

    private static void isJson(String output) {
        hidesNothing(output);
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(output)) {
            assertThat(values.readAll()).isNotEmpty();
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + output, e);
        }
    }

    private static void isSarif(String output) {
        isJson(output);
        try {
            List<JsonNode> addresses = JSON.readTree(output).findValues("uri");
            assertThat(addresses)
                    .allSatisfy(one ->
                            assertThat(URI.create(one.textValue()).isAbsolute()).isFalse());
        } catch (IOException e) {
            throw new AssertionError(output, e);
        }
    }

    private static void isAnnotations(String output) {
        hidesNothing(output);
        assertThat(output.lines())
                .allMatch(line -> line.matches(
                        "::(error|warning|notice) file=[^:,]*(,line=\\d+)?(,col=\\d+)?,title=APP-\\d+::[^\\r]*"));
    }

    private static void isLcov(String output) {
        hidesNothing(output);
        List<String> ends = new ArrayList<>();
        Iterator<String> lines = output.lines().iterator();
        while (lines.hasNext()) {
            String line = lines.next();
            assertThat(line).matches("TN:|SF:.*\\.drl|(BRDA|BRF|BRH|DA|LF|LH):[\\d,]+|end_of_record");
            if (line.startsWith("SF") || line.equals("end_of_record")) {
                ends.add(line.substring(0, 2));
            }
        }
        assertThat(String.join("", ends)).matches("(SFen)+");
    }

    /** A line for each hazard, of fields in quotes; no field is what a spreadsheet would reckon. */
    private static void isTable(String output) {
        hidesNothing(output);
        assertThat(output.split("\n", -1))
                .hasSizeLessThanOrEqualTo(3)
                .allSatisfy(line -> assertThat(line).matches("|(\"([^\"]|\"\")*\"(,|$))+"));
        assertThat(output).doesNotContainPattern("(?m)(^|,)\"\\s*[=+@-]");
    }

    private static void isPage(String output) {
        hidesNothing(output);
        assertThat(output).doesNotContain("<script", "<img");
    }

    private static void isXhtml(String output) throws AssertionError {
        isPage(output);
        Document page = isXml(output.replaceFirst("(?i)<!DOCTYPE[^>]*>", ""));
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
    }

    private static Document isXml(String output) {
        hidesNothing(output);
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(e.getMessage() + ": " + output, e);
        }
    }

    private static void isMarkdown(String output) {
        hidesNothing(output);
        assertThat(output)
                .doesNotContain("<script", "<img", "http://", "www.")
                .doesNotContainPattern("(?<!\\\\)\\]\\((?!#)");
        assertThat(output.lines())
                .noneMatch(line -> line.startsWith("FORGED") || line.startsWith("# FORGED") || line.startsWith("> `"));
    }
}
