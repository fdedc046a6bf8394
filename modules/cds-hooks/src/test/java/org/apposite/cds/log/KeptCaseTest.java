package org.apposite.cds.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.patient.Age;
import org.apposite.patient.Complaint;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Sex;
import org.apposite.patient.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class KeptCaseTest {

    private static final LocalDate DAY = LocalDate.parse("2026-11-20");

    static Stream<PatientCaseBuilder> cases() {
        return Stream.of(
                PatientCase.builder(),
                PatientCase.builder()
                        .age(new Range<>(Age.ofMinutes(90), Age.ofMonths(3)))
                        .sex(Sex.FEMALE),
                PatientCase.builder().complaint("ankle-pain").region("ankle").side(Side.LEFT),
                PatientCase.builder().duration(new Range<>(Duration.ofMinutes(90), Duration.ofDays(3))),
                PatientCase.builder().asOf(DAY).examinedAt("knee").suspected().conditions("pregnancy"),
                PatientCase.builder().present("fever").absent("trauma").allOtherRedFlagsAbsent(),
                PatientCase.builder().chosen("loss-of-consciousness", "none"),
                PatientCase.builder()
                        .measured("fall-height", Measurement.of(0.1, "m"))
                        .measured("fall-height", Measurement.of(3, "[ft_i]"))
                        .measured("filtration", new Measurement(BigDecimal.valueOf(60), false, null, false, ""))
                        .measured("scale", new Measurement(BigDecimal.ONE, true, BigDecimal.TEN, false, "1")),
                PatientCase.builder().imaging(),
                PatientCase.builder()
                        .imaging(
                                new PriorImaging(
                                        "mri",
                                        "dti",
                                        "ankle",
                                        Side.BOTH,
                                        Contrast.WITHOUT_AND_WITH,
                                        DAY,
                                        "positive",
                                        "fracture",
                                        "bony"),
                                PriorImaging.of("ct", "head", "negative")),
                PatientCase.builder().order(new ImagingOrder("ct", "cta", "ankle", Side.RIGHT, Contrast.WITH)),
                PatientCase.builder().order(ImagingOrder.of("us", "ankle")),
                PatientCase.builder()
                        .complaints(List.of(
                                Complaint.of("headache"),
                                new Complaint(
                                        "back-pain",
                                        "lumbar",
                                        Side.RIGHT,
                                        Range.exactly(Duration.ofHours(5)),
                                        Map.of("trauma", Presence.PRESENT, "overuse", Presence.ABSENT)))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_is_read_as_it_was_stated(PatientCaseBuilder stated) {
        PatientCase patient = stated.build();
        String line = KeptCase.json(patient).toString();
        assertThat(KeptCase.read(new JsonMapper().readTree(line))).isEqualTo(patient);
    }

    @Test
    void the_id_of_a_case_is_not_written_down() {
        PatientCase patient = PatientCase.builder().id("Anna Example").build();
        assertThat(KeptCase.json(patient).toString()).doesNotContain("Anna");
    }

    @Test
    void what_is_no_case_is_refused() {
        assertThatThrownBy(() -> KeptCase.read(new JsonMapper().readTree("{\"sex\":\"blue\"}")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
