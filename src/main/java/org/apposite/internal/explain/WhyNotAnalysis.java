package org.apposite.internal.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.advice.WhyNot;
import org.apposite.advice.WhyNot.Answer;
import org.apposite.advice.WhyNot.RuleState;
import org.apposite.advice.WhyNot.Standing;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Finds why an answer has another variant or study than somebody expected. */
public final class WhyNotAnalysis {

    private final Scope scope;
    private final Topic topic;
    private final Advice advice;
    private final Known known;
    private final Set<String> fired;

    private WhyNotAnalysis(Scope scope, Advice advice, Known known) {
        this.scope = scope;
        this.topic = scope.topic();
        this.advice = advice;
        this.known = known;
        this.fired = advice.trace().steps().stream().map(Trace.Step::rule).collect(Collectors.toSet());
    }

    /**
     * The topic that a code is of: that which answered when it has the code, otherwise the first that has it.
     *
     * @throws IllegalArgumentException when no topic has it
     */
    public static Topic topicOf(String code, Advice advice, List<Topic> topics, Vocabulary vocabulary) {
        List<Topic> having = topics.stream()
                .filter(topic ->
                        variant(topic, code, advice).isPresent() || rated(topic).contains(code))
                .toList();
        return having.stream()
                .filter(topic -> topic.id().equals(advice.topic()))
                .findFirst()
                .or(() -> having.stream().findFirst())
                .orElseThrow(() -> unknown(code, topics, vocabulary));
    }

    private static IllegalArgumentException unknown(String code, List<Topic> topics, Vocabulary vocabulary) {
        Set<String> known = new LinkedHashSet<>();
        topics.forEach(topic -> topic.variants().forEach(variant -> known.add(variant.id())));
        topics.forEach(topic -> known.addAll(rated(topic)));
        String meant = Spelling.didYouMean(code, known);
        String what = vocabulary.procedures().containsKey(code)
                ? "no loaded topic rates the procedure \"" + code + "\"."
                : "\"" + code + "\" is neither a variant of a loaded topic nor a procedure that one rates.";
        return new IllegalArgumentException(what + (meant == null ? "" : " " + meant));
    }

    private static Set<String> rated(Topic topic) {
        Set<String> codes = new LinkedHashSet<>();
        topic.rules().stream()
                .flatMap(rule -> rule.then().stream())
                .filter(Verb.RATE::isOf)
                .forEach(row -> codes.add(row.arguments().get(0).text()));
        return codes;
    }

    /** A variant by its id, or in the topic that answered by its number. */
    private static Optional<Variant> variant(Topic topic, String code, Advice advice) {
        return topic.variants().stream()
                .filter(one -> one.id().equals(code)
                        || (topic.id().equals(advice.topic()) && code.equals(String.valueOf(one.number()))))
                .findFirst();
    }

    /**
     * Why an answer has not what a code stands for.
     *
     * @param code a variant or procedure of the topic
     * @param scope the topic
     * @param advice the answer to the case
     * @param known all facts of the evaluation under this topic
     * @return why not, or that it has
     */
    public static WhyNot of(String code, Scope scope, Advice advice, Known known) {
        WhyNotAnalysis analysis = new WhyNotAnalysis(scope, advice, known);
        Optional<Variant> variant = variant(scope.topic(), code, advice);
        return variant.isPresent() ? analysis.ofVariant(variant.get()) : analysis.ofProcedure(code);
    }

    private boolean isAsked() {
        return topic.id().equals(advice.topic());
    }

