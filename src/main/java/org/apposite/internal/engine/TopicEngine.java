package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Provenance;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.internal.engine.Claims.Claim;
import org.apposite.internal.engine.Findings.Routed;
import org.apposite.language.Answer;
import org.apposite.language.Domain;
import org.apposite.language.Examination.RuleAnswers;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.QuestionKind;
import org.apposite.language.ReasoningOrder;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.Coded;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/** One topic, ready to evaluate: its rules, and what can be prepared of them. */
final class TopicEngine {

    private static final Radiation NO_DOSE = new Radiation(Radiation.Level.VARIES, null, null);

    private final Scope scope;
    private final Provenance provenance;
    private final Domain domain;
    private final ReasoningOrder order;
    private final Map<String, Radiation> radiation;
    private final Map<String, CompiledRule> rules = new HashMap<>();
    private final CompiledRule anyRule;
    private final Map<String, Map<String, Recommendation.Category>> categories = new HashMap<>();
    private final List<String> otherImaging;
    private final Reasoner reasoner;

    TopicEngine(Scope scope, Provenance provenance, Reasoner reasoner) {
        this.scope = scope;
        this.provenance = provenance;
        this.domain = Domain.of(scope);
        this.order = ReasoningOrder.of(scope);
        this.radiation = scope.vocabulary().radiationScales().getOrDefault(topic().radiationScale(), Map.of());
        List<Rule> ordered = new ArrayList<>(topic().rules());
        ordered.sort(Comparator.comparing(CompiledRule::verbOf)
                .thenComparing(Rule::file)
                .thenComparing(Rule::line));
        for (Rule rule : ordered) {
            rules.put(rule.id(), CompiledRule.of(rules.size(), rule, scope));
            if (rule.verb().equals(Verb.RATE.display())) {
                rate(rule);
            }
        }
        this.otherImaging = scope.vocabulary().studyKinds().stream()
                .filter(kind ->
                        scope.vocabulary().studyOf(kind).filter(Study::isPrior).isPresent())
                .toList();
        this.anyRule = rules.values().iterator().next();
        this.reasoner = reasoner;
    }

    /** Notes the categories of a table that is the table of one variant, whatever else holds. */
    private void rate(Rule rule) {
        List<Question> questions = rule.when().stream()
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .toList();
        if (questions.size() != 1 || !questions.get(0).name().equals(QuestionKind.MATCHED.display())) {
            return;
        }
        Map<String, Recommendation.Category> table =
                categories.computeIfAbsent(questions.get(0).arguments().get(0).text(), any -> new HashMap<>());
        for (Consequence row : rule.then()) {
            String category = row.arguments().get(1).text().replace(Verb.DISAGREEMENT, "");
            table.put(row.arguments().get(0).text(), Coded.of(Recommendation.Category.class, category));
        }
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

    /** The category of a procedure in a variant, null when the variant does not rate it. */
    Recommendation.@Nullable Category category(String variant, String procedure) {
        return categories.getOrDefault(variant, Map.of()).get(procedure);
    }

    /** The studies and techniques that can have been done, in the order of the vocabulary. */
    List<String> otherImaging() {
        return otherImaging;
    }

    /** Whether the topic asks for a study, so that its result can choose the variant. */
    boolean routesBy(String kind) {
        String datum = scope.datumOf(kind);
        return datum != null && topic().asks().contains(datum);
    }

    ReasoningOrder order() {
        return order;
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
                "complaint-not-covered",
                "No loaded topic answers this complaint: " + scope.display(code) + ".",
                "The appropriateness criteria for this complaint.",
                null);
    }

    /** How every rule came to its part in an evaluation. */
    List<RuleAnswers> examine(PatientCase patient, Emergencies.Watch watch, Evaluation.Budget budget) {
        boolean emergency = !watch.raised(patient).isEmpty();
        Evaluation.Result result = Evaluation.run(this, patient, budget, Evaluation.Beside.askingNothing(emergency));
        List<RuleAnswers> examined = new ArrayList<>();
        for (Rule rule : topic().rules()) {
            boolean fired = result.findings().fired.contains(rule(rule.id()));
            examined.add(new RuleAnswers(rule.id(), fired, answers(rule, result.known())));
        }
        return examined;
    }

    /** How the questions of a rule are answered when all is known that an evaluation comes to know. */
    private static List<Answer> answers(Rule rule, Known known) {
        List<Answer> answers = new ArrayList<>();
        rule.when().forEach(pattern -> {
            Fact fact = Fact.named(pattern.fact()).orElseThrow();
            pattern.conditions()
                    .forEach(condition -> condition
                            .questions()
                            .forEach(question -> answers.add(QuestionKind.of(fact, question.name())
                                    .orElseThrow()
                                    .answer(known, question.arguments()))));
        });
        return answers;
    }

    /**
     * Answers a case.
     *
     * @param watch over the emergencies of the other topics
     */
    Advice evaluate(PatientCase patient, Emergencies.Watch watch, Evaluation.Budget budget, boolean blockingOnly) {
        List<Emergencies.Raised> elsewhere = watch.raised(patient);
        boolean emergency = !elsewhere.isEmpty();
        Evaluation.Result result = Evaluation.run(this, patient, budget, Evaluation.Beside.askingNothing(emergency));
        MissingAnalysis analysis = new MissingAnalysis(this, watch, budget);
        if (result.routed().isNowhere() && claims(patient)) {
            // Rules that forgot to ask: an unknown must not pass for an absence and say that nothing fits.
            Set<String> asked = analysis.askedNowhere(result);
            result = Evaluation.run(this, patient, budget, new Evaluation.Beside(any -> asked, emergency));
        }
        return new AdviceAssembly(this, result).advice(analysis.missing(patient, result, blockingOnly), elsewhere);
    }
}
