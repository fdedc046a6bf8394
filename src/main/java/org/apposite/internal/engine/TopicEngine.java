package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Worlds;
import org.apposite.internal.engine.Claims.Claim;
import org.apposite.internal.engine.Findings.Routed;
import org.apposite.internal.engine.NoAnswer.Reason;
import org.apposite.internal.engine.RuleEngine.Options;
import org.apposite.language.Answer;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.language.Patient;
import org.apposite.language.Placeholder;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.model.Datum;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/** One topic, ready to evaluate: its rules, and what can be prepared of them. */
final class TopicEngine {

    private final Scope scope;
    private final Provenance provenance;
    private volatile @Nullable Domain domain;
    private volatile @Nullable Circuit telling;
    private final Map<String, List<PatientCase>> values = new ConcurrentHashMap<>();
    private final Map<String, Placeholder.Use> placeholders = new ConcurrentHashMap<>();
    private final List<PreparedRule> rulesOfTopic;
    private final List<String> otherImaging;
    private final Circuit circuit;
    private final CircuitReasoner circuitReasoner;
    private final Evaluation.Reasoner reasoner;
    private final Evaluation.Reasoner watching;
    private final boolean hasTwoReadings;

    TopicEngine(Circuit circuit, Provenance provenance, Evaluation.@Nullable Reasoner firing) {
        this(circuit, provenance, firing, firing, List.of());
    }

    private TopicEngine(
            Circuit circuit,
            Provenance provenance,
            Evaluation.@Nullable Reasoner firing,
            Evaluation.@Nullable Reasoner watching,
            Collection<PreparedRule> known) {
        this.scope = circuit.scope();
        this.circuit = circuit;
        this.provenance = provenance;
        IdentityHashMap<Rule, PreparedRule> byRule = new IdentityHashMap<>();
        known.forEach(one -> byRule.put(one.rule(), one));
        List<Rule> ordered = new ArrayList<>(topic().rules());
        ordered.sort(Comparator.comparing(PreparedRule::verbOf)
                .thenComparing(Rule::file)
                .thenComparing(Rule::line));
        Map<String, PreparedRule> rules = new HashMap<>();
        for (Rule rule : ordered) {
            PreparedRule same = byRule.get(rule);
            rules.put(
                    rule.id(), same == null ? PreparedRule.of(rules.size(), rule, scope) : same.movedTo(rules.size()));
        }
        this.otherImaging = scope.vocabulary().studyKinds().stream()
                .filter(kind ->
                        scope.vocabulary().studyOf(kind).filter(Study::isPrior).isPresent())
                .toList();
        this.rulesOfTopic = topic().rules().stream()
                .map(one -> Objects.requireNonNull(rules.get(one.id())))
                .toList();
        this.circuitReasoner = new CircuitReasoner(circuit);
        this.hasTwoReadings = firing != null;
        this.reasoner = firing == null ? circuitReasoner : firing;
        this.watching = watching == null ? reasoner : watching;
    }

    /** A topic whose rules the rule engine fires. */
    static TopicEngine of(Scope scope, Provenance provenance) {
        Circuit circuit = Circuit.of(scope);
        return new TopicEngine(
                circuit,
                provenance,
                DroolsReasoner.of(scope, circuit.order()),
                DroolsReasoner.ofEmergencies(scope, circuit.order()),
                List.of());
    }

    /**
     * The same topic with other rules, which only its circuit reads.
     *
     * @throws IllegalArgumentException when a rule says what the rule language does not have
     */
    TopicEngine supposing(Topic supposed) {
        Circuit other = CircuitReasoner.circuit(Scope.of(supposed, scope.vocabulary()));
        return new TopicEngine(other, provenance, null, null, rulesOfTopic);
    }

    Scope scope() {
        return scope;
    }

    Topic topic() {
        return scope.topic();
    }

    Provenance provenance() {
        return provenance;
    }

    Circuit circuit() {
        return circuit;
    }

    Domain domain() {
        Domain known = domain;
        if (known == null) {
            known = Domain.of(scope);
            domain = known;
        }
        return known;
    }

