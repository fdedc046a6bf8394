package org.apposite.authoring.check;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apposite.RuleSet;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;

/** Checks a folder of rules without compiling it. */
public final class RuleCheck {

    private RuleCheck() {}

    /**
     * Checks a folder of rules with its cases.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @param on the day on which reviews are due or not
     * @return everything that there is to say, in the order of {@link Finding}
     */
    public static List<Finding> check(Path folder, LocalDate on) {
        return RuleSet.read(folder).issues().stream()
                .map(issue -> new Finding(Level.ERROR, issue))
                .sorted()
                .toList();
    }
}
