package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.questionnaire.CaseQuestionnaire;
import org.apposite.model.Topic;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Test;

/** A topic about gnomes with every kind of datum: nothing of it stands in the mapping, nor in Java. */
class MadeUpTopicTest {

    private static final ClinicalRules RULES = ClinicalRules.from(Path.of("src/test/resources/made-up"));
    private static final Topic TOPIC = RULES.topics().get(0);
    private static final FhirMapping MAPPING = FhirMapping.bundled(RULES.vocabulary());
    private static final FhirCases CASES = new FhirCases(RULES.vocabulary(), MAPPING, Records.CLOCK);
    private static final Questionnaire QUESTIONNAIRE = CaseQuestionnaire.of(RULES.vocabulary(), TOPIC, RULES.version());

    private static final Validation VALIDATION = new Validation(FhirArtifacts.of(RULES, TOPIC));

    private static final String OWN = "https://apposite.org/fhir/CodeSystem/";
    private static final String OBSERVATION = """
            {"resourceType":"Observation","id":"%s","status":"final","effectiveDateTime":"%s",
            "code":{"coding":[{"system":"%s","code":"%s"}]},%s}
            """;

    private static String observed(String id, String day, String system, String code, String value) {
        return OBSERVATION.formatted(id, day, system, code, value);
    }

    private static String own(String id, String term, String value) {
        return observed(id, "2026-11-20", OWN + "term", term, value);
    }

    private static String quantity(String value, String unit) {
        return "\"valueQuantity\":{\"value\":%s,\"system\":\"http://unitsofmeasure.org\",\"code\":\"%s\"}"
                .formatted(value, unit);
    }

    private static String concept(String list, String code) {
        return "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\"}]}"
                .formatted(OWN + list, code);
    }

    private static FhirCase read(FhirCases cases, String... resources) {
        return cases.read(
                FhirRecord.of(Stream.of(resources).map(Records::resource).toList()));
    }

    private static List<String> told(String... resources) {
        return Records.told(read(CASES, resources));
    }

    @Test
    void a_term_counts_by_its_own_code_without_an_entry_in_the_mapping() {
        assertThat(told(
                        own("d", "dim", "\"valueBoolean\":true"),
                        own("h", "hard-bump", concept("presence", "absent")),
                        own("b", "bump", concept("choice-bump", "rock"))))
                .containsExactly(
                        "dim = present (Observation/d)",
                        "hard-bump = absent (Observation/h)",
                        "bump = rock (Observation/b)");
    }

    @Test
    void a_condition_counts_by_the_code_of_a_term_or_of_a_value() {
        String condition = """
                {"resourceType":"Condition","id":"c","recordedDate":"2026-11-20",
                "code":{"coding":[{"system":"%s","code":"%s"}]},
                "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]}}
                """;
        assertThat(told(condition.formatted(OWN + "term", "dim"))).containsExactly("dim = present (Condition/c)");
        assertThat(told(condition.formatted("http://snomed.info/sct", "111111111")))
                .containsExactly("dim = present (Condition/c)");
        assertThat(told(condition.formatted(OWN + "choice-bump", "rock"))).containsExactly("bump = rock (Condition/c)");
        assertThat(told(condition.formatted(OWN + "term", "antenna-trouble")))
                .containsExactly("complaint = antenna-trouble (Condition/c)");
    }

    @Test
    void of_several_values_of_a_choice_the_latest_counts_and_two_of_one_time_tell_nothing() {
        String none = observed("n", "2026-11-19", OWN + "term", "bump", concept("choice-bump", "none"));
        String rock = own("r", "bump", concept("choice-bump", "rock"));
        String seen = own("s", "bump", concept("choice-bump", "not-seen"));
        assertThat(told(none, rock)).containsExactly("bump = rock (Observation/r)");
        assertThat(told(rock, own("o", "bump", concept("choice-bump", "none"))))
                .containsExactly(
                        "! Observation/o: states one of several values of what it bumped against; it stays unknown",
                        "! Observation/r: states one of several values of what it bumped against; it stays unknown");
        assertThat(told(rock, seen)).containsExactly("bump = rock (Observation/r)");
        assertThat(told(own("x", "bump", "\"valueString\":\"a rock\"")))
                .containsExactly(
                        "! Observation/x: has no answer that can be read; what it bumped against stays unknown");
    }

