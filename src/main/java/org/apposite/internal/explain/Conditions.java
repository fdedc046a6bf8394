package org.apposite.internal.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.advice.Trace;
import org.apposite.advice.WhyNot.Answer;
import org.apposite.advice.WhyNot.Condition;
import org.apposite.advice.WhyNot.Join;
import org.apposite.advice.WhyNot.RuleState;
import org.apposite.language.Fact;
import org.apposite.language.Known;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of rules come to in one evaluation. What other rules conclude is followed back to these, each told once, so
 * that no rules make it longer than they are. For one answer.
 */
final class Conditions {

    /** Of a long group some members are named; the codes have all. */
    private static final int MOST_NAMES = 12;

    private final Scope scope;
    private final Known known;
    private final Patient patient;
    private final Map<String, Answer> answers = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    Conditions(Scope scope, Known known) {
        this.scope = scope;
        this.known = known;
        this.patient = known.patient();
    }

    /**
     * A rule, with its conditions where they have not been told yet.
     *
     * @param concludes what of its conclusions is of interest
     */
    RuleState state(Rule rule, List<Consequence> concludes) {
        List<Condition> conditions = new ArrayList<>();
        if (told.add(rule.id())) {
            for (Pattern pattern : rule.when()) {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                if (pattern.conditions().isEmpty() && fact.concludedBy().isPresent()) {
                    conditions.add(anyConcluded(fact));
                }
                pattern.conditions().forEach(one -> conditions.add(condition(fact, one)));
            }
        }
        return new RuleState(
                rule.id(),
                rule.name(),
                rule.file(),
                rule.line(),
                step(concludes),
                answer(rule),
                concludes.stream().map(this::conclusion).toList(),
                conditions);
    }

    private static @Nullable Integer step(List<Consequence> concludes) {
        return concludes.stream()
                .filter(one -> Stream.of(Verb.VARIANT_CANDIDATE, Verb.EXCLUDE, Verb.ASK)
                        .anyMatch(verb -> verb.isOf(one)))
                .map(one -> one.arguments().get(0).number())
                .min(Integer::compare)
                .orElse(null);
    }

    /** Ratings are told one by one, with their category. */
    private Trace.Conclusion conclusion(Consequence one) {
        if (Verb.RATE.isOf(one)) {
            List<Literal> row = one.arguments();
            String median = row.get(2).isNumber() ? ", median " + row.get(2).text() : "";
            return new Trace.Conclusion(
                    "rated " + row.get(1).text().replace('-', ' ') + median,
                    Trace.Kind.RATING,
                    row.get(0).text());
        }
        return Verb.named(one.verb()).orElseThrow().told(List.of(one), scope).get(0);
    }

    private Answer answer(Rule rule) {
        Answer before = answers.get(rule.id());
        if (before != null) {
            return before;
        }
        Answer answer = all(rule.when().stream().map(this::answer).toList());
        answers.put(rule.id(), answer);
        return answer;
    }

    private Answer answer(Pattern pattern) {
        Fact fact = Fact.named(pattern.fact()).orElseThrow();
        return pattern.conditions().isEmpty() && fact.concludedBy().isPresent()
                ? any(concluding(fact).map(this::answer).toList())
                : all(pattern.conditions().stream()
                        .map(one -> one.fold(question -> answer(fact, question), Conditions::all, Conditions::any))
                        .toList());
    }

    /** Whether all conditions of a pattern hold. */
    boolean holds(Pattern pattern) {
        return answer(pattern) == Answer.HOLDS;
    }

    private Answer answer(Fact fact, Question question) {
        QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
        if (fact == Fact.PATIENT) {
            return switch (kind.answer(known, question.arguments())) {
                case YES -> Answer.HOLDS;
                case NO -> Answer.FAILS;
                case UNKNOWN -> Answer.UNKNOWN;
            };
        }
        if (kind.holds(known, question.arguments())) {
            return Answer.HOLDS;
        }
        // What no rule concludes now may be concluded once more is known.
        return fact.concludedBy().isPresent()
                ? any(concluding(fact, question).map(this::answer).toList())
                : Answer.FAILS;
    }

