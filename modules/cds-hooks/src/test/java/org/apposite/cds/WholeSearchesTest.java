package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Where the record holds all imaging, only a search that is whole says that none was done; the table is that of modules/fhir. */
class WholeSearchesTest {

    private static final Path TABLE = Path.of("../fhir/src/test/resources/unstated/search-answers.txt");

    private static final String QUESTION = "Were radiographs of the painful area taken";

    private static CdsService service;

    @BeforeAll
    static void start() {
        service = new CdsService(
                () -> Requests.RULES,
                Requests.settings().recordHoldsAllImaging().build());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @TestFactory
    Stream<DynamicTest> a_search_that_is_not_whole_leaves_it_open_whether_imaging_was_done_and_the_card_says_why()
            throws IOException {
        return Stream.of(Files.readString(TABLE).strip().split("\n\n")).map(block -> {
            List<String> lines = block.lines().toList();
            return DynamicTest.dynamicTest(
                    lines.get(0), () -> check(Requests.json(lines.get(1)), lines.subList(2, lines.size())));
        });
    }

    private static void check(JsonNode answer, List<String> gaps) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        // The films of the table are of another patient: what is asked here is whether there may be others.
        ((ObjectNode) request.path("prefetch")).set("imagingReports", answer);
        String detail = detail(request);
        if (gaps.isEmpty()) {
            assertThat(detail).doesNotContain(QUESTION, "imagingReports:");
        } else {
            assertThat(detail).contains(QUESTION);
            gaps.forEach(gap -> assertThat(detail)
                    .contains("imagingReports: " + gap.substring(2).replace("were not sent", "were not")));
        }
    }

    @Test
    void what_is_wrapped_in_a_response_is_taken_where_it_was_got_and_is_unknown_where_it_was_refused() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode prefetch = (ObjectNode) request.path("prefetch");
        JsonNode bundle = prefetch.path("imagingReports");
        prefetch.putObject("imagingReports")
                .<ObjectNode>set("response", Requests.json("{\"status\":\"200 OK\"}"))
                .set("resource", bundle);
        assertThat(detail(request)).doesNotContain(QUESTION, "imagingReports:");
        prefetch.putObject("imagingReports")
                .<ObjectNode>set("response", Requests.json("{\"status\":\"403 Forbidden\"}"))
                .set("resource", bundle);
        assertThat(detail(request)).contains(QUESTION, "imagingReports: cannot be read");
    }

    private static String detail(ObjectNode request) {
        CdsResponse response = service.handle(Requests.post("/cds-services/apposite-order-select", request));
        assertThat(response.status()).isEqualTo(200);
        StringBuilder all = new StringBuilder();
        Requests.json(response)
                .path("cards")
                .forEach(card -> all.append(card.path("detail").asText()));
        return all.toString();
    }
}
