package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.MappingException;
import org.apposite.fhir.mapping.MappingIssue;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.StandardCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FhirMappingTest {

    private static final Path BAD = Path.of("src/test/resources/bad-mappings");
    private static final Map<String, String> SYSTEMS =
            Map.of("snomed", "http://snomed.info/sct", "icd-10-cm", "http://hl7.org/fhir/sid/icd-10-cm");

    @TempDir
    Path folder;

    static List<String> badFiles() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void it_tells_which_terms_no_code_of_another_system_reaches() {
        List<String> bundled = FhirMapping.bundled(Records.VOCABULARY).termsWithoutOutsideCode();
        List<String> hospital =
                FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", """
                        systems:
                          local: https://hospital.example/codes
                        terms:
                          night-pain:
                            codes: [local 17]
                        """).termsWithoutOutsideCode();

        assertThat(bundled).contains("night-pain").doesNotContain("fever", "neurologic-deficit", "age", "radiographs");
        assertThat(hospital).doesNotContain("night-pain").isSubsetOf(bundled).hasSize(bundled.size() - 1);
    }

    /** Every file of the folder stands beside a file with all that is told of it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("badFiles")
    void tells_all_that_is_wrong_with_its_line(String name) throws IOException {
        MappingException refused = catchThrowableOfType(
                MappingException.class, () -> FhirMapping.withFile(Records.VOCABULARY, BAD.resolve(name)));
        assertThat(refused).as("%s is refused", name).isNotNull();
        assertThat(refused.issues())
                .extracting(MappingIssue::toString)
                .isEqualTo(Files.readAllLines(BAD.resolve(name + ".error")));
        assertThat(refused).hasMessage(String.join("\n", Files.readAllLines(BAD.resolve(name + ".error"))));
    }

    @Test
    void maps_every_term_and_every_standard_code_of_the_vocabulary() {
        Mapping mapping = FhirMapping.bundled(Records.VOCABULARY).mapping();
        Set<String> terms = new HashSet<>();
        for (Mapping.Term term : mapping.terms()) {
            terms.add(term.code());
            List<StandardCode> codes = Objects.requireNonNull(
                            Records.VOCABULARY.terms().get(term.code()))
                    .codes();
            for (StandardCode code : codes) {
                assertThat(term.relations())
                        .as("%s of %s", code, term.code())
                        .containsKey(
                                new TerminologyCode(Objects.requireNonNull(SYSTEMS.get(code.system())), code.code()));
            }
        }
        Set<String> stated = new HashSet<>(Records.VOCABULARY.terms().keySet());
        Stream.of(Kind.DATUM, Kind.IMAGING, Kind.QUANTITY)
                .forEach(kind -> stated.removeAll(Records.VOCABULARY.codes(kind)));
        assertThat(terms).isEqualTo(stated);
        assertThat(mapping.quantities().keySet())
                .isEqualTo(Records.VOCABULARY.quantities().keySet());
    }

    @Test
    void leaves_out_terms_of_its_own_that_other_rules_do_not_have() {
        assertThat(FhirMapping.bundled(Vocabulary.EMPTY).mapping().terms()).isEmpty();
    }

    @Test
    void puts_an_entry_of_a_hospital_in_the_place_of_its_own() throws IOException {
        Path file = folder.resolve("hospital.yaml");
        Files.writeString(file, """
                systems:
                  local: http://hospital.example/codes
                terms:
                  fever:
                    codes: [local FEVER]
                    measured:
                      - { name: body temperature, codes: [local TEMP], within: 2 days, at-least: 38.5 Cel }
                imaging:
                  procedures:
                    - { study: mri, region: lumbar, contrast: without, codes: [local MR-L, loinc 24968-0] }
                """);
        FhirCases cases =
                new FhirCases(Records.VOCABULARY, FhirMapping.withFile(Records.VOCABULARY, file), Records.CLOCK);
        assertThat(read(cases, coded("http://hospital.example/codes", "FEVER")))
                .contains("fever = present (Condition/c)");
        assertThat(read(cases, coded("http://snomed.info/sct", "386661006"))).isEmpty();
        assertThat(read(cases, coded("http://snomed.info/sct", "26544005")))
                .contains("neurologic-deficit = present (Condition/c)");
        assertThat(read(cases, order("http://hospital.example/codes", "MR-L")))
                .contains("order = mri lumbar without contrast (ServiceRequest/o)");
        assertThat(read(cases, order("http://loinc.org", "24968-0")))
                .contains("order = mri lumbar without contrast (ServiceRequest/o)");
        assertThat(read(cases, order("http://loinc.org", "30679-5")))
                .contains("order = mri lumbar without contrast (ServiceRequest/o)");
    }

    @Test
    void says_which_file_cannot_be_read() {
        assertThatThrownBy(() -> FhirMapping.withFile(Records.VOCABULARY, folder.resolve("none.yaml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.yaml");
    }

    private static List<String> read(FhirCases cases, String json) {
        return Records.told(cases.read(FhirRecord.of(List.of(Records.resource(json)))));
    }

    private static String coded(String system, String code) {
        return """
                {"resourceType":"Condition","id":"c","code":{"coding":[{"system":"%s","code":"%s"}]},
                "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
                "verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"confirmed"}]}}
                """.formatted(system, code);
    }

    private static String order(String system, String code) {
        return """
                {"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order",
                "code":{"coding":[{"system":"%s","code":"%s"}]}}
                """.formatted(system, code);
    }
}
