package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.json.format.Schemas;
import org.apposite.model.Topic;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every case that stands beside the rules, and holds bundled and freshly compiled rules against each other. */
class CasesBesideTheRulesTest {

    private static final Path FOLDER = Path.of("..", "..", "rules-drl");
    private static final ClinicalRules BUNDLED = ClinicalRules.bundled();
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Schema ANSWER = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Schemas.answerSchema());
    private static final List<RuleCase> CASES = RuleCase.in(FOLDER, BUNDLED.vocabulary());

    @TestFactory
    Stream<DynamicTest> the_rules_answer_as_the_case_expects() {
        return CASES.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.title(),
                        () -> assertThat(one.run(BUNDLED::evaluate))
                                .as(one.file())
                                .isEmpty()));
    }

    @Test
    void bundled_and_compiled_rules_give_the_same_bytes_on_every_case() {
        ClinicalRules compiled = ClinicalRules.from(FOLDER);

        assertThat(compiled.digest()).isEqualTo(BUNDLED.digest());
        assertThat(answered())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(AdviceJson.pretty(
                                compiled.evaluate(one.stated().patientCase().orElseThrow())))
                        .as(one.file())
                        .isEqualTo(AdviceJson.pretty(
                                BUNDLED.evaluate(one.stated().patientCase().orElseThrow()))));
    }

    @Test
    void interpreted_rules_give_the_same_bytes_on_every_case() {
        ClinicalRules interpreted = BUNDLED.supposing(BUNDLED.topics().get(0));

        assertThat(answered())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(AdviceJson.pretty(
                                interpreted.evaluate(one.stated().patientCase().orElseThrow())))
                        .as(one.file())
                        .isEqualTo(AdviceJson.pretty(
                                BUNDLED.evaluate(one.stated().patientCase().orElseThrow()))));
    }

    @Test
    void every_answer_passes_the_published_schema() {
        assertThat(answered())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(ANSWER.validate(MAPPER.readTree(AdviceJson.pretty(
                                BUNDLED.evaluate(one.stated().patientCase().orElseThrow())))))
                        .as(one.file())
                        .isEmpty());
    }

    @Test
    void every_rule_fires_in_some_case_and_every_variant_has_one() {
        Set<String> fired = new TreeSet<>();
        Set<String> matched = new TreeSet<>();
        for (RuleCase one : answered()) {
            Advice advice = BUNDLED.evaluate(one.stated().patientCase().orElseThrow());
            advice.trace().steps().forEach(step -> fired.add(step.rule()));
            advice.matched().ifPresent(variant -> matched.add(variant.id()));
        }
        Topic topic = BUNDLED.topics().get(0);

        assertThat(topic.rules()).extracting(Topic.Rule::id).containsExactlyInAnyOrderElementsOf(fired);
        assertThat(topic.variants()).extracting(Topic.Variant::id).containsExactlyInAnyOrderElementsOf(matched);
    }

    private static List<RuleCase> answered() {
        return CASES.stream()
                .filter(one -> one.stated().patientCase().isPresent())
                .toList();
    }
}
