package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Alert.Severity;
import org.apposite.fhir.Records.Block;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.mapping.Mapping;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.fhir.mapping.Mapping.Relation;
import org.apposite.fhir.mapping.TerminologyCode;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What hospitals send, code by code; a note about an emergency or about what speaks against a scan begins with two or three marks. */
class HospitalCodesTest {

    private static final Set<String> NOT_MEANT = Set.of("refuted", "entered-in-error");
    private static final List<String> VERIFICATIONS =
            List.of("confirmed", "provisional", "differential", "unconfirmed", "refuted", "entered-in-error", "");

    static List<Block> records() throws IOException {
        return Records.of("hospital-codes.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("records")
    void gives_the_facts_and_notes_that_stand_beside_the_record(Block block) {
        FhirCase read = Records.CASES.read(FhirRecord.of(block.withPatient()));
        assertThat(told(read)).filteredOn(block::isAsked).isEqualTo(block.expected());
    }

    static List<String> told(FhirCase read) {
        List<String> told = new ArrayList<>(Records.told(read));
        for (FhirCase.Note note : read.notes()) {
            String marks =
                    note.concern() == Concern.EMERGENCY ? "!!!" : note.concern() == Concern.SCAN_SAFETY ? "!!" : "!";
            told.replaceAll(line -> line.equals("! " + note) ? marks + " " + note : line);
        }
        return told;
    }

    /** Whatever code of the mapping states it and however sure it is: it is counted, or a note with its weight names it. */
    @ParameterizedTest
    @EnumSource(value = Concern.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void every_code_of_what_matters_most_is_counted_or_named(Concern concern) {
        int codes = 0;
        for (Mapping.Term term :
                FhirMapping.bundled(Records.VOCABULARY).mapping().terms()) {
            if (term.concern() != concern || term.kind() == Kind.CHOICE) {
                continue;
            }
            for (TerminologyCode code : term.relations().keySet()) {
                if (term.relations().get(code) == Relation.ABSENCE) {
                    continue;
                }
                codes++;
                for (String verification : VERIFICATIONS) {
                    FhirCase read =
                            Records.CASES.read(FhirRecord.of(List.of(Records.resource(condition(code, verification)))));
                    boolean isCounted = read.origins().stream()
                            .anyMatch(origin -> origin.fact().equals(term.code()));
                    boolean isNamed = read.notes().stream().anyMatch(note -> note.concern() == concern);
                    assertThat(isCounted || isNamed)
                            .as("%s of %s, %s", code, term.code(), verification)
                            .isEqualTo(!NOT_MEANT.contains(verification) || isCounted);
                }
            }
        }
        assertThat(codes).isGreaterThan(30);
    }

    /** Beside back pain, or a head injury for what is of the head. */
    @Test
    void every_code_that_names_an_emergency_gives_its_alert() {
        String pain = condition(new TerminologyCode("http://snomed.info/sct", "161891005"), "confirmed");
        String injury = condition(new TerminologyCode("http://snomed.info/sct", "82271004"), "confirmed");
        ClinicalRules rules = Records.RULES.withBlockingQuestionsOnly();
        int codes = 0;
        for (Mapping.Term term :
                FhirMapping.bundled(Records.VOCABULARY).mapping().terms()) {
            if (term.concern() != Concern.EMERGENCY) {
                continue;
            }
            for (TerminologyCode code : term.relations().keySet()) {
                if (term.relations().get(code) != Relation.TERM
                        && term.relations().get(code) != Relation.KIND) {
                    continue;
                }
                codes++;
                boolean isTold = Stream.of(pain, injury).anyMatch(complaint -> {
                    FhirCase read = Records.CASES.read(FhirRecord.of(List.of(
                            Records.resource(
                                    "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"2017-03-15\"}"),
                            Records.resource(condition(code, "confirmed").replace("\"c\"", "\"emergency\"")),
                            Records.resource(complaint))));
                    return !rules.evaluate(read.patient())
                            .alerts(Severity.CRITICAL)
                            .isEmpty();
                });
                assertThat(isTold).as("%s of %s", code, term.code()).isTrue();
            }
        }
        assertThat(codes).isGreaterThan(50);
    }

    private static String condition(TerminologyCode code, String verification) {
        String sent = code.isClass() ? code.code().replaceFirst("-$", "9") : code.code();
        String sure = verification.isEmpty() ? "" : """
                ,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"%s"}]}
                """.formatted(verification);
        return """
                {"resourceType":"Condition","id":"c","recordedDate":"2026-11-22","code":{"coding":[{"system":"%s","code":"%s"}]},
                "clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]}%s}
                """.formatted(code.system(), sent, sure);
    }

    @Test
    void words_are_read_only_as_the_whole_conclusions_of_a_hospital_that_stand_in_its_file() {
        FhirCases cases = new FhirCases(
                Records.VOCABULARY, FhirMapping.withText(Records.VOCABULARY, "hospital.yaml", """
                        imaging:
                          results:
                            - study: [radiography]
                              result: negative
                              phrases: ["No acute osseous abnormality."]
                        """), Records.CLOCK);
        assertThat(films(cases, "No acute osseous abnormality.")).contains("negative");
        assertThat(films(cases, " No acute\\n  osseous abnormality. ")).contains("negative");
        for (String other : List.of(
                "no acute osseous abnormality.",
                "No acute osseous abnormality",
                "No acute osseous abnormality. Lytic lesion of T8.",
                "Normal.",
                "")) {
            assertThat(films(cases, other)).as(other).contains("unknown");
        }
    }

    private static String films(FhirCases cases, String conclusion) {
        FhirCase read = cases.read(FhirRecord.of(List.of(Records.resource("""
                {"resourceType":"DiagnosticReport","id":"x","status":"final","effectiveDateTime":"2026-11-20",
                "code":{"coding":[{"system":"http://loinc.org","code":"24983-9"}]},"conclusion":"%s"}
                """.formatted(conclusion)))));
        return String.valueOf(read.patient().imaging().orElseThrow().get(0).result());
    }

    /** Imaging that is there and is not understood is not "none was done", even when the host has all of it. */
    @Test
    void imaging_that_is_not_understood_leaves_it_open_whether_there_was_any() throws IOException {
        int found = 0;
        for (Block block : records()) {
            FhirCase read =
                    Records.CASES.read(FhirRecord.of(block.withPatient()).withAllImaging());
            if (read.notes().stream().anyMatch(note -> note.text().contains("of a study that is not understood"))) {
                found++;
                assertThat(Records.asked(read).imagingUnknown("radiography"))
                        .as(block.title())
                        .isTrue();
                assertThat(Records.asked(read).imagingUnknown("mri"))
                        .as(block.title())
                        .isTrue();
            }
        }
        assertThat(found).isGreaterThan(3);
    }

    @Test
    void every_answer_of_the_mapping_says_yes_or_no_and_none_says_both() {
        Mapping.Answers answers =
                FhirMapping.bundled(Records.VOCABULARY).mapping().answers();
        assertThat(answers.yes()).doesNotContainAnyElementsOf(answers.no());
        assertThat(Stream.concat(answers.yes().stream(), answers.no().stream()))
                .noneMatch(code -> Urls.isOwn(code.system()));
    }
}
