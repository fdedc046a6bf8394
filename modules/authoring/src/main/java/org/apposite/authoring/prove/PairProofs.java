package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.authoring.prove.Proving.Found;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Conclusions;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Domain.About;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.proof.Patients;

/** What may not become so when one thing is stated otherwise: proved of two patients who differ in it. */
final class PairProofs {

    private final Proving proving;
    private final Circuit circuit;
    private final Map<String, Integer> outcomes = new LinkedHashMap<>();
    private final Map<String, List<Rule>> concluding = new HashMap<>();
    private final Set<String> withoutFlags = new LinkedHashSet<>();
    private final List<Rule> strict;

    PairProofs(Proving proving) {
        this.proving = proving;
        this.circuit = proving.circuit();
        circuit.variants().forEach(variant -> outcomes.put(variant, circuit.matched(variant)));
        circuit.exclusions().forEach(code -> outcomes.put(code, circuit.excluded(code)));
        for (Verb verb : List.of(Verb.VARIANT_CANDIDATE, Verb.EXCLUDE)) {
            proving.concluding(verb)
                    .forEach(rule -> rule.then()
                            .forEach(one -> concluding
                                    .computeIfAbsent(one.arguments().get(1).text(), any -> new ArrayList<>())
                                    .add(rule)));
        }
        this.strict = strict();
    }

    void prove() {
        findVariantsWithoutFlags();
        Map<Set<About>, List<Dimension>> things = new LinkedHashMap<>();
        Set<About> studies = new LinkedHashSet<>();
        for (Dimension dimension : circuit.dimensions()) {
            About about = dimension.about();
            if (about != null && (about.asks() == Asks.STUDY || about.asks() == Asks.ANY_STUDY)) {
                studies.add(about);
            } else if (about != null) {
                things.computeIfAbsent(Set.of(about), any -> new ArrayList<>()).add(dimension);
            }
        }
        things.forEach(this::look);
        if (!studies.isEmpty()) {
            look(
                    studies,
                    circuit.dimensions().stream()
                            .filter(one -> one.about() != null && studies.contains(one.about()))
                            .toList());
        }
        proving.vary(Set.of());
    }

    private void look(Set<About> things, List<Dimension> dimensions) {
        proving.vary(things);
        List<Integer> silent = new ArrayList<>();
        dimensions.stream()
                .filter(one -> !one.values().isEmpty())
                .forEach(one -> silent.addAll(proving.is(one, one.values().get(0), 0)));
        String thing = words(things.iterator().next());
        Subject subject = Subject.stating(things.stream().map(PairProofs::code).collect(Collectors.toSet()));
        notOverturned(thing, subject, silent);
        Dimension dimension = dimensions.get(0);
        Asks asks = Objects.requireNonNull(dimension.about()).asks();
        if (asks == Asks.COMPLAINT) {
            keptElsewhere(dimension, subject);
        }
        if (asks == Asks.FINDING) {
            String finding = dimension.about().code();
            Optional<List<Integer>> present = says(dimension, finding, Presence.PRESENT, 1);
            if (present.isPresent()) {
                unknownIsNotAbsent(thing, subject, silent, present.get());
                if (proving.topic().redFlags().contains(finding)) {
                    List<List<Integer>> before = new ArrayList<>(List.of(silent));
                    says(dimension, finding, Presence.ABSENT, 0).ifPresent(before::add);
                    before.forEach(without -> flagIsNoRelief(thing, subject, plus(without, present.get())));
                }
            }
        }
    }

    /** What an exception can call it. */
    private static String code(About about) {
        return about.code().isEmpty() ? words(about.asks()) : about.code();
    }

    private static String words(Asks asks) {
        return asks.name().toLowerCase(Locale.ROOT);
    }

    private String words(About about) {
        return about.asks() == Asks.STUDY || about.asks() == Asks.ANY_STUDY
                ? "studies"
                : circuit.scope().display(code(about));
    }

