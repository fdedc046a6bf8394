package org.apposite.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.language.Domain.About;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.PatientCase;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The smallest changes of what is stated of a case that lead to another variant, or to another study to do next. One change is
 * one datum that is stated otherwise, added or taken back.
 *
 * @param topic the id of the topic that answers
 * @param targets the variants and studies that were looked for
 */
public record WhatIf(String topic, List<Target> targets) {

    /** So many ways of one size are told. */
    private static final int MOST_WAYS = 3;

    /** Copies the list. */
    public WhatIf {
        targets = List.copyOf(targets);
    }

    /**
     * What was looked for, and the smallest ways to it.
     *
     * @param code the id of a variant, or the code of a procedure that is to be preferred
     * @param title it, for a reader
     * @param isVariant whether it is a variant
     * @param ways the smallest ways, all of one size, each of other data
     * @param hasMore whether there are more of this size
     * @param isImpossible whether it is proved that nothing that can be stated leads there under this topic
     * @param notLookedAt why none was found although there may be one, or a smaller one; empty otherwise
     */
    public record Target(
            String code,
            String title,
            boolean isVariant,
            List<Way> ways,
            boolean hasMore,
            boolean isImpossible,
            String notLookedAt) {

        /** Copies the list. */
        public Target {
            ways = List.copyOf(ways);
        }
    }

    /**
     * Changes that lead there.
     *
     * @param changes what is stated otherwise
     * @param patient the case with these changes
     * @param decision what the rule engine decides of it
     * @param isConfirmed whether that is what was looked for; if not, that is an error of Apposite
     */
    public record Way(List<Change> changes, PatientCase patient, Decision decision, boolean isConfirmed) {

        /** Copies the list. */
        public Way {
            changes = List.copyOf(changes);
        }
    }

    /**
     * Finds them.
     *
     * @param rules the rules
     * @param patient what is stated, with one complaint at most
     * @param code the id of a variant of the topic that answers, or the code of a procedure that one of its rules can prefer; null
     *     for all of them that the answer does not have
     * @param effort what may be done to find out
     * @return the ways to each
     * @throws IllegalArgumentException when there is no such variant or procedure, with what may be meant; when no topic answers
     *     the case yet; or the case states what the vocabulary does not have
     * @throws org.apposite.EvaluationAborted when there is no answer to the case
     */
    public static WhatIf of(ClinicalRules rules, PatientCase patient, @Nullable String code, Effort effort) {
        Advice advice = rules.withBlockingQuestionsOnly().evaluate(patient);
        String topic = advice.topic();
        if (topic == null) {
            throw new IllegalArgumentException("no topic answers this case yet: "
                    + (advice.exclusion() == null
                            ? "state the complaint, and what decides between the topics of it."
                            : advice.exclusion().text()));
        }
        return new Search(rules, patient, advice, rules.circuit(topic), effort).found(code);
    }

    private static final class Search {

        private final ClinicalRules rules;
        private final PatientCase patient;
        private final Advice advice;
        private final Circuit circuit;
        private final Topic topic;
        private final Effort effort;
        private final Variations variations;
        private final List<About> things;

        Search(ClinicalRules rules, PatientCase patient, Advice advice, Circuit circuit, Effort effort) {
            this.rules = rules.withBlockingQuestionsOnly();
            this.patient = patient;
            this.advice = advice;
            this.circuit = circuit;
            this.topic = circuit.scope().topic();
            this.effort = effort;
            boolean isElsewhere = advice.alerts(Severity.CRITICAL).stream()
                    .map(Alert::code)
                    .anyMatch(one -> !circuit.criticalAlerts().containsKey(one));
            this.variations = new Variations(circuit, isElsewhere, effort);
            this.things = circuit.dimensions().stream()
                    .map(Dimension::about)
                    .filter(Objects::nonNull)
                    .filter(about -> variations.datum(about).isPresent())
                    .toList();
        }