    /** A case for each value of a datum that stands alone, stating nothing else. */
    List<PatientCase> values(String datum) {
        return values.computeIfAbsent(
                datum,
                any -> domain().alternatives(
                                datum, new Patient(PatientCase.builder().build(), scope, Derived.NOTHING)));
    }

    /** The rules, in the order of the topic. */
    List<PreparedRule> rulesOfTopic() {
        return rulesOfTopic;
    }

    Evaluation.Reasoner reasoner() {
        return reasoner;
    }

    /** Tells whether there is an emergency, and no more than that needs. */
    Evaluation.Reasoner watching() {
        return watching;
    }

    Evaluation.Reasoner circuitReasoner() {
        return circuitReasoner;
    }

    /** What stands in braces in the topic's texts, read once. */
    Placeholder.Use placeholder(String written) {
        Placeholder.Use known = placeholders.get(written);
        return known != null
                ? known
                : placeholders.computeIfAbsent(
                        written,
                        any -> Placeholder.read(written)
                                .orElseThrow(() -> new IllegalArgumentException("placeholder {" + written + "}")));
    }

    /** The category of a procedure in a variant, null when the variant does not rate it. */
    Recommendation.@Nullable Category category(String variant, String procedure) {
        return circuit.category(variant, procedure).orElse(null);
    }

    /** The studies and techniques that can have been done, in the order of the vocabulary. */
    List<String> otherImaging() {
        return otherImaging;
    }

    /** Whether the topic asks for a study, so that its result can choose the variant. */
    boolean routesBy(String kind) {
        return scope.datumOf(kind).filter(topic().asks()::contains).isPresent();
    }

    ReasoningOrder order() {
        return circuit.order();
    }

    /** Whether the complaint is one that this topic answers, or not stated, so that it may be. */
    boolean claims(PatientCase patient) {
        return patient.complaint().map(topic().complaints()::contains).orElse(true);
    }

    /**
     * Where the routing led, but never to an answer for a complaint or a patient that this topic does not answer, and to no
     * answer while it is not known whether it does.
     */
    Routed applies(PatientCase patient, Routed routed) {
        if (!claims(patient)) {
            return routed.routing().outcome() == Outcome.NOT_APPLICABLE ? routed : Routed.notApplicable(null);
        }
        Claim claim = Claim.of(this, patient);
        return switch (claim.answer()) {
            case YES -> routed;
            case NO -> Routed.notApplicable(Claims.refusal(List.of(this)));
            case UNKNOWN -> {
                Set<String> blocking = new TreeSet<>(claim.open());
                blocking.addAll(routed.blocking());
                yield Routed.dataRequired(blocking);
            }
        };
    }

    /** Why nothing can be said of a complaint that no topic answers. */
    Exclusion unansweredComplaint(PatientCase patient) {
        String code = patient.complaint().orElse(Datum.COMPLAINT.code());
        return new Exclusion(
                Exclusion.COMPLAINT_NOT_COVERED,
                "No loaded topic answers this complaint: " + scope.display(code) + ".",
                "The appropriateness criteria for this complaint.",
                null);
    }

    /** How every question of every rule is answered, and which rules fire, by the circuit. */
    List<RuleAnswers> examine(PatientCase patient, Emergencies.Watch watch) {
        Circuit told = telling();
        List<RuleAnswers> examined = new ArrayList<>();
        try (Worlds worlds = Worlds.of(told, patient)) {
            worlds.emergencyElsewhere(watch.raised(patient).isEmpty() ? 0L : -1L);
            worlds.evaluate();
            for (int rule = 0; rule < rulesOfTopic.size(); rule++) {
                examined.add(new RuleAnswers(
                        rulesOfTopic.get(rule).rule().id(),
                        worlds.holds(told.firing(rule)) != 0,
                        told.told(rule).stream()
                                .map(one -> worlds.holds(one.yes()) != 0
                                        ? Answer.YES
                                        : worlds.holds(one.no()) != 0 ? Answer.NO : Answer.UNKNOWN)
                                .toList()));
            }
        }
        return examined;
    }

    private Circuit telling() {
        Circuit known = telling;
        if (known == null) {
            known = circuit.telling();
            telling = known;
        }
        return known;
    }

