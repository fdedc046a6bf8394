package org.apposite.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeveralComplaintsTest {

    private static final Complaint HEAD =
            new Complaint("head-injury", "head", null, null, Map.of("trauma", Presence.PRESENT));
    private static final Complaint KNEE = lasting(Duration.ofDays(3));

    private static Complaint lasting(Duration duration) {
        return new Complaint(
                "knee-pain", "knee", Side.LEFT, Range.exactly(duration), Map.of("overuse", Presence.ABSENT));
    }

    @Test
    void each_complaint_keeps_what_is_its_own_and_shares_what_is_the_patients() {
        PatientCase both = PatientCase.builder()
                .absent("fever")
                .complaints(List.of(HEAD, KNEE))
                .build();

        assertThat(both.circumstances()).containsExactly("trauma");
        assertThat(both.perComplaint())
                .containsExactly(
                        PatientCase.builder()
                                .complaint("head-injury")
                                .region("head")
                                .present("trauma")
                                .absent("fever")
                                .build(),
                        PatientCase.builder()
                                .complaint("knee-pain")
                                .region("knee")
                                .side(Side.LEFT)
                                .durationDays(3)
                                .absent("fever", "overuse")
                                .build());
    }

    @Test
    void a_finding_of_the_patient_is_another_statement_than_a_circumstance_of_the_first_complaint() {
        PatientCase ofTheComplaint =
                PatientCase.builder().complaints(List.of(HEAD, KNEE)).build();
        PatientCase ofThePatient = PatientCase.builder()
                .present("trauma")
                .complaints(List.of(new Complaint("head-injury", "head", null, null, Map.of()), KNEE))
                .build();

        assertThat(ofThePatient).isNotEqualTo(ofTheComplaint);
        assertThat(ofThePatient.perComplaint().get(0))
                .isEqualTo(ofTheComplaint.perComplaint().get(0));
        assertThat(ofThePatient.perComplaint().get(1).findings()).containsEntry("trauma", Presence.PRESENT);
        assertThat(ofTheComplaint.perComplaint().get(1).findings()).doesNotContainKey("trauma");
    }

    @Test
    void one_complaint_in_a_list_is_the_complaint() {
        assertThat(PatientCase.builder().complaints(List.of(HEAD)).build())
                .isEqualTo(PatientCase.builder()
                        .complaint("head-injury")
                        .region("head")
                        .present("trauma")
                        .build());
    }

    @Test
    void no_complaint_contradicts_the_patient() {
        PatientCaseBuilder tenDaysOld =
                PatientCase.builder().age(Age.ofDays(10)).complaints(List.of(HEAD, lasting(Duration.ofDays(90))));
        PatientCaseBuilder overused = PatientCase.builder().present("overuse").complaints(List.of(HEAD, KNEE));

        assertThatIllegalArgumentException()
                .isThrownBy(tenDaysOld::build)
                .withMessage("duration of 90 days: the patient is only 10 days old");
        assertThatIllegalArgumentException()
                .isThrownBy(overused::build)
                .withMessage("finding \"overuse\" is stated both present and absent");
    }

    @Test
    void a_duration_has_no_seconds() {
        assertThat(PatientCase.builder()
                        .duration(Duration.ofSeconds(119))
                        .build()
                        .duration())
                .contains(Range.exactly(Duration.ofMinutes(1)));
    }
}
