package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Topic;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FhirArtifactsTest {

    private static final Topic TOPIC = Records.RULES.topics().get(0);

    /**
     * The validator makes a snapshot of each StructureDefinition with FHIR's own package, which it would fetch from the
     * network. That it cannot is no fault of the definition: the snapshots are made by HAPI, and instances checked by them.
     */
    private static final String NEEDS_NETWORK = "Unable to resolve package id hl7.fhir.r4.core";

    static List<MetadataResource> artifacts() {
        return Validation.ARTIFACTS;
    }

    private static <R extends MetadataResource> List<R> all(Class<R> type) {
        return artifacts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void every_artifact_is_valid(MetadataResource artifact) {
        assertThat(Validation.problems(artifact))
                .as(artifact.getUrl())
                .allMatch(problem -> artifact instanceof StructureDefinition && problem.contains(NEEDS_NETWORK));
    }

    @Test
    void every_artifact_has_a_url_of_its_own_and_the_version_of_the_rules() {
        assertThat(artifacts()).extracting(MetadataResource::getUrl).doesNotHaveDuplicates();
        assertThat(artifacts()).allSatisfy(artifact -> {
            assertThat(artifact.getUrl()).startsWith("https://apposite.org/fhir/" + artifact.fhirType() + "/");
            assertThat(artifact.getUrl()).endsWith("/" + artifact.getIdElement().getIdPart());
            assertThat(artifact.getVersion()).isEqualTo(Records.RULES.version());
        });
    }

    @Test
    void equal_rules_give_equal_artifacts() {
        List<String> once = artifacts().stream().map(FhirArtifactsTest::json).toList();
        assertThat(FhirArtifacts.of(Records.RULES, TOPIC).stream().map(FhirArtifactsTest::json))
                .containsExactlyElementsOf(once);
    }

    private static String json(MetadataResource artifact) {
        return Records.FHIR.newJsonParser().encodeResourceToString(artifact);
    }

    @Test
    void the_library_holds_the_digest_the_notice_and_the_sources() {
        Library library = all(Library.class).get(0);
        assertThat(library.getIdentifierFirstRep().getValue()).isEqualTo(Records.RULES.digest());
        assertThat(library.getDescription()).contains("not a medical device");
        assertThat(library.getRelatedArtifact())
                .extracting(source -> source.getLabel())
                .containsExactlyElementsOf(Records.VOCABULARY.sources().keySet());
    }

    @Test
    void the_plan_has_every_variant_in_its_order_and_leaves_none_without_a_condition() {
        PlanDefinition plan = all(PlanDefinition.class).get(0);
        List<PlanDefinitionActionComponent> variants = plan.getActionFirstRep().getAction();
        assertThat(variants)
                .extracting(PlanDefinitionActionComponent::getId)
                .containsExactlyElementsOf(
                        TOPIC.variants().stream().map(Topic.Variant::id).toList());
        assertThat(variants).allMatch(PlanDefinitionActionComponent::hasCondition);
    }

    @Test
    void the_plan_rates_as_the_answers_do() {
        Map<String, Set<String>> planned = new LinkedHashMap<>();
        for (PlanDefinitionActionComponent variant :
                all(PlanDefinition.class).get(0).getActionFirstRep().getAction()) {
            Set<String> ratings = new HashSet<>();
            variant.getAction()
                    .forEach(action -> ratings.add(
                            action.getCodeFirstRep().getCodingFirstRep().getCode() + " "
                                    + row(action.getExtensionByUrl(Urls.RATING))));
            assertThat(ratings).hasSameSizeAs(variant.getAction()).isNotEmpty();
            planned.put(variant.getId(), ratings);
        }
        Set<String> answered = new HashSet<>();
        FhirAdviceTest.ADVICE.values().stream()
                .filter(advice -> TOPIC.id().equals(advice.topic()))
                .filter(advice -> advice.recommendations().stream().allMatch(one -> one.setAside() == null))
                .forEach(advice -> advice.matched().ifPresent(variant -> {
                    answered.add(variant.id());
                    assertThat(FhirAdviceTest.actions(FhirAdviceTest.bundle(advice), "Studies").stream()
                                    .map(FhirArtifactsTest::row))
                            .as(variant.id())
                            .containsExactlyInAnyOrderElementsOf(planned.get(variant.id()));
                }));
        assertThat(answered).isEqualTo(planned.keySet());
    }

    private static String row(RequestGroupActionComponent study) {
        return study.getCodeFirstRep().getCodingFirstRep().getCode() + " " + row(study.getExtensionByUrl(Urls.RATING));
    }

    /** Without what only a case tells: whether it is preferred, and the sources of the reasons. */
    private static String row(Extension rating) {
        List<String> values = new ArrayList<>();
        for (Extension part : rating.getExtension()) {
            if (!part.getUrl().equals("preferred") && !part.getUrl().equals("source")) {
                values.add(
                        part.getValue() instanceof Coding code
                                ? code.getCode()
                                : part.getValue().hasPrimitiveValue()
                                        ? part.getValue().primitiveValue()
                                        : "dose");
            }
        }
        return String.join(" ", values);
    }

    @Test
    void whatever_the_plan_refers_to_is_among_the_artifacts() {
        Set<String> known = new HashSet<>();
        artifacts().forEach(artifact -> known.add(artifact.getUrl() + "|" + artifact.getVersion()));
        PlanDefinition plan = all(PlanDefinition.class).get(0);
        assertThat(plan.getLibrary().stream().map(one -> one.getValue())).isSubsetOf(known);
        assertThat(plan.getActionFirstRep().getAction().stream()
                        .flatMap(variant -> variant.getAction().stream())
                        .map(action -> action.getDefinitionCanonicalType().getValue()))
                .isSubsetOf(known);
        assertThat(all(ActivityDefinition.class))
                .hasSameSizeAs(Records.VOCABULARY.procedures().values())
                .allSatisfy(
                        activity -> assertThat(activity.getLibrary().stream().map(one -> one.getValue()))
                                .isSubsetOf(known));
        assertThat(all(Questionnaire.class)).hasSize(1);
    }

    @Test
    void whatever_an_answer_refers_to_is_among_the_artifacts() {
        String all = Stream.concat(
                        Records.RULES.topics().stream()
                                .flatMap(topic -> FhirArtifacts.of(Records.RULES, topic).stream())
                                .map(MetadataResource::getUrl),
                        Stream.of(Urls.DIGEST))
                .reduce("", (known, url) -> known + url + "\n");
        FhirAdviceTest.ADVICE.values().forEach(advice -> {
            String text = Records.FHIR.newJsonParser().encodeResourceToString(FhirAdviceTest.bundle(advice));
            for (String part : text.split("\"", -1)) {
                if (part.startsWith("https://apposite.org/fhir/")) {
                    assertThat(all).contains(part.replaceFirst("\\|.*", "") + "\n");
                }
            }
        });
    }
}
