package org.apposite.cli.commands;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apposite.authoring.explain.CodePages;
import org.apposite.cli.text.MarkdownText;
import org.apposite.cli.text.Terminal;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite explain}: explains the code of a message. */
@Command(
        name = "explain",
        description = "Explain the code of a message: why it matters, an example of the mistake, how to fix it.",
        footer = {
            "",
            "Examples:",
            "  apposite explain APP-109",
            "  apposite explain",
            "",
            "Exit codes: 0 fine; 2 misuse, or an unknown code."
        })
public final class Explain implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "CODE", arity = "0..1", description = "The code; without one, all are listed.")
    private @Nullable String code;

    @Option(
            names = "--format",
            paramLabel = "text|markdown",
            description = "text for people (default), or the page in Markdown.")
    private Format format = Format.TEXT;

    private enum Format {
        TEXT,
        MARKDOWN
    }

    public Explain(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Map<String, String> titles = CodePages.titles();
        if (code == null) {
            titles.forEach((one, title) -> terminal.printLine(String.format(Locale.ROOT, "%-9s %s", one, title)));
            return ExitCode.FINE;
        }
        String asked = code.toUpperCase(Locale.ROOT);
        String page = CodePages.page(asked)
                .orElseThrow(() -> new Misuse("explain: unknown code \"" + code + "\"."
                        + " "
                        + Objects.requireNonNullElse(
                                Spelling.didYouMean(asked, titles.keySet()), "apposite explain lists all.")));
        switch (format) {
            case MARKDOWN -> terminal.write(page);
            case TEXT -> terminal.print(MarkdownText.of(page, terminal.width(), terminal.hasColour()));
        }
        return ExitCode.FINE;
    }
}
