package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apposite.ClinicalRules;
import org.apposite.authoring.mutation.MutationReport.Mutant;
import org.apposite.circuit.Circuit;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;

/**
 * Puts small mistakes into rules, one at a time, and looks whether the cases beside the rules notice. Texts are left
 * alone: no case states them.
 */
public final class Mutation {

    /** Several times as many mutants as the shipped topics have. */
    private static final Budget USUAL = new Budget(20_000, 200_000_000);

    private Mutation() {}

    /**
     * How many mutants of a topic are tried.
     *
     * @param most the most
     * @param gates the most of all circuits that are made for them, since each makes its circuit anew
     */
    record Budget(int most, long gates) {

        int of(Circuit circuit) {
            return (int) Math.min(most, gates / circuit.size());
        }
    }

    /** Hears how far it has come. */
    @FunctionalInterface
    public interface Progress {

        /**
         * One more mutant has been tried. Calls come from several threads, one after the other.
         *
         * @param done how many have been tried
         * @param all how many there are
         */
        void tried(int done, int all);
    }

    /**
     * Tries every mutant of every loaded topic, on all processors.
     *
     * @param rules the rules, as they stand
     * @param cases the cases beside them, each for the rules of its own topic; those that fail on the rules are left out
     * @param progress hears how far it has come
     * @return what became of each mutant, in an order that depends on nothing but the rules
     */
    public static MutationReport run(ClinicalRules rules, List<RuleCase> cases, Progress progress) {
        return run(rules, cases, progress, USUAL);
    }

    static MutationReport run(ClinicalRules rules, List<RuleCase> cases, Progress progress, Budget budget) {
        Objects.requireNonNull(progress, "progress");
        List<Trial> trials = new ArrayList<>();
        List<Baseline> baselines = new ArrayList<>();
        int untried = 0;
        for (Topic topic : rules.topics()) {
            ClinicalRules alone = rules.only(topic.id());
            Baseline baseline = Baseline.of(
                    alone,
                    cases.stream().filter(one -> one.topic().equals(topic.id())).toList());
            baselines.add(baseline);
            List<Change> all = Mutations.of(topic, rules.vocabulary());
            List<Change> changes = all.subList(0, Math.min(all.size(), budget.of(alone.circuit(topic.id()))));
            untried += all.size() - changes.size();
            Equivalence equivalence = new Equivalence(alone.circuit(topic.id()), changes);
            for (int i = 0; i < changes.size(); i++) {
                int place = i;
                trials.add(new Trial(alone, topic, baseline, changes.get(i), () -> equivalence.reason(place)));
            }
        }
        Counter counter = new Counter(progress, trials.size());
        List<Mutant> mutants = trials.parallelStream()
                .map(trial -> {
                    Mutant mutant = trial.mutant();
                    counter.oneMore();
                    return mutant;
                })
                .toList();
        return new MutationReport(
                mutants,
                baselines.stream().mapToInt(one -> one.cases().size()).sum(),
                baselines.stream().flatMap(one -> one.failing().stream()).toList(),
                untried);
    }

    /** Counts what several threads have done. */
    private static final class Counter {

        private final Progress progress;
        private final int all;
        private int done;

        Counter(Progress progress, int all) {
            this.progress = progress;
            this.all = all;
        }

        synchronized void oneMore() {
            progress.tried(++done, all);
        }
    }
}
