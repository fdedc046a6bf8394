package org.apposite.cli.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apposite.authoring.layout.RuleLayout;
import org.apposite.cli.text.Difference;
import org.apposite.cli.text.FindingText;
import org.apposite.cli.text.Terminal;
import org.apposite.file.FileFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code apposite format}: gives rule files the canonical layout. */
@Command(
        name = "format",
        description = "Give rule files one canonical layout. What the rules mean never changes.",
        footer = {
            "",
            "Blank space, the lines of conditions, imports, and the columns and order of ratings become the same",
            "everywhere. Comments, texts in quotes and the order of rules and conclusions stay.",
            "Prints the files that changed. A file that cannot be read is named and left as it is.",
            "",
            "Examples:",
            "  apposite format our-rules",
            "  apposite format --check our-rules",
            "  apposite format our-rules/back-pain-child/ratings.drl",
            "  apposite format - < draft.drl",
            "",
            "Exit codes: 0 fine; 1 a file that cannot be read as rules, or with --check a file that would change; "
                    + "2 misuse, or a file that cannot be opened or written."
        })
public final class Format implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folders with rules, or rule files; - reads standard input and writes standard output.")
    private final List<String> paths = new ArrayList<>();

    @Option(
            names = "--check",
            description = "Change nothing; show what would change, and exit with 1 if anything would.")
    private boolean check;

    private int files;
    private int changing;
    private int exit = ExitCode.FINE;

    public Format(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        for (String path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                standardInput();
            } else {
                existing(path);
            }
        }
        if (check && changing > 0) {
            terminal.complain("apposite format: " + changing + " of " + files + (files == 1 ? " file" : " files")
                    + " would change; run it without --check.");
        }
        return exit;
    }

    private void existing(String name) {
        try {
            Path path = Path.of(name);
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new Misuse(name + ": no such file or folder");
            }
            if (!Files.isDirectory(path)) {
                file(name, () -> RuleLayout.of(path));
                return;
            }
            List<Path> found = RuleLayout.files(path);
            if (found.isEmpty()) {
                throw new Misuse(name + ": the folder holds no rule files; their names end with .drl");
            }
            found.forEach(one -> file(one.toString(), () -> RuleLayout.of(path, one)));
        } catch (FileFault e) {
            throw new Misuse("format " + name + ": " + e.getMessage());
        } catch (IOException | InvalidPathException e) {
            throw new Misuse(name + ": cannot be read: " + e.getMessage());
        }
    }

    private interface Reading {
        RuleLayout layout() throws IOException;
    }

    private void standardInput() {
        try {
            String text = new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
            RuleLayout layout = RuleLayout.of(text, "<stdin>");
            if (isReadable(layout)) {
                if (check) {
                    report(layout);
                } else {
                    terminal.write(layout.after());
                }
            }
        } catch (IOException e) {
            fail("<stdin>: cannot be read: " + e.getMessage());
        }
    }

    private void file(String file, Reading reading) {
        try {
            RuleLayout layout = reading.layout();
            if (isReadable(layout) && layout.changes()) {
                if (check) {
                    report(layout);
                } else {
                    layout.write();
                    terminal.printLine(layout.name());
                }
            }
        } catch (FileFault e) {
            fail(file + ": " + e.what() + ". " + e.suggestion());
        } catch (IOException e) {
            fail(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Whether the file was laid out; if not, it has been said why. */
    private boolean isReadable(RuleLayout layout) {
        files++;
        if (!layout.issues().isEmpty()) {
            terminal.complainAtLength(new FindingText(terminal.hasColour()).ofIssues(layout.issues()));
            terminal.complain(layout.name() + ": left as it is, since it cannot be read as rules.");
            exit = Math.max(exit, ExitCode.FINDINGS);
        }
        layout.refusal()
                .ifPresent(why -> fail(layout.name() + ": left as it is: " + why
                        + ". Nothing is wrong with the file; this is a bug of this program. Please report it."));
        return layout.issues().isEmpty() && layout.refusal().isEmpty();
    }

    private void report(RuleLayout layout) {
        if (layout.changes()) {
            changing++;
            exit = Math.max(exit, ExitCode.FINDINGS);
            terminal.print(Difference.of(layout.name(), layout.before(), layout.after(), terminal.hasColour()));
        }
    }

    private void fail(String message) {
        terminal.complain(message);
        exit = ExitCode.NO_ANSWER;
    }
}