    private Optional<List<Integer>> says(Dimension dimension, String finding, Presence presence, int copy) {
        return dimension.values().stream()
                .filter(value -> value.stated().findings().get(finding) == presence)
                .findFirst()
                .map(value -> proving.is(dimension, value, copy));
    }

    private static List<Integer> plus(List<Integer> some, List<Integer> more) {
        List<Integer> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private int after(int wire) {
        return proving.patients().at(1, wire);
    }

    /**
     * A datum may bring in what goes first by its step. It may not take away the conclusion that has decided, so that another
     * decides.
     */
    private void notOverturned(String thing, Subject subject, List<Integer> silent) {
        outcomes.forEach((before, wire) -> {
            List<Integer> changes = plus(silent, List.of(wire, after(Patients.not(circuit.dataRequired()))));
            concluding
                    .getOrDefault(before, List.of())
                    .forEach(rule -> changes.add(after(Patients.not(proving.fires(rule)))));
            if (!concluding.containsKey(before)
                    || !proving.isAny(Property.DEFINITE, changes).orElse(true)) {
                return;
            }
            for (Map.Entry<String, Integer> later : outcomes.entrySet()) {
                if (!later.getKey().equals(before)) {
                    Found found = proving.never(
                            Property.DEFINITE,
                            "stating " + thing + " can take away \"" + before + "\" and lead to \"" + later.getKey()
                                    + "\"",
                            null,
                            plus(changes, List.of(after(later.getValue()))),
                            proving.own(),
                            subject.leading(before, later.getKey()),
                            seen -> seen.get(0).outcome().equals(before)
                                    && seen.get(1).outcome().equals(later.getKey()));
                    if (found == Found.SOMEBODY || found == Found.UNKNOWN) {
                        return;
                    }
                }
            }
        });
    }

    private void findVariantsWithoutFlags() {
        Conclusions flags = circuit.conclusions(Verb.RED_FLAG);
        for (String variant : circuit.variants()) {
            boolean isWithout = flags.size() > 0;
            for (int i = 0; i < flags.size() && isWithout; i++) {
                isWithout = !proving.isAny(Property.FLAG_VARIANT, List.of(circuit.matched(variant), flags.wire(i)))
                        .orElse(true);
            }
            if (isWithout) {
                withoutFlags.add(variant);
            }
        }
    }

    private void flagIsNoRelief(String flag, Subject subject, List<Integer> given) {
        List<Integer> notCritical = new ArrayList<>(given);
        circuit.criticalAlerts().values().forEach(one -> notCritical.add(after(Patients.not(one))));
        for (Urgency urgency : Urgency.values()) {
            int urgent = circuit.urgent(urgency);
            if (proving.never(
                            Property.FLAG_URGENCY,
                            "with " + flag + " present, no next step is " + urgency.code() + " any more",
                            null,
                            plus(notCritical, List.of(urgent, after(Patients.not(urgent)))),
                            proving.own(),
                            subject,
                            seen -> isUrgent(seen.get(0), urgency)
                                    && !isUrgent(seen.get(1), urgency)
                                    && !seen.get(1).hasCritical())
                    == Found.SOMEBODY) {
                break;
            }
        }
        circuit.criticalAlerts()
                .forEach((alert, wire) -> proving.never(
                        Property.FLAG_URGENCY,
                        "with " + flag + " present, the critical alert \"" + alert + "\" goes away",
                        null,
                        plus(notCritical, List.of(wire)),
                        proving.own(),
                        subject,
                        seen -> seen.get(0).hasCritical(alert) && !seen.get(1).hasCritical()));
        for (String without : withoutFlags) {
            for (String before : circuit.variants()) {
                if (!before.equals(without)) {
                    proving.never(
                            Property.FLAG_VARIANT,
                            flag + " present leads from \"" + before + "\" to \"" + without
                                    + "\", which no patient with a red flag has",
                            null,
                            plus(given, List.of(circuit.matched(before), after(circuit.matched(without)))),
                            proving.own(),
                            subject.leading(before, without),
                            seen -> seen.get(0).matched(before) && seen.get(1).matched(without));
                }
            }
        }
    }

    private static boolean isUrgent(Seen seen, Urgency urgency) {
        return seen.advice().nextSteps().stream().anyMatch(one -> one.urgency().compareTo(urgency) <= 0);
    }

    private void keptElsewhere(Dimension complaint, Subject subject) {
        Set<String> others = new LinkedHashSet<>();
        proving.all().topics().stream()
                .filter(topic -> !topic.id().equals(proving.topic().id()))
                .forEach(topic -> others.addAll(topic.complaints()));
        others.removeAll(proving.topic().complaints());
        for (Dimension.Value own : complaint.values()) {
            String before = own.stated().complaint().orElse("");
            if (!proving.topic().complaints().contains(before)) {
                continue;
            }
            for (Dimension.Value other : complaint.values()) {
                String later = other.stated().complaint().orElse("");
                if (!others.contains(later)) {
                    continue;
                }
                List<Integer> given = plus(proving.is(complaint, own, 0), proving.is(complaint, other, 1));
                circuit.criticalAlerts()
                        .forEach((alert, wire) -> proving.never(
                                Property.CRITICAL_KEPT,
                                "the critical alert \"" + alert + "\" is lost when the complaint is " + later
                                        + " and not " + before,
                                null,
                                plus(given, List.of(wire, after(Patients.not(wire)))),
                                proving.all(),
                                subject,
                                seen -> seen.get(0).hasCritical(alert)
                                        && !seen.get(1).hasCritical(alert)));
            }
        }
    }

    private void unknownIsNotAbsent(String thing, Subject subject, List<Integer> silent, List<Integer> present) {
        for (Rule rule : strict) {
            int fires = proving.fires(rule);
            proving.never(
                    Property.UNKNOWN,
                    "the rule " + rule.id() + " fires while " + thing + " is not stated, and not when it is present",
                    rule,
                    plus(plus(silent, present), List.of(fires, after(Patients.not(fires)))),
                    proving.own(),
                    subject,
                    seen -> seen.get(0).fires(rule) && !seen.get(1).fires(rule));
        }
    }

    /** The rules that, and whose premises, ask only the patient, and nothing that a silent case answers with yes. */
    private List<Rule> strict() {
        Map<String, Boolean> known = new HashMap<>();
        PatientCase nobody = circuit.domain().nobody().stated();
        try (Worlds silent = Worlds.of(circuit, nobody)) {
            silent.evaluate();
            return proving.rules().stream()
                    .filter(rule -> isStrict(rule, silent, known))
                    .toList();
        }
    }

    private boolean isStrict(Rule rule, Worlds silent, Map<String, Boolean> known) {
        Boolean before = known.get(rule.id());
        if (before == null) {
            before = rule.when().stream().allMatch(pattern -> {
                Fact fact = Fact.named(pattern.fact()).orElseThrow();
                return pattern.conditions().stream()
                        .flatMap(condition -> condition.questions().stream())
                        .allMatch(question -> switch (fact) {
                            case PATIENT ->
                                (silent.holds(circuit.holds(fact, question)) & 1) == 0
                                        && QuestionKind.of(fact, question.name())
                                                .orElseThrow()
                                                .data(question.arguments(), circuit.scope())
                                                .stream()
                                                .flatMap(datum -> circuit.scope().deriving(datum).stream())
                                                .allMatch(one -> isStrict(one, silent, known));
                            case RED_FLAG, SITUATION ->
                                concluding(
                                                fact.concludedBy().orElseThrow(),
                                                question.arguments().get(0).text())
                                        .stream()
                                        .allMatch(one -> isStrict(one, silent, known));
                            case EMERGENCY, ROUTING, RANKING -> false;
                        });
            });
            known.put(rule.id(), before);
        }
        return before;
    }

    private List<Rule> concluding(Verb verb, String code) {
        return proving.concluding(verb).stream()
                .filter(rule -> rule.then().stream()
                        .anyMatch(one -> one.arguments().get(0).text().equals(code)))
                .toList();
    }
}
