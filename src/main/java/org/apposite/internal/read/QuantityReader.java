package org.apposite.internal.read;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.YamlMap;
import org.apposite.model.Choice;
import org.apposite.model.Quantity;
import org.apposite.model.Quantity.Bounds;
import org.apposite.model.Quantity.Counts;
import org.apposite.model.Ucum;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads what {@code quantities.yaml} says of one quantity: its units, its plausible range, its named limits, and when it is zero. */
final class QuantityReader {

    private final String code;
    private final YamlMap entry;
    private final Map<String, List<String>> systems = new LinkedHashMap<>();
    private final Map<String, Bounds> ranges = new LinkedHashMap<>();
    private final Map<String, Map<String, BigDecimal>> limits = new LinkedHashMap<>();

    QuantityReader(String code, YamlMap entry) {
        this.code = code;
        this.entry = entry;
    }

    Quantity read() {
        readUnits();
        readRanges();
        readLimits();
        return new Quantity(
                code,
                entry.textOr("brief", entry.text("display")),
                VocabularyReader.flag(entry, "whole"),
                systems,
                ranges,
                limits,
                entry.has("counts") ? VocabularyReader.constant(entry, "counts", Counts.class) : Counts.LATEST,
                zeroWhen(),
                withinComplaint());
    }

    private boolean withinComplaint() {
        boolean within = VocabularyReader.flag(entry, "within-complaint");
        boolean isTime = systems.values().stream()
                .allMatch(
                        units -> Ucum.convert(BigDecimal.ONE, units.get(0), "s").isPresent());
        if (within && !isTime) {
            incomplete("within-complaint", "only a time can be within that of the complaint", "Leave it out.");
        }
        return within;
    }

    private Map<String, String> zeroWhen() {
        Map<String, String> zeroWhen = new LinkedHashMap<>();
        if (entry.has("zero-when")) {
            entry.map("zero-when").eachText(zeroWhen::put);
        }
        return zeroWhen;
    }

    /** Whatever it can only be zero beside must be a value of a choice. */
    void checkZeroWhen(Map<String, Choice> choices) {
        zeroWhen().forEach((choice, value) -> {
            Choice known = choices.get(choice);
            if (known == null) {
                incomplete(
                        "zero-when",
                        "there is no choice \"" + choice + "\"",
                        Spelling.didYouMeanOneOf(choice, choices.keySet()));
            } else if (!known.values().containsKey(value)) {
                incomplete(
                        "zero-when",
                        "the choice \"" + choice + "\" has no value \"" + value + "\"",
                        Spelling.didYouMeanOneOf(value, known.values().keySet()));
            }
        });
    }

    private void readUnits() {
        Set<String> seen = new HashSet<>();
        if (entry.has("units")) {
            entry.map("units").eachTexts((system, written) -> {
                // One that is no text has been reported.
                List<String> units =
                        written.stream().filter(unit -> !unit.isEmpty()).toList();
                systems.put(system, units);
                for (String unit : units) {
                    if (!seen.add(unit)) {
                        incomplete("units", "the unit \"" + unit + "\" appears twice", "Keep it in one unit system.");
                    } else if (!unit.equals(units.get(0))
                            && Ucum.convert(BigDecimal.ONE, unit, units.get(0)).isEmpty()) {
                        incomplete(
                                "units",
                                "\"" + unit + "\" does not convert to \"" + units.get(0) + "\"",
                                "Units of one system convert exactly. Put it in a system of its own, or write the UCUM"
                                        + " code.");
                    }
                }
            });
        }
        systems.values().removeIf(List::isEmpty);
        if (systems.isEmpty()) {
            incomplete(
                    "units",
                    "the quantity \"" + code + "\" has no unit",
                    "Name its units by unit system, such as units: { metric: [m, cm] }.");
        }
    }

    private void readRanges() {
        if (entry.has("range")) {
            entry.map("range").eachTexts((unit, ends) -> {
                BigDecimal from = ends.size() == 2 ? number("range", ends.get(0)) : null;
                BigDecimal to = ends.size() == 2 ? number("range", ends.get(1)) : null;
                if (ends.size() != 2 || (from != null && to != null && from.compareTo(to) > 0)) {
                    incomplete(
                            "range",
                            "the range in \"" + unit + "\" needs two numbers, from and to",
                            "Write them in brackets, such as [0, 100].");
                } else if (from != null && to != null) {
                    ranges.put(unit, new Bounds(from, to));
                }
            });
        }
        for (String unit : comparedIn()) {
            if (!ranges.containsKey(unit)
                    && !(entry.has("range") && entry.map("range").has(unit))) {
                incomplete(
                        "range",
                        "the quantity \"" + code + "\" has no plausible range in \"" + unit + "\"",
                        "State from and to, such as range: { \"" + unit
                                + "\": [0, 100] }. A value outside it is refused.");
            }
        }
        ranges.keySet().stream()
                .filter(unit -> !comparedIn().contains(unit) && !systems.isEmpty())
                .forEach(unit -> incomplete(
                        "range",
                        "\"" + unit + "\" is not the first unit of a unit system",
                        "State ranges and limits in " + String.join(", ", comparedIn()) + "."));
    }

    private void readLimits() {
        if (!entry.has("limits")) {
            return;
        }
        entry.map("limits").eachMap((name, of) -> {
            VocabularyReader.checkName(of, name);
            Map<String, BigDecimal> numbers = new LinkedHashMap<>();
            of.eachText((unit, text) -> {
                BigDecimal number = number("limits", text);
                if (number != null) {
                    numbers.put(unit, number);
                    checkReachable(name, unit, number);
                }
            });
            for (String unit : comparedIn()) {
                if (!numbers.containsKey(unit)) {
                    entry.report(
                            IssueCode.LIMIT_INCOMPLETE,
                            "limits",
                            "the limit \"" + name + "\" is missing in \"" + unit + "\"",
                            "State it in every unit system: a limit is never converted from one to another.");
                }
            }
            numbers.keySet().stream()
                    .filter(unit -> !comparedIn().contains(unit))
                    .forEach(unit -> entry.report(
                            IssueCode.LIMIT_INCOMPLETE,
                            "limits",
                            "the limit \"" + name + "\" is stated in \"" + unit
                                    + "\", which is not the first unit of a unit system",
                            "State it in " + String.join(", ", comparedIn()) + "."));
            limits.put(name, numbers);
        });
    }

    /** A statement beyond the plausible range is refused, so nobody could ever reach such a limit. */
    private void checkReachable(String name, String unit, BigDecimal number) {
        Bounds range = ranges.get(unit);
        if (range != null && !range.holds(number)) {
            entry.report(
                    IssueCode.LIMIT_INCOMPLETE,
                    "limits",
                    "the limit \"" + name + "\" of " + number.toPlainString()
                            + " lies outside the plausible range in \"" + unit
                            + "\", so no statement can be on its other side",
                    "Correct the limit, or the range.");
        }
    }

    private List<String> comparedIn() {
        return systems.values().stream().map(units -> units.get(0)).toList();
    }

    private @Nullable BigDecimal number(String key, String text) {
        return entry.number(key, text).orElse(null);
    }

    private void incomplete(String key, String message, @Nullable String suggestion) {
        entry.report(IssueCode.QUANTITY_INCOMPLETE, key, message, suggestion);
    }
}
