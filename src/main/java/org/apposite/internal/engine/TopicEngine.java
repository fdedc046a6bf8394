package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.Examination.RuleAnswers;
import org.apposite.advice.Advice;
import org.apposite.advice.Exclusion;
import org.apposite.advice.Outcome;
import org.apposite.advice.Provenance;
import org.apposite.advice.Radiation;
import org.apposite.advice.RelativeRadiationLevel;
import org.apposite.advice.Routing;
import org.apposite.internal.engine.Findings.Routed;
import org.apposite.language.ReasoningOrder;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;

/** One topic, ready to evaluate: its rules, and what can be prepared of them. */
final class TopicEngine {

    private static final Radiation NO_DOSE = new Radiation(RelativeRadiationLevel.VARIES, null, null);

    private final Topic topic;
    private final Vocabulary vocabulary;
    private final Provenance provenance;
    private final Domain domain;
    private final ReasoningOrder order;
    private final Map<String, Radiation> radiation;
    private final Map<String, CompiledRule> rules = new HashMap<>();
    private final CompiledRule anyRule;
    private final List<String> conditions;
    private final List<String> redFlagFindings;
    private final Reasoner reasoner;

    TopicEngine(Topic topic, Vocabulary vocabulary, Provenance provenance, Reasoner reasoner) {
        this.topic = topic;
        this.vocabulary = vocabulary;
        this.provenance = provenance;
        this.domain = new Domain(topic, vocabulary);
        this.order = ReasoningOrder.of(topic.rules());
        this.radiation = vocabulary.radiationScales().getOrDefault(topic.radiationScale(), Map.of());
        List<Rule> ordered = new ArrayList<>(topic.rules());
        ordered.sort(Comparator.comparing(CompiledRule::verbOf)
                .thenComparing(Rule::file)
                .thenComparing(Rule::line));
        for (Rule rule : ordered) {
            rules.put(rule.id(), CompiledRule.of(rules.size(), rule, topic, vocabulary));
        }
        this.conditions = vocabulary.codes(Vocabulary.Kind.CONDITION);
        this.redFlagFindings = topic.redFlags().stream()
                .filter(vocabulary.codes(Vocabulary.Kind.FINDING)::contains)
                .toList();
        this.anyRule = rules.values().iterator().next();
        this.reasoner = reasoner;
    }

    Topic topic() {
        return topic;
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Provenance provenance() {
        return provenance;
    }

    Domain domain() {
        return domain;
    }

    int rules() {
        return rules.size();
    }

    CompiledRule anyRule() {
        return anyRule;
    }

    Reasoner reasoner() {
        return reasoner;
    }

    CompiledRule rule(String id) {
        CompiledRule rule = rules.get(id);
        if (rule == null) {
            throw new IllegalStateException("a rule fired that the model of the topic does not have: " + id);
        }
        return rule;
    }

    Radiation radiation(String level) {
        return radiation.getOrDefault(level, NO_DOSE);
    }

    boolean isOpen(String datum, PatientCase patient) {
        return Domain.isOpen(datum, patient);
    }

    /** Whether the complaint is one that this topic answers, or not stated, so that it may be. */
    boolean claims(PatientCase patient) {
        return patient.symptom().map(topic.symptoms()::contains).orElse(true);
    }

    /** Where the routing led, but never to an answer for a complaint that this topic does not answer. */
    Routed applies(PatientCase patient, Routed routed) {
        return claims(patient) || routed.routing().outcome() == Outcome.NOT_APPLICABLE
                ? routed
                : new Routed(new Routing(Outcome.NOT_APPLICABLE, null, List.of()), null, routed.blocking());
    }

    ReasoningOrder order() {
        return order;
    }

    /** Why nothing can be said of a complaint that no topic answers. */
    Exclusion unansweredComplaint(PatientCase patient) {
        String code = patient.symptom().orElse("complaint");
        Term term = vocabulary.terms().get(code);
        return new Exclusion(
                "complaint-not-covered",
                "No loaded topic answers this complaint: " + (term == null ? code : term.display()) + ".",
                "The appropriateness criteria for this complaint.",
                null);
    }

    /** How every rule came to its part in an evaluation. */
    List<RuleAnswers> examine(PatientCase stated, Limits limits, long deadlineNanos) {
        PatientCase patient = stated.spelledOut(conditions, redFlagFindings);
        Evaluation.Result result = Evaluation.run(this, patient, limits.maxFirings(), deadlineNanos);
        List<RuleAnswers> examined = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            boolean fired = result.findings().fired.contains(rule(rule.id()));
            examined.add(new RuleAnswers(rule.id(), fired, Answers.of(rule, result.known())));
        }
        return examined;
    }

    Advice evaluate(PatientCase stated, Limits limits, long deadlineNanos, boolean blockingOnly) {
        PatientCase patient = stated.spelledOut(conditions, redFlagFindings);
        Evaluation.Result result = Evaluation.run(this, patient, limits.maxFirings(), deadlineNanos);
        MissingAnalysis analysis = new MissingAnalysis(this, limits.maxFirings(), deadlineNanos);
        if (result.routed().isNowhere() && claims(patient)) {
            // Rules that forgot to ask: an unknown must not pass for an absence and say that nothing fits.
            Set<String> asked = analysis.askedNowhere(patient, result);
            result = Evaluation.run(this, patient, limits.maxFirings(), deadlineNanos, asked);
        }
        return new AdviceAssembly(this, result).advice(analysis.missing(patient, result, blockingOnly));
    }
}
