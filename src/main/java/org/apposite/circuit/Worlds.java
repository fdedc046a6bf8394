package org.apposite.circuit;

import java.util.Map;
import java.util.Optional;
import org.apposite.language.Derived;
import org.apposite.language.Patient;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;

/**
 * Up to 64 patients under the rules of a topic, all evaluated at once. Every world starts as the first one. State what is
 * known, {@link #evaluate}, then ask; in an answer each bit is a world. Close it: what it needs is used again. For one thread.
 */
public final class Worlds implements AutoCloseable {

    /** How many worlds there are. */
    public static final int MOST = Long.SIZE;

    private final Circuit circuit;
    private long[] values;

    private Worlds(Circuit circuit) {
        this.circuit = circuit;
        this.values = circuit.room();
    }

    /**
     * Worlds that are all alike.
     *
     * @param circuit the rules
     * @param stated what is stated in each of them
     * @return worlds to be changed and evaluated
     */
    public static Worlds of(Circuit circuit, PatientCase stated) {
        return of(circuit, new Patient(stated, circuit.scope(), Derived.NOTHING));
    }

    /**
     * Worlds that are all alike.
     *
     * @param circuit the rules
     * @param patient what is stated in each of them; nothing is derived
     * @return worlds to be changed and evaluated
     */
    public static Worlds of(Circuit circuit, Patient patient) {
        Worlds worlds = new Worlds(circuit);
        System.arraycopy(circuit.ofNothing(), 0, worlds.values, 0, worlds.values.length);
        circuit.inputs().read(patient, -1L, worlds.values);
        return worlds;
    }

    /**
     * The same cases under other rules.
     *
     * @param other the other rules, of the same topic
     * @return worlds to be evaluated; empty when these rules ask what the others do not, so that the cases have to be read
     */
    public Optional<Worlds> under(Circuit other) {
        Worlds worlds = new Worlds(other);
        if (!other.inputs().take(worlds.values, circuit.inputs(), values)) {
            worlds.close();
            return Optional.empty();
        }
        worlds.asksWhenNowhere((holds(circuit.asksWhenNowhere()) & 1) == 1);
        worlds.emergencyElsewhere(holds(circuit.emergencyElsewhere()));
        return Optional.of(worlds);
    }

    /**
     * States another case in one world, in place of what is stated there.
     *
     * @param world the number of the world
     * @param stated what is stated
     */
    public void state(int world, PatientCase stated) {
        long bit = 1L << world;
        long[] nothing = circuit.ofNothing();
        for (int gate : circuit.inputGates()) {
            values[gate] = (values[gate] & ~bit) | (nothing[gate] & bit);
        }
        circuit.inputs().read(new Patient(stated, circuit.scope(), Derived.NOTHING), bit, values);
    }

    /** States in every world what is stated in the first. */
    public void startAgain() {
        for (int gate : circuit.inputGates()) {
            values[gate] = -(values[gate] & 1L);
        }
    }

    /**
     * States a finding in one world, of which nothing is stated there yet.
     *
     * @param world the number of the world
     * @param finding the code of the finding
     * @param presence what is stated of it
     */
    public void state(int world, String finding, Presence presence) {
        circuit.inputs().say(finding, presence, 1L << world, values);
    }

    /**
     * States the value of one datum in one world, in place of what is stated of it there.
     *
     * @param world the number of the world
     * @param datum the code of a datum that {@linkplain Circuit#standsAlone stands alone}
     * @param stated a case that states its value
     */
    public void state(int world, String datum, PatientCase stated) {
        circuit.inputs().ask(datum, stated, 1L << world, values);
    }

    /**
     * Says in which worlds another topic raises an emergency; in none otherwise.
     *
     * @param worlds the worlds
     */
    public void emergencyElsewhere(long worlds) {
        values[Gates.gate(circuit.emergencyElsewhere())] = worlds;
    }

    /**
     * Says whether what is open is asked where the rules lead nowhere; it is not otherwise.
     *
     * @param asks whether it is
     */
    public void asksWhenNowhere(boolean asks) {
        values[Gates.gate(circuit.asksWhenNowhere())] = asks ? -1L : 0L;
    }

    /** Finds all that the rules conclude. */
    public void evaluate() {
        circuit.compiled().evaluate(values);
    }

    /**
     * In which worlds something is so.
     *
     * @param wire a wire of the circuit
     * @return the worlds
     */
    public long holds(int wire) {
        return Gates.Compiled.on(wire, values);
    }

    /**
     * In which worlds a rule fires.
     *
     * @param rule the id of the rule
     * @return the worlds, none when there is no such rule
     */
    public long fires(String rule) {
        return holds(circuit.named().getOrDefault("rule " + rule, Gates.NEVER));
    }

    /**
     * In which worlds outcome, variant or exclusion are others than in the first.
     *
     * @return the worlds
     */
    public long differInVariant() {
        return differ(circuit.variantParts());
    }

    /**
     * In which worlds other procedures are preferred than in the first.
     *
     * @return the worlds
     */
    public long differInPreferred() {
        return differ(circuit.preferredParts());
    }

    /**
     * In which worlds the most urgent next step is more or less urgent than in the first.
     *
     * @return the worlds
     */
    public long differInUrgency() {
        return differ(circuit.urgencyParts());
    }

    /**
     * In which worlds another rule fires than in the same worlds of other rules, or the routing leads elsewhere, or something
     * else is preferred.
     *
     * @param others the same cases under other rules, evaluated too
     * @return the worlds
     */
    public long differFrom(Worlds others) {
        long differ = 0;
        for (Map.Entry<String, Integer> one : circuit.named().entrySet()) {
            differ |= holds(one.getValue())
                    ^ others.holds(others.circuit.named().getOrDefault(one.getKey(), Gates.NEVER));
        }
        for (Map.Entry<String, Integer> other : others.circuit.named().entrySet()) {
            if (!circuit.named().containsKey(other.getKey())) {
                differ |= others.holds(other.getValue());
            }
        }
        return differ;
    }

    private long differ(int[] wires) {
        long differ = 0;
        for (int wire : wires) {
            differ |= differing(holds(wire));
        }
        return differ;
    }

    /**
     * The worlds that are not like the first.
     *
     * @param holds where something is so
     * @return those worlds where it is not as in the first
     */
    public static long differing(long holds) {
        return holds ^ -(holds & 1L);
    }

    @Override
    public void close() {
        if (values.length > 0) {
            circuit.keep(values);
        }
        values = new long[0];
    }
}
