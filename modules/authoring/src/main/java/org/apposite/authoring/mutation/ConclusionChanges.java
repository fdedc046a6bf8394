package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.language.Parameter;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;

/** The changes of what a rule concludes. */
final class ConclusionChanges {

    private static final List<String> CATEGORIES = Arrays.stream(Recommendation.Category.values())
            .map(Recommendation.Category::code)
            .toList();
    private static final List<String> LEVELS =
            Arrays.stream(Radiation.Level.values()).map(Radiation.Level::code).toList();
    private static final Set<Parameter> CODES =
            EnumSet.of(Parameter.VARIANT, Parameter.DATUM, Parameter.DIAGNOSIS, Parameter.DERIVED_FINDING);
    /** The conclusions that rules can ask for, and what they ask for; another code of an alert would be no plausible mistake. */
    private static final Map<Verb, Parameter> FACTS =
            Map.of(Verb.RED_FLAG, Parameter.RED_FLAG, Verb.SITUATION, Parameter.SITUATION);
    /** The conclusions that say which procedure is to be done, or is not. */
    private static final Set<Verb> CHOICES = EnumSet.of(Verb.PREFER, Verb.SET_ASIDE);

    private static final int HIGHEST_MEDIAN = 9;

    private final Topic topic;
    private final Rule rule;
    private final Neighbours neighbours;
    private final List<Change> changes = new ArrayList<>();

    ConclusionChanges(Topic topic, Rule rule, Neighbours neighbours) {
        this.topic = topic;
        this.rule = rule;
        this.neighbours = neighbours;
    }

    List<Change> all() {
        for (int i = 0; i < rule.then().size(); i++) {
            Consequence one = rule.then().get(i);
            // Each remark of several is a text by itself, and texts are left alone.
            if (rule.then().size() > 1 && !Verb.REMARK.isOf(one)) {
                leftOut(i, one);
            }
            Verb verb = Verb.named(one.verb()).orElseThrow();
            for (int index = 0; index < verb.parameters().size(); index++) {
                argument(i, one, verb, index);
            }
        }
        return changes;
    }

    private void argument(int at, Consequence one, Verb verb, int index) {
        Parameter parameter = verb.parameter(index);
        String code = one.arguments().get(index).text();
        List<String> list = neighbours.list(parameter, List.of(), code);
        switch (parameter) {
            case CATEGORY -> category(at, one, index);
            case MEDIAN -> median(at, one, index);
            case RADIATION_LEVEL -> both(MutantKind.RADIATION, at, one, index, LEVELS);
            case SEVERITY -> both(MutantKind.SEVERITY, at, one, index, list);
            case URGENCY -> both(MutantKind.URGENCY, at, one, index, list);
            case PROCEDURE, PROCEDURE_OR_STUDY -> {
                if (CHOICES.contains(verb)) {
                    nearest(MutantKind.PREFERENCE, at, one, index, list);
                }
            }
            case NEW_CODE -> {
                if (FACTS.containsKey(verb)) {
                    List<String> facts = neighbours.list(Objects.requireNonNull(FACTS.get(verb)), List.of(), code);
                    nearest(MutantKind.CODE_CONCLUDED, at, one, index, facts);
                }
            }
            default -> {
                if (CODES.contains(parameter)) {
                    nearest(MutantKind.CODE_CONCLUDED, at, one, index, list);
                }
            }
        }
    }

    private void category(int at, Consequence row, int index) {
        String category = row.arguments().get(index).text();
        boolean disagreement = category.endsWith(Verb.DISAGREEMENT);
        String tail = disagreement ? Verb.DISAGREEMENT : "";
        String code = category.substring(0, category.length() - tail.length());
        for (String other : Neighbours.both(CATEGORIES, code)) {
            change(MutantKind.CATEGORY, at, row, index, new Literal(other + tail, false));
        }
        change(MutantKind.CATEGORY, at, row, index, new Literal(disagreement ? code : code + Verb.DISAGREEMENT, false));
    }

    private void median(int at, Consequence row, int index) {
        if (!row.arguments().get(index).isNumber()) {
            return;
        }
        int median = row.arguments().get(index).number();
        if (median > 1) {
            change(MutantKind.MEDIAN, at, row, index, new Literal(Integer.toString(median - 1), true));
        }
        if (median < HIGHEST_MEDIAN) {
            change(MutantKind.MEDIAN, at, row, index, new Literal(Integer.toString(median + 1), true));
        }
    }

    private void both(MutantKind kind, int at, Consequence one, int index, List<String> list) {
        for (String other : Neighbours.both(list, one.arguments().get(index).text())) {
            change(kind, at, one, index, new Literal(other, false));
        }
    }

    private void nearest(MutantKind kind, int at, Consequence one, int index, List<String> list) {
        Set<String> taken = Set.copyOf(rule.then().stream()
                .filter(other -> other.verb().equals(one.verb()))
                .map(other -> other.arguments().get(index).text())
                .distinct()
                .toList());
        Neighbours.nearest(list, one.arguments().get(index).text(), taken)
                .ifPresent(other -> change(kind, at, one, index, new Literal(other, false)));
    }

    private void leftOut(int at, Consequence one) {
        List<Consequence> then = new ArrayList<>(rule.then());
        then.remove(at);
        add(MutantKind.CONCLUSION, one, RuleWords.of(one), Change.LEFT_OUT, then);
    }

    private void change(MutantKind kind, int at, Consequence one, int index, Literal argument) {
        List<Literal> arguments = new ArrayList<>(one.arguments());
        arguments.set(index, argument);
        Consequence changed = new Consequence(one.verb(), arguments, one.place());
        List<Consequence> then = new ArrayList<>(rule.then());
        then.set(at, changed);
        add(kind, one, RuleWords.of(one), RuleWords.of(argument), then);
    }

    private void add(MutantKind kind, Consequence one, String before, String after, List<Consequence> then) {
        Rule changed = new Rule(rule.id(), rule.name(), rule.file(), rule.line(), rule.sources(), rule.when(), then);
        changes.add(new Change(kind, rule, one.place(), before, after, Change.with(topic, changed)));
    }
}
