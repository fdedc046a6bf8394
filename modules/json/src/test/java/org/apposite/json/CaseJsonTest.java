package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.json.record.CaseFormat;
import org.apposite.model.Vocabulary;
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
    void a_case_is_written_as_people_and_systems_write_it() {
        assertThat(cases().filter(one -> isAllowed(one, VOCABULARY)).limit(1_000))
                .allSatisfy(CaseJsonTest::assertWrittenAndRead);
    }

    @Test
    void whatever_the_vocabulary() {
        Vocabulary madeUp = RuleSet.read(Path.of("..", "..", "src", "test", "resources", "made-up"))
                .vocabulary();
        CaseReader reader = new CaseReader(madeUp);

        assertThat(new RandomCases(madeUp, 3)
                        .stream().filter(one -> isAllowed(one, madeUp)).limit(500))
                .allSatisfy(one -> assertWrittenAndRead(one, reader));
    }

    @Test
    void every_case_beside_the_rules_is_written_as_it_is_read() {
        Vocabulary vocabulary = ClinicalRules.bundled().vocabulary();
        CaseReader reader = new CaseReader(vocabulary);
        List<PatientCase> cases = RuleCase.in(Path.of("..", "..", "rules-drl"), vocabulary).stream()
                .flatMap(one -> one.stated().patientCase().stream())
                .toList();

        assertThat(cases).isNotEmpty().allSatisfy(one -> assertWrittenAndRead(one, reader));
    }

    @Test
    void every_example_is_written_as_it_is_read() throws IOException {
        CaseReader reader = new CaseReader(ClinicalRules.bundled().vocabulary());
        List<PatientCase> cases = new ArrayList<>();
        for (String name : List.of("index-case.yaml", "emergency.yaml", "data-required.yaml", "many.ndjson")) {
            try (InputStream in = Files.newInputStream(Path.of("..", "..", "docs", "examples", name))) {
                reader.read(in, CaseFormat.ofFileName(name))
                        .forEach(one -> cases.add(one.patientCase().orElseThrow()));
            }
        }

        assertThat(cases).hasSizeGreaterThan(4).allSatisfy(one -> assertWrittenAndRead(one, reader));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"007\"}",
                "{\"id\":\"1e3\",\"patient\":{\"age\":\"8 years 11 months 14 days 90 minutes\"}}",
                "{\"patient\":{\"age\":\"1 month 9 days to 1 day 1 hour\"}}"
            })
    void a_case_may_state_next_to_nothing_or_in_an_odd_way(String kept) throws IOException {
        String text = kept.replace("1 month 9 days to 1 day 1 hour", "1 day 1 hour to 1 month 9 days");
        assertWrittenAndRead(CaseJson.read(MAPPER.readTree(text)));
    }

    @Test
    void only_what_is_stated_is_written() {
        PatientCase stated = PatientCase.builder()
                .id("17")
                .age(new Age(107, 14, 0))
                .present("trauma", "malignancy")
                .measured("gcs", 15)
                .build();

        assertThat(CaseJson.compact(stated))
                .isEqualTo("{\"schemaVersion\":2,\"id\":\"17\",\"patient\":{\"age\":\"8 years 11 months 14 days\"},"
                        + "\"findings\":{\"present\":[\"malignancy\",\"trauma\"]},\"measurements\":{\"gcs\":15}}");
        assertThat(CaseJson.yaml(stated)).isEqualTo("""
                schemaVersion: 2
                id: "17"
                patient:
                  age: 8 years 11 months 14 days
                findings:
                  present:
                  - malignancy
                  - trauma
                measurements:
                  gcs: 15
                """);
    }

    private static void assertWrittenAndRead(PatientCase one) {
        assertWrittenAndRead(one, new CaseReader(VOCABULARY));
    }

    private static void assertWrittenAndRead(PatientCase one, CaseReader reader) {
        PatientCase compact = read(CaseJson.compact(one), CaseFormat.JSON, reader);
        PatientCase pretty = read(CaseJson.pretty(one), CaseFormat.JSON, reader);
        PatientCase yaml = read(CaseJson.yaml(one), CaseFormat.YAML, reader);

        assertThat(List.of(compact, pretty, yaml)).containsOnly(one);
        assertThat(CaseJson.compact(compact)).isEqualTo(CaseJson.compact(one));
        assertThat(CaseJson.pretty(pretty)).isEqualTo(CaseJson.pretty(one));
        assertThat(CaseJson.yaml(yaml)).isEqualTo(CaseJson.yaml(one));
    }

    private static PatientCase read(String text, CaseFormat format, CaseReader reader) {
        CaseRecord read = reader.read(new ByteArrayInputStream(Examples.utf8(text)), format)
                .findFirst()
                .orElseThrow();
        assertThat(read.error()).as(text).isEmpty();
        return read.patientCase().orElseThrow();
    }

    private static Stream<PatientCase> cases() {
        return new RandomCases(VOCABULARY, 17).stream();
    }

    /** The vocabulary allows what the case states, and sides are where there are two. */
    private static boolean isAllowed(PatientCase one, Vocabulary vocabulary) {
        try {
            one.perComplaint().forEach(vocabulary::check);
        } catch (IllegalArgumentException notAllowed) {
            return false;
        }
        return one.perComplaint().stream().allMatch(each -> each.side().isEmpty())
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
