package org.apposite.authoring.mutation;

import java.util.List;

/**
 * Which mistakes in the rules the cases would notice. Immutable and thread-safe; equal for equal rules and cases.
 *
 * @param mutants every mutant, in the order of the rules
 * @param casesTried how many cases were tried on each mutant
 * @param casesLeftOut the files of cases that could not be, because they fail on the rules as they stand
 * @param untried how many more mutants there are that were not tried, since there are too many
 */
public record MutationReport(List<Mutant> mutants, int casesTried, List<String> casesLeftOut, int untried) {

    /** Copies the lists. */
    public MutationReport {
        mutants = List.copyOf(mutants);
        casesLeftOut = List.copyOf(casesLeftOut);
    }

    /** What became of a mutant. */
    public enum Fate {
        /** A case that passes on the rules fails on it. */
        NOTICED("noticed"),
        /** All cases pass on it: a mistake of this kind would go unseen. */
        UNNOTICED("unnoticed"),
        /** It is proved to give the answers of the rules as they stand, so no case could notice it. It does not count. */
        EQUIVALENT("equivalent"),
        /** It would not be loaded, so it needs no case. It does not count. */
        REFUSED("refused");

        private final String code;

        Fate(String code) {
            this.code = code;
        }

        /**
         * The code, as in JSON.
         *
         * @return lower case letters
         */
        public String code() {
            return code;
        }
    }

    /**
     * The rules with one change.
     *
     * @param kind what was changed
     * @param rule the id of the rule
     * @param file its file, relative to the rules folder, with {@code /}
     * @param line the line of the change, from 1
     * @param column the column of the change, from 1
     * @param before what stands there
     * @param after what would stand there
     * @param fate what became of it
     * @param note when noticed, the file of the case that noticed it; else why it does not count, or what a case that
     *     would notice it could start from
     */
    public record Mutant(
            MutantKind kind,
            String rule,
            String file,
            int line,
            int column,
            String before,
            String after,
            Fate fate,
            String note) {

        /** Place and change in one line. */
        @Override
        public String toString() {
            return file + ":" + line + ":" + column + " " + before + " -> " + after;
        }
    }

    /**
     * The mutants with one fate.
     *
     * @param fate the fate
     * @return the mutants, in the order of the rules
     */
    public List<Mutant> with(Fate fate) {
        return mutants.stream().filter(one -> one.fate() == fate).toList();
    }

    /**
     * How many mutants of a kind have one fate.
     *
     * @param kind the kind
     * @param fate the fate
     * @return a number, 0 or more
     */
    public int count(MutantKind kind, Fate fate) {
        return (int) mutants.stream()
                .filter(one -> one.kind() == kind && one.fate() == fate)
                .count();
    }

    /**
     * How many mutants count: those that were noticed and those that were not.
     *
     * @return a number, 0 or more
     */
    public int counted() {
        return with(Fate.NOTICED).size() + with(Fate.UNNOTICED).size();
    }

    /**
     * How many of the mutants that count were noticed.
     *
     * @return 0 to 100; 100 when none counts
     */
    public double percentNoticed() {
        return counted() == 0 ? 100 : 100.0 * with(Fate.NOTICED).size() / counted();
    }
}
