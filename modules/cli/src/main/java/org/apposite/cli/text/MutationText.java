package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apposite.authoring.mutation.MutantKind;
import org.apposite.authoring.mutation.MutationReport;
import org.apposite.authoring.mutation.MutationReport.Fate;
import org.apposite.authoring.mutation.MutationReport.Mutant;

/** What mistakes the cases would notice, as text for the person who edits the rules. */
public final class MutationText {

    private static final int KIND = 34;
    private static final int NUMBER = 10;
    private static final int MARGIN = 4;

    private final TextPage page;

    private MutationText(int width, boolean colour) {
        this.page = new TextPage(width, colour);
    }

    public static TextPage of(MutationReport report, int width, boolean colour) {
        return new MutationText(width, colour).write(report);
    }

    private TextPage write(MutationReport report) {
        mutants("Would go unnoticed", report.with(Fate.UNNOTICED));
        mutants("Not counted: no case could notice them", report.with(Fate.EQUIVALENT));
        mutants("Not counted: they would not be loaded", report.with(Fate.REFUSED));
        table(report);
        return page;
    }

    /** One line for each place, never wrapped, so that an editor can go there. */
    private void mutants(String title, List<Mutant> mutants) {
        if (mutants.isEmpty()) {
            return;
        }
        page.line(0, StyledText.of(Style.STRONG, title));
        for (Mutant mutant : mutants) {
            page.line(0, StyledText.of(mutant.toString()));
            page.line(MARGIN, StyledText.of(mutant.note()));
        }
        page.blank();
    }

    private void table(MutationReport report) {
        List<String> titles = new ArrayList<>(List.of("Mistake"));
        for (Fate fate : Fate.values()) {
            titles.add(fate.code());
        }
        row(Style.STRONG, titles);
        for (MutantKind kind : MutantKind.values()) {
            List<String> cells = new ArrayList<>(List.of(kind.display()));
            for (Fate fate : Fate.values()) {
                cells.add(Integer.toString(report.count(kind, fate)));
            }
            row(Style.PLAIN, cells);
        }
        page.blank();
        page.paragraph(
                0,
                StyledText.of(percent(report) + " % noticed: "
                        + report.with(Fate.NOTICED).size() + " of " + report.counted() + " mistakes, tried on "
                        + report.casesTried() + (report.casesTried() == 1 ? " case." : " cases.")));
        for (String file : report.casesLeftOut()) {
            page.paragraph(0, StyledText.of(file + " fails on the unchanged rules, so it was not tried."));
        }
        if (report.untried() > 0) {
            page.paragraph(
                    0, StyledText.of(report.untried() + " more mistakes were not tried: the rules allow too many."));
        }
    }

    private void row(Style style, List<String> cells) {
        List<Integer> widths = new ArrayList<>(List.of(KIND));
        List<StyledText> words = new ArrayList<>(List.of(StyledText.of(style, cells.get(0))));
        for (String cell : cells.subList(1, cells.size())) {
            widths.add(NUMBER);
            words.add(StyledText.of(style, cell));
        }
        page.row(0, widths, words.toArray(StyledText[]::new));
    }

    /** Rounded down, so that only all is 100. */
    public static String percent(MutationReport report) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(report.percentNoticed() * 10) / 10);
    }
}
