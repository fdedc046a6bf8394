package org.apposite.authoring.mutation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Place;
import org.jspecify.annotations.Nullable;

/** The changes of what a rule asks. */
final class ConditionChanges {

    private static final Set<Parameter> UNITS = EnumSet.of(Parameter.AGE_UNIT, Parameter.DURATION_UNIT, Parameter.UNIT);

    private final Topic topic;
    private final Rule rule;
    private final Neighbours neighbours;
    private final List<Change> changes = new ArrayList<>();
    private final Set<Question> asked = new HashSet<>();

    ConditionChanges(Topic topic, Rule rule, Neighbours neighbours) {
        this.topic = topic;
        this.rule = rule;
        this.neighbours = neighbours;
    }

    List<Change> all() {
        rule.when()
                .forEach(pattern -> pattern.conditions()
                        .forEach(one -> one.questions().forEach(question -> asked.add(somewhere(question)))));
        for (int i = 0; i < rule.when().size(); i++) {
            pattern(i, rule.when().get(i));
        }
        return changes;
    }

    private static Question somewhere(Question question) {
        return new Question(question.name(), question.arguments(), new Place(1, 1));
    }

    private void pattern(int index, Pattern pattern) {
        List<Condition> conditions = pattern.conditions();
        Place place = conditions.isEmpty() ? RuleWords.place(rule) : RuleWords.place(conditions.get(0));
        if (conditions.size() <= 1) {
            add(MutantKind.CONDITION, place, RuleWords.of(pattern), Change.LEFT_OUT, when(index, null));
        }
        if (conditions.size() > 1) {
            add(
                    MutantKind.CONNECTIVE,
                    place,
                    RuleWords.joined(", ", conditions),
                    RuleWords.joined(" || ", conditions),
                    when(index, patternWith(pattern, List.of(new AnyOf(conditions)))));
        }
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            List<Condition> others = without(conditions, i);
            if (!others.isEmpty()) {
                add(
                        MutantKind.CONDITION,
                        RuleWords.place(condition),
                        RuleWords.of(condition),
                        Change.LEFT_OUT,
                        when(index, patternWith(pattern, others)));
            }
            int at = i;
            within(
                    Fact.named(pattern.fact()).orElseThrow(),
                    condition,
                    changed -> when(index, patternWith(pattern, replaced(conditions, at, changed))));
        }
    }

    private void within(Fact fact, Condition condition, Function<Condition, Rule> rebuilt) {
        if (condition instanceof AllOf all) {
            group(fact, all.conditions(), true, rebuilt);
        } else if (condition instanceof AnyOf any) {
            group(fact, any.conditions(), false, rebuilt);
        } else {
            question(fact, (Question) condition, rebuilt);
        }
    }

    private void group(Fact fact, List<Condition> conditions, boolean all, Function<Condition, Rule> rebuilt) {
        String connective = all ? " && " : " || ";
        if (!fact.isOneForEachCode()) {
            add(
                    MutantKind.CONNECTIVE,
                    RuleWords.place(conditions.get(0)),
                    RuleWords.joined(connective, conditions),
                    RuleWords.joined(all ? " || " : " && ", conditions),
                    rebuilt.apply(all ? new AnyOf(conditions) : new AllOf(conditions)));
        }
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            add(
                    all ? MutantKind.CONDITION : MutantKind.ALTERNATIVE,
                    RuleWords.place(condition),
                    RuleWords.of(condition),
                    Change.LEFT_OUT,
                    rebuilt.apply(joined(without(conditions, i), all)));
            int at = i;
            within(fact, condition, changed -> rebuilt.apply(joined(replaced(conditions, at, changed), all)));
        }
    }

    private static Condition joined(List<Condition> conditions, boolean all) {
        return conditions.size() == 1 ? conditions.get(0) : all ? new AllOf(conditions) : new AnyOf(conditions);
    }

    private void question(Fact fact, Question question, Function<Condition, Rule> rebuilt) {
        QuestionKind kind = QuestionKind.of(fact, question.name()).orElseThrow();
        List<Literal> arguments = question.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Literal argument = arguments.get(i);
            if (argument.isNumber()) {
                limit(
                        question,
                        i,
                        argument.decimal().subtract(argument.decimal().ulp()),
                        rebuilt);
                limit(question, i, argument.decimal().add(argument.decimal().ulp()), rebuilt);
            } else if (i > 0 || arguments.size() == 1) {
                code(kind, question, i, rebuilt);
            }
            // The first of several arguments says of what is asked, and the others fit it.
        }
        for (QuestionKind other : Neighbours.questions(kind)) {
            change(MutantKind.QUESTION, question, new Question(other.display(), arguments, question.place()), rebuilt);
        }
    }

    private void limit(Question question, int index, BigDecimal number, Function<Condition, Rule> rebuilt) {
        if (number.signum() >= 0) {
            change(MutantKind.LIMIT, question, index, new Literal(number.toPlainString(), true), rebuilt);
        }
    }

    /** A neighbour that the rule does not ask for as well; that would be the same as leaving the question out. */
    private void code(QuestionKind kind, Question question, int index, Function<Condition, Rule> rebuilt) {
        List<Literal> before = question.arguments().subList(0, index);
        Set<String> taken = new HashSet<>();
        for (Question other : asked) {
            if (other.name().equals(question.name())
                    && other.arguments().size() > index
                    && other.arguments().subList(0, index).equals(before)) {
                taken.add(other.arguments().get(index).text());
            }
        }
        Parameter parameter = kind.parameters().get(index);
        String code = question.arguments().get(index).text();
        MutantKind change = UNITS.contains(parameter) ? MutantKind.UNIT : MutantKind.CODE_ASKED;
        Neighbours.nearest(neighbours.list(parameter, before, code), code, taken)
                .ifPresent(other -> change(change, question, index, new Literal(other, false), rebuilt));
    }

    private void change(
            MutantKind kind, Question question, int index, Literal argument, Function<Condition, Rule> rebuilt) {
        List<Literal> arguments = replaced(question.arguments(), index, argument);
        change(kind, question, new Question(question.name(), arguments, question.place()), rebuilt);
    }

    private void change(MutantKind kind, Question before, Question after, Function<Condition, Rule> rebuilt) {
        add(kind, before.place(), RuleWords.of(before), RuleWords.of(after), rebuilt.apply(after));
    }

    private void add(MutantKind kind, Place place, String before, String after, Rule changed) {
        changes.add(new Change(kind, rule, place, before, after, Change.with(topic, changed)));
    }

    private Rule when(int index, @Nullable Pattern pattern) {
        List<Pattern> when = pattern == null ? without(rule.when(), index) : replaced(rule.when(), index, pattern);
        return new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), when, rule.then());
    }

    private static Pattern patternWith(Pattern pattern, List<Condition> conditions) {
        return new Pattern(pattern.fact(), pattern.exists(), conditions);
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> others = new ArrayList<>(list);
        others.remove(index);
        return others;
    }

    private static <T> List<T> replaced(List<T> list, int index, T changed) {
        List<T> copy = new ArrayList<>(list);
        copy.set(index, changed);
        return copy;
    }
}