    private WhyNot ofVariant(Variant variant) {
        String title = "Variant " + variant.number() + ": " + variant.title();
        if (!isAsked()) {
            return notAsked(variant.id(), title);
        }
        List<RuleState> rules = states(topic.rules(), one -> isRoute(Verb.VARIANT_CANDIDATE, variant.id(), one));
        boolean isMatched = advice.matched()
                .filter(matched -> matched.id().equals(variant.id()))
                .isPresent();
        List<RuleState> decidedBy = isMatched ? List.of() : decidedBy();
        Standing standing = isMatched
                ? Standing.MATCHED
                : rules.stream().anyMatch(rule -> rule.answer() == Answer.HOLDS)
                        ? Standing.PASSED_OVER
                        : Standing.NOT_MET;
        String summary = switch (standing) {
            case MATCHED -> "This variant matched.";
            case PASSED_OVER -> "Its definition holds, but something goes first. " + decided(decidedBy);
            default -> noneHolds(rules) + " " + decided(decidedBy);
        };
        return new WhyNot(topic.id(), variant.id(), title, standing, summary.strip(), decidedBy, rules);
    }

    private static String noneHolds(List<RuleState> rules) {
        boolean isOpen = rules.stream().anyMatch(rule -> rule.answer() == Answer.UNKNOWN);
        String none = rules.size() == 1
                ? "Its rule does not hold"
                : rules.isEmpty() ? "No rule concludes it" : "None of its " + rules.size() + " rules holds";
        return none + (isOpen ? "; what is not known could make one hold." : ".");
    }

    /** The rules that fired and decided the routing. */
    private List<RuleState> decidedBy() {
        int lowest = lowest();
        String exclusion = advice.exclusion() == null ? "" : advice.exclusion().id();
        String matched = advice.matched().map(Advice.VariantMatch::id).orElse("");
        Set<String> asking = advice.trace().steps().stream()
                .filter(step -> step.concluded().stream().anyMatch(one -> one.kind() == Trace.Kind.QUESTION))
                .map(Trace.Step::rule)
                .collect(Collectors.toSet());
        return switch (advice.outcome()) {
            case DATA_REQUIRED -> fired(asking, one -> Verb.ASK.isOf(one) && step(one) < lowest);
            case NOT_APPLICABLE -> fired(fired, one -> isRoute(Verb.EXCLUDE, exclusion, one) && step(one) == lowest);
            case VARIANT_MATCHED ->
                fired(fired, one -> isRoute(Verb.VARIANT_CANDIDATE, matched, one) && step(one) == lowest);
        };
    }

    private static boolean isRoute(Verb verb, String id, Consequence one) {
        return verb.isOf(one) && one.arguments().get(1).text().equals(id);
    }

    private List<RuleState> fired(Set<String> rules, Predicate<Consequence> which) {
        return states(
                topic.rules().stream().filter(rule -> rules.contains(rule.id())).toList(), which);
    }

