package org.apposite.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apposite.batch.answer.TupleJson;
import org.apposite.columns.Decision;
import org.apposite.columns.DecisionStruct;
import org.apposite.json.CaseJson;
import org.apposite.json.RuleCase;
import org.apposite.json.format.TimeText;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersAreThoseOfTheLibraryTest {

    private static final List<String> SUSPICIONS =
            Cohort.RULES.vocabulary().codes(Kind.SUSPICION).subList(0, 2);
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    Path folder;

    private List<String> answers(Batch.Settings settings) throws Exception {
        new Batch(settings, Cohort.RULES, (rows, rejected) -> {}).run();
        return Folders.lines(settings.out().resolve("answers"));
    }

    private static JsonNode expected(PatientCase patient) {
        ObjectNode object = MAPPER.createObjectNode();
        Decision decision = new Decision.Answered(Cohort.RULES.evaluate(patient));
        TupleJson.put(object, DecisionStruct.TYPE, DecisionStruct.of(decision, Cohort.RULES));
        return MAPPER.valueToTree(object);
    }

    /** Every fifth case beside the rules. */
    @Test
    void of_cases_a_line_each() throws Exception {
        List<String> lines = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        int at = 0;
        for (RuleCase one : RuleCase.in(Path.of("../../rules-drl"), Cohort.RULES.vocabulary())) {
            PatientCase patient = one.stated().patientCase().orElse(null);
            if (patient != null && at++ % 5 == 0) {
                ObjectNode line = (ObjectNode) MAPPER.readTree(CaseJson.compact(patient));
                line.put("site", "S" + at);
                lines.add(line.toString());
                patient.perComplaint().forEach(complaint -> expected.add(expected(complaint)));
            }
        }
        Path input = Files.write(folder.resolve("in.ndjson"), lines);

        List<String> answers = answers(
                Cohort.settings(input, TableFormat.NDJSON, folder.resolve("out"), TableFormat.NDJSON, 100, "site"));

        assertThat(answers).hasSameSizeAs(expected).hasSizeGreaterThan(200);
        for (int i = 0; i < expected.size(); i++) {
            JsonNode answer = MAPPER.readTree(answers.get(i));
            assertThat(answer.get("site").asText()).startsWith("S");
            assertThat(answer.get("decision"))
                    .isEqualTo(MAPPER.readTree(expected.get(i).toString()));
        }
    }

    @Test
    void of_columns_with_an_order_and_studies() throws Exception {
        Path input = Files.write(
                folder.resolve("in.csv"),
                List.of(
                        "complaint;age;imaging;imaging.1.study;imaging.1.region;imaging.1.result;imaging.2.study;"
                                + "imaging.2.region;imaging.2.result;order.study;order.region;suspected",
                        "back-pain;9 years;;radiography;lumbar;negative;mri;lumbar;negative;mri;lumbar;\""
                                + String.join(";", SUSPICIONS) + "\"",
                        "back-pain;9 years;[];;;;;;;;;[]",
                        "back-pain;9 years;;;;;;;;;;"));
        List<String> answers =
                answers(Cohort.settings(input, TableFormat.CSV, folder.resolve("out"), TableFormat.NDJSON, 100));

        List<PatientCase> cases = List.of(
                builder()
                        .imaging(List.of(
                                PriorImaging.of("radiography", "lumbar", "negative"),
                                PriorImaging.of("mri", "lumbar", "negative")))
                        .order(ImagingOrder.of("mri", "lumbar"))
                        .suspected(SUSPICIONS.toArray(String[]::new))
                        .build(),
                builder().imaging(List.of()).suspected().build(),
                builder().build());
        for (int i = 0; i < cases.size(); i++) {
            assertThat(MAPPER.readTree(answers.get(i)).get("decision"))
                    .isEqualTo(MAPPER.readTree(expected(cases.get(i)).toString()));
        }
    }

    private static PatientCaseBuilder builder() {
        return PatientCase.builder().complaint("back-pain").age(TimeText.age("9 years"));
    }

    @Test
    void however_many_threads_answer_and_however_large_parts_are() throws Exception {
        Path input = Cohort.csv(folder.resolve("in.csv"), 300);
        List<List<String>> all = new ArrayList<>();
        for (Map.Entry<Integer, Integer> way : Map.of(1, 1000, 4, 7, 3, 100).entrySet()) {
            Path out = folder.resolve("out" + way.getKey());
            all.add(answers(new Batch.Settings(
                    "test",
                    input,
                    TableFormat.CSV,
                    out,
                    TableFormat.CSV,
                    List.of("site", "month"),
                    null,
                    null,
                    way.getKey(),
                    way.getValue())));
            all.get(all.size() - 1).removeIf(line -> line.startsWith("row,"));
        }

        assertThat(all)
                .allSatisfy(lines -> assertThat(lines).isEqualTo(all.get(0)).hasSize(240));
    }
}
