package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apposite.json.record.CaseError;
import org.apposite.json.record.CaseFormat;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseReaderTest {

    private static final String FULL = """
            schemaVersion: 1
            id: case-17
            patient: { age: 9 years, sex: male, asOf: 2026-11-23 }
            complaint: { symptom: back-pain, region: thoracic, duration: 3 weeks, overuse: absent, trauma: unknown }
            findings: { present: [night-pain, fever], absent: [weight-loss, all-other-red-flags] }
            examination: { region: thoracolumbar }
            suspected: [neoplasm]
            conditions: []
            measurements: { egfr: 95.5 }
            imaging:
              - { study: radiography, region: thoracic, date: 2026-11-02, result: positive, finding: fracture }
              - { study: mri, region: complete-spine, result: infection, site: epidural }
            order: { study: mri, region: lumbar, contrast: without }
            """;

    private static PatientCase full() {
        return PatientCase.builder()
                .id("case-17")
                .age(Age.ofYears(9))
                .sex(Sex.MALE)
                .asOf(LocalDate.of(2026, 11, 23))
                .complaint("back-pain")
                .region("thoracic")
                .durationDays(21)
                .finding("overuse", Presence.ABSENT)
                .present("night-pain", "fever")
                .absent("weight-loss")
                .allOtherRedFlagsAbsent()
                .examinedAt("thoracolumbar")
                .suspected("neoplasm")
                .conditions()
                .measured("egfr", 95.5)
                .imaging(
                        PriorImaging.of("radiography", "thoracic", "positive")
                                .on(LocalDate.of(2026, 11, 2))
                                .showing("fracture"),
                        PriorImaging.of("mri", "complete-spine", "infection").at("epidural"))
                .order(ImagingOrder.of("mri", "lumbar", Contrast.WITHOUT))
                .build();
    }

    @Test
    void everything_that_the_format_can_state_arrives_in_the_case() {
        assertThat(one(FULL, CaseFormat.YAML)).isEqualTo(full());
    }

    @Test
    void yaml_and_json_state_the_same() {
        String json = """
                { "schemaVersion": 1, "id": "case-17",
                  "patient": { "age": "9 years", "sex": "male", "asOf": "2026-11-23" },
                  "complaint": { "symptom": "back-pain", "region": "thoracic", "duration": "3 weeks",
                                 "overuse": "absent", "trauma": "unknown" },
                  "findings": { "present": ["night-pain", "fever"], "absent": ["weight-loss", "all-other-red-flags"] },
                  "examination": { "region": "thoracolumbar" },
                  "suspected": ["neoplasm"], "conditions": [], "measurements": { "egfr": 95.5 },
                  "imaging": [
                    { "study": "radiography", "region": "thoracic", "date": "2026-11-02",
                      "result": "positive", "finding": "fracture" },
                    { "study": "mri", "region": "complete-spine", "result": "infection", "site": "epidural" } ],
                  "order": { "study": "mri", "region": "lumbar", "contrast": "without" } }
                """;
        assertThat(one(json, CaseFormat.JSON)).isEqualTo(full());
        assertThat(one(json.replace("\n", " "), CaseFormat.NDJSON)).isEqualTo(full());
    }

    @Test
    void what_is_left_out_stays_unknown_and_an_empty_list_states_that_there_is_none() {
        PatientCase open = one("complaint: {symptom: back-pain}", CaseFormat.YAML);
        assertThat(open).isEqualTo(PatientCase.builder().complaint("back-pain").build());
        PatientCase none = one("complaint: {symptom: back-pain}\nimaging: []\nsuspected: []", CaseFormat.YAML);
        assertThat(none.imaging()).contains(List.of());
        assertThat(none.suspected()).isPresent();
        assertThat(none).isNotEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "9 years, 108, 0",
        "8 years 10 months, 106, 0",
        "1 year 1 month, 13, 0",
        "17 months, 17, 0",
        "3 weeks, 0, 21",
        "10 days, 0, 10",
        "0 days, 0, 0"
    })
    void an_age_is_read_in_every_form(String words, int months, int days) {
        assertThat(one("patient: {age: " + words + "}", CaseFormat.YAML).age())
                .contains(Range.exactly(new Age(months, days, 0)));
    }

    @Test
    void an_age_is_reckoned_by_the_calendar_from_the_date_of_birth() {
        PatientCase day = one("patient: {birthDate: 2022-11-24, asOf: 2026-11-23}", CaseFormat.YAML);
        assertThat(day.age()).contains(Range.exactly(new Age(47, 30, 0)));
        assertThat(day.asOf()).contains(LocalDate.of(2026, 11, 23));
    }

    @ParameterizedTest
    @CsvSource({"10 days, 10", "1 day, 1", "4 weeks, 28", "2 months, 60", "1 year, 365", "0 days, 0"})
    void a_duration_counts_in_days(String words, int days) {
        assertThat(one("complaint: {duration: " + words + "}", CaseFormat.YAML).duration())
                .contains(Range.exactly(Duration.ofDays(days)));
    }

    @Test
    void everything_that_language_2_adds_arrives_in_the_case() {
        String text = """
                schemaVersion: 2
                patient: { age: 17 to 18 years, sex: female }
                complaint: { symptom: knee-pain, region: knee, side: left, duration: 90 minutes to 2 hours, trauma: present }
                choices: { mechanism: fall, loss-of-consciousness: none }
                measurements: { fall-height: [3 ft, 1 m], gcs: 15, time-since-injury: 2 to 3 h, egfr: ">60" }
                imaging:
                  - { study: mri, technique: dti, region: knee, side: right, contrast: without, result: negative }
                order: { study: ct, technique: cta, region: knee, side: both, contrast: with }
                """;
        assertThat(one(text, CaseFormat.YAML))
                .isEqualTo(PatientCase.builder()
                        .age(new Range<>(Age.ofYears(17), Age.ofYears(18)))
                        .sex(Sex.FEMALE)
                        .complaint("knee-pain")
                        .region("knee")
                        .side(Side.LEFT)
                        .duration(new Range<>(Duration.ofMinutes(90), Duration.ofHours(2)))
                        .present("trauma")
                        .chosen("mechanism", "fall")
                        .chosen("loss-of-consciousness", "none")
                        .measured("fall-height", Measurement.of(3, "[ft_i]"))
                        .measured("fall-height", Measurement.of(1, "m"))
                        .measured("gcs", 15)
                        .measured("time-since-injury", Measurement.between(new BigDecimal(2), new BigDecimal(3), "h"))
                        .measured("egfr", new Measurement(new BigDecimal(60), false, null, false, ""))
                        .imaging(new PriorImaging(
                                "mri", "dti", "knee", Side.RIGHT, Contrast.WITHOUT, null, "negative", null, null))
                        .order(new ImagingOrder("ct", "cta", "knee", Side.BOTH, Contrast.WITH))
                        .build());
    }

    @Test
    void several_complaints_keep_what_is_their_own() {
        String text = """
                patient: { age: 9 years }
                complaints:
                  - { symptom: back-pain, region: lumbar, duration: 2 days, trauma: present, overuse: absent }
                  - { symptom: knee-pain, side: left, trauma: unknown }
                findings: { absent: [fever] }
                """;
        PatientCase both = one(text, CaseFormat.YAML);
        PatientCaseBuilder shared = PatientCase.builder().age(Age.ofYears(9)).absent("fever");
        assertThat(both.perComplaint())
                .containsExactly(
                        shared.build().toBuilder()
                                .complaint("back-pain")
                                .region("lumbar")
                                .durationDays(2)
                                .present("trauma")
                                .absent("overuse")
                                .build(),
                        shared.build().toBuilder()
                                .complaint("knee-pain")
                                .side(Side.LEFT)
                                .build());
    }

    @Test
    void one_complaint_in_a_list_is_the_complaint() {
        assertThat(one("complaints: [{symptom: back-pain, trauma: absent}]", CaseFormat.YAML))
                .isEqualTo(one("complaint: {symptom: back-pain, trauma: absent}", CaseFormat.YAML));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fall-height: 3 ft | 3 [ft_i]",
                "fall-height: 3ft | 3 [ft_i]",
                "fall-height: 3.5 feet | 3.5 [ft_i]",
                "fall-height: '3 [ft_i]' | 3 [ft_i]",
                "fall-height: 36 in | 3 [ft_i]",
                "fall-height: '>= 12 inches' | at least 1 [ft_i]",
                "fall-height: 90 cm | 90 cm",
                "fall-height: 900 mm | 0.9 m",
                "fall-height: 1.20 metres | 1.2 m",
                "fall-height: '<=2 m' | at most 2 m",
                "fall-height: 1 to <2 m | 1 to under 2 m",
                "fall-height: '>1 to 2 m' | more than 1 to 2 m",
                "time-since-injury: 2 hours | 2 h",
                "time-since-injury: 90 min | 90 min",
                "time-since-injury: 2 days | 48 h",
                "time-since-injury: 1 week | 168 h",
                "time-since-injury: 1800 s | 0.5 h",
                "time-since-injury: '<2 days' | under 48 h",
                "egfr: 25 | 25",
                "egfr: '25' | 25",
                "egfr: 25.50 | 25.5",
                "egfr: 25 mL/min/1.73 m2 | 25 mL/min/{1.73_m2}",
                "egfr: 25 ml/min/1.73m² | 25 mL/min/{1.73_m2}",
                "egfr: '0.4 mL/s/{1.73_m2}' | 24 mL/min/{1.73_m2}",
                "gcs: 15 score | 15 {score}"
            })
    void a_measurement_arrives_in_a_declared_unit(String written, String measured) {
        List<Measurement> all = one("measurements: {" + written + "}", CaseFormat.YAML)
                .measurements()
                .get(written.substring(0, written.indexOf(':')));
        assertThat(all).hasToString("[" + measured + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "17 to 18 years, 17 years, 18 years",
        "17 years to 18 years, 17 years, 18 years",
        "8 years 10 months to 9 years, 8 years 10 months, 9 years",
        "3 to 5 months, 3 months, 5 months",
        "20 hours to 2 days, 20 hours, 2 days",
        "9 to 9 years, 9 years, 9 years"
    })
    void an_age_that_is_not_known_exactly_has_two_ends(String words, String from, String to) {
        assertThat(one("patient: {age: " + words + "}", CaseFormat.YAML).age())
                .contains(new Range<>(Age.parse(from), Age.parse(to)));
    }

    @ParameterizedTest
    @CsvSource({
        "2022-11-24, 47 30, 47 30",
        "2022-11, 47 24, 48 22",
        "2022, 46 23, 58 22",
        "2026, 0 0, 10 22",
        "2026-11, 0 0, 0 22",
        "2026-11-23, 0 0, 0 0"
    })
    void a_date_of_birth_tells_as_much_as_is_known(String birth, String youngest, String oldest) {
        assertThat(one("patient: {birthDate: " + birth + ", asOf: 2026-11-23}", CaseFormat.YAML)
                        .age())
                .contains(new Range<>(age(youngest), age(oldest)));
    }

    private static Age age(String monthsAndDays) {
        String[] parts = monthsAndDays.split(" ", -1);
        return new Age(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 0);
    }

    @ParameterizedTest
    @CsvSource({
        "90 minutes, PT90M, PT90M",
        "5 hours, PT5H, PT5H",
        "2 to 3 weeks, P14D, P21D",
        "20 hours to 2 days, PT20H, P2D",
        "1 to 2 months, P30D, P60D"
    })
    void a_duration_is_read_to_the_minute_and_in_part(String words, Duration from, Duration to) {
        assertThat(one("complaint: {duration: " + words + "}", CaseFormat.YAML).duration())
                .contains(new Range<>(from, to));
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "'0017', 0017", "1.50, 1.50", "2026-11-23, 2026-11-23", "no, no"})
    void an_id_is_read_as_it_is_written(String written, String id) {
        assertThat(one("id: " + written + "\ncomplaint: {symptom: back-pain}", CaseFormat.YAML)
                        .id())
                .contains(id);
    }

    @Test
    void a_study_of_the_day_of_the_case_is_no_study_of_the_future() {
        String text = "patient: {asOf: 2026-11-02}\n"
                + "imaging: [{study: ct, region: other, date: 2026-11-02, result: unknown}]";
        assertThat(one(text, CaseFormat.YAML).imaging().orElseThrow()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "a.yaml, YAML",
        "a.YML, YAML",
        "dir.json/a.json, JSON",
        "a.ndjson, NDJSON",
        "a.jsonl, NDJSON",
        "a.txt, DETECT",
        "-, DETECT"
    })
    void the_name_of_a_file_tells_its_format(String name, CaseFormat format) {
        assertThat(CaseFormat.ofFileName(name)).isEqualTo(format);
    }

    @Test
    void the_format_is_detected_from_the_first_line_that_is_not_blank() {
        String json = "{\"id\": \"a\", \"complaint\": {\"symptom\": \"back-pain\"}}\n";
        assertThat(ids("\n \n" + json + "\n" + json, CaseFormat.DETECT)).containsExactly("a", "a");
        assertThat(ids(json + json, CaseFormat.JSON)).containsExactly("a", "a");
        assertThat(ids("{\n" + json.substring(1), CaseFormat.DETECT)).containsExactly("a");
        assertThat(ids("# a case\nid: a\ncomplaint: {}\n", CaseFormat.DETECT)).containsExactly("a");
        assertThat(ids("--- {id: a, complaint: {}}\n", CaseFormat.DETECT)).containsExactly("a");
    }

    @Test
    void yaml_documents_are_split_at_their_markers() {
        String text = """
                %YAML 1.2
                # a directive needs its marker
                ---
                id: a
                complaint: {symptom: back-pain}
                ...
                --- # with a comment
                id: b
                complaint: {symptom: back-pain}
                --- {id: c, complaint: {}}
                ---
                """;
        assertThat(ids(text, CaseFormat.YAML)).containsExactly("a", "b", "c");
        assertThat(records(text, CaseFormat.YAML).stream().map(CaseRecord::line))
                .containsExactly(1, 7, 10);
        assertThat(records(text, CaseFormat.YAML)).allMatch(one -> one.error().isEmpty());
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_are_tolerated() {
        assertThat(one("\uFEFF" + FULL.replace("\n", "\r\n"), CaseFormat.DETECT))
                .isEqualTo(full());
        String json = "\uFEFF{\"id\": \"a\", \"complaint\": {}}\r\n\r\n{\"id\": \"b\", \"complaint\": {}}\r\n";
        assertThat(ids(json, CaseFormat.DETECT)).containsExactly("a", "b");
        assertThat(ids("\uFEFF\r\n" + json.substring(1), CaseFormat.DETECT)).containsExactly("a", "b");
        CaseError error = records("id: a\r\n---\r\ncomplaint:\r\n  symtom: x\r\n", CaseFormat.YAML)
                .get(1)
                .error()
                .orElseThrow();
        assertThat(error.toString()).startsWith("4:3: CASE-201");
    }

    @Test
    void a_refused_case_keeps_its_id_its_line_and_its_path() {
        String text = "{\"complaint\": {}}\n\n{\"id\": 7, \"complaint\": {\"region\": \"lumber\"}}\n";
        CaseRecord refused = records(text, CaseFormat.NDJSON).get(1);
        assertThat(refused.id()).isEqualTo("7");
        assertThat(refused.line()).isEqualTo(3);
        assertThat(refused.patientCase()).isEmpty();
        assertThat(refused.error().orElseThrow().path()).isEqualTo("/complaint/region");
    }

    @Test
    void a_case_that_cannot_be_read_to_its_end_keeps_the_id_that_stands_before() {
        CaseRecord refused = records("id: 7\ncomplaint: {symptom: back-pain, symptom: [}", CaseFormat.YAML)
                .get(0);
        assertThat(refused.id()).isEqualTo("7");
        assertThat(refused.error().orElseThrow().toString()).startsWith("2:33: CASE-104");
        assertThat(refused.error().orElseThrow().path()).isEqualTo("/complaint/symptom");
    }

    @Test
    void every_reason_is_one_line_whatever_the_input_holds() {
        String evil = "\\n" + "x".repeat(500) + "\\u2028\\t";
        for (String text : List.of(
                "{\"" + evil + "\": 1}",
                "{\"complaint\": {\"region\": \"" + evil + "\"}}",
                "{\"findings\": {\"present\": [\"" + evil + "\"]}}",
                "{\"patient\": {\"age\": \"" + evil + "\"}}",
                "{\"patient\": {\"age\": \"9 years\\n\"}}",
                "{\"complaint\": {\"duration\": \"9 years\\n\"}}",
                "{\"findings\": {\"present\": [\"fever\\n\"]}}")) {
            CaseRecord record = records(text, CaseFormat.NDJSON).get(0);
            assertThat(record.error().orElseThrow().toString())
                    .doesNotContain("\n")
                    .hasSizeLessThan(400);
        }
    }

    @Test
    void a_record_over_1_mib_is_refused_and_the_ones_around_it_are_read() {
        String small = "{\"id\": \"%s\", \"complaint\": {}}\n";
        String large = "{\"id\": \"large\", \"complaint\": {\"symptom\": \"" + "x".repeat(2 << 20) + "\"}}\n";
        List<CaseRecord> records = records(small.formatted("a") + large + small.formatted("b"), CaseFormat.DETECT);
        assertThat(records).hasSize(3);
        assertThat(records.get(1).error().orElseThrow().code()).isEqualTo("CASE-107");
        assertThat(records.get(1).error().orElseThrow().line()).isEqualTo(2);
        assertThat(records.get(2).id()).isEqualTo("b");

        String yaml = "id: a\ncomplaint: {}\n---\n" + "# filling\n".repeat(200_000) + "---\nid: b\ncomplaint: {}\n";
        List<CaseRecord> documents = records(yaml, CaseFormat.YAML);
        assertThat(documents).hasSize(3);
        assertThat(documents.get(1).error().orElseThrow().toString()).startsWith("3:1: CASE-107");
        assertThat(documents.get(2).line()).isEqualTo(200_004);

        String json = "{\n" + " ".repeat(1 << 20) + "\"complaint\": {}}";
        assertThat(records(json, CaseFormat.JSON).get(0).error().orElseThrow().code())
                .isEqualTo("CASE-107");
    }

    @Test
    void a_record_of_exactly_1_mib_is_read() {
        String json = "{\"id\": \"a\", \"complaint\": {}}";
        String padded = json + " ".repeat((1 << 20) - json.length());
        assertThat(records(padded, CaseFormat.JSON).get(0).id()).isEqualTo("a");
        assertThat(records(padded + " ", CaseFormat.JSON).get(0).error()).isPresent();
    }

    @Test
    void more_values_than_a_case_can_have_are_refused() {
        String text = "{\"suspected\": [" + "1,".repeat(30_000) + "1]}";
        assertThat(records(text, CaseFormat.JSON).get(0).error().orElseThrow().message())
                .contains("more than 20000 values");
    }

    @Test
    void a_stream_larger_than_memory_is_read_record_by_record() {
        byte[] record = Examples.utf8(
                "{\"id\": \"a\", \"complaint\": {\"symptom\": \"back-pain\"}}" + " ".repeat(2_000) + "\n");
        long records = 200_000;
        assertThat(records * record.length).isGreaterThan(Runtime.getRuntime().maxMemory());
        assertThat(new CaseReader(Examples.vocabulary())
                        .read(repeated(record, records), CaseFormat.NDJSON)
                        .filter(one -> one.patientCase().isPresent())
                        .count())
                .isEqualTo(records);
    }

    @Test
    void nothing_is_read_ahead_of_what_is_asked() {
        byte[] record = Examples.utf8("--- {complaint: {symptom: back-pain}}\n");
        assertThat(new CaseReader(Examples.vocabulary())
                        .read(repeated(record, Long.MAX_VALUE), CaseFormat.YAML)
                        .limit(3))
                .hasSize(3);
    }

    @Test
    void an_input_that_cannot_be_read_says_so_when_it_is_read() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> new CaseReader(Examples.vocabulary())
                        .read(broken, CaseFormat.DETECT)
                        .toList())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("the disk is gone");
    }

    private static InputStream repeated(byte[] record, long times) {
        return new InputStream() {
            private long left = times;
            private int position;

            @Override
            public int read() {
                byte[] single = new byte[1];
                return read(single, 0, 1) < 0 ? -1 : single[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (left == 0) {
                    return -1;
                }
                int count = Math.min(length, record.length - position);
                System.arraycopy(record, position, into, offset, count);
                position = (position + count) % record.length;
                left -= position == 0 ? 1 : 0;
                return count;
            }
        };
    }

    private static List<CaseRecord> records(String text, CaseFormat format) {
        return new CaseReader(Examples.vocabulary())
                .read(new ByteArrayInputStream(Examples.utf8(text)), format)
                .toList();
    }

    private static List<String> ids(String text, CaseFormat format) {
        return records(text, format).stream()
                .map(CaseRecord::id)
                .map(Objects::toString)
                .toList();
    }

    private static PatientCase one(String text, CaseFormat format) {
        List<CaseRecord> records = records(text, format);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).error().map(CaseError::toString)).isEqualTo(Optional.empty());
        return records.get(0).patientCase().orElseThrow();
    }
}
