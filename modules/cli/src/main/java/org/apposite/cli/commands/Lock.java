package org.apposite.cli.commands;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apposite.RuleSet;
import org.apposite.authoring.version.ContentLock;
import org.apposite.authoring.version.ContentLock.Refresh;
import org.apposite.cli.text.FindingText;
import org.apposite.cli.text.Terminal;
import org.apposite.file.FileFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code apposite lock}: writes down which content came with which version. */
@Command(
        name = "lock",
        description = "Record which content belongs to this version of the rules, in DIR/rule-set.lock.",
        footer = {
            "",
            "Run it after raising the version in rule-set.yaml. Content that changed while the version did",
            "not is refused: whoever reads a version in an answer must be able to rely on it. Cases may change.",
            "",
            "Examples:",
            "  apposite lock our-rules",
            "",
            "Exit codes: 0 written, or up to date; 1 errors in the rules, or a version that must be raised first;",
            "2 misuse, or a folder that cannot be written."
        })
public final class Lock implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "The rules folder.")
    @SuppressWarnings("NullAway.Init") // picocli sets it or refuses the call
    private Path folder;

    public Lock(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RulesFolder.existing("lock", folder);
        Refresh refresh = refreshed();
        if (!refresh.refusals().isEmpty()) {
            terminal.complainAtLength(new FindingText(terminal.hasColour()).ofIssues(refresh.refusals()));
            terminal.complain("apposite: the lock was not written.");
            return ExitCode.FINDINGS;
        }
        Path file = folder.resolve(ContentLock.FILE);
        if (refresh.changes().isEmpty()) {
            terminal.printLine(file + ": up to date");
        } else {
            terminal.printLine(file + ": " + refresh.changes().get(0));
            refresh.changes().stream().skip(1).forEach(change -> terminal.printLine("  " + change));
        }
        return ExitCode.FINE;
    }

    private Refresh refreshed() {
        try {
            return ContentLock.refresh(RuleSet.read(folder), folder);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof FileFault fault
                    ? OutputFile.notWritten(folder.resolve(ContentLock.FILE), fault)
                    : e;
        }
    }
}
