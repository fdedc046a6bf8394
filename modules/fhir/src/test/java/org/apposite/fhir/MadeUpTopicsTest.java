package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.questionnaire.CaseQuestionnaire;
import org.apposite.model.Region;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Topics that are folders alone, made up, with no code of any standard: a limb, a head, and a belly of children and of
 * adults. FHIR knows them by the project's own codes, without an entry in a mapping and without a line of Java.
 */
class MadeUpTopicsTest {

    private static final String OWN = "https://apposite.org/fhir/CodeSystem/";
    private static final String UCUM = "http://unitsofmeasure.org";

    private static final ClinicalRules RULES = ClinicalRules.from(Path.of("../cli/src/test/resources/made-up-topics"));
    private static final Vocabulary VOCABULARY = RULES.vocabulary();
    private static final FhirMapping MAPPING = FhirMapping.bundled(VOCABULARY);
    private static final FhirCases CASES = new FhirCases(VOCABULARY, MAPPING, Records.CLOCK);

    private static List<String> topics() {
        return RULES.topics().stream().map(Topic::id).toList();
    }

    private static Topic topic(String id) {
        return RULES.topics().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    // A record.

    private static String born(String date) {
        return "{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"male\",\"birthDate\":\"" + date + "\"}";
    }

    private static String observed(String id, String system, String code, String value) {
        return """
                {"resourceType":"Observation","id":"%s","status":"final","effectiveDateTime":"2026-11-23",
                "code":{"coding":[{"system":"%s","code":"%s"}]},%s}
                """.formatted(id, OWN + system, code, value);
    }

    private static String finding(String code, boolean present) {
        return observed(code, "term", code, "\"valueBoolean\":" + present);
    }

    private static String measured(String code, String number, String unit) {
        return observed(
                code,
                "term",
                code,
                "\"valueQuantity\":{\"value\":%s,\"system\":\"%s\",\"code\":\"%s\"}".formatted(number, UCUM, unit));
    }

    private static String chosen(String choice, String value) {
        return observed(
                choice,
                "term",
                choice,
                "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"%schoice-%s\",\"code\":\"%s\"}]}"
                        .formatted(OWN, choice, value));
    }

    private static String complaint(String code) {
        return """
                {"resourceType":"Condition","id":"complaint","recordedDate":"2026-11-22","code":{"coding":[{"system":"%sterm","code":"%s"}]},
                "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]}}
                """.formatted(OWN, code);
    }

    private static FhirCase read(String... resources) {
        return CASES.read(
                FhirRecord.of(Stream.of(resources).map(Records::resource).toList()));
    }

    /** The studies that are told; the other kinds stand in the list as not known. */
    private static List<PriorImaging> done(FhirCase read) {
        return read.patient().imaging().orElseThrow().stream()
                .filter(one -> !one.region().equals(Region.UNKNOWN))
                .toList();
    }

    @Test
    void a_record_in_the_projects_own_codes_states_the_choice_the_feet_the_finding_the_technique_and_the_order() {
        FhirCase read = read(
                born("2025-09-10"),
                complaint("head-knock"),
                chosen("mechanism", "fall"),
                measured("fall-height", "3", "[ft_i]"),
                measured("time-since-knock", "90", "min"),
                finding("vomiting", true),
                finding("drowsy", false),
                """
                {"resourceType":"DiagnosticReport","id":"vessels","status":"final","effectiveDateTime":"2026-11-23",
                "code":{"coding":[{"system":"%sprocedure","code":"cta-head-with-iv-contrast"}]},
                "conclusionCode":[{"coding":[{"system":"%simaging-result","code":"negative"}]}]}
                """.formatted(OWN, OWN),
                """
                {"resourceType":"ServiceRequest","id":"order","status":"draft","intent":"order",
                "code":{"coding":[{"system":"%sprocedure","code":"mri-fast-head-without-iv-contrast"}]}}
                """.formatted(OWN));

        assertThat(read.notes()).isEmpty();
        assertThat(read.patient().complaint()).contains("head-knock");
        assertThat(read.patient().choices()).containsOnly(Map.entry("mechanism", "fall"));
        assertThat(read.patient().measurements())
                .containsOnly(
                        Map.entry("fall-height", List.of(Measurement.of(3, "[ft_i]"))),
                        Map.entry("time-since-knock", List.of(Measurement.of(90, "min"))));
        assertThat(read.patient().findings())
                .containsEntry("vomiting", Presence.PRESENT)
                .containsEntry("drowsy", Presence.ABSENT);
        assertThat(done(read))
                .extracting(PriorImaging::kind, PriorImaging::region, PriorImaging::result)
                .containsExactly(tuple("cta", "head", "negative"));
        assertThat(read.patient().order())
                .contains(new ImagingOrder("mri", "mri-fast", "head", null, Contrast.WITHOUT));

        Advice advice = RULES.evaluate(read.patient());
        assertThat(advice.topic()).isEqualTo("head-knock");
        assertThat(advice.matched().orElseThrow().id()).isEqualTo("worrying");
        assertThat(advice.trace().steps().stream()
                        .filter(step -> step.rule().equals("head-high-fall-small"))
                        .flatMap(step -> step.because().stream())
                        .map(reason -> read.sourced(reason, advice.trace())))
                .anyMatch(because -> because.endsWith("(Observation/mechanism)"))
                .anyMatch(because -> because.endsWith("(Observation/fall-height)"));
    }

    @Test
    void the_review_of_an_order_that_is_set_aside_says_why() {
        FhirCase read = read(
                born("2025-09-10"),
                complaint("head-knock"),
                chosen("mechanism", "fall"),
                measured("fall-height", "3", "[ft_i]"),
                finding("mri-not-possible", true),
                """
                {"resourceType":"ServiceRequest","id":"order","status":"draft","intent":"order",
                "code":{"coding":[{"system":"%sprocedure","code":"mri-fast-head-without-iv-contrast"}]}}
                """.formatted(OWN));
        Bundle answer = new FhirAdvice(VOCABULARY, MAPPING)
                .of(
                        RULES.evaluate(read.patient()),
                        read,
                        new Reference("Patient/p"),
                        new Identifier().setValue("h-1"),
                        Instant.EPOCH);

        assertThat(answer.getEntry().stream()
                        .map(entry -> entry.getResource())
                        .filter(GuidanceResponse.class::isInstance)
                        .flatMap(one -> ((GuidanceResponse) one).getNote().stream())
                        .map(note -> note.getText()))
                .anyMatch(note -> note.startsWith("The proposed order")
                        && note.endsWith(" It is set aside: MRI is not possible."));
    }

    @Test
    void a_unit_of_another_system_is_never_converted_and_one_that_is_not_declared_is_told() {
        assertThat(RULES.evaluate(read(
                                        born("2010-01-01"),
                                        complaint("belly-ache"),
                                        finding("hard-belly", true),
                                        measured("body-warmth", "100.4", "[degF]"))
                                .patient())
                        .alerts())
                .anyMatch(alert -> alert.code().equals("burst-belly"));
        FhirCase stones = read(measured("fall-height", "3", "kg"));
        assertThat(stones.patient().measurements()).isEmpty();
        assertThat(stones.notes()).singleElement().asString().contains("Observation/fall-height");
    }

    @Test
    void of_several_statements_the_one_counts_that_the_vocabulary_names() {
        FhirCase read = read(
                measured("wake-score", "9", "{score}"),
                measured("wake-score", "5", "{score}").replace("\"id\":\"wake-score\"", "\"id\":\"lower\""));
        assertThat(read.patient().measurements().get("wake-score")).containsExactly(Measurement.of(5, "{score}"));
        assertThat(RULES.evaluate(read.patient()).alerts())
                .anyMatch(alert -> alert.code().equals("troll-sleep"));
    }

    // The questionnaire.

    private static Questionnaire questionnaire(Topic topic) {
        return CaseQuestionnaire.of(VOCABULARY, topic, RULES.version());
    }

    private static List<QuestionnaireItemComponent> items(Topic topic) {
        List<QuestionnaireItemComponent> all = new ArrayList<>();
        questionnaire(topic).getItem().forEach(group -> all.addAll(group.getItem()));
        return all;
    }

    private static QuestionnaireItemComponent item(String topic, String linkId) {
        return items(topic(topic)).stream()
                .filter(one -> one.getLinkId().equals(linkId))
                .findFirst()
                .orElseThrow(() -> new AssertionError(topic + " does not ask " + linkId));
    }

    private static List<String> options(QuestionnaireItemComponent item) {
        return item.getAnswerOption().stream()
                .map(option -> option.getValueCoding().getCode())
                .toList();
    }

    private static List<String> units(QuestionnaireItemComponent item) {
        return item.getExtension().stream()
                .filter(one -> one.getUrl().endsWith("/questionnaire-unitOption"))
                .map(one -> ((Coding) one.getValue()).getCode())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void the_questionnaire_of_each_asks_everything_that_its_rules_may_ask(String id) {
        Topic topic = topic(id);
        assertThat(items(topic))
                .extracting(QuestionnaireItemComponent::getLinkId)
                .doesNotHaveDuplicates()
                .containsAll(topic.asks().stream()
                        .flatMap(code ->
                                code.equals("suspected") ? VOCABULARY.codes(Kind.SUSPICION).stream() : Stream.of(code))
                        .toList());
        assertThat(items(topic)).allMatch(one -> one.hasText() && !one.getRequired());
    }

    @Test
    void a_choice_offers_its_values_a_quantity_its_units_and_a_study_its_technique_in_the_words_of_the_topic() {
        QuestionnaireItemComponent mechanism = item("limb-injury", "mechanism");
        assertThat(mechanism.getText()).isEqualTo("How was the arm hurt?");
        assertThat(item("head-knock", "mechanism").getText()).isEqualTo("How was the head knocked?");
        assertThat(options(mechanism)).containsExactly("fall", "cart", "twist", "hammer-blow", "unclear");
        assertThat(mechanism.getAnswerOption().get(1).getValueCoding().getDisplay())
                .isEqualTo("a crash of a cart");

        QuestionnaireItemComponent height = item("limb-injury", "fall-height");
        assertThat(height.getType()).isEqualTo(QuestionnaireItemType.QUANTITY);
        assertThat(units(height)).containsExactly("m", "cm", "[ft_i]", "[in_i]");
        assertThat(units(item("belly-ache-child", "body-warmth"))).containsExactly("Cel", "[degF]");
        assertThat(item("head-knock", "wake-score").getType()).isEqualTo(QuestionnaireItemType.INTEGER);

        assertThat(options(item("limb-injury", "region")))
                .containsExactlyInAnyOrder("elbow", "forearm", "wrist", "lower-arm", "whole-arm", "roaming");
        assertThat(options(item("limb-injury", "side"))).containsExactly("left", "right", "both");
        assertThat(items(topic("head-knock")))
                .extracting(QuestionnaireItemComponent::getLinkId)
                .doesNotContain("side", "region");
        assertThat(options(item("limb-injury", "ultrasound.technique"))).containsExactly("us-doppler");
        assertThat(options(item("head-knock", "ct-done.technique"))).containsExactly("cta");
    }

    private static Type code(String system, String code) {
        return new Coding(OWN + system, code, null);
    }

    private static Type amount(String number, String unit) {
        return new Quantity()
                .setValue(new BigDecimal(number))
                .setUnit(unit)
                .setSystem(UCUM)
                .setCode(unit);
    }

    private static FhirCase answering(String topic, Map<String, Type> answers) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.setId("r");
        response.setQuestionnaire(questionnaire(topic(topic)).getUrl());
        response.setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setAuthoredElement(new DateTimeType("2026-11-23T10:00:00+01:00"));
        response.setSubject(new Reference("Patient/p"));
        answers.forEach((linkId, value) -> {
            QuestionnaireResponseItemComponent answer = response.addItem().setLinkId(linkId);
            answer.addAnswer().setValue(value);
            item(topic, linkId);
        });
        FhirCase read = CASES.read(FhirRecord.of(List.of(response)));
        assertThat(read.notes()).isEmpty();
        return read;
    }

    private static void assertAnswer(FhirCase read, String topic, String variant) {
        Advice advice = RULES.evaluate(read.patient());
        assertThat(advice.topic()).isEqualTo(topic);
        assertThat(advice.matched().orElseThrow().id()).isEqualTo(variant);
    }

    @Test
    void answers_on_a_limb_state_region_side_choice_feet_and_a_study_with_its_technique() {
        FhirCase read = answering(
                "limb-injury",
                Map.of(
                        "complaint", code("term", "arm-injury"),
                        "region", code("region", "forearm"),
                        "side", code("side", "left"),
                        "mechanism", code("choice-mechanism", "fall"),
                        "fall-height", amount("7", "[ft_i]"),
                        "tender-bone", code("presence", "present"),
                        "ultrasound", code("presence", "present"),
                        "ultrasound.technique", code("study", "us-doppler"),
                        "ultrasound.region", code("region", "whole-arm"),
                        "ultrasound.result", code("imaging-result", "negative")));

        assertThat(read.patient().region()).contains("forearm");
        assertThat(read.patient().side()).contains(Side.LEFT);
        assertThat(read.patient().choices()).containsEntry("mechanism", "fall");
        assertThat(read.patient().measurements()).containsEntry("fall-height", List.of(Measurement.of(7, "[ft_i]")));
        assertThat(done(read)).extracting(PriorImaging::kind).containsExactly("us-doppler");
        assertAnswer(read, "limb-injury", "likely-break");
    }

    @Test
    void answers_on_a_head_state_an_open_value_a_score_and_the_time_since_the_knock() {
        FhirCase read = answering(
                "head-knock",
                Map.of(
                        "complaint", code("term", "head-knock"),
                        "age", amount("30", "a"),
                        "skull-dent", code("choice-skull-dent", "unclear"),
                        "wake-score", new IntegerType(8),
                        "time-since-knock", amount("90", "min"),
                        "ct-done", code("presence", "present"),
                        "ct-done.region", code("region", "head"),
                        "ct-done.date", new DateType("2026-11-23"),
                        "ct-done.result", code("imaging-result", "pending")));

        assertThat(read.patient().choices()).containsEntry("skull-dent", "unclear");
        assertThat(read.patient().measurements()).containsEntry("wake-score", List.of(Measurement.of(8, "{score}")));
        assertAnswer(read, "head-knock", "worrying");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void the_age_decides_which_of_two_topics_takes_the_answers_on_a_belly(int years) {
        String topic = years < 18 ? "belly-ache-child" : "belly-ache-adult";
        FhirCase read = answering(
                topic,
                Map.of(
                        "complaint", code("term", "belly-ache"),
                        "age", amount(Integer.toString(years), "a"),
                        "region", code("region", "lower-belly"),
                        "ache-pattern", code("choice-ache-pattern", "steady"),
                        "body-warmth", amount("38", "Cel"),
                        "hard-belly", code("presence", "present"),
                        "ache-moved", code("presence", "present"),
                        "off-mushrooms", code("presence", "present"),
                        "vomiting", code("presence", "present")));

        Advice advice = RULES.evaluate(read.patient());
        assertThat(advice.topic()).isEqualTo(topic);
        // 38 degrees are a fever in a child, and none in an adult.
        assertThat(advice.alerts().stream().anyMatch(alert -> alert.code().equals("burst-belly")))
                .isEqualTo(years < 18);
    }

    // What goes out.

    @ParameterizedTest
    @MethodSource("topics")
    void the_definitions_of_each_name_its_variants_and_the_values_of_its_choices(String id) {
        Topic topic = topic(id);
        List<MetadataResource> definitions = FhirArtifacts.of(RULES, topic);
        String all = definitions.stream()
                .map(one -> Records.FHIR.newJsonParser().encodeResourceToString(one))
                .reduce("", String::concat);
        assertThat(topic.variants()).isNotEmpty().allMatch(variant -> all.contains(variant.title()));
        CodeSystem values = definitions.stream()
                .filter(CodeSystem.class::isInstance)
                .map(CodeSystem.class::cast)
                .filter(one -> one.getUrl().equals(OWN + "choice-mechanism"))
                .findFirst()
                .orElseThrow();
        assertThat(values.getConcept())
                .extracting(ConceptDefinitionComponent::getCode)
                .containsExactly("fall", "cart", "twist", "hammer-blow", "unclear");
    }

    @Test
    void an_answer_without_medians_and_with_a_technique_goes_out_as_proposals() {
        FhirCase read = read(born("1990-01-01"), complaint("head-knock"), chosen("skull-dent", "present"));
        Advice advice = RULES.evaluate(read.patient());
        assertThat(advice.preferred())
                .extracting(Recommendation::procedure)
                .containsExactly("ct-head-without-iv-contrast");

        Bundle bundle = new FhirAdvice(VOCABULARY, MAPPING)
                .of(
                        advice,
                        read,
                        new Reference("Patient/p"),
                        new Identifier().setValue("h-1"),
                        Instant.parse("2026-11-23T11:00:00Z"));
        List<Resource> resources = bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .toList();
        assertThat(resources.stream()
                        .filter(ServiceRequest.class::isInstance)
                        .map(ServiceRequest.class::cast)
                        .flatMap(request -> request.getCode().getCoding().stream())
                        .map(Coding::getCode))
                .contains("ct-head-without-iv-contrast");
        assertThat(Records.FHIR.newJsonParser().encodeResourceToString(bundle)).contains("head-knock");
    }
}
