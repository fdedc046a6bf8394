package org.apposite.circuit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apposite.language.QuestionKind;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Applies;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;

/**
 * Where a case is led. Of all variants and exclusions that rules conclude the one with the lowest step is taken; of one step
 * an exclusion goes before a variant, then the alphabet decides. A question with a lower step than any of them must be
 * answered first. Where no rule concludes anything, something unknown must be asked before the topic can be left.
 */
final class Routes {

    private record Candidate(int step, boolean variant, String id, int wire) {

        private static final Comparator<Candidate> ORDER = Comparator.comparingInt(Candidate::step)
                .thenComparing(Candidate::variant)
                .thenComparing(Candidate::id);
    }

    private record Question(int step, int fires, List<String> data) {}

    private final Circuit circuit;
    private final Gates gates;
    private final Topic topic;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final Map<String, Integer> matched = new LinkedHashMap<>();
    private final Map<String, Integer> alsoMatching = new LinkedHashMap<>();
    private final Map<String, Integer> excluded = new LinkedHashMap<>();
    private final int variantMatched;
    private final int refused;
    private final int turnedAway;
    private final int dataRequired;
    private final int notApplicable;

    Routes(Circuit circuit, Gates gates) {
        this.circuit = circuit;
        this.gates = gates;
        this.topic = circuit.scope().topic();
        topic.rules().forEach(this::collect);
        candidates.sort(Candidate.ORDER);

        Map<String, Integer> variants = new LinkedHashMap<>();
        Map<String, Integer> exclusions = new LinkedHashMap<>();
        int decided = decide(variants, exclusions);
        int open = gates.any(topic.asks().stream().map(circuit.meaning()::open).toList());
        int nowhere = gates.all(Gates.not(decided), Gates.not(asked()), circuit.asksWhenNowhere(), open);
        int asks = gates.any(asked(), nowhere);

        int claimed = claimed();
        int applies = applies(true);
        refused = applies(false);
        int goesOn = gates.all(claimed, applies, Gates.not(asks));
        variants.forEach((id, wins) -> matched.put(id, gates.all(wins, goesOn)));
        variantMatched = gates.any(List.copyOf(matched.values()));
        variants.keySet().forEach(id -> {
            int candidate = gates.any(candidates.stream()
                    .filter(one -> one.variant && one.id.equals(id))
                    .map(Candidate::wire)
                    .toList());
            alsoMatching.put(id, gates.all(variantMatched, Gates.not(matched(id)), candidate));
        });
        int heard = gates.all(Gates.not(asks), gates.any(Gates.not(claimed), applies));
        exclusions.forEach((id, wins) -> excluded.merge(id, gates.all(wins, heard), gates::any));
        turnedAway = gates.all(claimed, refused);
        excluded.merge(Circuit.PATIENT_NOT_COVERED, turnedAway, gates::any);
        dataRequired = gates.all(
                claimed, gates.any(gates.all(Gates.not(applies), Gates.not(refused)), gates.all(applies, asks)));
        notApplicable = gates.all(Gates.not(variantMatched), Gates.not(dataRequired));
    }

    /** Whether the topic answers the complaint, but not in this patient: then of its conclusions only emergencies are told. */
    int turnedAway() {
        return turnedAway;
    }

    private void collect(Rule rule) {
        for (Consequence one : rule.then()) {
            if (Verb.VARIANT_CANDIDATE.isOf(one) || Verb.EXCLUDE.isOf(one)) {
                candidates.add(new Candidate(
                        step(one),
                        Verb.VARIANT_CANDIDATE.isOf(one),
                        one.arguments().get(1).text(),
                        circuit.fires(rule)));
            } else if (Verb.ASK.isOf(one)) {
                questions.add(new Question(
                        step(one),
                        circuit.fires(rule),
                        List.copyOf(
                                circuit.scope().members(one.arguments().get(1).text()))));
            }
        }
    }

    private static int step(Consequence one) {
        return one.arguments().get(0).number();
    }

