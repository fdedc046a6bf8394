package org.apposite.authoring.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.apposite.text.Spelling;

/**
 * What became of one case. Immutable.
 *
 * @param ruleCase the case
 * @param differences what is not as expected, a line each; empty when the case passed
 * @param answer what the rules answered, empty when the case was refused
 */
public record CaseResult(RuleCase ruleCase, List<String> differences, Optional<Advice> answer) {

    /** Copies the list. */
    public CaseResult {
        differences = List.copyOf(differences);
    }

    /**
     * Runs a case. It is answered by the topic in whose folder it stands, so that no other topic can make it fail.
     *
     * @param ruleCase the case, of a topic that is loaded
     * @param rules the rules
     * @return what became of it
     */
    public static CaseResult of(RuleCase ruleCase, ClinicalRules rules) {
        Optional<PatientCase> stated = ruleCase.stated().patientCase();
        ClinicalRules topic = rules.only(ruleCase.topic());
        Optional<Advice> answer = stated.map(topic::evaluate);
        List<String> differences = new ArrayList<>(ruleCase.run(any -> answer.orElseThrow()));
        differences.addAll(0, rulesThatAreNotThere(ruleCase, rules));
        return new CaseResult(ruleCase, differences, answer);
    }

    private static List<String> rulesThatAreNotThere(RuleCase ruleCase, ClinicalRules rules) {
        Set<String> ids = rules.topics().stream()
                .flatMap(topic -> topic.rules().stream())
                .map(Topic.Rule::id)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> named = new ArrayList<>();
        Optional.ofNullable(ruleCase.expectation().fired()).ifPresent(named::addAll);
        Optional.ofNullable(ruleCase.expectation().notFired()).ifPresent(named::addAll);
        return named.stream()
                .filter(id -> !ids.contains(id))
                .map(id -> noSuchRule(id, ids))
                .toList();
    }

    private static String noSuchRule(String id, Set<String> ids) {
        String near = Spelling.didYouMean(id, ids);
        return "fired: there is no rule \"" + id + "\"" + (near == null ? "" : ". " + near);
    }

    /**
     * Whether something is wrong with the file, so that there is no case in it.
     *
     * @return false also for a case that was expected to be refused
     */
    public boolean isUnreadable() {
        return ruleCase.stated().error().isPresent() && ruleCase.expectation().error() == null;
    }

    /**
     * Whether all is as expected.
     *
     * @return true when there is no difference
     */
    public boolean passed() {
        return differences.isEmpty();
    }
}
