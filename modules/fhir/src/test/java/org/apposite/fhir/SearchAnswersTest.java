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
import org.apposite.fhir.sent.SearchAnswer;
import org.apposite.patient.PriorImaging;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which FHIR says that a search found this, found nothing, failed, was refused, or has more to come. */
class SearchAnswersTest {

    private static final Path TABLE = Path.of("src/test/resources/unstated/search-answers.txt");

    record Row(String title, Bundle bundle, List<String> gaps) {

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Row> rows() throws IOException {
        return Stream.of(Files.readString(TABLE).strip().split("\n\n")).map(block -> {
            List<String> lines = block.lines().toList();
            return new Row(lines.get(0).substring(2), (Bundle) read(lines.get(1)), lines.subList(2, lines.size()));
        });
    }

    private static Resource read(String json) {
        try {
            return FhirResources.read((ObjectNode) new JsonMapper().readTree(json))
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void an_answer_says_what_is_missing_of_it(Row row) {
        assertThat(SearchAnswer.gaps(row.bundle(), "DiagnosticReport"))
                .map(gap -> "! " + gap)
                .isEqualTo(row.gaps());
    }

    /** What type was searched for, only who searched knows. */
    @ParameterizedTest
    @MethodSource("rows")
    void only_where_nothing_is_missing_it_is_known_that_no_more_imaging_was_done(Row row) {
        FhirCase read = Records.CASES.read(
                FhirRecord.of(List.of(read("{\"resourceType\":\"Patient\",\"id\":\"p\"}"), row.bundle()))
                        .ofPatient("p")
                        .withAllImaging());
        boolean isHostsOwn = row.gaps().stream().anyMatch(gap -> gap.contains("another type"))
                || row.title().equals("A collection")
                || row.title().equals("A bundle of no kind");
        assertThat(isWhole(read)).isEqualTo(row.gaps().isEmpty() || isHostsOwn);
        assertThat(read.notes().isEmpty()).isEqualTo(isWhole(read));
    }

    private static boolean isWhole(FhirCase read) {
        return read.patient().imaging().filter(SearchAnswersTest::isKnown).isPresent();
    }

    private static boolean isKnown(List<PriorImaging> studies) {
        return studies.stream().noneMatch(one -> one.region().equals("unknown"));
    }
}
