package org.apposite.json.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class YamlBlocksTest {

    private static final String WRITTEN = """
            title: "Back pain, from 2 to 3 h: \\"sudden\\""
            case:
              patient:
                age: 8 years
                birthDate: 2018-03-09
              findings:
                present:
                - fever
                absent: []
              measurements:
                egfr:
                - ">60"
                - "30 mL/min/{1.73_m2}"
                weight: 20.5
              choices: {}
              imaging:
              - study: mri
                result: "true"
              - study: "- no"
            """;

    @Test
    void a_tree_is_written_in_blocks_with_the_quotes_that_it_needs_and_read_as_the_same() throws Exception {
        JsonNode tree = new JsonMapper().readTree("""
                {"title": "Back pain, from 2 to 3 h: \\"sudden\\"",
                 "case": {
                   "patient": {"age": "8 years", "birthDate": "2018-03-09"},
                   "findings": {"present": ["fever"], "absent": []},
                   "measurements": {"egfr": [">60", "30 mL/min/{1.73_m2}"], "weight": 20.5},
                   "choices": {},
                   "imaging": [{"study": "mri", "result": "true"}, {"study": "- no"}]}}
                """);

        assertThat(YamlBlocks.of(tree)).isEqualTo(WRITTEN);
        assertThat(new Document(new RecordSplitter.RawRecord(1, true, WRITTEN.getBytes(StandardCharsets.UTF_8))).tree())
                .isEqualTo(tree);
    }
}
