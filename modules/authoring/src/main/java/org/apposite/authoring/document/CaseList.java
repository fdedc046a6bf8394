package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.advice.Advice.Outcome;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.json.Expectation;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic.Variant;
import org.jspecify.annotations.Nullable;

/** Writes the cases of a topic with what they expect. */
final class CaseList {

    /** How much of what a case expects stands beside its title, in characters. */
    private static final int SHORT = 56;

    private final Terms terms;
    private final List<RuleCase> cases;
    private final boolean full;
    private final Outline out;

    CaseList(Terms terms, List<RuleCase> cases, boolean full, Outline out) {
        this.terms = terms;
        this.cases = cases;
        this.full = full;
        this.out = out;
    }

    void write() {
        out.heading(3, "section." + terms.topic().id() + ".cases", "Cases");
        out.paragraph(
                cases.size() + (cases.size() == 1 ? " case is" : " cases are")
                        + " beside the rules, each with the answer that it expects. This document lists them; it does not run"
                        + " them."
                        + (full
                                ? ""
                                : " It shows the shorter expectations of a case; a plus sign says how many more are in its file."));
        Map<String, List<Row>> groups = new LinkedHashMap<>();
        for (Variant variant : terms.topic().variants()) {
            groups.put(variantGroup(variant), new ArrayList<>());
        }
        for (String group : List.of(
                "Cases that need more data", "Cases to which the topic does not apply", "Cases that are refused")) {
            groups.put(group, new ArrayList<>());
        }
        groups.put("Other cases", new ArrayList<>());
        for (RuleCase one : cases) {
            groups.getOrDefault(group(one.expectation()), groups.get("Other cases"))
                    .add(row(one));
        }
        groups.forEach((caption, rows) -> out.table(caption + " (" + rows.size() + ")", columns(), rows));
    }

    private List<String> columns() {
        return full ? List.of("Case", "Expected", "Sources") : List.of("Case", "Expected");
    }

    private static String variantGroup(Variant variant) {
        return "Cases of variant " + variant.number() + ", " + variant.title();
    }

    private String group(Expectation expected) {
        for (Variant variant : terms.topic().variants()) {
            if (variant.id().equals(expected.variant())) {
                return variantGroup(variant);
            }
        }
        if (expected.error() != null) {
            return "Cases that are refused";
        }
        if (expected.outcome() == Outcome.DATA_REQUIRED) {
            return "Cases that need more data";
        }
        return expected.outcome() == Outcome.NOT_APPLICABLE ? "Cases to which the topic does not apply" : "Other cases";
    }

    private Row row(RuleCase one) {
        List<String> expected = expected(one.expectation());
        if (full) {
            return Row.of(
                    Line.of(one.title() + " ").then(Line.code(name(one))),
                    Line.of(String.join(". ", expected) + "."),
                    terms.references(one.sources()));
        }
        // The caption of the group has the variant.
        boolean grouped = one.expectation().variant() != null && groups(one.expectation());
        List<String> more = expected.subList(grouped ? 1 : 0, expected.size());
        return Row.of(Line.of(one.title()), Line.of(more.isEmpty() ? "Only the variant" : shortened(more)));
    }

    private boolean groups(Expectation expected) {
        return terms.topic().variants().stream().anyMatch(one -> one.id().equals(expected.variant()));
    }

    /** The parts that one line holds, and how many others there are. */
    private static String shortened(List<String> parts) {
        StringBuilder line = new StringBuilder();
        int left = 0;
        for (String part : parts) {
            if (line.length() + part.length() < SHORT) {
                line.append(line.length() == 0 ? "" : ". ").append(part);
            } else {
                left++;
            }
        }
        if (left > 0) {
            line.append(line.length() == 0 ? "" : ". ").append('+').append(left);
        }
        return line.toString();
    }

    private static String name(RuleCase one) {
        return one.file().substring(one.file().lastIndexOf('/') + 1);
    }

    /** Every part of an expectation in words. */
    List<String> expected(Expectation e) {
        List<String> said = new ArrayList<>();
        if (e.error() != null) {
            said.add("Refused, with \u201c" + e.error() + "\u201d in the message");
        }
        if (e.outcome() != null && e.variant() == null) {
            said.add(outcome(e.outcome()));
        }
        if (e.variant() != null) {
            String variant = terms.variant(e.variant());
            said.add("V" + variant.substring(1));
        }
        if (e.exclusion() != null) {
            said.add("Because: " + Terms.spaced(e.exclusion()));
        }
        listed(
                said,
                "Also matches",
                e.alsoMatches() == null
                        ? null
                        : e.alsoMatches().stream().map(terms::variant).toList());
        if (e.ratings() != null) {
            said.add("States the whole table");
        }
        listed(said, "Red flags", terms(e.redFlags()));
        listed(
                said,
                "Preferred",
                e.preferred() == null
                        ? null
                        : e.preferred().stream().map(terms::procedure).toList());
        if (e.region() != null) {
            said.add("Region: " + terms.scope().regionWords(e.region()));
        }
        if (e.alerts() != null) {
            listed(
                    said,
                    "Alerts among others",
                    e.alerts().entrySet().stream()
                            .map(alert -> Terms.spaced(alert.getKey()) + " ("
                                    + alert.getValue().code() + ")")
                            .toList());
        }
        listed(said, "Not alerted", spaced(e.absentAlerts()));
        listed(said, "Next steps", spaced(e.nextSteps()));
        if (e.urgencies() != null) {
            listed(
                    said,
                    "Urgency",
                    e.urgencies().entrySet().stream()
                            .map(one -> Terms.spaced(one.getKey()) + " ("
                                    + one.getValue().code() + ")")
                            .toList());
        }
        listed(said, "Must be asked", terms(e.blocking()));
        if (e.missing() != null) {
            listed(
                    said,
                    "Could change",
                    e.missing().entrySet().stream()
                            .map(one -> terms.term(one.getKey()) + " ("
                                    + String.join(
                                            " and ",
                                            one.getValue().stream()
                                                    .map(effect -> Terms.spaced(effect.code()))
                                                    .toList())
                                    + ")")
                            .toList());
        }
        listed(said, "Not asked", terms(e.notMissing()));
        listed(said, "Differential", spaced(e.differential()));
        if (e.because() != null) {
            said.add("States what raises a diagnosis");
        }
        if (e.order() != null) {
            said.add("Order: " + order(e.order()));
        }
        if (e.fired() != null || e.notFired() != null) {
            said.add("States which rules fire");
        }
        return said;
    }

    private String order(Expectation.Order order) {
        List<String> parts = new ArrayList<>();
        if (order.procedure() != null) {
            parts.add(
                    order.procedure().equals("none")
                            ? "no procedure of the vocabulary"
                            : terms.procedure(order.procedure()));
        }
        if (order.category() != null) {
            parts.add(Terms.spaced(order.category().code()));
        }
        if (order.unrated()) {
            parts.add("not rated");
        }
        return String.join(", ", parts);
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case VARIANT_MATCHED -> "A variant matches";
            case DATA_REQUIRED -> "Data required";
            case NOT_APPLICABLE -> "Does not apply";
        };
    }

    private static void listed(List<String> said, String label, @Nullable List<String> values) {
        if (values != null) {
            said.add(label + ": " + (values.isEmpty() ? "none" : String.join(", ", values)));
        }
    }

    private @Nullable List<String> terms(@Nullable List<String> codes) {
        return codes == null ? null : codes.stream().map(terms::term).toList();
    }

    private static @Nullable List<String> spaced(@Nullable List<String> codes) {
        return codes == null ? null : codes.stream().map(Terms::spaced).toList();
    }
}
