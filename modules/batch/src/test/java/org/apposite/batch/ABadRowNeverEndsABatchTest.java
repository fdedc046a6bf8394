package org.apposite.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apposite.batch.report.BatchReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ABadRowNeverEndsABatchTest {

    private static final String EMERGENCY = Cohort.emergency();
    private static final String GOOD_CSV = "back-pain,9 years,,,";
    private static final String GOOD_JSON =
            "{\"patient\":{\"age\":\"9 years\"},\"complaint\":{\"symptom\":\"back-pain\"}}";

    @TempDir
    Path folder;

    private static JsonNode json(String line) throws Exception {
        return new JsonMapper().readTree(line);
    }

    private BatchReport run(Path input, TableFormat from) {
        return new Batch(
                        Cohort.settings(input, from, folder.resolve("out"), TableFormat.NDJSON, 1000),
                        Cohort.RULES,
                        (rows, rejected) -> {})
                .run();
    }

    @Test
    void each_bad_line_of_csv_is_explained_and_its_emergency_stands() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("back-pain,nine,true,,", "column \"age\": \"nine\"");
        bad.put("back-pain,9 years,true,tomorrow,", "column \"as_of\": \"tomorrow\" is no date");
        bad.put("back-pain,9 years,true,,1.5", "column \"duration_days\": \"1.5\" is no whole number");
        bad.put("Back Pain,9 years,true,,", "column \"complaint\"");
        bad.put("spine,9 years,true,,", "\"spine\"");
        Map<String, String> unread = new LinkedHashMap<>();
        unread.put("back-pain,9 years", "the line has 2 fields, and the header 5");
        unread.put("back-pain,9 years,true,,,", "the line has 6 fields, and the header 5");
        unread.put("back-pain,\"9 years,true,,", "a quote is not closed on this line");
        unread.put("back-pain,9 years,yes,,", "\"yes\" is neither true nor false");
        List<String> lines = new ArrayList<>();
        lines.add("complaint,age," + EMERGENCY.replace('-', '_') + ",as_of,duration_days");
        List<String> messages = new ArrayList<>();
        for (Map<String, String> some : List.of(bad, unread)) {
            some.forEach((line, message) -> {
                lines.add(line);
                lines.add(GOOD_CSV);
                messages.add(message);
            });
        }

        BatchReport report = run(Files.write(folder.resolve("in.csv"), lines), TableFormat.CSV);

        List<String> rejects = Folders.lines(folder.resolve("out/rejects"));
        assertThat(report.rejected()).isEqualTo(messages.size());
        assertThat(report.rejectedWithEmergency()).isEqualTo(bad.size());
        assertThat(report.answers()).isEqualTo(messages.size());
        assertThat(rejects).hasSize(messages.size());
        for (int i = 0; i < rejects.size(); i++) {
            JsonNode reject = json(rejects.get(i));
            assertThat(reject.at("/row").asInt()).isEqualTo(2 * i + 2);
            assertThat(reject.at("/error/message").asText()).contains(messages.get(i));
            assertThat(reject.at("/emergencies").isEmpty()).isEqualTo(i >= bad.size());
            assertThat(reject.at("/read").isMissingNode()).isFalse();
        }
    }

    @Test
    void each_bad_line_of_cases_is_explained_and_its_emergency_stands() throws Exception {
        String present = ",\"findings\":{\"present\":[\"" + EMERGENCY + "\",\"made-up\"]}}";
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("{\"complaint\":{\"symptom\":\"back-pain\"}" + present, "CASE-301");
        bad.put("{\"complain\":{\"symptom\":\"back-pain\"}" + present, "CASE-201");
        bad.put("{\"complaint\":", "CASE-101");
        bad.put("[]", "CASE-108");
        bad.put("garbage", "CASE-1");
        List<String> lines = new ArrayList<>();
        bad.keySet().forEach(line -> {
            lines.add(line);
            lines.add(GOOD_JSON);
        });

        BatchReport report = run(Files.write(folder.resolve("in.ndjson"), lines), TableFormat.NDJSON);

        List<String> rejects = Folders.lines(folder.resolve("out/rejects"));
        List<String> codes = List.copyOf(bad.values());
        assertThat(report.answers()).isEqualTo(bad.size());
        assertThat(report.rejectedWithEmergency()).isEqualTo(2);
        for (int i = 0; i < codes.size(); i++) {
            assertThat(json(rejects.get(i)).at("/error/message").asText()).startsWith(codes.get(i));
        }
    }

    /** Rows of random bytes, a line longer than any case, and halves of characters: each is a row with its number. */
    @Test
    void whatever_bytes_a_line_has_every_row_is_answered_or_rejected() throws Exception {
        Random random = new Random(3);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int lines = 0;
        bytes.writeBytes("complaint,age,fever,as_of,duration_days\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 400; i++) {
            byte[] line = new byte[1 + random.nextInt(40)];
            random.nextBytes(line);
            for (int at = 0; at < line.length; at++) {
                line[at] = line[at] == '\n' ? (byte) ',' : line[at];
            }
            line[0] = 'x';
            bytes.writeBytes(line);
            bytes.write('\n');
            bytes.writeBytes((GOOD_CSV + "\n").getBytes(StandardCharsets.UTF_8));
            lines += 2;
        }
        bytes.writeBytes("x".repeat((1 << 20) + 100).getBytes(StandardCharsets.UTF_8));
        lines++;
        Path input = Files.write(folder.resolve("in.csv"), bytes.toByteArray());

        BatchReport report = run(input, TableFormat.CSV);

        assertThat(report.rows()).isEqualTo(lines);
        assertThat(report.answers()).isEqualTo(400);
        assertThat(report.rejected()).isEqualTo(lines - 400);
        assertThat(Folders.lines(folder.resolve("out/rejects"))).hasSize(lines - 400);
    }
}
