package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apposite.ClinicalRules;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Worlds;
import org.apposite.json.RuleCase;
import org.apposite.language.Answer;
import org.apposite.language.Examination;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.patient.PatientCase;

/**
 * The cases that pass on the rules as they stand, and how near each comes to each rule.
 *
 * @param cases the cases that pass, those alone of which the answer depends on rules
 * @param failing the files of the cases that fail
 * @param nearest for each rule the places of the cases, nearest first
 * @param examined how the rules came to their part in each case, by its place
 * @param worlds what is concluded in the cases, as many as there are worlds at a time
 */
record Baseline(
        List<RuleCase> cases,
        List<String> failing,
        Map<String, List<Integer>> nearest,
        List<Examination> examined,
        List<Worlds> worlds) {

    private static final int FIRED = 1000;

    static Baseline of(ClinicalRules rules, List<RuleCase> all) {
        ClinicalRules quick = rules.withBlockingQuestionsOnly();
        List<RuleCase> cases = new ArrayList<>();
        List<String> failing = new ArrayList<>();
        for (RuleCase one : all) {
            if (!one.run(rules::evaluate).isEmpty()) {
                failing.add(one.file());
            } else if (one.stated().patientCase().isPresent()) {
                cases.add(one);
            }
        }
        List<Examination> examined = new ArrayList<>();
        Map<String, Map<Integer, Integer>> nearness = new HashMap<>();
        for (RuleCase one : cases) {
            Examination examination = quick.examine(one.stated().patientCase().orElseThrow());
            for (RuleAnswers answers : examination.rules()) {
                nearness.computeIfAbsent(answers.rule(), any -> new HashMap<>())
                        .put(examined.size(), nearness(answers));
            }
            examined.add(examination);
        }
        Map<String, List<Integer>> nearest = new HashMap<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            places.add(i);
        }
        nearness.forEach((rule, of) -> nearest.put(
                rule,
                places.stream()
                        .sorted(Comparator.comparing((Integer place) -> -of.getOrDefault(place, 0)))
                        .toList()));
        String topic = rules.topics().get(0).id();
        return new Baseline(cases, failing, nearest, examined, worlds(rules.circuit(topic), patients(cases)));
    }

    private static List<PatientCase> patients(List<RuleCase> cases) {
        return cases.stream()
                .map(one -> one.stated().patientCase().orElseThrow())
                .toList();
    }

    private static List<Worlds> worlds(Circuit circuit, List<PatientCase> patients) {
        List<Worlds> all = new ArrayList<>();
        for (int from = 0; from < patients.size(); from += Worlds.MOST) {
            List<PatientCase> some = patients.subList(from, Math.min(patients.size(), from + Worlds.MOST));
            all.add(worldsOf(circuit, some));
        }
        return all;
    }

    private static Worlds worldsOf(Circuit circuit, List<PatientCase> patients) {
        Worlds worlds = Worlds.of(circuit, patients.get(0));
        for (int world = 1; world < patients.size(); world++) {
            worlds.state(world, patients.get(world));
        }
        worlds.asksWhenNowhere(true);
        worlds.evaluate();
        return worlds;
    }

    /** The places of the cases in which a change can change what is concluded; in all others the answer stays. */
    BitSet touched(Change change, Circuit after) {
        BitSet touched = new BitSet(cases.size());
        boolean speaksOtherwise =
                !change.rule().then().equals(change.changedRule().then());
        for (int i = 0; i < worlds.size(); i++) {
            int first = i * Worlds.MOST;
            List<RuleCase> some = cases.subList(first, Math.min(cases.size(), first + Worlds.MOST));
            try (Worlds changed = worlds.get(i).under(after).orElseGet(() -> worldsOf(after, patients(some)))) {
                changed.evaluate();
                long in = worlds.get(i).differFrom(changed);
                if (speaksOtherwise) {
                    in |= worlds.get(i).fires(change.rule().id());
                }
                for (; in != 0; in &= in - 1) {
                    touched.set(first + Long.numberOfTrailingZeros(in));
                }
            }
        }
        return touched;
    }

    private static int nearness(RuleAnswers answers) {
        if (answers.fired() || answers.questions().isEmpty()) {
            return FIRED;
        }
        long yes = answers.questions().stream()
                .filter(answer -> answer == Answer.YES)
                .count();
        return (int) (yes * (FIRED - 1) / answers.questions().size());
    }

    boolean fires(String rule, int place) {
        return examined.get(place).rules().stream().anyMatch(one -> one.rule().equals(rule) && one.fired());
    }
}
