package org.apposite.authoring.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.model.RuleIssue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingsAreReadByOtherProgramsTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<Finding> FINDINGS = List.of(
            finding(
                    Level.ERROR,
                    "APP-109",
                    "a topic/r\u00FCck.drl",
                    12,
                    27,
                    "there is no \"x\"",
                    "Did you mean \"y\"?",
                    "  x\ty"),
            finding(
                    Level.ERROR,
                    "APP-109",
                    "a topic/r\u00FCck.drl",
                    40,
                    27,
                    "there is no \"x\"",
                    "Did you mean \"y\"?",
                    "  x\ty"),
            finding(Level.WARNING, "APP-208", "vocabulary/findings.yaml", 3, 0, "100 % unused: a, b", null, "fever:"),
            finding(Level.NOTE, "APP-101", "", 0, 0, "no folder", "Name one.", null));

    private static Finding finding(
            Level level,
            String code,
            String file,
            int line,
            int column,
            String message,
            @Nullable String suggestion,
            @Nullable String excerpt) {
        return new Finding(level, new RuleIssue(code, file, line, column, message, suggestion, excerpt));
    }

    @Test
    void sarif_is_valid_by_the_schema_of_oasis() throws IOException {
        Schema schema =
                schema(SpecificationVersion.DRAFT_7, Path.of("src/test/resources/sarif/sarif-2.1.0.schema.json"));

        assertThat(schema.validate(MAPPER.readTree(sarif(FINDINGS)))).isEmpty();
        assertThat(schema.validate(MAPPER.readTree(sarif(List.of())))).isEmpty();
        assertThat(schema.validate(MAPPER.readTree(sarif(FINDINGS).replace("\"error\"", "\"fatal\""))))
                .as("the schema is looked at")
                .isNotEmpty();
    }

    @Test
    void sarif_names_places_as_addresses_and_every_code_once() throws IOException {
        JsonNode run = MAPPER.readTree(sarif(FINDINGS)).at("/runs/0");

        assertThat(run.at("/tool/driver/rules"))
                .extracting(rule -> rule.get("id").asText())
                .containsExactly("APP-101", "APP-109", "APP-208");
        assertThat(run.at("/tool/driver/rules/1/shortDescription/text").asText())
                .isEqualTo("A misspelt code");
        assertThat(run.at("/results/0/ruleIndex").asInt()).isEqualTo(1);
        assertThat(run.at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                        .asText())
                .isEqualTo("a%20topic/r%C3%BCck.drl");
        assertThat(run.at("/results/0/message/text").asText()).isEqualTo("there is no \"x\". Did you mean \"y\"?");
    }

    @Test
    void sarif_knows_a_finding_again_when_lines_were_added_above_it() throws IOException {
        Finding moved = finding(
                Level.ERROR,
                "APP-109",
                "a topic/r\u00FCck.drl",
                99,
                30,
                "there is no \"x\"",
                "Did you mean \"y\"?",
                "     x\ty");

        assertThat(prints(List.of(moved))).containsExactly(prints(FINDINGS).get(0));
        assertThat(prints(FINDINGS)).doesNotHaveDuplicates();
    }

    private static List<String> prints(List<Finding> findings) throws IOException {
        return MAPPER.readTree(sarif(findings))
                .at("/runs/0/results")
                .valueStream()
                .map(result ->
                        result.at("/partialFingerprints").iterator().next().asText())
                .toList();
    }

    private static String sarif(List<Finding> findings) {
        return Sarif.of(findings, "1.0.0", Map.of("APP-109", "A misspelt code"));
    }

    @Test
    void json_is_valid_by_the_published_schema() throws IOException {
        Schema schema = schema(SpecificationVersion.DRAFT_2020_12, Path.of("../../docs/schema/findings.schema.json"));

        assertThat(schema.validate(MAPPER.readTree(FindingsJson.of(FINDINGS)))).isEmpty();
        assertThat(MAPPER.readTree(FindingsJson.of(FINDINGS))
                        .at("/findings/3/line")
                        .isNull())
                .isTrue();
    }

    @Test
    void github_gets_one_line_each_with_nothing_that_could_end_it() {
        assertThat(GitHubAnnotations.of(FINDINGS, "rules-drl/").lines())
                .containsExactly(
                        "::error file=rules-drl/a topic/r\u00FCck.drl,line=12,col=27,title=APP-109::there is no \"x\". Did you mean \"y\"?",
                        "::error file=rules-drl/a topic/r\u00FCck.drl,line=40,col=27,title=APP-109::there is no \"x\". Did you mean \"y\"?",
                        "::warning file=rules-drl/vocabulary/findings.yaml,line=3,title=APP-208::100 %25 unused: a, b",
                        "::notice file=rules-drl/,title=APP-101::no folder. Name one.");
        assertThat(GitHubAnnotations.of(
                        List.of(finding(Level.ERROR, "APP-101", "a:b,c.drl", 1, 1, "two\nlines", null, null)), ""))
                .isEqualTo("::error file=a%3Ab%2Cc.drl,line=1,col=1,title=APP-101::two%0Alines\n");
    }

    private static Schema schema(SpecificationVersion version, Path file) throws IOException {
        return SchemaRegistry.withDefaultDialect(version).getSchema(MAPPER.readTree(Files.readString(file)));
    }
}
