package org.apposite.authoring.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.Topic;
import org.apposite.advice.Advice;
import org.apposite.json.RuleCase;
import org.apposite.patient.PatientCase;

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
     * Runs a case.
     *
     * @param ruleCase the case
     * @param rules the rules
     * @return what became of it
     */
    public static CaseResult of(RuleCase ruleCase, ClinicalRules rules) {
        Optional<PatientCase> stated = ruleCase.stated().patientCase();
        Optional<Advice> answer = stated.map(rules::evaluate);
        List<String> differences = new ArrayList<>(ruleCase.run(any -> answer.orElseThrow()));
        differences.addAll(0, rulesThatAreNotThere(ruleCase, rules));
        return new CaseResult(ruleCase, differences, answer);
    }

    private static List<String> rulesThatAreNotThere(RuleCase ruleCase, ClinicalRules rules) {
        Set<String> ids = rules.topics().stream()
                .flatMap(topic -> topic.rules().stream())
                .map(Topic.Rule::id)
                .collect(Collectors.toSet());
        List<String> named = new ArrayList<>();
        Optional.ofNullable(ruleCase.expectation().fired()).ifPresent(named::addAll);
        Optional.ofNullable(ruleCase.expectation().notFired()).ifPresent(named::addAll);
        return named.stream()
                .filter(id -> !ids.contains(id))
                .map(id -> "fired: there is no rule \"" + id + "\"")
                .toList();
    }

    /**
     * Whether all is as expected.
     *
     * @return true when there is no difference
     */
    public boolean passed() {
        return differences.isEmpty();
    }

    /**
     * The topic in whose folder the case stands.
     *
     * @return the id of the topic
     */
    public String topic() {
        return ruleCase.file().substring(0, ruleCase.file().indexOf('/'));
    }
}
