package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {

    private static final String ORDERS = "../../docs/examples/orders.csv";

    @TempDir
    private Path folder;

    /** The example of the guide: of its four rows one is bad on purpose. */
    @Test
    void the_example_is_answered_and_reported_for_each_hospital_and_month() throws IOException {
        Path out = folder.resolve("answers");

        Session session = Session.run("batch", "--site", "hospital", "--month", "ordered", ORDERS, out.toString());

        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(session.out())
                .startsWith("4 rows: 3 answers, 1 without an answer, in 1 of which an emergency stands.\n")
                .contains(out.resolve("report.html").toString());
        assertThat(session.err()).contains(out.resolve("rejects").toString());
        List<String> answers = Files.readAllLines(out.resolve("answers/part-000001.ndjson"));
        assertThat(answers).hasSize(3).allSatisfy(line -> assertThat(line).contains("\"hospital\":\""));
        JsonNode report = new JsonMapper().readTree(out.resolve("report.json").toFile());
        assertThat(report.at("/groups")).hasSize(2);
        assertThat(report.at("/groups/0/site").asText()).isEqualTo("North");
        assertThat(report.at("/groups/0/month").asText()).isEqualTo("2026-01");
        assertThat(report.at("/groups/0/rows").asInt()).isEqualTo(2);
        assertThat(Files.readString(out.resolve("report.html"))).contains("<svg", "2026-02", "For the hospital alone");
    }

    @Test
    void all_answered_is_fine_and_told_on_a_terminal_as_it_goes() {
        Session session = Session.onTerminal(
                80,
                true,
                "batch",
                "--to",
                "csv",
                "../../docs/examples/many.ndjson",
                folder.resolve("out").toString());

        assertThat(session.err()).contains("rows, 0 of them without an answer");
        assertThat(session.exit()).isEqualTo(ExitCode.FINE);
        assertThat(folder.resolve("out/answers/part-000001.csv"))
                .content()
                .startsWith("row,schema_version,id,topic,outcome");
    }

    @Test
    void what_cannot_run_is_told_in_one_line() throws IOException {
        Path unnamed = Files.writeString(folder.resolve("orders.dat"), "complaint\n");
        Path wrong = Files.writeString(folder.resolve("orders.csv"), "complaint,nightpain\n");
        String out = folder.resolve("out").toString();

        assertThat(Session.run("batch", unnamed.toString(), out).err())
                .contains("Say so with --from")
                .hasLineCount(1);
        assertThat(Session.run("batch", wrong.toString(), out).err())
                .contains("Did you mean \"night_pain\"?", "--besides")
                .hasLineCount(1);
        assertThat(Session.run("batch", "--to", "parquet", "--besides", "hospital,ordered", ORDERS, out)
                        .err())
                .contains("docs/batch.md")
                .hasLineCount(1);
        assertThat(Session.run("batch", "--threads", "0", ORDERS, out).exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(Path.of(out)).doesNotExist();
    }
}
