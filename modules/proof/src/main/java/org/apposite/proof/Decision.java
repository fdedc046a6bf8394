package org.apposite.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Recommendation.Category;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Conclusions;
import org.apposite.language.Verb;
import org.jspecify.annotations.Nullable;

/**
 * What of an answer decides: two answers that differ in nothing else are the same answer here.
 *
 * @param outcome how the evaluation ended
 * @param variant the id of the matched variant, null for none
 * @param exclusion why the topic does not apply, null unless it does not
 * @param preferred the codes of the preferred procedures
 * @param categories how appropriate each rated procedure is, by its code
 * @param critical the codes of the critical alerts, those of other topics too
 */
public record Decision(
        Outcome outcome,
        @Nullable String variant,
        @Nullable String exclusion,
        Set<String> preferred,
        Map<String, Category> categories,
        Set<String> critical) {

    /** Copies the collections. */
    public Decision {
        preferred = Collections.unmodifiableSet(new TreeSet<>(preferred));
        categories = Collections.unmodifiableMap(new TreeMap<>(categories));
        critical = Collections.unmodifiableSet(new TreeSet<>(critical));
    }

    /**
     * What decides of an answer.
     *
     * @param advice the answer
     * @return its decision
     */
    public static Decision of(Advice advice) {
        return new Decision(
                advice.outcome(),
                advice.matched().map(Advice.VariantMatch::id).orElse(null),
                advice.exclusion() == null ? null : advice.exclusion().id(),
                advice.preferred().stream().map(Recommendation::procedure).collect(Collectors.toSet()),
                advice.recommendations().stream()
                        .collect(Collectors.toMap(Recommendation::procedure, Recommendation::category)),
                advice.alerts(Severity.CRITICAL).stream().map(Alert::code).collect(Collectors.toSet()));
    }

    /**
     * In what another decision differs, in codes.
     *
     * @param later the other one
     * @return such as {@code variant no-red-flags → red-flags}; none when it is the same
     */
    public List<String> changesTo(Decision later) {
        List<String> changes = new ArrayList<>();
        change("outcome", outcome.code(), later.outcome.code(), changes);
        change("variant", variant, later.variant, changes);
        change("exclusion", exclusion, later.exclusion, changes);
        change("preferred", joined(preferred), joined(later.preferred), changes);
        // Another variant has another table.
        if (Objects.equals(variant, later.variant) && !categories.equals(later.categories)) {
            changes.add("other ratings");
        }
        change("critical alerts", joined(critical), joined(later.critical), changes);
        return changes;
    }

    private static void change(String what, @Nullable String before, @Nullable String after, List<String> changes) {
        if (!Objects.equals(before, after)) {
            changes.add(what + " " + (before == null ? "none" : before) + " → " + (after == null ? "none" : after));
        }
    }

    private static @Nullable String joined(Collection<String> codes) {
        return codes.isEmpty() ? null : String.join(" ", codes);
    }

    /** The wires of a circuit that tell it. */
    static List<Integer> wires(Circuit circuit) {
        Set<Integer> wires = new LinkedHashSet<>(List.of(circuit.dataRequired(), circuit.notApplicable()));
        circuit.variants().forEach(variant -> wires.add(circuit.matched(variant)));
        circuit.exclusions().forEach(exclusion -> wires.add(circuit.excluded(exclusion)));
        wires.addAll(circuit.criticalAlerts().values());
        Conclusions ratings = circuit.conclusions(Verb.RATE);
        for (int i = 0; i < ratings.size(); i++) {
            wires.add(ratings.wire(i));
            wires.add(circuit.preferred(ratings.code(i)));
        }
        return List.copyOf(wires);
    }
}