    /** Which candidate wins; whether any does. */
    private int decide(Map<String, Integer> variants, Map<String, Integer> exclusions) {
        int decided = Gates.NEVER;
        for (Candidate one : candidates) {
            int wins = gates.all(one.wire, Gates.not(decided));
            (one.variant ? variants : exclusions).merge(one.id, wins, gates::any);
            decided = gates.any(decided, one.wire);
        }
        return decided;
    }

    /** Whether a question is open on a step below all candidates. */
    private int asked() {
        List<Integer> asked = new ArrayList<>();
        for (Question question : questions) {
            int decided = gates.any(candidates.stream()
                    .filter(one -> one.step <= question.step)
                    .map(Candidate::wire)
                    .toList());
            asked.add(gates.all(gates.all(question.fires, open(question.data)), Gates.not(decided)));
        }
        return gates.any(asked);
    }

    private int open(Collection<String> data) {
        return gates.any(data.stream().map(circuit.meaning()::open).toList());
    }

    /** Whether one of some data must be answered first: a rule asks for it, or it decides whether the topic answers the patient. */
    int asked(Collection<String> data) {
        List<Integer> asked = new ArrayList<>();
        for (Question question : questions) {
            int decided = gates.any(candidates.stream()
                    .filter(one -> one.step <= question.step)
                    .map(Candidate::wire)
                    .toList());
            List<String> own = question.data.stream().filter(data::contains).toList();
            asked.add(gates.all(question.fires, open(own), Gates.not(decided)));
        }
        List<String> deciding =
                topic.applies().data().stream().filter(data::contains).toList();
        asked.add(gates.all(Gates.not(applies(true)), Gates.not(refused), open(deciding)));
        return gates.all(dataRequired, gates.any(asked));
    }

    /** Whether the complaint is one of the topic's, or not stated. */
    private int claimed() {
        List<Integer> claimed = new ArrayList<>();
        topic.complaints().forEach(code -> claimed.add(ask(QuestionKind.COMPLAINT_IS, code)));
        claimed.add(circuit.meaning().holds(QuestionKind.COMPLAINT_UNKNOWN, List.of()));
        return gates.any(claimed);
    }

    /** Whether the topic certainly answers this patient; or else whether it certainly does not. Rules have no part in it. */
    private int applies(boolean yes) {
        Applies applies = topic.applies();
        List<Integer> wires = new ArrayList<>();
        if (applies.youngerThan() != null) {
            wires.add(circuit.inputs().age(applies.youngerThan(), !yes));
        }
        if (applies.atLeast() != null) {
            wires.add(circuit.inputs().age(applies.atLeast(), yes));
        }
        PatientCase.Sex sex = applies.sex();
        if (sex != null) {
            int is = circuit.inputs().value(Datum.SEX.code(), List.of(sex), stated -> stated.sex() == sex);
            int unknown = circuit.meaning().holds(QuestionKind.SEX_UNKNOWN, List.of());
            wires.add(yes ? is : gates.all(Gates.not(is), Gates.not(unknown)));
        }
        applies.present().forEach(code -> wires.add(said(code, yes)));
        applies.absent().forEach(code -> wires.add(said(code, !yes)));
        return yes ? gates.all(wires) : gates.any(wires);
    }

    private int said(String finding, boolean present) {
        Inputs.Said said = circuit.inputs().said(finding);
        return present ? said.present() : said.absent();
    }

    private int ask(QuestionKind kind, String argument) {
        return circuit.meaning().holds(kind, List.of(new Literal(argument, false)));
    }

    int matched(String variant) {
        return matched.getOrDefault(variant, Gates.NEVER);
    }

    int alsoMatching(String variant) {
        return alsoMatching.getOrDefault(variant, Gates.NEVER);
    }

    int excluded(String id) {
        return excluded.getOrDefault(id, Gates.NEVER);
    }

    int refused() {
        return refused;
    }

    int variantMatched() {
        return variantMatched;
    }

    int dataRequired() {
        return dataRequired;
    }

    int notApplicable() {
        return notApplicable;
    }

    Map<String, Integer> variants() {
        return matched;
    }

    Map<String, Integer> exclusions() {
        return excluded;
    }
}
