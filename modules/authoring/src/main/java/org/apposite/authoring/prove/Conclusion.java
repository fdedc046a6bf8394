package org.apposite.authoring.prove;

import java.util.ArrayList;
import java.util.List;
import org.apposite.circuit.Circuit;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;

/**
 * What makes a conclusion of a rule count beside that the rule fires.
 *
 * @param wires all of these hold
 * @param never what is so when they never do; empty of a conclusion that always counts
 */
public record Conclusion(List<Integer> wires, String never) {

    /** Copies the list. */
    public Conclusion {
        wires = List.copyOf(wires);
    }

    /**
     * When a conclusion counts.
     *
     * @param circuit the rules
     * @param one a conclusion of one of them
     * @return the wires, and what to say
     */
    public static Conclusion of(Circuit circuit, Consequence one) {
        return switch (Verb.named(one.verb()).orElseThrow()) {
            case VARIANT_CANDIDATE ->
                new Conclusion(
                        List.of(circuit.matched(text(one, 1))),
                        "this rule never leads to its variant: whenever it fires, the case is decided elsewhere");
            case EXCLUDE ->
                new Conclusion(
                        List.of(circuit.excluded(text(one, 1))),
                        "this rule never excludes: whenever it fires, the case is decided elsewhere");
            case ASK ->
                new Conclusion(
                        List.of(circuit.dataRequired(), circuit.open(text(one, 1))),
                        "this rule never asks: whenever something of it is open, the case is decided without it");
            case PREFER ->
                new Conclusion(
                        List.of(circuit.preferred(text(one, 0))),
                        "this preference never counts: \"" + text(one, 0)
                                + "\" is set aside, or not rated, whenever the rule fires");
            default -> new Conclusion(List.of(), "");
        };
    }

    private static String text(Consequence one, int argument) {
        return one.arguments().get(argument).text();
    }

    /** The wires, and one more. */
    public List<Integer> with(int wire) {
        List<Integer> all = new ArrayList<>(wires);
        all.add(wire);
        return all;
    }
}
