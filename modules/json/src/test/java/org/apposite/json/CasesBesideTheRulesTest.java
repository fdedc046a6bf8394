package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
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

    private static final ClinicalRules COMPILED = ClinicalRules.from(FOLDER);

    /** The answer of the case's own topic alone. */
    private static Advice answer(ClinicalRules rules, RuleCase one) {
        return rules.only(one.topic()).evaluate(one.stated().patientCase().orElseThrow());
    }

    @TestFactory
    Stream<DynamicTest> the_rules_answer_as_the_case_expects() {
        return CASES.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.title(),
                        () -> assertThat(one.run(BUNDLED.only(one.topic())::evaluate))
                                .as(one.file())
                                .isEmpty()));
    }

    @Test
    void bundled_and_compiled_rules_give_the_same_bytes_on_every_case() {
        assertThat(COMPILED.digest()).isEqualTo(BUNDLED.digest());
        assertThat(answered())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(AdviceJson.pretty(answer(COMPILED, one)))
                        .as(one.file())
                        .isEqualTo(AdviceJson.pretty(answer(BUNDLED, one))));
    }

    @Test
    void interpreted_rules_give_the_same_bytes_on_every_case() {
        for (Topic topic : BUNDLED.topics()) {
            ClinicalRules interpreted = BUNDLED.supposing(topic);

            assertThat(answered())
                    .filteredOn(one -> one.topic().equals(topic.id()))
                    .isNotEmpty()
                    .allSatisfy(one -> assertThat(AdviceJson.pretty(answer(interpreted, one)))
                            .as(one.file())
                            .isEqualTo(AdviceJson.pretty(answer(BUNDLED, one))));
        }
    }

    @Test
    void every_answer_passes_the_published_schema() {
        assertThat(answered())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(ANSWER.validate(MAPPER.readTree(AdviceJson.pretty(answer(BUNDLED, one)))))
                        .as(one.file())
                        .isEmpty());
    }

    @Test
    void a_median_that_was_not_seen_is_null_and_neither_zero_nor_left_out() throws IOException {
        RuleCase index = CASES.stream()
                .filter(one -> one.file().endsWith("six-year-old-who-vomited-once-after-a-fall.yaml"))
                .findFirst()
                .orElseThrow();

        JsonNode studies =
                MAPPER.readTree(AdviceJson.pretty(answer(BUNDLED, index))).path("recommendations");

        assertThat(studies).hasSize(10).allSatisfy(study -> {
            assertThat(study.has("median")).isTrue();
            assertThat(study.get("median").isNull()).isTrue();
        });
    }

    @Test
    void every_rule_fires_in_some_case_and_every_variant_has_one() {
        for (Topic topic : BUNDLED.topics()) {
            Set<String> fired = new TreeSet<>();
            Set<String> matched = new TreeSet<>();
            answered().stream().filter(one -> one.topic().equals(topic.id())).forEach(one -> {
                Advice advice = answer(BUNDLED, one);
                advice.trace().steps().forEach(step -> fired.add(step.rule()));
                advice.matched().ifPresent(variant -> matched.add(variant.id()));
            });

            assertThat(topic.rules()).extracting(Topic.Rule::id).allMatch(fired::contains);
            assertThat(topic.variants()).extracting(Topic.Variant::id).containsExactlyInAnyOrderElementsOf(matched);
        }
    }

    private static List<RuleCase> answered() {
        return CASES.stream()
                .filter(one -> one.stated().patientCase().isPresent())
                .toList();
    }
}
