package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.json.format.Schemas;
import org.apposite.json.record.CaseFormat;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemasTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @ParameterizedTest
    @ValueSource(strings = {"case", "answer", "rule-case", "why-not"})
    void a_schema_is_valid_and_its_published_copy_is_identical(String name) throws IOException {
        String text = text(name);
        Schema metaSchema = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(metaSchema.validate(MAPPER.readTree(text))).isEmpty();
        assertThat(Path.of("../../docs/schema", name + ".schema.json"))
                .content()
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"case", "case with a vocabulary", "answer", "rule-case", "why-not"})
    void a_schema_describes_every_key_and_allows_no_other(String name) throws IOException {
        List<String> undescribed = new ArrayList<>();
        List<String> open = new ArrayList<>();
        JsonNode schema = MAPPER.readTree(text(name));
        inspect("", schema, undescribed, open);
        assertThat(undescribed).isEmpty();
        assertThat(open).isEmpty();
    }

    private static void inspect(String path, JsonNode schema, List<String> undescribed, List<String> open) {
        boolean refinesOnly = path.matches(".*/(if|then|else|finding|site|not)(/.*)?") && !path.contains("expect");
        for (Map.Entry<String, JsonNode> key : schema.path("properties").properties()) {
            if (!refinesOnly && !key.getValue().has("description")) {
                undescribed.add(path + "/" + key.getKey());
            }
        }
        if (schema.has("properties") && !refinesOnly && !schema.has("additionalProperties")) {
            open.add(path);
        }
        for (Map.Entry<String, JsonNode> child : schema.properties()) {
            inspect(path + "/" + child.getKey(), child.getValue(), undescribed, open);
        }
    }

    @Test
    void the_closed_lists_of_the_schemas_are_those_of_the_library() throws IOException {
        assertThat(codes("case", "/properties/patient/properties/sex")).isEqualTo(codes(Sex.values()));
        assertThat(codes("case", "/$defs/presence")).isEqualTo(codes(Presence.values()));
        assertThat(codes("case", "/$defs/side")).isEqualTo(codes(Side.values()));
        assertThat(codes("case", "/$defs/contrast")).isEqualTo(codes(Contrast.values()));
        for (String name : List.of("answer", "rule-case")) {
            String base = name.equals("answer") ? "/properties" : "/properties/expect/properties";
            assertThat(codes(name, base + "/outcome")).isEqualTo(codes(Outcome.values()));
        }
        String recommendation = "/properties/recommendations/items/properties";
        assertThat(codes("answer", recommendation + "/category")).isEqualTo(codes(Recommendation.Category.values()));
        assertThat(codes("answer", recommendation + "/radiation/properties/level"))
                .isEqualTo(codes(Radiation.Level.values()));
        assertThat(codes("answer", "/properties/alerts/items/properties/severity"))
                .isEqualTo(codes(Severity.values()));
        assertThat(codes("answer", "/properties/nextSteps/items/properties/urgency"))
                .isEqualTo(codes(Urgency.values()));
        assertThat(codes("answer", "/properties/missing/items/properties/couldChange/items"))
                .isEqualTo(codes(Effect.values()));
    }

    @Test
    void no_published_schema_holds_a_code_of_the_rules() throws IOException {
        Vocabulary vocabulary = ClinicalRules.bundled().vocabulary();
        Set<String> codes = new TreeSet<>(vocabulary.terms().keySet());
        codes.addAll(vocabulary.studyKinds());
        vocabulary.studies().values().forEach(study -> {
            codes.addAll(study.results().keySet());
            codes.addAll(study.findings().keySet());
            codes.addAll(study.sites().keySet());
        });
        codes.addAll(vocabulary.regions().keySet());
        for (String name : List.of("case", "answer", "rule-case", "why-not")) {
            Set<String> enumerated = new TreeSet<>();
            MAPPER.readTree(text(name))
                    .findValues("enum")
                    .forEach(list -> list.forEach(one -> enumerated.add(one.asText())));
            // The closed lists of the language, some of whose words are also words of medicine.
            enumerated.removeAll(codes(Sex.values()));
            enumerated.removeAll(codes(Presence.values()));
            assertThat(enumerated).as(name).doesNotContainAnyElementsOf(codes);
        }
    }

    @Test
    void the_schema_with_a_vocabulary_takes_its_codes_and_no_other() throws IOException {
        String text = Schemas.caseSchema(Examples.vocabulary());
        Schema metaSchema = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(metaSchema.validate(MAPPER.readTree(text))).isEmpty();
        Schema schema = REGISTRY.getSchema(MAPPER.readTree(text));
        for (String right : List.of(
                "{'complaint': {'symptom': 'back-pain', 'region': 'lumbar', 'trauma': 'absent'}}",
                "{'complaints': [{'symptom': 'back-pain'}, {'symptom': 'knee-pain', 'side': 'left'}]}",
                "{'findings': {'present': ['fever'], 'absent': ['malaise', 'all-other-red-flags']}}",
                "{'suspected': ['infection'], 'conditions': ['pregnancy']}",
                "{'choices': {'mechanism': 'fall'}, 'measurements': {'fall-height': ['3 ft', '1 m'], 'egfr': 90}}",
                "{'imaging': [{'study': 'mri', 'technique': 'dti', 'region': 'chest', 'result': 'neoplasm'}]}",
                "{'order': {'study': 'ct', 'technique': 'cta', 'region': 'chest', 'contrast': 'with'}}")) {
            assertThat(schema.validate(MAPPER.readTree(right.replace('\'', '"'))))
                    .as(right)
                    .isEmpty();
        }
        for (String wrong : List.of(
                "{'complaint': {'symptom': 'ache'}}",
                "{'complaint': {'region': 'chest'}}",
                "{'complaint': {'fever': 'absent'}}",
                "{'complaints': [{'region': 'lumbar'}]}",
                "{'findings': {'present': ['all-other-red-flags']}}",
                "{'findings': {'absent': ['infection']}}",
                "{'suspected': ['fever']}",
                "{'conditions': ['fever']}",
                "{'choices': {'mechanism': 'none'}}",
                "{'choices': {'fever': 'none'}}",
                "{'measurements': {'fever': 3}}",
                "{'measurements': {'egfr': 'high'}}",
                "{'imaging': [{'study': 'bone-scan', 'region': 'chest', 'result': 'negative'}]}",
                "{'imaging': [{'study': 'ct', 'region': 'chest', 'result': 'neoplasm'}]}",
                "{'imaging': [{'study': 'ct', 'technique': 'dti', 'region': 'chest', 'result': 'negative'}]}",
                "{'imaging': [{'study': 'ct', 'region': 'chest', 'result': 'negative', 'finding': 'fracture'}]}",
                "{'order': {'study': 'radiography', 'region': 'chest', 'contrast': 'with'}}")) {
            assertThat(schema.validate(MAPPER.readTree(wrong.replace('\'', '"'))))
                    .as(wrong)
                    .isNotEmpty();
        }
    }

    @Test
    void every_answer_fits_the_schema_of_answers() throws IOException {
        Schema schema = REGISTRY.getSchema(Schemas.answerSchema());
        assertThat(schema.validate(MAPPER.readTree(AdviceJson.pretty(Examples.matched()))))
                .isEmpty();
        assertThat(schema.validate(MAPPER.readTree(AdviceJson.compact(Examples.notApplicable()))))
                .isEmpty();
        assertThat(schema.validate(MAPPER.readTree("{}"))).isNotEmpty();
    }

    @Test
    void every_refusal_fits_its_definition_in_the_schema_of_answers() throws IOException {
        JsonNode definitions = MAPPER.readTree(Schemas.answerSchema()).path("$defs");
        Schema schema = REGISTRY.getSchema(definitions.path("refusal"));
        for (String json : List.of("{\"id\": 3, \"complaint\": {\"symtom\": \"x\"}}", "{", "{}")) {
            CaseRecord refused = new CaseReader(Examples.vocabulary())
                    .read(new ByteArrayInputStream(Examples.utf8(json)), CaseFormat.NDJSON)
                    .findFirst()
                    .orElseThrow();
            assertThat(schema.validate(MAPPER.readTree(AdviceJson.compact(refused))))
                    .isEmpty();
        }
    }

    private static String text(String name) {
        return switch (name) {
            case "case" -> Schemas.caseSchema();
            case "case with a vocabulary" -> Schemas.caseSchema(Examples.vocabulary());
            case "answer" -> Schemas.answerSchema();
            case "why-not" -> Schemas.whyNotSchema();
            default -> Schemas.ruleCaseSchema();
        };
    }

    private static List<String> codes(String schema, String path) throws IOException {
        return MAPPER.readTree(text(schema))
                .at(path)
                .path("enum")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> codes(Coded... values) {
        return Arrays.stream(values).map(Coded::code).toList();
    }
}
