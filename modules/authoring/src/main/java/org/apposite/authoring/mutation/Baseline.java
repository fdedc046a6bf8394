package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apposite.ClinicalRules;
import org.apposite.json.RuleCase;
import org.apposite.language.Answer;
import org.apposite.language.Examination;
import org.apposite.language.Examination.RuleAnswers;

/**
 * The cases that pass on the rules as they stand, and how near each comes to each rule.
 *
 * @param cases the cases that pass, those alone of which the answer depends on rules
 * @param failing the files of the cases that fail
 * @param nearest for each rule the places of the cases, nearest first
 * @param examined how the rules came to their part in each case, by its place
 */
record Baseline(
        List<RuleCase> cases, List<String> failing, Map<String, List<Integer>> nearest, List<Examination> examined) {

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
        return new Baseline(cases, failing, nearest, examined);
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
