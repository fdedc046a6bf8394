package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital's mapping of codes, checked from the command line. */
class CheckMappingTest {

    private static final String RECORD = """
            {"resourceType":"Bundle","type":"collection","entry":[
            {"resource":{"resourceType":"Condition","code":{"coding":[{"system":"http://hospital.example/codes","code":"P7","display":"Paraparesis"}]}}},
            {"resource":{"resourceType":"Condition","code":{"coding":[{"system":"http://hospital.example/codes","code":"P7"}]}}},
            {"resource":{"resourceType":"Condition","code":{"coding":[
              {"system":"http://hospital.example/codes","code":"M1"},{"system":"urn:oid:2.16.840.1.113883.6.90","code":"M54.59"}]}}},
            {"resource":{"resourceType":"AllergyIntolerance","code":{"text":"contrast"}}},
            {"resource":{"resourceType":"Observation","code":{"coding":[{"system":"http://loinc.org","code":"8332-9"}]},
              "valueQuantity":{"value":39,"unit":"Grad"}}},
            {"resource":{"resourceType":"Observation","code":{"coding":[{"system":"http://snomed.info/sct","code":"386661006"}]},
              "valueCodeableConcept":{"coding":[{"system":"http://hospital.example/codes","code":"JA"}]}}},
            {"resource":{"resourceType":"Patient"}}]}
            """;

    @TempDir
    private Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void what_a_file_adds_changes_and_no_longer_recognises_is_told() throws IOException {
        Session session = Session.run("fhir", "check-mapping", file("hospital.yaml", """
                systems: { local: http://hospital.example/codes }
                terms:
                  night-pain: { codes: [local N1] }
                  weight-loss: { replace: true, within: 60 days, codes: [icd-10-cm R63.4] }
                imaging:
                  procedures:
                    - { study: mri, region: lumbar, contrast: without, codes: [loinc 24968-0] }
                """));
        assertThat(session.err()).isEmpty();
        assertThat(session.exit()).isEqualTo(ExitCode.FINE);
        assertThat(session.out()).isEqualTo("""
                Added (1)
                  local N1: night-pain, the term itself

                Changed (2)
                  loinc 24968-0: was mri, lumbar; is mri, lumbar, without contrast
                  weight-loss, within: was 90 days; is 60 days

                No longer recognised (2)
                  snomed 267024001: weight-loss, the term itself
                  snomed 422868009: weight-loss, the term itself
                """);
    }

    @Test
    void a_code_that_a_class_has_already_adds_nothing() throws IOException {
        assertThat(Session.run("fhir", "check-mapping", file("hospital.yaml", """
                        terms:
                          infection: { kinds: [icd-10-cm M46.25] }
                        """))
                        .out())
                .isEqualTo("This file changes nothing of the project's own mapping.\n");
    }

    @Test
    void what_of_a_sample_is_not_understood_is_told_once_with_how_often() throws IOException {
        Session session = Session.run(
                "fhir",
                "check-mapping",
                file("hospital.yaml", "systems: { local: http://hospital.example/codes }\n"),
                "--sample",
                file("record.json", RECORD));
        assertThat(session.exit()).isEqualTo(ExitCode.FINE);
        assertThat(session.out()).isEqualTo("""
                This file changes nothing of the project's own mapping.

                Not understood in the sample (4)
                  AllergyIntolerance.code: words alone "contrast"
                  Condition.code: http://hospital.example/codes P7 "Paraparesis", 2 times
                  Observation.value: http://hospital.example/codes JA
                  Observation.value, its unit: words alone "Grad"
                """);
    }

    @Test
    void errors_are_told_with_their_place_and_what_to_do() throws IOException {
        Session session = Session.run("fhir", "check-mapping", file("hospital.yaml", """
                terms:
                  fevr: { codes: [snomd 1] }
                """));
        assertThat(session.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(session.out()).isEqualTo("""
                hospital.yaml:2:3: "fevr" is not a term of the vocabulary. Did you mean "fever"?
                """);
    }

    @Test
    void a_file_that_cannot_be_read_and_a_sample_that_is_none_are_told() throws IOException {
        String mapping = file("hospital.yaml", "units: {}\n");
        assertThat(Session.run(
                                "fhir",
                                "check-mapping",
                                folder.resolve("none.yaml").toString())
                        .err())
                .contains("none.yaml", "Check its name.");
        assertThat(Session.run("fhir", "check-mapping", mapping, "--sample", file("a.json", "{\"resourceType\":"))
                        .err())
                .contains("a.json:1: not JSON, column");
        Session noResource = Session.run("fhir", "check-mapping", mapping, "--sample", file("b.json", "[]"));
        assertThat(noResource.err()).contains("b.json is not a resource of FHIR R4");
        assertThat(noResource.exit()).isEqualTo(ExitCode.NO_ANSWER);
    }

    @Test
    void without_a_folder_or_a_command_fhir_says_what_is_missing() {
        Session session = Session.run("fhir");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(session.err()).contains("no folder to write to", "-o");
        assertThat(Session.run("fhir", "check-maping").err()).contains("Did you mean \"check-mapping\"?");
    }
}
