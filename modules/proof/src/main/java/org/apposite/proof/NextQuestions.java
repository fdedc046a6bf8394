package org.apposite.proof;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.circuit.Circuit;
import org.apposite.language.Patient;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;

/**
 * The smallest set of unanswered questions that can still change the answer to a case, in the order in which to ask them. A
 * question is in it exactly when two completions of the case, which state values of open data or leave them open, differ in its
 * datum alone and have another {@link Decision}. The answers to all other questions make no difference, whatever they are.
 *
 * @param topic the id of the topic that answers, empty while that is not decided
 * @param questions blocking ones first, then those that need the fewest other answers, then in the order of the topic
 * @param irrelevant the codes of open data of which it is proved that they make no difference
 * @param notLookedAt what could be neither shown nor proved, and what was not looked at, for a reader; none when the set is exact
 */
public record NextQuestions(String topic, List<Question> questions, List<String> irrelevant, List<String> notLookedAt) {

    /** Copies the lists. */
    public NextQuestions {
        questions = List.copyOf(questions);
        irrelevant = List.copyOf(irrelevant);
        notLookedAt = List.copyOf(notLookedAt);
    }

    /**
     * A question.
     *
     * @param code the code of the datum
     * @param question what to ask
     * @param blocking whether there is no answer before it is answered
     * @param example two completions that differ in this datum alone, and what is decided of them
     */
    public record Question(String code, String question, boolean blocking, Example example) {}

    /**
     * Two completions of the case.
     *
     * @param beside the other open data that both state, with their values
     * @param before the datum's value in the first
     * @param after and in the second
     * @param changes what is decided otherwise of the second, in codes
     * @param isConfirmed whether the rule engine decides otherwise of the two; if not, that is an error of Apposite
     */
    public record Example(List<Change> beside, String before, String after, List<String> changes, boolean isConfirmed) {

        /** Copies the lists. */
        public Example {
            beside = List.copyOf(beside);
            changes = List.copyOf(changes);
        }
    }

    /**
     * Finds them.
     *
     * @param rules the rules
     * @param patient what is known, with one complaint at most
     * @param effort what may be done to find out
     * @return the questions
     * @throws IllegalArgumentException when the case states what the vocabulary does not have
     * @throws org.apposite.EvaluationAborted when there is no answer to the case
     */
    public static NextQuestions of(ClinicalRules rules, PatientCase patient, Effort effort) {
        Advice advice = rules.evaluate(patient);
        String topic = advice.topic();
        return topic == null
                ? undecided(advice)
                : new Search(rules, patient, advice, rules.circuit(topic), effort).found();
    }

    private static NextQuestions undecided(Advice advice) {
        List<String> first = advice.missing().isEmpty()
                ? List.of()
                : List.of("which topic answers is not decided yet, so that only what decides it is asked");
        List<Question> questions = advice.missing().stream()
                .map(datum -> new Question(
                        datum.code(),
                        datum.question(),
                        datum.blocking(),
                        new Example(List.of(), "", "", List.of(), true)))
                .toList();
        return new NextQuestions("", questions, List.of(), first);
    }

    /** The search in one case. */
    private static final class Search {

        /** What it costs that the rule engine answers a case, about half a millisecond. */
        private static final long STEPS_OF_AN_ANSWER = 10_000;

        private final ClinicalRules rules;
        private final PatientCase patient;
        private final Advice advice;
        private final Circuit circuit;
        private final Effort effort;
        private final Variations variations;
        private final Decision now;
        private final List<String> open;
        private final Map<String, Example> shown = new HashMap<>();
        private final List<String> irrelevant = new ArrayList<>();
        private final List<String> notLookedAt = new ArrayList<>();

