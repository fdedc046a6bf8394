package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;

/** What is rated, and preferred. */
final class RatingProofs {

    private final Proving proving;
    private final Map<String, List<Rule>> rows = new LinkedHashMap<>();

    RatingProofs(Proving proving) {
        this.proving = proving;
        for (Rule rule : proving.concluding(Verb.RATE)) {
            for (Consequence row : rule.then()) {
                rows.computeIfAbsent(row.arguments().get(0).text(), any -> new ArrayList<>())
                        .add(rule);
            }
        }
    }

    void prove() {
        rows.forEach(this::rateOnce);
        List<Integer> silent = Proving.silent(
                proving.concluding(Verb.RATE).stream().map(proving::fires).toList());
        for (String variant : proving.circuit().variants()) {
            List<Integer> wires = new ArrayList<>(silent);
            wires.add(proving.circuit().matched(variant));
            proving.never(
                    Property.VARIANT_RATED,
                    "the variant \"" + variant + "\" is matched, and nothing is rated",
                    null,
                    wires,
                    proving.own(),
                    Subject.NOTHING,
                    seen -> seen.get(0).matched(variant)
                            && seen.get(0).advice().recommendations().isEmpty());
        }
        for (Rule rule : proving.concluding(Verb.PREFER)) {
            rule.then().stream()
                    .filter(Verb.PREFER::isOf)
                    .forEach(one -> rated(rule, one.arguments().get(0).text()));
        }
    }

    private void rateOnce(String procedure, List<Rule> rules) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = i + 1; j < rules.size(); j++) {
                Rule one = rules.get(i);
                Rule other = rules.get(j);
                proving.never(
                        Property.RATED_ONCE,
                        "\"" + procedure + "\" is rated here and by the rule at " + other.file() + ":" + other.line(),
                        one,
                        List.of(proving.fires(one), proving.fires(other)),
                        proving.own(),
                        Subject.NOTHING,
                        seen -> seen.get(0).fires(one) && seen.get(0).fires(other));
            }
        }
    }

    private void rated(Rule preferring, String procedure) {
        List<Rule> rating = rows.getOrDefault(procedure, List.of());
        List<Integer> wires = new ArrayList<>(
                Proving.silent(rating.stream().map(proving::fires).toList()));
        wires.add(proving.fires(preferring));
        proving.never(
                Property.PREFERRED_RATED,
                "\"" + procedure + "\" is preferred, and not rated",
                preferring,
                wires,
                proving.own(),
                Subject.NOTHING,
                seen -> seen.get(0).fires(preferring)
                        && seen.get(0).advice().recommendations().stream()
                                .noneMatch(one -> one.procedure().equals(procedure)));
    }
}
