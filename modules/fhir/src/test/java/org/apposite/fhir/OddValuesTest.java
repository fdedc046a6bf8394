package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What systems in use write although FHIR does not have it: the element is lost, and named; the resource is not. */
class OddValuesTest {

    private static final Path TABLE = Path.of("src/test/resources/unstated/odd-values.txt");

    record Row(String title, ObjectNode json, List<String> notes) {

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Row> rows() throws IOException {
        return Stream.of(Files.readString(TABLE).strip().split("\n\n")).map(block -> {
            List<String> lines = block.lines().toList();
            return new Row(lines.get(0).substring(2), json(lines.get(1)), lines.subList(2, lines.size()));
        });
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void an_odd_value_loses_its_element_alone_and_has_a_note(Row row) {
        Resource read = FhirResources.read(row.json()).orElseThrow();
        FhirCase found =
                Records.CASES.read(FhirRecord.of(List.of(read)).ofPatient("p").withAllImaging());
        assertThat(found.notes())
                .map(note -> "! " + note)
                .filteredOn(note -> note.contains("elements") || note.contains("modifier"))
                .isEqualTo(row.notes());
    }

    @Test
    void what_was_sent_is_not_changed() {
        ObjectNode sent =
                json("{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"M\",\"birthDate\":\"2017-03-15\"}");
        ObjectNode before = sent.deepCopy();
        Patient read = (Patient) FhirResources.read(sent).orElseThrow();
        Records.CASES.read(FhirRecord.of(List.of(read)));
        assertThat(sent).isEqualTo(before);
        assertThat(read.getGenderElement().hasExtension())
                .as("what cannot be read is told in the resource, where it stands")
                .isTrue();
    }

    @Test
    void a_resource_of_a_type_that_fhir_does_not_have_is_none() {
        assertThat(FhirResources.read(json("{\"resourceType\":\"Child\"}"))).isEmpty();
        assertThat(FhirResources.read(json("{}"))).isEmpty();
        assertThat(FhirResources.read(json("{\"resourceType\":{\"x\":1}}"))).isEmpty();
    }

    /** Each fault costs its own reading and no more: there is no second look at the rest of the resource for it. */
    @Test
    void a_resource_of_faults_alone_is_read_and_told_in_a_line() {
        ObjectNode condition =
                json("{\"resourceType\":\"Condition\",\"id\":\"x\",\"subject\":{\"reference\":\"Patient/p\"}}");
        for (int i = 0; i < 50_000; i++) {
            condition.put("unknown" + i, i);
            condition.withArray("note").addObject().put("time", "at " + i);
        }
        Resource read = FhirResources.read(condition).orElseThrow();
        assertThat(Records.CASES
                        .read(FhirRecord.of(List.of(read)).ofPatient("p"))
                        .notes())
                .singleElement()
                .satisfies(note -> assertThat(note.text()).hasSizeLessThan(300).endsWith("and 99988 more"));
    }
}