        Search(ClinicalRules rules, PatientCase patient, Advice advice, Circuit circuit, Effort effort) {
            this.rules = rules.withBlockingQuestionsOnly();
            this.patient = patient;
            this.advice = advice;
            this.circuit = circuit;
            this.effort = effort;
            this.now = Decision.of(advice);
            boolean isElsewhere = advice.alerts(Severity.CRITICAL).stream()
                    .map(Alert::code)
                    .anyMatch(code -> !circuit.criticalAlerts().containsKey(code));
            this.variations = new Variations(circuit, isElsewhere, effort);
            Patient known = variations.patient(patient);
            Set<String> asked = new LinkedHashSet<>();
            advice.missing().stream().filter(MissingDatum::blocking).forEach(one -> asked.add(one.code()));
            circuit.scope().topic().asks().stream().filter(known::isOpen).forEach(asked::add);
            this.open = List.copyOf(asked);
        }

        NextQuestions found() {
            alone();
            besideOne();
            besideSeveral();
            List<Question> questions = new ArrayList<>();
            Set<String> blocking = new LinkedHashSet<>();
            advice.missing().stream().filter(MissingDatum::blocking).forEach(one -> blocking.add(one.code()));
            for (String datum : open) {
                Example example = shown.get(datum);
                if (example != null) {
                    questions.add(new Question(datum, question(datum), blocking.contains(datum), example));
                }
            }
            questions.sort(Comparator.comparing((Question one) -> !one.blocking())
                    .thenComparing(
                            one -> one.blocking() ? 0 : one.example().beside().size()));
            return new NextQuestions(circuit.scope().topic().id(), questions, irrelevant, notLookedAt);
        }

        private String question(String datum) {
            Term term = circuit.scope().vocabulary().terms().get(datum);
            return term == null ? datum : circuit.scope().topic().question(term);
        }

        private List<String> left() {
            return open.stream().filter(datum -> !shown.containsKey(datum)).toList();
        }

        /** What changes the decision by itself; also by an emergency of another topic, which the rule engine alone knows. */
        private void alone() {
            variations.differing(patient, open).forEach((datum, after) -> show(datum, patient, after));
            for (String datum : left()) {
                for (PatientCase one : variations.values(datum, patient)) {
                    effort.spend(STEPS_OF_AN_ANSWER);
                    if (!effort.isSpent()
                            && !shown.containsKey(datum)
                            && !Decision.of(rules.evaluate(one)).equals(now)) {
                        show(datum, patient, one);
                    }
                }
            }
        }

        /** What changes it once one other question is answered. */
        private void besideOne() {
            for (String other : open) {
                for (PatientCase base : variations.values(other, patient)) {
                    List<String> left = left().stream()
                            .filter(datum -> !datum.equals(other))
                            .toList();
                    if (left.isEmpty() || effort.isSpent()) {
                        break;
                    }
                    variations.differing(base, left).forEach((datum, after) -> show(datum, base, after));
                }
            }
        }

        /** What changes it once several are; or never. */
        private void besideSeveral() {
            List<String> left = left();
            if (left.isEmpty()) {
                return;
            }
            CaseFormula formula = new CaseFormula(variations, patient, effort);
            for (String datum : left) {
                CaseFormula.Found found = formula.differing(datum, open);
                if (found.isNone()) {
                    irrelevant.add(datum);
                } else if (!found.cases().isEmpty()) {
                    show(datum, found.cases().get(0), found.cases().get(1));
                } else {
                    notLookedAt.add(circuit.scope().display(datum)
                            + (effort.isSpent()
                                    ? ": not decided within the budget"
                                    : ": no example was found, nor a proof that there is none"));
                }
            }
        }

        private void show(String datum, PatientCase before, PatientCase after) {
            List<String> changes = Decision.of(rules.evaluate(before)).changesTo(Decision.of(rules.evaluate(after)));
            Patient one = variations.patient(before);
            Patient other = variations.patient(after);
            shown.putIfAbsent(
                    datum,
                    new Example(
                            Change.between(patient, before, variations).stream()
                                    .filter(change -> !change.datum().equals(datum))
                                    .toList(),
                            one.value(datum),
                            other.value(datum),
                            changes,
                            !changes.isEmpty()));
        }
    }
}
