package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apposite.fhir.mapping.ImagingCodes;
import org.apposite.fhir.mapping.ImagingCodes.SentCode;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which codes studies are ordered, and which orders are for imaging at all. */
class OrderCodesTest {

    private static final FhirMapping BUNDLED = FhirMapping.bundled(Records.VOCABULARY);

    @Test
    void the_mapping_chooses_one_code_of_a_system_for_each_study_each_with_its_display() {
        ImagingCodes imaging = BUNDLED.mapping().imaging();
        assertThat(imaging.sent()).hasSizeGreaterThan(60);
        List<String> seen = new ArrayList<>();
        for (SentCode one : imaging.sent()) {
            assertThat(imaging.studies().get(one.code())).as("%s", one).isEqualTo(one.study());
            assertThat(one.display()).as("%s", one).isNotBlank();
            seen.add(one.study() + " " + one.code().system());
        }
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void every_study_with_a_code_of_its_own_is_sent_by_one() {
        ImagingCodes imaging = BUNDLED.mapping().imaging();
        imaging.studies().forEach((code, study) -> {
            boolean isOrdered = study.hasRegion()
                    && !study.region().equals("pelvis")
                    && (study.contrast() != null
                            || !Objects.requireNonNull(
                                            Records.VOCABULARY.studies().get(study.study()))
                                    .contrasted());
            if (isOrdered
                    && code.system().equals("http://loinc.org")
                    && !study.study().equals("discography")) {
                assertThat(imaging.ordering(study, "name")).as("%s", study).isNotEmpty();
            }
        });
    }

    @Test
    void of_several_codes_that_are_read_as_a_study_the_chosen_one_is_sent() {
        assertThat(codes(BUNDLED, ImagingOrder.of("radiography", "lumbar")))
                .containsExactly(
                        "http://loinc.org 24972-2 XR Lumbar spine Views",
                        "http://snomed.info/sct 840361000 Plain X-ray of lumbar vertebral column region");
    }

    @Test
    void a_code_that_a_hospital_sends_goes_before_the_others_and_its_only_code_needs_no_choice() {
        FhirMapping chosen = FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", """
                systems:
                  local: https://hospital.example/codes
                imaging:
                  procedures:
                    - { study: mri, region: lumbar, contrast: without, codes: [local 17, local 18], send: { local 18: MR L-spine } }
                """);
        FhirMapping only = FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", """
                systems:
                  local: https://hospital.example/codes
                imaging:
                  procedures:
                    - { study: mri, region: lumbar, contrast: without, codes: [local 17] }
                """);
        ImagingOrder lumbar = ImagingOrder.of("mri", "lumbar", Contrast.WITHOUT);
        assertThat(codes(chosen, lumbar))
                .startsWith("https://hospital.example/codes 18 MR L-spine")
                .hasSize(3);
        assertThat(codes(only, lumbar))
                .contains("https://hospital.example/codes 17 name")
                .hasSize(3);
    }

    @Test
    void a_code_to_which_a_hospital_gives_another_meaning_is_not_sent_for_its_old_one() {
        FhirMapping moved = FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", """
                imaging:
                  procedures:
                    - { study: mri, region: thoracic, contrast: without, codes: [loinc 30679-5] }
                """);
        assertThat(codes(moved, ImagingOrder.of("mri", "lumbar", Contrast.WITHOUT)))
                .noneMatch(code -> code.contains("30679-5"));
    }

    @ParameterizedTest(name = "{0} is imaging: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"72148"}]}}           | true
            {"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"80053"}]}}           | false
            {"code":{"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"7214"}]}}            | false
            {"code":{"text":"MRI thoracic spine without contrast"}}                                    | true
            {"code":{"text":"x-ray, thoracic"}}                                                        | true
            {"code":{"coding":[{"system":"urn:oid:1.2.3","code":"IMG17","display":"CT HEAD WO"}]}}     | true
            {"code":{"text":"Electrolytes"}}                                                           | false
            {"code":{"text":"Direct antiglobulin test"}}                                               | false
            {"code":{"text":"17"},"category":[{"coding":[{"system":"http://snomed.info/sct","code":"363679005"}]}]} | true
            {"category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v2-0074","code":"RAD"}]}]}     | true
            {"code":{"text":"17"},"category":[{"coding":[{"system":"http://snomed.info/sct","code":"108252007"}]}]} | false
            {"code":{"coding":[{"system":"http://loinc.org","code":"30679-5"},{"system":"http://loinc.org","code":"24972-2"}]}} | true
            {}                                                                                         | false
            """)
    void an_order_for_imaging_is_told_by_its_code_its_category_or_a_word_of_its_text(
            String members, boolean isImaging) {
        String json =
                "{\"resourceType\":\"ServiceRequest\"" + (members.length() > 2 ? "," + members.substring(1) : "}");
        assertThat(BUNDLED.isImaging((ServiceRequest) Records.resource(json))).isEqualTo(isImaging);
    }

    private static List<String> codes(FhirMapping mapping, ImagingOrder order) {
        return mapping.codesOf(order, "name").stream()
                .map(OrderCodesTest::words)
                .toList();
    }

    private static String words(Coding coding) {
        return coding.getSystem() + " " + coding.getCode() + " " + coding.getDisplay();
    }
}
