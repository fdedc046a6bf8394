package org.apposite.authoring.cases;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.json.RuleCase;
import org.apposite.model.Hazard;

/**
 * What a case beside the rules shows of hazards: which rules speak in the answer and which alerts are told. A case that is not answered as it expects
 * shows nothing. Immutable.
 *
 * @param result what became of the case
 * @param rules the ids of the rules in the trace of the answer
 * @param alerts the codes of the alerts that were told
 */
public record ShownByCase(CaseResult result, Set<String> rules, Set<String> alerts) {

    /** Copies the sets. */
    public ShownByCase {
        rules = Set.copyOf(rules);
        alerts = Set.copyOf(alerts);
    }

    /**
     * Runs cases.
     *
     * @param cases the cases, of topics that are loaded
     * @param rules the rules
     * @return what each of them shows
     */
    public static List<ShownByCase> of(List<RuleCase> cases, ClinicalRules rules) {
        return cases.stream().map(one -> of(CaseResult.of(one, rules))).toList();
    }

    private static ShownByCase of(CaseResult result) {
        Set<String> fired = new HashSet<>();
        Set<String> told = new HashSet<>();
        if (result.passed()) {
            result.answer().ifPresent(advice -> {
                advice.trace().steps().forEach(step -> fired.add(step.rule()));
                advice.alerts().forEach(alert -> told.add(alert.code()));
            });
        }
        return new ShownByCase(result, fired, told);
    }

    /**
     * Whether something that meets a hazard spoke in this case.
     *
     * @param hazard a hazard
     * @return true when one of its rules stands in the trace, or one of its alerts was told
     */
    public boolean shows(Hazard hazard) {
        return result.ruleCase().topic().equals(hazard.topic())
                && (!Collections.disjoint(rules, hazard.rules()) || !Collections.disjoint(alerts, hazard.alerts()));
    }
}