    @Test
    void a_quantity_is_converted_within_its_unit_system_and_the_one_that_counts_is_taken_of_each() {
        assertThat(told(
                        own("a", "fall", quantity("150", "cm")),
                        own("b", "fall", quantity("3000", "mm")),
                        observed("c", "2026-11-01", "http://loinc.org", "22222-2", quantity("48", "[in_i]")),
                        own("d", "fall", quantity("3", "[ft_i]"))))
                .containsExactly("fall = 3 m or 48 [in_i] (Observation/b, Observation/c)");
        assertThat(told(own("h", "hops", "\"valueInteger\":7"), own("i", "hops", "\"valueInteger\":4")))
                .containsExactly("hops = 4 1 (Observation/i)");
    }

    @Test
    void a_quantity_that_cannot_be_is_not_counted() {
        assertThat(told(own("a", "fall", quantity("60", "m")), own("h", "hops", quantity("2.5", "1"))))
                .containsExactly(
                        "! Observation/a: the height of the fall is implausible; it is not counted",
                        "! Observation/h: the number of hops is implausible; it is not counted");
        assertThat(told(own("a", "fall", quantity("60", "kg"))))
                .containsExactly(
                        "! Observation/a: the height of the fall has no unit of UCUM that can be read; it is not counted");
    }

    @Test
    void a_mapping_can_name_the_values_of_a_choice_and_limit_how_old_they_are() {
        FhirMapping mapping = FhirMapping.withText(RULES.vocabulary(), "hospital.yaml", """
                systems: { local: http://hospital.example/codes }
                terms:
                  bump:
                    within: 7 days
                    codes: [local BUMP]
                    values: { rock: [local STONE] }
                """);
        FhirCases cases = new FhirCases(RULES.vocabulary(), mapping, Records.CLOCK);
        String local =
                "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://hospital.example/codes\",\"code\":\"STONE\"}]}";
        assertThat(Records.told(
                        read(cases, observed("b", "2026-11-20", "http://hospital.example/codes", "BUMP", local))))
                .containsExactly("bump = rock (Observation/b)");
        assertThat(Records.told(
                        read(cases, observed("b", "2026-11-02", "http://hospital.example/codes", "BUMP", local))))
                .containsExactly(
                        "! Observation/b: what it bumped against is of 2026-11-02, more than 7 days ago; it is not counted");
    }

    @Test
    void a_technique_is_ordered_and_reported_by_its_own_code() {
        String order = """
                {"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order",
                "code":{"coding":[{"system":"%s","code":"%s"}]},
                "bodySite":[{"coding":[{"system":"%s","code":"%s"},{"system":"%s","code":"left"}]}]}
                """;
        String procedure =
                order.formatted(OWN + "procedure", "slow-glow-scan-antenna", OWN + "region", "shell", OWN + "side");
        PatientCase ordered = read(CASES, procedure).patient();
        assertThat(ordered.order().map(ImagingOrder::kind)).contains("slow-glow");
        assertThat(ordered.order().map(ImagingOrder::region)).contains("antenna");
        assertThat(ordered.order().map(ImagingOrder::contrast)).contains(Contrast.WITH);
        assertThat(told(order.formatted(OWN + "study", "glow-scan", OWN + "region", "shell", OWN + "side")))
                .containsExactly("! ServiceRequest/o: asks for glow-scan without its contrast; it cannot be reviewed");
        assertThat(told("""
                        {"resourceType":"DiagnosticReport","id":"r","status":"final","effectiveDateTime":"2026-11-20",
                        "code":{"coding":[{"system":"%s","code":"slow-glow-scan-antenna"}]},
                        "conclusionCode":[{"coding":[{"system":"%s","code":"crack"},{"system":"%s","code":"long-crack"},
                        {"system":"%s","code":"tip"}]}]}
                        """.formatted(
                        OWN + "procedure", OWN + "imaging-result", OWN + "imaging-finding", OWN + "lesion-site")))
                .contains("glow = slow-glow, antenna, 2026-11-20, crack (DiagnosticReport/r)")
                .anyMatch(line -> line.startsWith("imaging: glow-scan antenna 2026-11-20 crack long-crack tip"));
    }