    private static Answer all(List<Answer> answers) {
        return answers.contains(Answer.FAILS)
                ? Answer.FAILS
                : answers.contains(Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.HOLDS;
    }

    private static Answer any(List<Answer> answers) {
        return answers.contains(Answer.HOLDS)
                ? Answer.HOLDS
                : answers.contains(Answer.UNKNOWN) ? Answer.UNKNOWN : Answer.FAILS;
    }

    private Condition condition(Fact fact, Topic.Condition condition) {
        return condition.fold(
                question -> condition(fact, question),
                parts -> joined(Join.ALL, parts),
                parts -> joined(Join.ANY, parts));
    }

    private static Condition joined(Join join, List<Condition> parts) {
        List<Answer> answers = parts.stream().map(Condition::answer).toList();
        return new Condition(
                join == Join.ALL ? all(answers) : any(answers),
                join == Join.ALL ? "all of these" : "one of these",
                parts.get(0).kind(),
                parts.stream().flatMap(one -> one.codes().stream()).distinct().toList(),
                join,
                parts,
                List.of());
    }

    private Condition condition(Fact fact, Question question) {
        QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
        List<Literal> arguments = question.arguments();
        Answer answer = answer(fact, question);
        String text;
        List<String> codes;
        if (answer == Answer.HOLDS) {
            codes = kind.isOfPresentMembers()
                    ? kind.restsOn(arguments, scope).stream()
                            .filter(patient::present)
                            .toList()
                    : kind.restsOn(arguments, scope);
            text = kind.fill(kind.words(arguments, scope), patient, arguments);
        } else {
            codes = deciding(kind, arguments, answer);
            String instead = instead(kind, arguments, codes, answer);
            text = kind.phrase(arguments, scope) + (instead.isEmpty() ? "" : " (" + instead + ")");
        }
        return new Condition(
                answer,
                text,
                fact.kind(),
                codes,
                null,
                List.of(),
                answer == Answer.HOLDS ? List.of() : states(fact, question));
    }

    /** On which data it depends that it does not hold. */
    private List<String> deciding(QuestionKind kind, List<Literal> arguments, Answer answer) {
        List<String> codes = kind.restsOn(arguments, scope);
        if (answer == Answer.UNKNOWN && kind.fact() == Fact.PATIENT) {
            return codes.stream().filter(patient::isOpen).toList();
        }
        List<String> present = codes.stream().filter(patient::present).toList();
        return kind.asks() == QuestionKind.Asks.GROUP && !kind.isOfPresentMembers() && !present.isEmpty()
                ? present
                : codes;
    }

    /** What is known instead, or what is not known. */
    private String instead(QuestionKind kind, List<Literal> arguments, List<String> codes, Answer answer) {
        return switch (kind.asks()) {
            case NOTHING, EXAMINATION, ORDER, ORDERED_REGION, EMERGENCY, ROUTE, RANKED, ORDER_RATING -> "";
            case GROUP, SCORE -> {
                if (answer == Answer.UNKNOWN) {
                    yield "not stated: " + names(codes);
                }
                boolean isOfPresent =
                        !kind.isOfPresentMembers() && codes.stream().anyMatch(patient::present);
                yield isOfPresent ? "present: " + names(codes) : "";
            }
            case FINDING, FIRST, AGE, DURATION, COMPLAINT, SEX, REGION, SUSPECTED, STUDY, ANY_STUDY ->
                kind.data(arguments, scope).stream()
                        .findFirst()
                        .map(patient::value)
                        .orElse("");
        };
    }

    private String names(List<String> codes) {
        int more = codes.size() - MOST_NAMES;
        String names = String.join(
                ", ", codes.stream().limit(MOST_NAMES).map(scope::display).toList());
        return more > 0 ? names + " and " + more + " more" : names;
    }

    private Condition anyConcluded(Fact fact) {
        Answer answer = any(concluding(fact).map(this::answer).toList());
        return new Condition(
                answer,
                fact == Fact.RED_FLAG ? "there is a red flag" : "there is a situation",
                fact.kind(),
                List.of(),
                null,
                List.of(),
                answer == Answer.HOLDS
                        ? List.of()
                        : concluding(fact).map(this::concludingState).toList());
    }

    /** The rules that conclude what is asked for. */
    private List<RuleState> states(Fact fact, Question question) {
        if (fact.concludedBy().isPresent()) {
            return concluding(fact, question).map(this::concludingState).toList();
        }
        Verb verb = question.name().equals(QuestionKind.PRESENT.display())
                ? Verb.DERIVE_PRESENT
                : question.name().equals(QuestionKind.ABSENT.display()) ? Verb.DERIVE_ABSENT : null;
        return fact != Fact.PATIENT || verb == null
                ? List.of()
                : scope.deriving(question.arguments().get(0).text()).stream()
                        .filter(rule -> rule.verb().equals(verb.display()))
                        .map(this::concludingState)
                        .toList();
    }

    private RuleState concludingState(Rule rule) {
        return state(rule, rule.then());
    }

    private Stream<Rule> concluding(Fact fact) {
        String verb = fact.concludedBy().orElseThrow().display();
        return scope.topic().rules().stream().filter(rule -> rule.verb().equals(verb));
    }

    private Stream<Rule> concluding(Fact fact, Question question) {
        String code = question.arguments().get(0).text();
        return concluding(fact)
                .filter(rule -> rule.then().stream()
                        .anyMatch(one -> one.arguments().get(0).text().equals(code)));
    }
}
