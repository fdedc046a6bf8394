package org.apposite.cli.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apposite.ClinicalRules;
import org.apposite.batch.Batch;
import org.apposite.batch.BatchRefused;
import org.apposite.batch.TableFormat;
import org.apposite.batch.report.BatchReport;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.commands.Version;
import org.apposite.cli.text.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite batch}: answers a file of cases into a folder. */
@Command(
        name = "batch",
        description =
                "Answer all cases of a file into a folder, by the million: answers, bad rows with their reasons, and a report.",
        footer = {
            "",
            "A case is a line of NDJSON, or a row of CSV or Parquet with a column for each datum: docs/batch.md.",
            "A run that was killed is finished by the same call. A row without an answer never ends it: it goes to the"
                    + " folder rejects, with the emergencies that stand all the same.",
            "",
            "Examples:",
            "  apposite batch orders.csv answers",
            "  apposite batch --site hospital --month ordered orders.csv answers",
            "  apposite batch --rules our-rules --to csv orders.ndjson answers",
            "  apposite batch --besides order_number orders.parquet answers",
            "",
            "Exit codes: 0 all answered; 1 errors in the rules folder; 2 misuse, unreadable input, or a row without an "
                    + "answer."
        })
public final class AnswerBatch implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "IN", index = "0", description = "The file of cases.")
    private Path input = Path.of("");

    @Parameters(
            paramLabel = "OUT",
            index = "1",
            description = "The folder for answers, which is made if it is not there.")
    private Path output = Path.of("");

    @Mixin
    private final RulesOption rulesOption = new RulesOption();

    @Option(
            names = "--from",
            paramLabel = "ndjson|csv|parquet",
            description = "How cases are written, where the name of the file does not end so.")
    private @Nullable TableFormat from;

    @Option(
            names = "--to",
            paramLabel = "ndjson|csv|parquet",
            description = "How answers are written: ndjson (default), csv or parquet.")
    private TableFormat to = TableFormat.NDJSON;

    @Option(
            names = "--besides",
            paramLabel = "COLUMN",
            split = ",",
            description = "Columns that state nothing about the patient, with commas; answers carry them over.")
    private List<String> besides = List.of();

    @Option(
            names = "--site",
            paramLabel = "COLUMN",
            description = "The column of the place, which the report tells apart.")
    private @Nullable String site;

    @Option(
            names = "--month",
            paramLabel = "COLUMN",
            description =
                    "The column of the month or day, such as 2026-01, of which the report tells the months apart.")
    private @Nullable String month;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads answer; as many as there are processors when left out.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--part-rows",
            paramLabel = "N",
            description =
                    "How many rows of the input are one file of answers: ${DEFAULT-VALUE}. A run that was killed loses"
                            + " at most the work on one.")
    private int partRows = 10_000;

    public AnswerBatch(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TableFormat format = from == null
                ? TableFormat.of(input)
                        .orElseThrow(() -> new Misuse("batch: how " + input
                                + " is written cannot be told by its name. Say so with --from ndjson, csv or parquet."))
                : from;
        ClinicalRules rules = rulesOption.load();
        try {
            Batch.Settings settings = new Batch.Settings(
                    "apposite " + Version.ofCommand(),
                    input,
                    format,
                    output,
                    to,
                    besides,
                    site,
                    month,
                    threads,
                    partRows);
            BatchReport report = new Batch(
                            settings,
                            rules,
                            (rows, rejected) -> terminal.progress(
                                    number(rows) + " rows, " + number(rejected) + " of them" + " without an answer"))
                    .run();
            tell(report);
            return report.rejected() == 0 ? ExitCode.FINE : ExitCode.NO_ANSWER;
        } catch (BatchRefused e) {
            throw new Misuse("batch: " + e.getMessage());
        }
    }

    private void tell(BatchReport report) {
        terminal.printLine(number(report.rows()) + " rows: " + number(report.answers()) + " answers, "
                + number(report.rejected()) + " without an answer"
                + (report.rejectedWithEmergency() == 0
                        ? "."
                        : ", in " + number(report.rejectedWithEmergency()) + " of which an emergency stands."));
        terminal.printLine("See " + output.resolve("report.html") + ".");
        if (report.rejected() > 0) {
            terminal.complain(
                    "apposite: rows without an answer stand with their reasons in " + output.resolve("rejects"));
        }
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