        WhatIf found(@Nullable String code) {
            List<Target> wanted = targets(code);
            List<List<PatientCase>> leading = leading(wanted, changedOnce(patient, things));
            List<Target> left = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                if (leading.get(i).isEmpty()) {
                    left.add(wanted.get(i));
                }
            }
            List<List<PatientCase>> further = changedTwice(left);
            List<Target> targets = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                int at = left.indexOf(wanted.get(i));
                List<PatientCase> cases = at < 0 ? leading.get(i) : further.get(at);
                targets.add(cases.isEmpty() ? further(wanted.get(i)) : with(wanted.get(i), cases));
            }
            return new WhatIf(topic.id(), targets);
        }

        /** Those of some cases that lead to each target. */
        private List<List<PatientCase>> leading(List<Target> targets, List<PatientCase> cases) {
            return variations.holding(cases, targets.stream().map(this::wire).toList()).stream()
                    .map(places -> places.stream().mapToObj(cases::get).toList())
                    .toList();
        }

        /**
         * What studies show can depend on where the complaint is, and so on, which the formula does not know: such a change with
         * any other is tried.
         */
        private List<List<PatientCase>> changedTwice(List<Target> targets) {
            List<List<PatientCase>> found = new ArrayList<>();
            targets.forEach(any -> found.add(new ArrayList<>()));
            boolean isNeeded = patient.imaging().filter(list -> !list.isEmpty()).isPresent();
            for (PatientCase once :
                    isNeeded && !targets.isEmpty() ? changedOnce(patient, deciding()) : List.<PatientCase>of()) {
                List<List<PatientCase>> leading = leading(targets, changedOnce(once, things));
                for (int i = 0; i < targets.size(); i++) {
                    if (found.get(i).size() <= MOST_WAYS) {
                        leading.get(i).stream().limit(1).forEach(found.get(i)::add);
                    }
                }
            }
            return found;
        }

        private List<About> deciding() {
            return things.stream()
                    .filter(about -> EnumSet.of(Asks.AGE, Asks.COMPLAINT, Asks.REGION, Asks.DURATION)
                                    .contains(about.asks())
                            || (about.asks() == Asks.FIRST && !circuit.standsAlone(about.code())))
                    .toList();
        }

        private List<Target> targets(@Nullable String code) {
            List<Target> targets = new ArrayList<>();
            Set<String> preferred = new TreeSet<>();
            topic.rules().stream()
                    .flatMap(rule -> rule.then().stream())
                    .filter(Verb.PREFER::isOf)
                    .forEach(one -> preferred.add(one.arguments().get(0).text()));
            for (Variant variant : topic.variants()) {
                boolean isMatched = advice.matched()
                        .filter(one -> one.id().equals(variant.id()))
                        .isPresent();
                if (code == null
                        ? !isMatched
                        : code.equals(variant.id()) || code.equals(String.valueOf(variant.number()))) {
                    targets.add(target(variant.id(), "Variant " + variant.number() + ": " + variant.title(), true));
                }
            }
            for (String procedure : preferred) {
                boolean isPreferred = advice.preferred().stream()
                        .anyMatch(one -> one.procedure().equals(procedure));
                if (code == null ? !isPreferred : code.equals(procedure)) {
                    Procedure known = circuit.scope().vocabulary().procedures().get(procedure);
                    targets.add(
                            target(procedure, "Preferred: " + (known == null ? procedure : known.display()), false));
                }
            }
            if (targets.isEmpty() && code != null) {
                Set<String> known = new LinkedHashSet<>(preferred);
                topic.variants().forEach(variant -> known.add(variant.id()));
                String meant = Spelling.didYouMean(code, known);
                throw new IllegalArgumentException("\"" + code + "\" is neither a variant of the topic " + topic.id()
                        + ", which answers this case, nor a procedure that one of its rules can prefer."
                        + (meant == null ? "" : " " + meant));
            }
            return targets;
        }

        private static Target target(String code, String title, boolean isVariant) {
            return new Target(code, title, isVariant, List.of(), false, false, "");
        }

        private int wire(Target target) {
            return target.isVariant() ? circuit.matched(target.code()) : circuit.preferred(target.code());
        }

        /** The case once for everything that can be stated of one thing otherwise. */
        private List<PatientCase> changedOnce(PatientCase base, List<About> of) {
            List<PatientCase> cases = new ArrayList<>();
            for (About about : of) {
                circuit.domain().statements(about, Variations.plain(base, circuit)).stream()
                        .filter(one -> !one.equals(base))
                        .forEach(cases::add);
            }
            return cases;
        }

        /** What takes two changes or more. */
        private Target further(Target target) {
            CaseFormula formula = new CaseFormula(variations, patient, effort);
            List<Set<String>> before = new ArrayList<>();
            List<PatientCase> cases = new ArrayList<>();
            int size = Integer.MAX_VALUE;
            while (cases.size() <= MOST_WAYS) {
                CaseFormula.Found found = formula.reaching(wire(target), before);
                if (found.isNone() && cases.isEmpty() && before.isEmpty()) {
                    return new Target(target.code(), target.title(), target.isVariant(), List.of(), false, true, "");
                }
                if (found.cases().isEmpty()) {
                    break;
                }
                PatientCase one = found.cases().get(0);
                Set<String> data = data(one);
                if (data.size() > size || data.isEmpty() || before.contains(data)) {
                    break;
                }
                size = data.size();
                before.add(data);
                cases.add(one);
            }
            if (cases.isEmpty()) {
                return new Target(
                        target.code(),
                        target.title(),
                        target.isVariant(),
                        List.of(),
                        false,
                        false,
                        effort.isSpent()
                                ? "none was found within the budget"
                                : "none was found, nor a proof that there is none");
            }
            return with(target, cases);
        }

        private Set<String> data(PatientCase changed) {
            return Change.between(patient, changed, variations).stream()
                    .map(Change::datum)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        private Target with(Target target, List<PatientCase> cases) {
            List<Way> ways = new ArrayList<>();
            Set<Set<String>> seen = new LinkedHashSet<>();
            for (PatientCase one : cases) {
                if (seen.add(data(one)) && ways.size() < MOST_WAYS) {
                    ways.add(way(target, one));
                }
            }
            ways.sort(Comparator.comparingInt(one -> one.changes().size()));
            int least = ways.get(0).changes().size();
            ways.removeIf(one -> one.changes().size() > least);
            return new Target(
                    target.code(),
                    target.title(),
                    target.isVariant(),
                    ways,
                    seen.size() > ways.size(),
                    false,
                    effort.isSpent() ? "the budget was met: there may be a smaller one" : "");
        }

        private Way way(Target target, PatientCase changed) {
            Decision decision = Decision.of(rules.evaluate(changed));
            boolean isThere = target.isVariant()
                    ? target.code().equals(decision.variant())
                    : decision.preferred().contains(target.code());
            return new Way(Change.between(patient, changed, variations), changed, decision, isThere);
        }
    }
}
