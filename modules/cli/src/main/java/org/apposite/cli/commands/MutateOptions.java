package org.apposite.cli.commands;

import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.authoring.mutation.Mutation;
import org.apposite.authoring.mutation.MutationJson;
import org.apposite.authoring.mutation.MutationReport;
import org.apposite.cli.text.MutationText;
import org.apposite.cli.text.Terminal;
import org.apposite.json.RuleCase;
import picocli.CommandLine.Option;

/** The options of a command that tries which mistakes in rules their cases would notice, and the trying. */
public final class MutateOptions {

    private static final int ALL = 100;

    @Option(
            names = "--mutate",
            description = "Put small mistakes into the rules, one at a time, and list those that no case notices.")
    private boolean wanted;

    @Option(
            names = "--at-least",
            paramLabel = "PERCENT",
            defaultValue = "95",
            description = "With --mutate: how many of 100 mistakes must be noticed, or the exit code is 1; default 95.")
    private double atLeast;

    public boolean wanted() {
        return wanted;
    }

    /** Tries, prints the report, and returns the exit code. */
    public int run(ClinicalRules rules, List<RuleCase> cases, boolean asJson, boolean colour, Terminal terminal) {
        if (!(atLeast >= 0 && atLeast <= ALL)) {
            throw new Misuse("--at-least must be a number from 0 to 100.");
        }
        MutationReport report = Mutation.run(rules, cases, (done, all) -> tell(done, all, terminal));
        if (asJson) {
            terminal.write(MutationJson.of(report) + "\n");
        } else {
            terminal.print(MutationText.of(report, terminal.width(), colour));
        }
        if (report.percentNoticed() >= atLeast) {
            return ExitCode.FINE;
        }
        terminal.complain("apposite: " + MutationText.percent(report) + " % of the mistakes were noticed, fewer than "
                + Math.round(atLeast * 10) / 10.0 + " %.");
        return ExitCode.FINDINGS;
    }

    /** Ten messages in all. */
    private static void tell(int done, int all, Terminal terminal) {
        if (done * 10L / all != (done - 1) * 10L / all) {
            terminal.progress(done + " of " + all + " mistakes tried");
        }
    }
}
