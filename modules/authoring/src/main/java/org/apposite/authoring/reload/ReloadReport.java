package org.apposite.authoring.reload;

import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
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

    /** The report in one line, for a log. */
    @Override
    public String toString() {
        return switch (outcome) {
            case LOADED -> "Rules loaded: " + attempted + " now answers.";
            case UNCHANGED -> "Rules unchanged: " + attempted + " keeps answering.";
            case ROLLED_BACK -> "Rules rolled back: " + answering + " answers again.";
            case KEPT ->
                "Rules NOT loaded: " + attempted + " was refused, "
                        + (answering == null ? "and nothing answers" : answering + " keeps answering") + ". "
                        + (reasons.size() == 1 ? "" : reasons.size() + " reasons, the first: ")
                        + reasons.get(0).lines().findFirst().orElse("");
        };
    }
}
