package org.apposite.cli.commands;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apposite.authoring.document.HazardLog;
import org.apposite.authoring.document.SignOff;
import org.apposite.cli.text.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite docs}: the document of a rules folder that a committee signs. */
@Command(
        name = "docs",
        description =
                "Write the document that a clinical committee reads and signs: all rules, ratings and cases in words.",
        footer = {
            "",
            "The HTML is one file that a browser shows and prints. The same folder gives the same document.",
            "",
            "Examples:",
            "  apposite docs our-rules -o sign-off.html",
            "  apposite docs our-rules --since rules-of-last-year -o sign-off.html",
            "  apposite docs our-rules --with-cases -o sign-off-with-cases.html",
            "  apposite docs our-rules -o sign-off.md",
            "  apposite docs our-rules --format markdown > sign-off.md",
            "  apposite docs our-rules --hazards -o hazard-log.html",
            "  apposite docs our-rules --hazards -o hazards.csv",
            "",
            "Exit codes: 0 written; 1 errors in the rules or cases; 2 misuse, or a file that cannot be read or written."
        })
public final class Docs implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The folder of the rules.")
    private Path folder = Path.of("");

    @Option(names = "--topic", paramLabel = "ID", description = "Only this topic; may be given several times.")
    private final List<String> topics = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to write; standard output when left out.")
    private @Nullable Path file;

    @Option(
            names = "--format",
            paramLabel = "html|markdown|csv",
            description = "html or markdown; csv for hazards. Default: by the end of the file's name, otherwise html.")
    private @Nullable Format format;

    @Option(
            names = "--since",
            paramLabel = "DIR",
            description = "An earlier folder of the rules: show what changed since then.")
    private @Nullable Path earlier;

    @Option(
            names = "--with-cases",
            description = "List everything that each case expects; the document is much longer.")
    private boolean withCases;

    @Option(
            names = "--hazards",
            description =
                    "Write the hazard log instead, for the safety officer: what could harm, what meets it, the cases"
                            + " that show it, what is proved, and the risk that remains.")
    private boolean hazards;

    @Option(names = "--no-proofs", description = "Leave out the proofs of the hazard log, which take some seconds.")
    private boolean noProofs;

    private enum Format {
        HTML,
        MARKDOWN,
        CSV
    }

    public Docs(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Format chosen = chosen();
        if (hazards && (withCases || earlier != null)) {
            throw new Misuse("docs: --hazards writes another document, without --with-cases and --since.");
        }
        if (!hazards && (noProofs || chosen == Format.CSV)) {
            throw new Misuse("docs: " + (noProofs ? "--no-proofs" : "the format csv") + " is for --hazards.");
        }
        String text = hazards ? hazardLog(chosen) : signOff(chosen);
        if (file == null) {
            terminal.write(text);
        } else {
            OutputFile.write(file, text);
        }
        return ExitCode.FINE;
    }

    private String signOff(Format chosen) {
        SignOff document = read(() -> {
            SignOff whole = SignOff.of(RulesFolder.existing("docs", folder), topics.toArray(String[]::new));
            SignOff wanted = withCases ? whole.withCases() : whole;
            return earlier == null ? wanted : wanted.since(RulesFolder.existing("docs", earlier));
        });
        return chosen == Format.HTML ? document.html() : document.markdown();
    }

    private String hazardLog(Format chosen) {
        HazardLog stated =
                read(() -> HazardLog.of(RulesFolder.existing("docs", folder), topics.toArray(String[]::new)));
        HazardLog log = noProofs ? stated : stated.proved(Prove.SECONDS, terminal::progress);
        return switch (chosen) {
            case HTML -> log.html();
            case MARKDOWN -> log.markdown();
            case CSV -> log.csv();
        };
    }

    private <T> T read(Supplier<T> document) {
        try {
            return document.get();
        } catch (IllegalArgumentException e) {
            throw new Misuse("docs " + folder + ": " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw RulesFolder.unreadable("docs", folder, e);
        }
    }

    private Format chosen() {
        if (format != null) {
            return format;
        }
        String name = file == null ? "" : file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return Format.CSV;
        }
        return name.endsWith(".md") || name.endsWith(".markdown") ? Format.MARKDOWN : Format.HTML;
    }
}