    /**
     * Answers a case.
     *
     * @param watch over the emergencies of the other topics
     */
    Advice evaluate(PatientCase patient, Emergencies.Watch watch, Evaluation.Budget budget, Options options) {
        List<Emergencies.Raised> elsewhere = watch.raised(patient);
        boolean emergency = !elsewhere.isEmpty();
        Evaluation.Result result = Evaluation.run(this, patient, budget, Evaluation.Beside.askingNothing(emergency));
        boolean leadsNowhere = result.routed().isNowhere() && claims(patient);
        boolean isChecked = options.checked() && hasTwoReadings;
        if (options.blockingOnly() && !isChecked && !leadsNowhere) {
            return advice(result, MissingAnalysis.blocking(this, result, budget), elsewhere, budget);
        }
        try (Worlds worlds = Worlds.of(circuit, result.known().patient().underived())) {
            worlds.emergencyElsewhere(emergency ? -1L : 0L);
            if (leadsNowhere) {
                // Rules that forgot to ask: an unknown must not pass for an absence and say that nothing fits.
                Set<String> asked = new MissingAnalysis(this, watch, budget, worlds, result).askedNowhere();
                result = Evaluation.run(this, patient, budget, new Evaluation.Beside(asked, emergency));
                worlds.startAgain();
            }
            List<MissingDatum> missing;
            if (options.blockingOnly()) {
                missing = MissingAnalysis.blocking(this, result, budget);
                worlds.asksWhenNowhere(true);
                worlds.evaluate();
            } else {
                missing = new MissingAnalysis(this, watch, budget, worlds, result).missing();
            }
            Advice advice = advice(result, missing, elsewhere, budget);
            if (isChecked) {
                check(worlds, result, advice, elsewhere, budget);
            }
            return advice;
        }
    }

    private Advice advice(
            Evaluation.Result result,
            List<MissingDatum> missing,
            List<Emergencies.Raised> elsewhere,
            Evaluation.Budget budget) {
        return new AdviceAssembly(this, result, budget).advice(missing, elsewhere);
    }

    /** Holds an answer against the worlds, which have been evaluated; the first of them is the case. */
    private void check(
            Worlds worlds,
            Evaluation.Result result,
            Advice advice,
            List<Emergencies.Raised> elsewhere,
            Evaluation.Budget budget) {
        AnswerCheck.difference(this, worlds, result, advice, elsewhere, budget).ifPresent(difference -> {
            throw new NoAnswer(
                    Reason.DIFFERENCE,
                    "two readings of the rules differ " + difference,
                    advice.alerts(Severity.CRITICAL));
        });
    }

    /** The codes of the critical alerts that the circuit raises for a case. */
    Set<String> emergencyCodes(PatientCase stated) {
        Set<String> codes = new LinkedHashSet<>();
        try (Worlds worlds = Worlds.of(circuit, stated)) {
            worlds.evaluate();
            circuit.criticalAlerts().forEach((code, wire) -> {
                if (worlds.holds(wire) != 0) {
                    codes.add(code);
                }
            });
        }
        return codes;
    }

    /** The names of the rules that raise an emergency for a case by the circuit, by their ids. */
    Map<String, String> emergencyRules(PatientCase stated) {
        Map<String, String> names = new LinkedHashMap<>();
        try (Worlds worlds = Worlds.of(circuit, stated)) {
            worlds.evaluate();
            int place = 0;
            for (Rule rule : topic().rules()) {
                boolean fires = worlds.holds(circuit.firing(place++)) != 0;
                if (fires && ReasoningOrder.raisesEmergency(rule)) {
                    names.put(rule.id(), rule.name());
                }
            }
        }
        return names;
    }

    /** Whether the circuit refuses a patient, as one whom the topic does not answer. */
    boolean isRefusedByCircuit(PatientCase stated) {
        try (Worlds worlds = Worlds.of(circuit, stated)) {
            worlds.evaluate();
            return worlds.holds(circuit.refused()) != 0;
        }
    }

    /** What the circuit alone raises for a case, without the rule engine and without limits. */
    List<Alert> emergenciesOfCircuit(PatientCase patient) {
        return AdviceAssembly.emergencies(
                this, Evaluation.emergencies(this, circuitReasoner, patient, Evaluation.Budget.unlimited()));
    }
}