    /** The lowest step at which a rule that fired concludes a variant or an exclusion. */
    private int lowest() {
        return topic.rules().stream()
                .filter(rule -> fired.contains(rule.id()))
                .flatMap(rule -> rule.then().stream())
                .filter(one -> Verb.VARIANT_CANDIDATE.isOf(one) || Verb.EXCLUDE.isOf(one))
                .mapToInt(WhyNotAnalysis::step)
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static int step(Consequence one) {
        return one.arguments().get(0).number();
    }

    private String decided(List<RuleState> by) {
        String instead = advice.outcome() == Outcome.DATA_REQUIRED
                ? "Questions must be answered first"
                : advice.matched()
                        .map(matched -> "Variant " + matched.number() + " matched")
                        .orElse("The topic does not apply");
        String how = by.isEmpty()
                ? advice.missing().stream()
                        .filter(MissingDatum::blocking)
                        .map(MissingDatum::question)
                        .collect(Collectors.joining(" "))
                : by.stream()
                                .map(rule -> "step " + rule.step() + ", " + rule.name())
                                .collect(Collectors.joining("; "))
                        + ".";
        return instead + (how.isEmpty() ? "." : ": " + how);
    }

    private WhyNot ofProcedure(String code) {
        Procedure procedure = scope.vocabulary().procedures().get(code);
        String title = procedure == null ? code : procedure.display();
        if (!isAsked()) {
            return notAsked(code, title);
        }
        Set<String> meant = new LinkedHashSet<>(List.of(code));
        if (procedure != null) {
            meant.add(procedure.kind());
        }
        Conditions conditions = new Conditions(scope, known);
        List<RuleState> rules = states(
                topic.rules().stream()
                        .filter(rule ->
                                rule.when().stream().filter(Fact.ROUTING::isOf).allMatch(conditions::holds))
                        .toList(),
                isOf(meant));
        if (rules.stream().noneMatch(WhyNotAnalysis::rates)) {
            rules = states(
                    topic.rules(), one -> Verb.RATE.isOf(one) && isOf(meant).test(one));
        }
        Recommendation rated = advice.recommendations().stream()
                .filter(one -> one.procedure().equals(code))
                .findFirst()
                .orElse(null);
        return new WhyNot(
                topic.id(),
                code,
                title,
                standing(rated),
                summary(rated, rules),
                rated == null ? decidedBy() : List.of(),
                rules);
    }

    private static boolean rates(RuleState rule) {
        return rule.concludes().stream().anyMatch(one -> one.kind() == Trace.Kind.RATING);
    }

    private static Predicate<Consequence> isOf(Collection<String> meant) {
        return one -> (Verb.RATE.isOf(one) || Verb.PREFER.isOf(one) || Verb.SET_ASIDE.isOf(one))
                && meant.contains(one.arguments().get(0).text());
    }

    private static Standing standing(@Nullable Recommendation rated) {
        if (rated == null) {
            return Standing.NOT_MET;
        }
        return rated.preferred() ? Standing.PREFERRED : rated.setAside() != null ? Standing.SET_ASIDE : Standing.RATED;
    }

    private String summary(@Nullable Recommendation rated, List<RuleState> rules) {
        if (rated == null) {
            String variant = advice.matched()
                    .map(one -> "Variant " + one.number() + " matched, and does not rate it.")
                    .orElseGet(() -> "No variant matched. " + decided(decidedBy()));
            return variant.strip();
        }
        String rating = "It is rated " + rated.category().code().replace('-', ' ')
                + (rated.median() == null ? "" : ", median " + rated.median() + " of 9");
        if (rated.preferred()) {
            return rating + ", and preferred.";
        }
        if (rated.setAside() != null) {
            return rating + ", and set aside: " + rated.setAside();
        }
        List<RuleState> preferring = rules.stream()
                .filter(rule -> rule.concludes().stream().anyMatch(one -> one.kind() == Trace.Kind.PREFERENCE))
                .toList();
        String preferred =
                advice.preferred().stream().map(Recommendation::display).collect(Collectors.joining("; "));
        return rating
                + (preferring.isEmpty()
                        ? ". No rule of this variant prefers it."
                        : ". "
                                + (preferring.size() == 1
                                        ? "The rule that prefers it does not hold."
                                        : "None of the rules that prefer it holds."))
                + (preferred.isEmpty() ? "" : " Preferred: " + preferred + ".");
    }

    private WhyNot notAsked(String code, String title) {
        String answered = advice.topic();
        String exclusion =
                advice.exclusion() == null ? "" : " " + advice.exclusion().text();
        String summary = "It belongs to the topic \"" + topic.title() + "\", which did not answer this case"
                + (answered != null
                        ? ": the answer is of the topic " + answered + "."
                        : advice.outcome() == Outcome.DATA_REQUIRED
                                ? ": it is not known yet which topic does."
                                : "." + exclusion);
        return new WhyNot(topic.id(), code, title, Standing.NOT_ASKED, summary, List.of(), List.of());
    }

    private List<RuleState> states(List<Rule> rules, Predicate<Consequence> which) {
        Conditions conditions = new Conditions(scope, known);
        List<RuleState> states = new ArrayList<>();
        for (Rule rule : rules) {
            List<Consequence> some = rule.then().stream().filter(which).toList();
            if (!some.isEmpty()) {
                states.add(conditions.state(rule, some));
            }
        }
        return states;
    }
}
