package org.apposite.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.OutputFile;
import org.apposite.cli.serve.LogPlace;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import org.apposite.json.format.EscapedJson;
import org.apposite.log.report.DecisionReport;
import org.apposite.log.store.LogStorage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite report}: what the logs of a service tell of a time. */
@Command(
        name = "report",
        description =
                "Report what the logs of apposite serve tell: which cards came, for which answers and orders, what was overridden and"
                        + " why, and what rules that ran silently would have said otherwise.",
        footer = {
            "",
            "The short answer comes first. Days and times are in UTC. Whether the logs are as they were written tells apposite"
                    + " log verify.",
            "",
            "Examples:",
            "  apposite report /var/log/apposite",
            "  apposite report --from 2026-11-01 --to 2026-11-30 /var/log/apposite",
            "  apposite report --format json replica-1/logs replica-2/logs",
            "  apposite report -o november.html --from 2026-11-01 --to 2026-11-30 /var/log/apposite",
            "",
            "Exit codes: 0 all lines were read; 1 some could not be, and are named; 2 misuse, or a log that cannot be read."
        })
public final class Report implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(
            paramLabel = "LOG",
            arity = "1..*",
            description = "Log folders, files of logs, or addresses of databases.")
    private List<String> logs = List.of();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "From this day on, such as 2026-11-01, or from a time, such as 2026-11-01T06:00:00Z.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Up to this day, the day included, or up to a time, which is not included.")
    private @Nullable String to;

    @Option(
            names = "--format",
            paramLabel = "text|json|html",
            description =
                    "text, json or html. Default: html for a file that ends in .html, json for .json, otherwise text.")
    private @Nullable Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write; standard output when left out.")
    private @Nullable Path output;

    private enum Format {
        TEXT,
        JSON,
        HTML
    }

    public Report(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<LogPlace> places =
                logs.stream().map(log -> LogPlace.existing("report", log)).toList();
        DecisionReport report = report(places);
        String text = text(report);
        if (output == null) {
            terminal.write(text);
        } else {
            OutputFile.write(output, text);
        }
        return report.lines().unreadable() == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private DecisionReport report(List<LogPlace> places) {
        try {
            return DecisionReport.of(
                    places.stream().flatMap(place -> place.path().stream()).toList(),
                    places.stream()
                            .<LogStorage>flatMap(place -> place.database().stream())
                            .toList(),
                    time("--from", from, 0),
                    time("--to", to, 1));
        } catch (IOException e) {
            throw new Misuse("report: cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new Misuse("report: " + e.getMessage());
        }
    }

    /** A time, or the beginning of a day, some days later. */
    private static @Nullable Instant time(String option, @Nullable String text, int daysLater) {
        if (text == null) {
            return null;
        }
        try {
            return text.length() <= "2026-11-01".length()
                    ? LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new Misuse("report: " + option + ": " + text
                    + " is neither a day, such as 2026-11-01, nor a time, such as 2026-11-01T06:00:00Z");
        }
    }

    private String text(DecisionReport report) {
        return switch (chosen()) {
            case TEXT -> text(ReportContent.of(report)).toString();
            case HTML -> ReportPage.of(report, ReportContent.of(report));
            case JSON -> {
                JsonNode tree = new JsonMapper().valueToTree(report);
                yield EscapedJson.of(tree.toPrettyString().replace("\r\n", "\n")) + "\n";
            }
        };
    }

    private Format chosen() {
        if (format != null) {
            return format;
        }
        String name = output == null ? "" : output.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".html") ? Format.HTML : name.endsWith(".json") ? Format.JSON : Format.TEXT;
    }

    private TextPage text(ReportContent content) {
        TextPage page = new TextPage(terminal.width(), terminal.hasColour() && output == null);
        content.sentences().forEach(page::paragraph);
        content.tables().forEach(table -> page.table(table.title(), table.columns(), table.rows()));
        return page;
    }
}
