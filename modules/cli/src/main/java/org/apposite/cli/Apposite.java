package org.apposite.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.cli.batch.AnswerBatch;
import org.apposite.cli.commands.Check;
import org.apposite.cli.commands.CheckMapping;
import org.apposite.cli.commands.Diff;
import org.apposite.cli.commands.Docs;
import org.apposite.cli.commands.ExitCode;
import org.apposite.cli.commands.Explain;
import org.apposite.cli.commands.Fhir;
import org.apposite.cli.commands.Format;
import org.apposite.cli.commands.Lock;
import org.apposite.cli.commands.Migrate;
import org.apposite.cli.commands.Misuse;
import org.apposite.cli.commands.Prove;
import org.apposite.cli.commands.RulesOption;
import org.apposite.cli.commands.Test;
import org.apposite.cli.commands.Version;
import org.apposite.cli.commands.Withdraw;
import org.apposite.cli.evaluate.Ask;
import org.apposite.cli.evaluate.Evaluate;
import org.apposite.cli.evaluate.WhatIf;
import org.apposite.cli.evaluate.WhyNot;
import org.apposite.cli.report.Report;
import org.apposite.cli.serve.EraseLog;
import org.apposite.cli.serve.ExportLog;
import org.apposite.cli.serve.Log;
import org.apposite.cli.serve.MigrateLog;
import org.apposite.cli.serve.NewKey;
import org.apposite.cli.serve.Replay;
import org.apposite.cli.serve.RetainLog;
import org.apposite.cli.serve.Serve;
import org.apposite.cli.serve.VerifyLog;
import org.apposite.cli.text.FindingText;
import org.apposite.cli.text.Terminal;
import org.apposite.cli.text.TextPage;
import org.apposite.model.RuleSetException;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code apposite}: what it has for all its commands. Exit codes: 0 fine; 1 findings in rule content;
 * 2 misuse, unreadable input, or a case without an answer.
 */
@Command(
        name = "apposite",
        description = "Clinical rules for imaging appropriateness: which study, if any, and why.",
        footer = {
            "",
            "Examples:",
            "  apposite evaluate case.yaml",
            "  apposite evaluate --help",
            "  apposite --version",
            "",
            "Exit codes: 0 fine; 1 findings in rule content; 2 misuse, unreadable input, or a case without an answer."
        })
public final class Apposite implements Callable<Integer> {

    /** The power of two in a MiB. */
    private static final int MEBI = 20;

    private static final Pattern BYTE_ORDER_MARK = Pattern.compile("^(\uFEFF|\u00EF\u00BB\u00BF|\uFFFD{3})");

    private final Terminal terminal;

    @ArgGroup(exclusive = false)
    private @Nullable VersionRequest version;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an unexpected fault, for a bug report.")
    private boolean debug;

