package org.apposite.authoring.prove;

import java.util.List;
import java.util.stream.Stream;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Conclusions;
import org.apposite.language.AnswerQuestion;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.proof.Patients;

/**
 * When an answer says what a property asks of it.
 *
 * @param circuit the rules, with what properties ask
 */
record AnswerWires(Circuit circuit) {

    /** Ways, of which one is taken whenever a condition holds, or does not: in each all of its wires hold. */
    List<List<Integer>> ways(Condition condition, boolean holds) {
        return condition.fold(
                question -> List.of(List.of(holds ? wire(question) : Patients.not(wire(question)))),
                parts -> holds ? every(parts) : any(parts),
                parts -> holds ? any(parts) : every(parts));
    }

    static List<List<Integer>> any(List<List<List<Integer>>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    static List<List<Integer>> every(List<List<List<Integer>>> parts) {
        List<List<Integer>> ways = List.of(List.of());
        for (List<List<Integer>> part : parts) {
            ways = ways.stream()
                    .flatMap(way -> part.stream().map(more -> plus(way, more)))
                    .toList();
        }
        return ways;
    }

    private static List<Integer> plus(List<Integer> some, List<Integer> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private int wire(Question question) {
        List<Literal> a = question.arguments();
        return switch (AnswerQuestion.named(question.name()).orElseThrow()) {
            case ALERT -> concluded(Verb.ALERT, a.get(0).text(), a.get(1).text());
            case NEXT_STEP ->
                concluded(Verb.NEXT_STEP, a.get(0).text(), a.get(1).text());
            case RATED -> concluded(Verb.RATE, a.get(0).text(), a.get(1).text().replace(Verb.DISAGREEMENT, ""));
            case PREFERRED -> circuit.preferred(a.get(0).text());
            case ASKED -> circuit.asked(a.get(0).text());
        };
    }

    private int concluded(Verb verb, String code, String level) {
        Conclusions all = circuit.conclusions(verb);
        int number = all.number(code, level);
        return number < 0 ? Patients.NEVER : all.wire(number);
    }
}
