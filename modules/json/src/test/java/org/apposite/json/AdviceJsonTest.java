package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apposite.json.record.CaseFormat;
import org.junit.jupiter.api.Test;

class AdviceJsonTest {

    private static final Path GOOD = Path.of("src/test/resources/good");

    @Test
    void an_answer_has_the_keys_of_the_contract_in_their_order() throws IOException {
        assertThat(AdviceJson.pretty(Examples.matched()) + "\n")
                .isEqualTo(Files.readString(GOOD.resolve("matched.json")));
    }

    @Test
    void what_does_not_apply_is_null() throws IOException {
        assertThat(AdviceJson.pretty(Examples.notApplicable()) + "\n")
                .isEqualTo(Files.readString(GOOD.resolve("not-applicable.json")));
    }

    @Test
    void an_answer_in_one_line_says_the_same() throws IOException {
        String compact = AdviceJson.compact(Examples.matched());
        JsonMapper mapper = new JsonMapper();
        assertThat(compact).doesNotContain("\n");
        assertThat(mapper.readTree(compact)).isEqualTo(mapper.readTree(AdviceJson.pretty(Examples.matched())));
    }

    @Test
    void doses_are_written_as_short_as_they_are() {
        assertThat(AdviceJson.compact(Examples.matched()))
                .contains("\"minMilliSieverts\":0,\"maxMilliSieverts\":0}")
                .contains("\"minMilliSieverts\":0.3,\"maxMilliSieverts\":3}")
                .contains("\"minMilliSieverts\":null,\"maxMilliSieverts\":null}");
    }

    @Test
    void a_refused_case_becomes_one_line_with_its_error() {
        assertThat(AdviceJson.compact(record("{\"id\": \"ü\", \"complaint\": {\"symtom\": \"x\"}}")))
                .isEqualTo("{\"id\":\"ü\",\"line\":1,\"error\":{\"code\":\"CASE-201\",\"path\":\"/complaint/symtom\","
                        + "\"message\":\"\\\"symtom\\\" is not a key of complaint\","
                        + "\"suggestion\":\"Did you mean \\\"symptom\\\"?\"}}");
        assertThat(AdviceJson.compact(record("{\"complaint\"")))
                .startsWith("{\"id\":null,\"line\":1,\"error\":{\"code\":\"CASE-101\",\"path\":\"\",")
                .endsWith("\"suggestion\":null}}");
    }

    @Test
    void a_case_that_was_not_refused_has_no_error_to_write() {
        assertThatThrownBy(() -> AdviceJson.compact(record("{\"complaint\": {}}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 1");
    }

    private static CaseRecord record(String json) {
        return new CaseReader(Examples.vocabulary())
                .read(new ByteArrayInputStream(Examples.utf8(json)), CaseFormat.NDJSON)
                .findFirst()
                .orElseThrow();
    }
}
