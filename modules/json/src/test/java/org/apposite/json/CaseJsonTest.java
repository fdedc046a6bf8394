package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.json.record.CaseFormat;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PriorImaging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseJsonTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Vocabulary VOCABULARY = Examples.vocabulary();

    @Test
    void nothing_is_lost_whatever_a_case_states() {
        assertThat(cases().limit(5_000)).allSatisfy(one -> {
            String text = CaseJson.write(one).toString();
            PatientCase read = CaseJson.read(MAPPER.readTree(text));
            assertThat(read).isEqualTo(one);
            assertThat(read.perComplaint()).isEqualTo(one.perComplaint());
            assertThat(CaseJson.write(read)).hasToString(text);
        });
    }

    @Test
    void what_the_format_can_say_is_written_in_the_format() {
        CaseReader reader = new CaseReader(VOCABULARY);
        List<PatientCase> sayable =
                cases().filter(CaseJsonTest::isSayable).limit(200).toList();
        for (PatientCase one : sayable) {
            byte[] text = Examples.utf8(CaseJson.write(one).toString());
            CaseRecord read = reader.read(new ByteArrayInputStream(text), CaseFormat.JSON)
                    .findFirst()
                    .orElseThrow();
            assertThat(read.error()).as(one.toString()).isEmpty();
            assertThat(read.patientCase()).contains(one);
        }
    }

    private static Stream<PatientCase> cases() {
        return new RandomCases(VOCABULARY, 17).stream();
    }

    /** Circumstances and conditions are no findings of the format, ages are told in whole units, sides are where there are two. */
    private static boolean isSayable(PatientCase one) {
        return one.findings().keySet().stream()
                        .allMatch(code -> one.circumstances().contains(code)
                                || VOCABULARY.codes(Kind.FINDING).contains(code))
                && CaseJson.write(one).at("/patient/age").isValueNode()
                && one.side().isEmpty()
                && one.furtherComplaints().stream().allMatch(further -> further.side() == null)
                && one.complaint().filter("knee-pain"::equals).isEmpty()
                && one.furtherComplaints().stream()
                        .noneMatch(further -> further.code().equals("knee-pain"))
                && one.imaging().orElse(List.of()).stream().allMatch(study -> study.side() == null)
                && one.order().map(order -> order.side() == null).orElse(true);
    }

    @Test
    void what_was_kept_before_language_2_is_still_read() throws IOException {
        String line = """
                {"age":{"months":107,"days":14},"sex":"male","asOf":"2026-11-23","symptom":"back-pain","region":"thoracic",
                "durationDays":21,"examinedAt":"lumbar","suspected":["neoplasm"],"conditions":[],"egfr":95.5,
                "findings":{"fever":"present","malignancy":"absent","trauma":"absent"},
                "imaging":[{"study":"radiography","region":"thoracic","result":"positive","date":"2026-11-02","finding":"fracture"},
                {"study":"mri","region":"lumbar","result":"infection","site":"epidural"}],
                "order":{"study":"mri","region":"lumbar","contrast":"without"}}
                """;
        assertThat(CaseJson.read(MAPPER.readTree(line)))
                .isEqualTo(PatientCase.builder()
                        .age(new Age(107, 14, 0))
                        .sex(Sex.MALE)
                        .asOf(LocalDate.of(2026, 11, 23))
                        .complaint("back-pain")
                        .region("thoracic")
                        .durationDays(21)
                        .examinedAt("lumbar")
                        .suspected("neoplasm")
                        .conditions()
                        .measured("egfr", 95.5)
                        .present("fever")
                        .absent("malignancy", "trauma")
                        .imaging(
                                PriorImaging.of("radiography", "thoracic", "positive")
                                        .on(LocalDate.of(2026, 11, 2))
                                        .showing("fracture"),
                                PriorImaging.of("mri", "lumbar", "infection").at("epidural"))
                        .order(ImagingOrder.of("mri", "lumbar", Contrast.WITHOUT))
                        .build());
        assertThat(CaseJson.read(MAPPER.readTree("{\"sex\":\"unknown\",\"region\":\"unknown\",\"findings\":{}}")))
                .isEqualTo(PatientCase.builder().region("unknown").build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":2,\"patient\":{\"age\":\"old\"}}",
                "{\"schemaVersion\":2,\"patient\":{\"age\":{\"months\":3}}}",
                "{\"schemaVersion\":2,\"patient\":{\"sex\":\"m\"}}",
                "{\"schemaVersion\":2,\"patient\":{\"asOf\":\"today\"}}",
                "{\"schemaVersion\":2,\"complaint\":{\"symptom\":\"Back Pain\"}}",
                "{\"schemaVersion\":2,\"findings\":{\"present\":[\"fever\"],\"absent\":[\"fever\"]}}",
                "{\"schemaVersion\":2,\"measurements\":{\"egfr\":[\"high\"]}}",
                "{\"schemaVersion\":2,\"order\":{}}",
                "{\"age\":{\"months\":-1}}",
                "{\"sex\":\"m\"}"
            })
    void what_is_no_case_is_refused(String line) {
        assertThatIllegalArgumentException().isThrownBy(() -> CaseJson.read(MAPPER.readTree(line)));
    }
}
