package org.apposite.authoring.reload;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.file.Looks.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What became of an attempt to exchange the rules. Immutable.
 *
 * @param outcome what became of it
 * @param answering the rules that answer now, null when there are none because the first attempt failed
 * @param attempted the rules that were meant to answer; their version and digest are empty when they could not be read
 * @param reasons why they do not, a line each, at least one when the old rules were kept; else none
 */
public record ReloadReport(Outcome outcome, @Nullable Identity answering, Identity attempted, List<String> reasons) {

    /** A reason begins with the file, and place in it, that it is of, and with its code. */
    private static final Pattern REASON =
            Pattern.compile("(?:(?<file>[^:\\s]+)(?::\\d+){0,2}: )?(?<code>[A-Z]+-\\d{3}\\b)?");

    /** Copies the list. */
    public ReloadReport {
        reasons = List.copyOf(reasons);
    }

    /** What became of an attempt. */
    public enum Outcome {
        /** The new rules answer. */
        LOADED,
        /** The folder holds what answers already; nothing was built. */
        UNCHANGED,
        /** The new rules were refused; those before go on answering. */
        KEPT,
        /** The rules before the last exchange answer again. */
        ROLLED_BACK
    }

    /**
     * Which rules.
     *
     * @param name the name of the rule set
     * @param version its version
     * @param digest the digest of its content
     */
    public record Identity(String name, String version, String digest) {

        private static final int SHOWN = "sha256:".length() + 12;

        static final Identity UNREAD = new Identity("", "", "");

        static Identity of(ClinicalRules rules) {
            return new Identity(rules.name(), rules.version(), rules.digest());
        }

        static Identity of(RuleSet read) {
            return new Identity(read.name(), read.version(), read.digest());
        }

        /** Name, version and the beginning of the digest. */
        @Override
        public String toString() {
            return version.isEmpty()
                    ? "rules without a readable version"
                    : name + " " + version + " (" + digest.substring(0, Math.min(SHOWN, digest.length())) + ")";
        }
    }

    /**
     * Where it lies that rules were refused.
     *
     * @return file and code of the first reason, as far as it has them; empty when nothing was refused
     */
    public Optional<Refusal> refusal() {
        if (outcome != Outcome.KEPT) {
            return Optional.empty();
        }
        Matcher first = REASON.matcher(reasons.get(0));
        return first.lookingAt()
                ? Optional.of(new Refusal(
                        Objects.requireNonNullElse(first.group("file"), ""),
                        Objects.requireNonNullElse(first.group("code"), "")))
                : Optional.of(new Refusal("", ""));
    }

    /** The report in one line, for a log. It says the same of rules that answer and of rules that are tried out. */
    @Override
    public String toString() {
        return switch (outcome) {
            case LOADED -> "Rules loaded: " + attempted + " is now in use.";
            case UNCHANGED -> "Rules unchanged: " + attempted + " stays in use.";
            case ROLLED_BACK -> "Rules rolled back: " + answering + " is in use again.";
            case KEPT ->
                "Rules NOT loaded: " + reason() + " So " + attempted + " was refused"
                        + (answering == null ? "." : ", and what was loaded before stays in use: " + answering + ".");
        };
    }

    private String reason() {
        String first = reasons.get(0).lines().findFirst().orElse("").strip();
        boolean ended = first.endsWith(".") || first.endsWith("?");
        return (reasons.size() == 1 ? "" : reasons.size() + " reasons, the first: ") + first + (ended ? "" : ".");
    }
}
