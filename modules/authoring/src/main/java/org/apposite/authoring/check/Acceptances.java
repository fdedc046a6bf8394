package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.authoring.Finding;
import org.apposite.authoring.check.Report.Entry;
import org.apposite.model.RuleIssue;
import org.jspecify.annotations.Nullable;

/**
 * The comments that accept a warning at the rule or key below them, {@code // accept APP-203: reason} in a rule file and
 * {@code # accept APP-208: reason} in YAML, and APP-216: those that do not.
 */
final class Acceptances {

    private static final Pattern COMMENT = Pattern.compile("\\s*(//|#).*");
    private static final Pattern ACCEPT = Pattern.compile("\\s*(?://|#)\\s*accept\\s+(APP-\\w*)\\s*:?\\s*(.*?)\\s*");

    private final SourceLines texts;
    private final List<Acceptance> all;

    private Acceptances(SourceLines texts, List<Acceptance> all) {
        this.texts = texts;
        this.all = all;
    }

    private record Acceptance(String file, int line, int anchor, String code, String reason) {

        private boolean fits(Entry entry) {
            return entry.finding().issue().file().equals(file)
                    && entry.anchor() == anchor
                    && entry.code().code().equals(code)
                    && entry.code().canBeAccepted()
                    && !reason.isEmpty();
        }
    }

    static Acceptances in(SourceLines texts) {
        List<Acceptance> all = new ArrayList<>();
        for (String file : texts.names()) {
            List<String> lines = texts.lines(file);
            int anchor = 0;
            for (int i = lines.size() - 1; i >= 0; i--) {
                String line = lines.get(i);
                if (!COMMENT.matcher(line).matches()) {
                    anchor = i + 1;
                    continue;
                }
                Matcher accept = ACCEPT.matcher(line);
                if (accept.matches()) {
                    all.add(new Acceptance(file, i + 1, anchor, accept.group(1), accept.group(2)));
                }
            }
        }
        return new Acceptances(texts, all);
    }

    /** What is left of the findings, and what is wrong with the comments. */
    List<Finding> applyTo(List<Entry> entries, Subject subject) {
        List<Finding> left = new ArrayList<>();
        Set<Acceptance> used = new HashSet<>();
        for (Entry entry : entries) {
            Optional<Acceptance> accepted =
                    all.stream().filter(one -> one.fits(entry)).findFirst();
            accepted.ifPresentOrElse(used::add, () -> left.add(entry.finding()));
        }
        for (Acceptance one : all) {
            Optional<CheckCode> code = CheckCode.of(one.code());
            if (code.isEmpty()) {
                left.add(finding(
                        one,
                        "there is no warning \"" + one.code() + "\" to accept",
                        "Name a code of a warning, such as " + CheckCode.TABLE_GAP.code() + "."));
            } else if (!code.get().canBeAccepted()) {
                left.add(finding(
                        one,
                        one.code() + " cannot be accepted: "
                                + (code.get() == CheckCode.ACCEPTANCE ? "it is about acceptances" : "it is an error"),
                        "Correct what it reports, and remove this line."));
            } else if (one.reason().isEmpty()) {
                left.add(finding(
                        one,
                        "this acceptance has no reason, so it accepts nothing",
                        "Write the reason after " + one.code() + " and a colon."));
            } else if (!used.contains(one) && subject.isSound()) {
                left.add(finding(
                        one,
                        "this acceptance accepts nothing: there is no " + one.code() + " at the rule or key below it",
                        "Remove the line."));
            }
        }
        return left;
    }

    private Finding finding(Acceptance at, String message, @Nullable String suggestion) {
        CheckCode code = CheckCode.ACCEPTANCE;
        RuleIssue issue = new RuleIssue(
                code.code(), at.file(), at.line(), 1, message, suggestion, texts.line(at.file(), at.line()));
        return new Finding(code.level(), issue);
    }
}
