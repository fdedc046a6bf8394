package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apposite.advice.Trace;
import org.apposite.language.Known;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * A rule with all that can be known of it before any case.
 *
 * @param order its place in the order of reasoning
 * @param rule the rule
 * @param verb the one kind of thing that it concludes
 * @param explanation why it fires
 * @param concluded what it concludes, in plain words
 * @param asks the codes that it asks for, when it is a rule that asks
 * @param made a place for each conclusion, filled when it is first heard: its arguments are constants, so it is made once
 *     and not at every answer. What two threads make at once is equal, so it does not matter whose stays
 */
record CompiledRule(
        int order,
        Rule rule,
        Verb verb,
        Explanation explanation,
        List<String> concluded,
        List<String> asks,
        AtomicReferenceArray<@Nullable Object> made) {

    CompiledRule {
        concluded = List.copyOf(concluded);
        asks = List.copyOf(asks);
    }

    static CompiledRule of(int order, Rule rule, Scope scope) {
        Vocabulary vocabulary = scope.vocabulary();
        List<String> concluded = new ArrayList<>();
        List<String> asks = new ArrayList<>();
        long ratings = 0;
        for (Consequence consequence : rule.then()) {
            String first = consequence.arguments().get(0).text();
            switch (verbOf(rule)) {
                case DERIVE_PRESENT -> concluded.add(scope.display(first) + " is present");
                case DERIVE_ABSENT -> concluded.add(scope.display(first) + " is absent");
                case RED_FLAG -> concluded.add("red flag " + first);
                case SITUATION -> concluded.add(first.replace('-', ' '));
                case EXCLUDE ->
                    concluded.add("exclusion " + consequence.arguments().get(1).text() + " at step " + first);
                case ASK -> asks.add(consequence.arguments().get(1).text());
                case VARIANT_CANDIDATE ->
                    concluded.add("variant " + consequence.arguments().get(1).text() + " at step " + first);
                case RATE -> ratings++;
                case PREFER -> concluded.add("preferred: " + display(vocabulary, first));
                case SET_ASIDE -> concluded.add("set aside: " + display(vocabulary, first));
                case REMARK -> concluded.add("remark on " + display(vocabulary, first));
                case DIFFERENTIAL -> concluded.add("in question: " + first);
                case RAISE -> concluded.add("raises " + first);
                case HEADLINE -> concluded.add("headline");
                case ALERT -> concluded.add("alert " + first);
                case NEXT_STEP -> concluded.add("next step " + first);
            }
        }
        if (ratings > 0) {
            concluded.add(ratings + " ratings");
        }
        return new CompiledRule(
                order,
                rule,
                verbOf(rule),
                Explanation.of(rule, scope),
                concluded,
                asks,
                new AtomicReferenceArray<>(rule.then().size()));
    }

    /** What the trace says of this rule. */
    Trace.Step traceStep(Known known, List<String> concludedNow) {
        return new Trace.Step(
                rule.id(), rule.name(), rule.file(), rule.line(), explanation.because(known), concludedNow);
    }

    private static String display(Vocabulary vocabulary, String procedure) {
        Vocabulary.Procedure known = vocabulary.procedures().get(procedure);
        return known == null ? vocabulary.displayOfStudy(procedure) : known.display();
    }

    /** The one kind of thing that a rule concludes. */
    static Verb verbOf(Rule rule) {
        return Verb.named(rule.verb()).orElseThrow();
    }
}
