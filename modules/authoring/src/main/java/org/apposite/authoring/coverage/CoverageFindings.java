package org.apposite.authoring.coverage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.authoring.coverage.Coverage.RuleCoverage;
import org.apposite.model.RuleIssue;
import org.jspecify.annotations.Nullable;

/** Rules of which the cases prove nothing: those that no case fires, and those that every case fires. */
public final class CoverageFindings {

    private static final String NO_CASE = "APP-231";
    private static final String EVERY_CASE = "APP-232";
    private static final int ENOUGH_CASES = 10;

    private CoverageFindings() {}

    /**
     * Finds them.
     *
     * @param coverage what the cases have seen
     * @param files the texts of the rule files by name
     * @return the findings, by place
     */
    public static List<Finding> of(Coverage coverage, Map<String, String> files) {
        List<Finding> findings = new ArrayList<>();
        for (RuleCoverage one : coverage.rules()) {
            // What a layer builds on has cases of its own.
            if (!files.containsKey(one.rule().file())) {
                continue;
            }
            if (one.fired() == 0) {
                findings.add(finding(
                        one, NO_CASE, "no case fires the rule " + one.rule().id(), "Write a case for it.", files));
            } else if (one.asked() >= ENOUGH_CASES && one.fired() == one.asked()) {
                findings.add(finding(
                        one,
                        EVERY_CASE,
                        "every case fires the rule " + one.rule().id(),
                        "Write a case in which it must not fire, or ask whether it needs a condition.",
                        files));
            }
        }
        return findings.stream().sorted().toList();
    }

    private static Finding finding(
            RuleCoverage one, String code, String message, String suggestion, Map<String, String> files) {
        int line = one.rule().line();
        String file = one.rule().file();
        return new Finding(
                Level.WARNING, new RuleIssue(code, file, line, 1, message, suggestion, excerpt(files.get(file), line)));
    }

    private static @Nullable String excerpt(@Nullable String text, int line) {
        return text == null ? null : text.lines().skip(line - 1L).findFirst().orElse(null);
    }
}