    private Apposite(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Asks for the versions of the command and of the rules. */
    private static final class VersionRequest {

        @Option(
                names = {"-V", "--version"},
                required = true,
                description = "Show the versions of library and rules; with --rules, of the rules in a folder.")
        @SuppressWarnings("UnusedVariable") // its presence is the request
        private boolean wanted;

        @ArgGroup
        private RulesOption rules = new RulesOption();
    }

    /**
     * Runs the command and ends the process.
     *
     * @param arguments the command's arguments
     */
    public static void main(String... arguments) {
        System.exit(run(Terminal.ofProcess(), arguments));
    }

    /** Runs the command and returns its exit code. */
    static int run(Terminal terminal, String... arguments) {
        Apposite apposite = new Apposite(terminal);
        CommandLine commandLine = new CommandLine(apposite)
                .addSubcommand(new Evaluate(terminal))
                .addSubcommand(new AnswerBatch(terminal))
                .addSubcommand(new WhyNot(terminal))
                .addSubcommand(new Ask(terminal))
                .addSubcommand(new WhatIf(terminal))
                .addSubcommand(new Check(terminal))
                .addSubcommand(new Prove(terminal))
                .addSubcommand(new Diff(terminal))
                .addSubcommand(new Explain(terminal))
                .addSubcommand(new Format(terminal))
                .addSubcommand(new Test(terminal))
                .addSubcommand(new Lock(terminal))
                .addSubcommand(new Withdraw(terminal))
                .addSubcommand(new Migrate(terminal))
                .addSubcommand(new Docs(terminal))
                .addSubcommand(new CommandLine(new Fhir(terminal)).addSubcommand(new CheckMapping(terminal)))
                .addSubcommand(new Serve(terminal))
                .addSubcommand(new Replay(terminal))
                .addSubcommand(new Report(terminal))
                .addSubcommand(new CommandLine(new Log())
                        .addSubcommand(new NewKey(terminal))
                        .addSubcommand(new VerifyLog(terminal))
                        .addSubcommand(new EraseLog(terminal))
                        .addSubcommand(new RetainLog(terminal))
                        .addSubcommand(new ExportLog(terminal))
                        .addSubcommand(new MigrateLog(terminal)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(Help.defaultColorScheme(terminal.hasColour() ? Help.Ansi.ON : Help.Ansi.OFF))
                .setUsageHelpWidth(terminal.width())
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setParameterExceptionHandler((misuse, ignored) -> apposite.misused(misuse))
                .setExecutionExceptionHandler((fault, ignored, alsoIgnored) -> apposite.failed(fault));
        withSubcommands(commandLine).forEach(one -> layOut(one.getCommandSpec().usageMessage()));
        commandLine.getCommandSpec().preprocessor((words, spec, argument, info) -> {
            words.replaceAll(Apposite::withoutByteOrderMark);
            return false;
        });
        // Unsorted, picocli leaves out the blank before a group.
        commandLine.getCommandSpec().usageMessage().sortSynopsis(true);
        if (arguments.length == 0) {
            commandLine.usage(terminal.err());
            return ExitCode.NO_ANSWER;
        }
        try {
            return commandLine.execute(arguments);
        } catch (Error e) {
            return apposite.failed(e);
        }
    }

    /** What an editor put at the beginning of a file of arguments is part of its first word, by the locale in three letters. */
    private static String withoutByteOrderMark(String word) {
        return BYTE_ORDER_MARK.matcher(word).replaceFirst("");
    }

    private static Stream<CommandLine> withSubcommands(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(Apposite::withSubcommands));
    }

    /** All helps look alike; options stand in the order in which they are declared. */
    private static void layOut(UsageMessageSpec help) {
        help.sortOptions(false)
                .sortSynopsis(false)
                .synopsisHeading("Usage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n");
    }

    @Override
    public Integer call() {
        if (version == null) {
            throw new Misuse("no command. See apposite --help.");
        }
        ClinicalRules rules = version.rules.load();
        terminal.printLine("apposite " + Version.ofCommand());
        terminal.printLine("rules " + rules.name() + " " + rules.version());
        terminal.printLine(rules.digest());
        return ExitCode.FINE;
    }

    private int misused(ParameterException misuse) {
        CommandLine command = misuse.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = misuse instanceof UnmatchedArgumentException unmatched
                ? unknown(unmatched.getUnmatched().get(0), command)
                : String.valueOf(misuse.getMessage())
                                .replaceFirst("^Error: ", "")
                                // So says picocli of an option that takes pairs.
                                .replaceFirst("for option option ", "for option ")
                        + ".";
        terminal.complain(name + ": " + message + " See " + name + " --help.");
        return ExitCode.NO_ANSWER;
    }

    private static String unknown(String word, CommandLine command) {
        if (word.startsWith("@")) {
            return "there is no file of options at '" + word.substring(1) + "'.";
        }
        boolean option = word.startsWith("-");
        Set<String> known = option
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet();
        String kind = option ? "option" : known.isEmpty() ? "argument" : "command";
        String meant = Spelling.didYouMean(word.replaceFirst("=.*", ""), known);
        return "there is no " + kind + " '" + word + "'." + (meant == null ? "" : " " + meant);
    }

    /** What is to be done when it was no bug but too much, whatever has been made of the fault on the way. */
    private static Optional<String> tooMuch(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                return Optional.of("this takes more memory than there is: "
                        + (Runtime.getRuntime().maxMemory() >> MEBI)
                        + " MiB. Give it more, for example by JAVA_TOOL_OPTIONS=-Xmx2g, or less to do at once.");
            }
            if (cause instanceof StackOverflowError) {
                return Optional.of(
                        "something that was read is nested too deep. Look for long chains in it, and make them"
                                + " shorter.");
            }
        }
        return Optional.empty();
    }

    private int failed(Throwable fault) {
        if (fault instanceof RuleSetException content) {
            terminal.complainAtLength(new FindingText(terminal.hasColour()).ofIssues(content.issues()));
            int number = content.issues().size();
            terminal.complain("apposite: " + number + (number == 1 ? " error" : " errors")
                    + " in the rules; none of them was loaded.");
            return ExitCode.FINDINGS;
        }
        if (fault instanceof Terminal.OutputLost lost) {
            if (lost.isClosedPipe()) {
                return ExitCode.FINE;
            }
            terminal.complain("apposite: the output cannot be written: " + lost.reason());
            return ExitCode.NO_ANSWER;
        }
        if (fault instanceof Misuse) {
            terminal.complain("apposite: " + fault.getMessage());
            return ExitCode.NO_ANSWER;
        }
        if (fault instanceof EvaluationAborted none) {
            terminal.complain("apposite: " + none.getMessage());
            none.emergencies()
                    .forEach(alert -> terminal.complain("apposite: this emergency still stands: " + alert.text()));
            return ExitCode.NO_ANSWER;
        }
        Optional<String> tooMuch = tooMuch(fault);
        if (tooMuch.isPresent()) {
            terminal.complain("apposite: " + tooMuch.get());
            return ExitCode.NO_ANSWER;
        }
        terminal.complain("apposite: unexpected fault, a bug of this program: " + fault + ". Please report it"
                + (debug ? "." : ", with the trace that --debug shows."));
        if (debug) {
            StringWriter trace = new StringWriter();
            fault.printStackTrace(new PrintWriter(trace));
            TextPage page = TextPage.ofLines(false);
            trace.toString().lines().forEach(line -> page.verbatim(0, line));
            terminal.complainAtLength(page);
        }
        return ExitCode.NO_ANSWER;
    }
}
