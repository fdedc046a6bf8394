package org.apposite.authoring.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;

/** The changes of what a rule concludes. */
final class ConclusionChanges {

    private static final String DISAGREEMENT = ", disagreement";
    private static final List<String> CATEGORIES =
            List.of("usually-appropriate", "may-be-appropriate", "usually-not-appropriate");
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
            if (rule.then().size() > 1 && !one.verb().equals("remark")) {
                leftOut(i, one);
            }
            switch (one.verb()) {
                case "rate" -> rating(i, one);
                case "prefer" -> nearest(MutantKind.PREFERENCE, i, one, 0, neighbours.procedures(), all(0));
                case "alert" -> both(MutantKind.SEVERITY, i, one, 1, neighbours.severities());
                case "nextStep" -> both(MutantKind.URGENCY, i, one, 1, neighbours.urgencies());
                case "variant", "ask" ->
                    nearest(MutantKind.CODE_CONCLUDED, i, one, 1, neighbours.concluded(one.verb()), all(1));
                default -> nearest(MutantKind.CODE_CONCLUDED, i, one, 0, neighbours.concluded(one.verb()), all(0));
            }
        }
        return changes;
    }

    private Set<String> all(int index) {
        return Set.copyOf(rule.then().stream()
                .map(one -> one.arguments().get(index).text())
                .distinct()
                .toList());
    }

    private void rating(int at, Consequence row) {
        String category = row.arguments().get(1).text();
        boolean disagreement = category.endsWith(DISAGREEMENT);
        String code = disagreement ? category.substring(0, category.length() - DISAGREEMENT.length()) : category;
        String tail = disagreement ? DISAGREEMENT : "";
        for (String other : Neighbours.both(CATEGORIES, code)) {
            change(MutantKind.CATEGORY, at, row, 1, new Literal(other + tail, false));
        }
        change(MutantKind.CATEGORY, at, row, 1, new Literal(disagreement ? code : code + DISAGREEMENT, false));
        int median = row.arguments().get(2).number();
        if (median > 1) {
            change(MutantKind.MEDIAN, at, row, 2, new Literal(Integer.toString(median - 1), true));
        }
        if (median < HIGHEST_MEDIAN) {
            change(MutantKind.MEDIAN, at, row, 2, new Literal(Integer.toString(median + 1), true));
        }
        both(MutantKind.RADIATION, at, row, 3, neighbours.radiationLevels());
    }

    private void both(MutantKind kind, int at, Consequence one, int index, List<String> list) {
        for (String other : Neighbours.both(list, one.arguments().get(index).text())) {
            change(kind, at, one, index, new Literal(other, false));
        }
    }

    private void nearest(MutantKind kind, int at, Consequence one, int index, List<String> list, Set<String> taken) {
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
