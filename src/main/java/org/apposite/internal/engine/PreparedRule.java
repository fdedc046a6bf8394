package org.apposite.internal.engine;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apposite.advice.Trace.Conclusion;
import org.apposite.advice.Trace.Step;
import org.apposite.internal.bundle.Interned;
import org.apposite.internal.engine.Findings.Said;
import org.apposite.language.Known;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.jspecify.annotations.Nullable;

/**
 * A rule with all that can be known of it before any case.
 *
 * @param order its place in the order of reasoning
 * @param rule the rule
 * @param verb the one kind of thing that it concludes
 * @param explanation why it fires
 * @param concluded what it concludes; of a rule that asks all that it asks for
 * @param step what the trace last said when it fired for reasons that have no value of a patient in them: in most answers it
 *     says the same
 * @param speech what it says when it fires, made at the first time and not at every answer. What two threads make at once
 *     is equal, so it does not matter whose stays
 * @param characters what it adds to an answer
 */
record PreparedRule(
        int order,
        Rule rule,
        Verb verb,
        Explanation explanation,
        List<Conclusion> concluded,
        AtomicReference<@Nullable Step> step,
        AtomicReference<@Nullable List<Said>> speech,
        int characters) {

    /** Hospitals whose rules differ in little say the same in most. */
    private static final Interned<Explanation> EXPLANATIONS = new Interned<>();

    private static final Interned<List<Conclusion>> CONCLUDED = new Interned<>();

    /** Beside its texts, in an answer. */
    private static final int CHARACTERS_OF_A_CONCLUSION = 50;

    /** In the order of the reasoning. */
    static final Comparator<PreparedRule> IN_ORDER = (one, other) -> Integer.compare(one.order, other.order);

    PreparedRule {
        concluded = List.copyOf(concluded);
    }

    static PreparedRule of(int order, Rule rule, Scope scope) {
        Verb verb = verbOf(rule);
        Explanation explanation = EXPLANATIONS.of(Explanation.of(rule, scope));
        List<Conclusion> concluded = CONCLUDED.of(List.copyOf(verb.told(rule.then(), scope)));
        return new PreparedRule(
                order,
                rule,
                verb,
                explanation,
                concluded,
                new AtomicReference<>(),
                new AtomicReference<>(),
                characters(rule));
    }

    /** What it adds to an answer, before any place of its texts is filled. */
    private static int characters(Rule rule) {
        int characters = rule.name().length();
        for (Consequence one : rule.then()) {
            characters += CHARACTERS_OF_A_CONCLUSION;
            for (Literal argument : one.arguments()) {
                characters += argument.text().length();
            }
        }
        return characters;
    }

    /** The same rule at another place in the order; nothing has been made of it there yet. */
    PreparedRule movedTo(int place) {
        return new PreparedRule(place, rule, verb, explanation, concluded, step, new AtomicReference<>(), characters);
    }

    /** What it says when it fires. */
    List<Said> said(Scope scope) {
        List<Said> known = speech.get();
        if (known == null) {
            known = Speech.of(this, scope);
            speech.set(known);
        }
        return known;
    }

    /** What the trace says of this rule. */
    Step traceStep(Known known, List<Conclusion> concludedNow) {
        Step last = step.get();
        if (last != null && last.concluded().equals(concludedNow) && explanation.isAgain(known, last.because())) {
            return last;
        }
        Step next =
                new Step(rule.id(), rule.name(), rule.file(), rule.line(), explanation.because(known), concludedNow);
        if (explanation.isAgain(known, next.because())) {
            step.set(next);
        }
        return next;
    }

    /** The one kind of thing that a rule concludes. */
    static Verb verbOf(Rule rule) {
        return Verb.named(rule.verb()).orElseThrow();
    }
}
