package org.apposite.cli.text;

import java.util.List;
import java.util.stream.Collectors;
import org.apposite.proof.Change;
import org.apposite.proof.WhatIf;
import org.apposite.proof.WhatIf.Target;
import org.apposite.proof.WhatIf.Way;

/** What would lead to another answer, for people. */
public final class WhatIfText {

    static final String NOT_CONFIRMED =
            "The rule engine does not show this. That is an error of Apposite and not of the rules: please report it.";

    private static final int MARGIN = 2;

    private WhatIfText() {}

    public static TextPage of(WhatIf found, int width, boolean colour) {
        TextPage page = new TextPage(width, colour);
        found.targets().forEach(target -> write(target, page));
        return page;
    }

    private static void write(Target target, TextPage page) {
        page.heading(target.title());
        for (Way way : target.ways()) {
            page.item(MARGIN, StyledText.of(changes(way.changes())));
            if (!way.isConfirmed()) {
                page.paragraph(2 * MARGIN, StyledText.of(Style.ALARM, NOT_CONFIRMED));
            }
        }
        if (target.hasMore()) {
            page.paragraph(MARGIN, StyledText.of(Style.FAINT, "and other ways with as many changes"));
        }
        if (target.isImpossible()) {
            page.paragraph(MARGIN, StyledText.of("Proved: nothing that can be stated leads there."));
        }
        if (!target.notLookedAt().isEmpty()) {
            page.paragraph(MARGIN, StyledText.of(Style.CAUTION, "Not looked at: " + target.notLookedAt() + "."));
        }
    }

    private static String changes(List<Change> changes) {
        return changes.stream()
                .map(one -> one.name() + ": " + one.before() + " → " + one.after())
                .collect(Collectors.joining("; "));
    }

    static String after(List<Change> changes) {
        return changes.stream().map(one -> one.name() + " " + one.after()).collect(Collectors.joining(", "));
    }
}
