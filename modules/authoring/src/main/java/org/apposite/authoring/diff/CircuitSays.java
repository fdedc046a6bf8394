package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation.Category;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Conclusions;
import org.apposite.circuit.Rating;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.Coded;
import org.apposite.proof.Patients;
import org.apposite.proof.TwoVersions;
import org.jspecify.annotations.Nullable;

/** When an answer says each of the things that it can say, by the circuit of one of two versions. */
final class CircuitSays {

    private final Circuit circuit;
    private final TwoVersions versions;
    private final IntUnaryOperator wire;
    private final Map<Said, Integer> says = new LinkedHashMap<>();
    /** Of a patient whom the topic does not answer nothing is told but emergencies. */
    private final int heard;

    private CircuitSays(Circuit circuit, TwoVersions versions, IntUnaryOperator wire) {
        this.circuit = circuit;
        this.versions = versions;
        this.wire = wire;
        this.heard = Patients.not(wire.applyAsInt(circuit.excluded(Circuit.PATIENT_NOT_COVERED)));
    }

    static Map<Said, Integer> before(Circuit circuit, TwoVersions versions) {
        return new CircuitSays(circuit, versions, versions::before).all();
    }

    static Map<Said, Integer> after(Circuit circuit, TwoVersions versions) {
        return new CircuitSays(circuit, versions, versions::after).all();
    }

    private Map<Said, Integer> all() {
        routing();
        questions();
        levels(ChangeKind.CATEGORY, Verb.RATE, Category.values());
        ratings();
        for (Consequence one : concluded(Verb.PREFER)) {
            String procedure = one.arguments().get(0).text();
            add(new Said(ChangeKind.PREFERRED, "", procedure), all(circuit.preferred(procedure)), rated(procedure));
        }
        setAside();
        levels(ChangeKind.ALERT, Verb.ALERT, Severity.values());
        levels(ChangeKind.STEP, Verb.NEXT_STEP, Urgency.values());
        Conclusions flags = circuit.conclusions(Verb.RED_FLAG);
        for (int i = 0; i < flags.size(); i++) {
            add(Said.of(ChangeKind.RED_FLAG, flags.code(i)), all(flags.wire(i)), heard);
        }
        firing(Verb.DIFFERENTIAL)
                .forEach((one, fires) -> add(
                        Said.of(ChangeKind.DIFFERENTIAL, one.arguments().get(0).text()), fires, heard));
        return says;
    }

    private int all(int own) {
        return wire.applyAsInt(own);
    }

    /** Said when all of the wires hold; where it is said for several reasons, any will do. */
    private void add(Said said, Integer... wires) {
        says.merge(said, versions.all(wires), (one, other) -> versions.any(List.of(one, other)));
    }

    private List<Consequence> concluded(Verb verb) {
        return List.copyOf(firing(verb).keySet());
    }

    /** The conclusions of a verb, each with when its rule fires. */
    private Map<Consequence, Integer> firing(Verb verb) {
        Map<Consequence, Integer> firing = new LinkedHashMap<>();
        int place = 0;
        for (Rule rule : circuit.scope().topic().rules()) {
            int fires = all(circuit.firing(place++));
            for (Consequence one : rule.then()) {
                if (verb.isOf(one)) {
                    firing.merge(one, fires, (first, second) -> versions.any(List.of(first, second)));
                }
            }
        }
        return firing;
    }

    private void routing() {
        List<Integer> reasons = new ArrayList<>();
        circuit.variants().forEach(id -> {
            add(new Said(ChangeKind.VARIANT, "", id), all(circuit.matched(id)));
            add(Said.of(ChangeKind.ALSO_MATCHING, id), all(circuit.alsoMatching(id)));
        });
        circuit.exclusions().forEach(id -> {
            add(new Said(ChangeKind.VARIANT, "", Said.EXCLUSION + id), all(circuit.excluded(id)));
            reasons.add(Patients.not(all(circuit.excluded(id))));
        });
        add(new Said(ChangeKind.VARIANT, "", Said.DATA_REQUIRED), all(circuit.dataRequired()));
        reasons.add(all(circuit.notApplicable()));
        add(new Said(ChangeKind.VARIANT, "", Said.NOT_APPLICABLE), reasons.toArray(Integer[]::new));
    }

    /** What is open of a question is asked while nothing has been concluded up to its step. */
    private void questions() {
        firing(Verb.ASK).forEach((ask, fires) -> {
            List<Integer> wires = new ArrayList<>(List.of(fires, all(circuit.dataRequired())));
            for (Verb verb : List.of(Verb.VARIANT_CANDIDATE, Verb.EXCLUDE)) {
                firing(verb).forEach((one, concludes) -> {
                    if (step(one) <= step(ask)) {
                        wires.add(Patients.not(concludes));
                    }
                });
            }
            for (String datum : circuit.scope().members(ask.arguments().get(1).text())) {
                List<Integer> open = new ArrayList<>(wires);
                open.add(all(circuit.open(datum)));
                add(Said.of(ChangeKind.QUESTION, datum), open.toArray(Integer[]::new));
            }
        });
    }

    private static int step(Consequence one) {
        return one.arguments().get(0).number();
    }

    private <E extends Coded> void levels(ChangeKind kind, Verb verb, E[] levels) {
        Conclusions conclusions = circuit.conclusions(verb);
        for (int i = 0; i < conclusions.size(); i++) {
            for (E level : levels) {
                int number = conclusions.number(conclusions.code(i), level.code());
                if (number == i) {
                    Said said = new Said(kind, conclusions.code(i), level.code());
                    if (level == Severity.CRITICAL) {
                        add(said, all(conclusions.wire(i)));
                    } else {
                        add(said, all(conclusions.wire(i)), heard);
                    }
                }
            }
        }
    }

    private void ratings() {
        firing(Verb.RATE).forEach((row, fires) -> {
            List<Literal> a = row.arguments();
            Rating.of(
                            a.get(0).text(),
                            a.get(1).text(),
                            a.get(2).isNumber() ? a.get(2).number() : null,
                            a.get(3).text(),
                            List.of(),
                            circuit.scope())
                    .ifPresent(rating -> add(
                            new Said(
                                    ChangeKind.RATING,
                                    rating.procedure().code(),
                                    detail(rating.median(), rating.disagreement(), rating.radiation())),
                            fires,
                            heard));
        });
    }

    static String detail(@Nullable Integer median, boolean disagreement, @Nullable Radiation radiation) {
        return "median " + (median == null ? "not stated" : median)
                + (disagreement ? ", disagreement" : "")
                + ", radiation "
                + (radiation == null ? "not stated" : radiation.level().code());
    }

    private int rated(String procedure) {
        List<Integer> wires = new ArrayList<>();
        Conclusions rated = circuit.conclusions(Verb.RATE);
        for (int i = 0; i < rated.size(); i++) {
            if (rated.code(i).equals(procedure)) {
                wires.add(all(rated.wire(i)));
            }
        }
        return versions.any(wires);
    }

    private void setAside() {
        Conclusions rated = circuit.conclusions(Verb.RATE);
        firing(Verb.SET_ASIDE).forEach((one, fires) -> {
            String named = one.arguments().get(0).text();
            for (int i = 0; i < rated.size(); i++) {
                var procedure = circuit.scope().vocabulary().procedures().get(rated.code(i));
                if (procedure != null && (named.equals(procedure.code()) || named.equals(procedure.kind()))) {
                    add(Said.of(ChangeKind.SET_ASIDE, procedure.code()), fires, all(rated.wire(i)), heard);
                }
            }
        });
    }
}
