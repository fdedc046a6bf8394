package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Rule;

/** APP-211: a rule whose alternatives multiply to more combinations than anybody can review. */
final class ManyCombinations implements Lint {

    private static final int MOST = 64;
    private static final long COUNTED = 1_000_000_000;

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            for (Rule rule : subject.rules(topic)) {
                List<Condition> all = new ArrayList<>();
                for (Pattern pattern : rule.when()) {
                    all.addAll(pattern.conditions());
                }
                long combinations =
                        product(all.stream().map(ManyCombinations::count).toList());
                if (combinations > MOST) {
                    report.at(
                            rule,
                            CheckCode.MANY_COMBINATIONS,
                            "the alternatives of this rule multiply to "
                                    + (combinations >= COUNTED ? "a billion or more" : String.valueOf(combinations))
                                    + " combinations, more than " + MOST + ": " + groups(all),
                            "Conclude a situation from one of the groups, and ask for the situation instead.");
                }
            }
        }
    }

    private static String groups(List<Condition> all) {
        return flat(all)
                .filter(AnyOf.class::isInstance)
                .map(one -> count(one) + " alternatives" + " in line "
                        + Wording.place(one).line())
                .collect(Collectors.joining(", "));
    }

    /** The conditions, conjunctions opened. */
    private static Stream<Condition> flat(List<Condition> conditions) {
        return conditions.stream().flatMap(one -> one instanceof AllOf all ? flat(all.conditions()) : Stream.of(one));
    }

    private static long count(Condition condition) {
        return condition.<Long>fold(
                question -> 1L,
                ManyCombinations::product,
                counts -> counts.stream().reduce(0L, (sum, one) -> Math.min(COUNTED, sum + one)));
    }

    private static long product(List<Long> counts) {
        return counts.stream().reduce(1L, (product, one) -> Math.min(COUNTED, product * one));
    }
}
