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
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                Coding coding = new Coding(Objects.requireNonNull(SYSTEMS.get(code.system())), code.code(), null);
                assertThat(term.relations().keySet())
                        .as("%s of %s", code, term.code())
                        .containsAnyElementsOf(mapping.systems().of(coding));
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
    void adds_the_codes_of_a_hospital_to_its_own_and_counts_by_its_settings() throws IOException {
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
        assertThat(read(cases, coded("http://snomed.info/sct", "386661006"))).contains("fever = present (Condition/c)");
        assertThat(read(cases, temperature("http://hospital.example/codes", "TEMP", "38.6", "2026-11-22")))
                .contains("fever = present (Observation/t)");
        assertThat(read(cases, temperature("http://loinc.org", "8310-5", "38.2", "2026-11-22")))
                .isEmpty();
        assertThat(read(cases, temperature("http://loinc.org", "8310-5", "38.6", "2026-11-19")))
                .containsExactly(
                        "! Observation/t: body temperature is of 2026-11-19, more than 2 days ago; it is not counted");
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
    void replaces_an_entry_only_where_the_file_says_so() {
        String file = """
                systems:
                  local: http://hospital.example/codes
                terms:
                  fever: { replace: %s, codes: [local FEVER] }
                """;
        assertThat(read(cases(file.formatted("true")), coded("http://snomed.info/sct", "386661006")))
                .isEmpty();
        assertThat(read(cases(file.formatted("true")), temperature("http://loinc.org", "8310-5", "39", "2026-11-22")))
                .isEmpty();
        assertThat(read(cases(file.formatted("true")), coded("http://hospital.example/codes", "FEVER")))
                .contains("fever = present (Condition/c)");
        assertThat(read(cases(file.formatted("false")), coded("http://snomed.info/sct", "386661006")))
                .contains("fever = present (Condition/c)");
    }

    @Test
    void keeps_of_every_section_what_a_file_does_not_name() {
        Mapping bundled = FhirMapping.bundled(Records.VOCABULARY).mapping();
        Mapping changed =
                FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", """
                units: { kelvin: K }
                answers: { yes: [snomed 26544005] }
                known: { codes: [snomed 44077006] }
                order: { statuses: [draft] }
                visit: { within: 2 days }
                imaging: { within: 90 days }
                """).mapping();
        assertThat(changed.units()).containsAllEntriesOf(bundled.units()).containsEntry("kelvin", "K");
        assertThat(changed.answers().yes()).containsAll(bundled.answers().yes());
        assertThat(changed.answers().no()).isEqualTo(bundled.answers().no());
        assertThat(changed.known()).containsAll(bundled.known());
        assertThat(changed.orderWindow()).isEqualTo(bundled.orderWindow());
        assertThat(changed.orderStatuses()).containsExactly("draft");
        assertThat(changed.visitStatuses()).isEqualTo(bundled.visitStatuses());
        assertThat(changed.visitWindow()).hasToString("2 days");
        assertThat(changed.imaging().studies()).isEqualTo(bundled.imaging().studies());
        assertThat(changed.imaging().results()).isEqualTo(bundled.imaging().results());
        assertThat(changed.terms()).isEqualTo(bundled.terms());
    }

    /** The names that hospitals write for one system, by the URL that FHIR has for it. */
    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "http://hl7.org/fhir/sid/icd-10-cm, M54.6",
        "http://hl7.org/fhir/sid/icd-10-cm/, M54.6",
        "https://hl7.org/fhir/sid/icd-10-cm, M54.6",
        "urn:oid:2.16.840.1.113883.6.90, M54.6",
        "URN:OID:2.16.840.1.113883.6.90, M54.6",
        "http://terminology.hl7.org/CodeSystem/icd10CM, M54.6",
        "http://hl7.org/fhir/sid/icd-10-cm, m54.6",
        "http://hl7.org/fhir/sid/icd-10-cm, M546",
        "http://snomed.info/sct, 279038004",
        "https://snomed.info/sct/, 279038004",
        "urn:oid:2.16.840.1.113883.6.96, 279038004",
    })
    void knows_a_system_by_all_its_names(String system, String code) {
        assertThat(read(Records.CASES, coded(system, code)))
                .contains("complaint = back-pain (Condition/c)", "region = thoracic (Condition/c)");
    }

    @Test
    void takes_a_name_that_a_hospital_gives_a_known_system_for_the_same_system() {
        FhirCases cases = cases("""
                systems:
                  icd-oid: urn:oid:2.16.840.1.113883.6.90
                  loinc: https://lab.example/loinc
                terms:
                  fever: { kinds: [icd-oid R68.83] }
                """);
        assertThat(read(cases, coded("http://hl7.org/fhir/sid/icd-10-cm", "R68.83")))
                .contains("fever = present (Condition/c)");
        assertThat(read(cases, temperature("https://lab.example/loinc", "8310-5", "39", "2026-11-22")))
                .contains("fever = present (Observation/t)");
        assertThat(read(cases, temperature("http://loinc.org", "8310-5", "39", "2026-11-22")))
                .contains("fever = present (Observation/t)");
    }

    /** Every code below a class is of the class, no other is, and a code that stands by itself goes before its class. */
    @Test
    void reads_a_class_as_all_codes_that_begin_like_it() {
        FhirCases cases = cases("""
                systems:
                  local: http://hospital.example/codes
                terms:
                  fever: { kinds: [local AB1.-], codes: [local AB1.2] }
                  night-pain: { kinds: [local AB1.3-] }
                """);
        assertThat(read(cases, refuted("http://hospital.example/codes", "AB1.2")))
                .contains("fever = absent (Condition/c)");
        assertThat(read(cases, refuted("http://hospital.example/codes", "AB1.1")))
                .containsExactly("! Condition/c: denies a kind of fever, not all of it");
        assertThat(read(cases, coded("http://hospital.example/codes", "AB1.39")))
                .contains("fever = present (Condition/c)");
        assertThat(read(cases, coded("http://hospital.example/codes", "AB2.1"))).isEmpty();
        assertThat(read(cases, coded("http://hospital.example/other", "AB1.1"))).isEmpty();
    }

    /** A digit that somebody mistyped is found by the check digit that SNOMED CT and LOINC have. */
    @Test
    void ships_no_code_with_a_wrong_check_digit() {
        Set<TerminologyCode> codes = new CodeMeanings(
                        FhirMapping.bundled(Records.VOCABULARY).mapping())
                .all()
                .keySet();
        assertThat(codes).hasSizeGreaterThan(400);
        for (TerminologyCode code : codes) {
            if (code.system().equals("http://snomed.info/sct")) {
                assertThat(CheckDigits.isVerhoeff(code.code())).as("%s", code).isTrue();
            } else if (code.system().equals("http://loinc.org") && !code.code().startsWith("LA")) {
                assertThat(CheckDigits.isMod10(code.code())).as("%s", code).isTrue();
            }
        }
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

    private static FhirCases cases(String hospital) {
        return new FhirCases(
                Records.VOCABULARY, FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", hospital), Records.CLOCK);
    }

    private static String refuted(String system, String code) {
        return coded(system, code)
                .replace("confirmed", "refuted")
                .replace("\"id\":\"c\"", "\"id\":\"c\",\"recordedDate\":\"2026-11-22\"");
    }

    private static String temperature(String system, String code, String value, String day) {
        return """
                {"resourceType":"Observation","id":"t","status":"final","code":{"coding":[{"system":"%s","code":"%s"}]},
                "valueQuantity":{"value":%s,"unit":"Cel","system":"http://unitsofmeasure.org","code":"Cel"},
                "effectiveDateTime":"%s"}
                """.formatted(system, code, value, day);
    }

    private static String order(String system, String code) {
        return """
                {"resourceType":"ServiceRequest","id":"o","status":"draft","intent":"order",
                "code":{"coding":[{"system":"%s","code":"%s"}]}}
                """.formatted(system, code);
    }
}