    private static List<QuestionnaireItemComponent> all(List<QuestionnaireItemComponent> items) {
        List<QuestionnaireItemComponent> all = new ArrayList<>();
        items.forEach(item -> {
            all.add(item);
            all.addAll(all(item.getItem()));
        });
        return all;
    }

    private static QuestionnaireItemComponent item(String linkId) {
        return all(QUESTIONNAIRE.getItem()).stream()
                .filter(item -> item.getLinkId().equals(linkId))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> units(String linkId) {
        return item(linkId).getExtension().stream()
                .map(unit -> ((Coding) unit.getValue()).getCode() + " " + ((Coding) unit.getValue()).getDisplay())
                .toList();
    }

    private static List<String> options(String linkId) {
        return item(linkId).getAnswerOption().stream()
                .map(option -> option.getValueCoding().getCode())
                .toList();
    }

    @Test
    void the_questionnaire_asks_every_kind_of_datum_in_the_words_of_the_topic_and_no_more_than_it_needs() {
        assertThat(VALIDATION.of(QUESTIONNAIRE)).isEmpty();
        assertThat(all(QUESTIONNAIRE.getItem()))
                .extracting(QuestionnaireItemComponent::getLinkId)
                .containsExactly(
                        "patient-and-complaint",
                        "complaint",
                        "region",
                        "side",
                        "duration",
                        "windy",
                        "red-flags",
                        "dim",
                        "other-findings",
                        "bump",
                        "hard-bump",
                        "bent",
                        "imaging-so-far",
                        "glow",
                        "glow.technique",
                        "glow.contrast",
                        "glow.region",
                        "glow.side",
                        "glow.date",
                        "glow.result",
                        "glow.finding",
                        "glow.site",
                        "measurements",
                        "fall",
                        "hops");
        assertThat(item("bent").getText()).isEqualTo("Is it bent now?");
        assertThat(item("glow").getText()).isEqualTo("Did the antenna glow in the scan?");
        assertThat(options("bump")).containsExactly("none", "rock", "not-seen");
        assertThat(options("region")).containsExactly("antenna", "shell", "everywhere", "unknown");
        assertThat(options("glow.technique")).containsExactly("slow-glow");
        assertThat(options("glow.result")).containsExactly("crack", "unread", "smooth");
        assertThat(units("fall")).containsExactly("m m", "cm cm", "[ft_i] ft", "[in_i] in");
        assertThat(units("duration"))
                .containsExactly("min minutes", "h hours", "d days", "wk weeks", "mo months", "a years");
    }

    @Test
    void its_answers_are_read_back() {
        String answers = """
                {"resourceType":"QuestionnaireResponse","id":"q","status":"completed","authored":"2026-11-22T09:00:00+01:00",
                "questionnaire":"https://apposite.org/fhir/Questionnaire/antenna","item":[
                {"linkId":"complaint","answer":[{"valueCoding":{"system":"%1$sterm","code":"antenna-trouble"}}]},
                {"linkId":"region","answer":[{"valueCoding":{"system":"%1$sregion","code":"antenna"}}]},
                {"linkId":"side","answer":[{"valueCoding":{"system":"%1$sside","code":"left"}}]},
                {"linkId":"duration","answer":[{"valueQuantity":{"value":5,"system":"http://unitsofmeasure.org","code":"h"}}]},
                {"linkId":"windy","answer":[{"valueCoding":{"system":"%1$spresence","code":"absent"}}]},
                {"linkId":"hard-bump","answer":[{"valueCoding":{"system":"%1$spresence","code":"present"}}]},
                {"linkId":"bump","answer":[{"valueCoding":{"system":"%1$schoice-bump","code":"not-seen"}}]},
                {"linkId":"fall","answer":[{"valueQuantity":{"value":7,"system":"http://unitsofmeasure.org","code":"[ft_i]"}}]},
                {"linkId":"hops","answer":[{"valueInteger":99}]},
                {"linkId":"glow","answer":[{"valueCoding":{"system":"%1$spresence","code":"present"}}]},
                {"linkId":"glow.technique","answer":[{"valueCoding":{"system":"%1$sstudy","code":"slow-glow"}}]},
                {"linkId":"glow.region","answer":[{"valueCoding":{"system":"%1$sregion","code":"antenna"}}]},
                {"linkId":"glow.result","answer":[{"valueCoding":{"system":"%1$simaging-result","code":"crack"}}]},
                {"linkId":"glow.site","answer":[{"valueCoding":{"system":"%1$slesion-site","code":"root"}}]}]}
                """.formatted(OWN);
        assertThat(told(
                        answers,
                        own("b", "bump", concept("choice-bump", "rock")),
                        own("f", "fall", quantity("1", "m"))))
                .containsExactly(
                        "complaint = antenna-trouble (QuestionnaireResponse/q)",
                        "region = antenna (QuestionnaireResponse/q)",
                        "duration = 1 day 480 minutes (QuestionnaireResponse/q)",
                        "side = left (QuestionnaireResponse/q)",
                        "hard-bump = present (QuestionnaireResponse/q)",
                        "windy = absent (QuestionnaireResponse/q)",
                        "bump = not-seen (QuestionnaireResponse/q)",
                        "fall = 1 m or 7 [ft_i] (Observation/f, QuestionnaireResponse/q)",
                        "glow = slow-glow, antenna, undated, crack (QuestionnaireResponse/q)",
                        "imaging: glow-scan antenna crack root; glow-scan unknown unread",
                        "! QuestionnaireResponse/q: the number of hops (hops) is out of range or cannot be read; it stays unknown");
    }

    @Test
    void the_artifacts_and_the_answer_are_valid_and_name_the_topic_and_what_is_set_aside() {
        assertThat(FhirArtifacts.of(RULES, TOPIC))
                .allSatisfy(artifact -> assertThat(artifact)
                        .satisfiesAnyOf(
                                one -> assertThat(one).isInstanceOf(StructureDefinition.class),
                                one -> assertThat(VALIDATION.of(one)).isEmpty()));
        PatientCase patient = PatientCase.builder()
                .complaint("antenna-trouble")
                .measured("fall", Measurement.of(7, "[ft_i]"))
                .present("bent")
                .imaging()
                .build();
        Advice advice = RULES.evaluate(patient);
        Bundle bundle = new FhirAdvice(RULES.vocabulary(), MAPPING)
                .of(advice, new Reference("Patient/p"), new Identifier().setValue("h-1"), Records.CLOCK.instant());
        assertThat(bundle.getEntry())
                .allSatisfy(
                        entry -> assertThat(VALIDATION.of(entry.getResource())).isEmpty());
        String text = Records.FHIR.newJsonParser().encodeResourceToString(bundle);
        assertThat(text).contains("https://apposite.org/fhir/PlanDefinition/antenna|0.0.1");
        assertThat(bundle.getEntry().stream()
                        .map(BundleEntryComponent::getResource)
                        .filter(RequestGroup.class::isInstance)
                        .flatMap(group -> ((RequestGroup) group).getActionFirstRep().getAction().stream())
                        .map(action -> action.getTextEquivalent()))
                .containsExactly(
                        "may be appropriate, median 5, radiation 0 mSv. The gnomes like it.",
                        "usually appropriate, median not stated, radiation not stated. Set aside: It does not fit.");
        assertThat(bundle.getEntry().stream()
                        .map(BundleEntryComponent::getResource)
                        .filter(ServiceRequest.class::isInstance)
                        .map(order -> ((ServiceRequest) order)
                                .getCode()
                                .getCodingFirstRep()
                                .getCode()))
                .containsExactly("slow-glow-scan-antenna");
        assertThat(CASES.read(bundle).patient().order().map(ImagingOrder::kind)).contains("slow-glow");
    }
}
