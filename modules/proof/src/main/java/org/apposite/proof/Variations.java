package org.apposite.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Conclusions;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Derived;
import org.apposite.language.Domain.About;
import org.apposite.language.Patient;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.proof.stating.OneTopic;
import org.apposite.proof.stating.Stating;

/** Cases that differ from one another in a few data, asked of the circuit many at once. */
final class Variations {

    /** What it costs to state a case, beside looking at each gate. */
    private static final long STEPS_OF_A_CASE = 200;

    private final Circuit circuit;
    private final Effort effort;
    private final boolean emergencyElsewhere;
    private final List<Integer> deciding;

    /** Whether another topic raises an emergency is taken as it stands. */
    Variations(Circuit circuit, boolean emergencyElsewhere, Effort effort) {
        this.circuit = circuit;
        this.effort = effort;
        this.emergencyElsewhere = emergencyElsewhere;
        this.deciding = Decision.wires(circuit);
    }

    Circuit circuit() {
        return circuit;
    }

    boolean emergencyElsewhere() {
        return emergencyElsewhere;
    }

    /** The patient with what the rules derive. */
    Patient patient(PatientCase stated) {
        Map<String, Presence> derived = new LinkedHashMap<>();
        try (Worlds worlds = worlds(stated)) {
            worlds.evaluate();
            for (Verb verb : List.of(Verb.DERIVE_ABSENT, Verb.DERIVE_PRESENT)) {
                Conclusions conclusions = circuit.conclusions(verb);
                for (int i = 0; i < conclusions.size(); i++) {
                    if ((worlds.holds(conclusions.wire(i)) & 1) == 1) {
                        derived.put(
                                conclusions.code(i), verb == Verb.DERIVE_PRESENT ? Presence.PRESENT : Presence.ABSENT);
                    }
                }
            }
        }
        return new Patient(stated, circuit.scope(), finding -> derived.getOrDefault(finding, Presence.UNKNOWN));
    }

    private Worlds worlds(PatientCase first) {
        Worlds worlds = Worlds.of(circuit, first);
        worlds.asksWhenNowhere(true);
        worlds.emergencyElsewhere(emergencyElsewhere ? -1L : 0L);
        return worlds;
    }

    /** The case once for each value that an open datum can take. */
    List<PatientCase> values(String datum, PatientCase stated) {
        return circuit.domain().alternatives(datum, patient(stated));
    }

    /** Of some open data those of which a value leads to another decision, each with the first such case. */
    Map<String, PatientCase> differing(PatientCase base, List<String> data) {
        Map<String, PatientCase> found = new LinkedHashMap<>();
        Patient patient = patient(base);
        List<String> of = new ArrayList<>();
        List<PatientCase> cases = new ArrayList<>();
        for (String datum : data) {
            circuit.domain().alternatives(datum, patient, one -> {
                of.add(datum);
                cases.add(one);
            });
        }
        each(base, cases, (worlds, from) -> {
            long differ = 0;
            for (int wire : deciding) {
                differ |= Worlds.differing(worlds.holds(wire));
            }
            for (long left = differ; left != 0; left &= left - 1) {
                int at = from + Long.numberOfTrailingZeros(left) - 1;
                if (at < cases.size()) {
                    found.putIfAbsent(of.get(at), cases.get(at));
                }
            }
        });
        return found;
    }

    boolean differ(PatientCase one, PatientCase other) {
        boolean[] differ = {false};
        each(one, List.of(other), (worlds, from) -> {
            for (int wire : deciding) {
                differ[0] |= (Worlds.differing(worlds.holds(wire)) & 2) != 0;
            }
        });
        return differ[0];
    }

    /** For which cases wires hold; a set of places for each wire. */
    List<BitSet> holding(List<PatientCase> cases, List<Integer> wires) {
        List<BitSet> holding = new ArrayList<>();
        wires.forEach(any -> holding.add(new BitSet()));
        if (!cases.isEmpty()) {
            each(cases.get(0), cases, (worlds, from) -> {
                for (int i = 0; i < wires.size(); i++) {
                    for (long left = worlds.holds(wires.get(i)) & ~1L; left != 0; left &= left - 1) {
                        int at = from + Long.numberOfTrailingZeros(left) - 1;
                        if (at < cases.size()) {
                            holding.get(i).set(at);
                        }
                    }
                }
            });
        }
        return holding;
    }

    /** Evaluates cases in the worlds behind the first, which has the base; told from which place on they stand there. */
    private void each(PatientCase base, List<PatientCase> cases, BiConsumer<Worlds, Integer> evaluated) {
        try (Worlds worlds = worlds(base)) {
            for (int from = 0; from < cases.size() && !effort.isSpent(); from += Worlds.MOST - 1) {
                int many = Math.min(Worlds.MOST - 1, cases.size() - from);
                for (int i = 0; i < many; i++) {
                    worlds.state(i + 1, cases.get(from + i));
                }
                effort.spend(circuit.size() + many * STEPS_OF_A_CASE);
                worlds.evaluate();
                evaluated.accept(worlds, from);
                worlds.startAgain();
            }
        }
    }

    /** How the questions of a dimension are answered. */
    BitSet answers(PatientCase patient, Dimension dimension) {
        return new Stating(new OneTopic(circuit)).answers(patient, dimension);
    }

    /** The datum that is stated where something is; empty for what nobody is asked for. */
    Optional<String> datum(About about) {
        return switch (about.asks()) {
            case FINDING, FIRST -> Optional.of(about.code());
            case STUDY, ANY_STUDY -> circuit.scope().datumOf(about.code());
            case AGE, DURATION, COMPLAINT, SEX, REGION, SUSPECTED ->
                Optional.of(Datum.valueOf(about.asks().name()).code());
            case NOTHING, GROUP, SCORE, EXAMINATION, ORDER, ORDERED_REGION, EMERGENCY, ROUTE, RANKED, ORDER_RATING ->
                Optional.empty();
        };
    }

    /** The data whose answers can depend on what is stated of one: how long something has lasted, and what is zero beside a choice. */
    Set<String> dependingOn(String datum) {
        Set<String> depending = new LinkedHashSet<>();
        if (datum.equals(Datum.AGE.code())) {
            depending.add(Datum.DURATION.code());
        }
        circuit.scope().vocabulary().quantities().values().stream()
                .filter(quantity -> quantity.zeroWhen().containsKey(datum))
                .forEach(quantity -> depending.add(quantity.code()));
        return depending;
    }

    /** The case with each choice beside which a quantity is zero. */
    List<PatientCase> sayingOf(String datum, PatientCase stated) {
        Quantity quantity = circuit.scope().vocabulary().quantities().get(datum);
        List<PatientCase> cases = new ArrayList<>();
        if (quantity != null) {
            quantity.zeroWhen()
                    .keySet()
                    .forEach(choice -> cases.addAll(circuit.domain()
                            .statements(
                                    circuit.domain().about(choice),
                                    plain(stated.toBuilder().notStated(datum).build(), circuit))));
        }
        return cases;
    }

    /** Whether somebody is asked for it as a study. */
    boolean isImaging(String datum) {
        return circuit.scope().vocabulary().studies().values().stream()
                .anyMatch(study -> study.isPrior() && datum.equals(study.datum()));
    }

    static Patient plain(PatientCase stated, Circuit circuit) {
        return new Patient(stated, circuit.scope(), Derived.NOTHING);
    }
}
