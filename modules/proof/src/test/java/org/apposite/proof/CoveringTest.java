package org.apposite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Derived;
import org.apposite.language.Patient;
import org.apposite.language.Scope;
import org.apposite.patient.PatientCase;
import org.apposite.proof.covering.Covering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Patients of whom any three values are stated together in one. */
class CoveringTest {

    /** So many data of a made-up topic are few enough to try all triples one by one. */
    private static final int DATA = 9;

    static List<Circuit> topics() {
        RuleSet madeUp = RuleSet.read(Path.of("../../src/test/resources/made-up"));
        return madeUp.topics().stream()
                .map(topic -> Circuit.of(Scope.of(topic, madeUp.vocabulary())))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void any_three_values_that_can_be_stated_together_are(Circuit circuit) {
        Covering covering = Covering.of(circuit, 5_000);
        List<Dimension> data = covering.covered();
        Set<List<Integer>> met = new HashSet<>();
        List<Dimension> some = data.subList(0, Math.min(DATA, data.size()));
        covering.patients().forEach(one -> met.addAll(triples(values(one, some, circuit))));
        int apart = 0;
        for (List<Integer> three :
                triples(IntStream.range(0, some.size()).boxed().toList())) {
            Dimension a = some.get(three.get(0));
            Dimension b = some.get(three.get(2));
            Dimension c = some.get(three.get(4));
            for (int i = 0; i < a.values().size(); i++) {
                for (int j = 0; j < b.values().size(); j++) {
                    for (int k = 0; k < c.values().size(); k++) {
                        List<Integer> wanted = List.of(three.get(0), i, three.get(2), j, three.get(4), k);
                        if (!met.contains(wanted)) {
                            apart++;
                            assertThat(isStated(List.of(a, b, c), List.of(i, j, k), circuit))
                                    .as(wanted.toString())
                                    .isFalse();
                        }
                    }
                }
            }
        }
        assertThat(data).isNotEmpty();
        assertThat(met.size()).isGreaterThan(apart);
    }

    @Test
    void where_more_patients_are_needed_fewer_data_are_covered_and_the_same_every_time() {
        Circuit circuit = ClinicalRules.bundled().circuit("back-pain-child");
        Covering few = Covering.of(circuit, 100);

        assertThat(few.patients()).hasSize(200);
        assertThat(few.covered().size()).isBetween(3, few.data() - 1);
        assertThat(Covering.of(circuit, 100).patients()).isEqualTo(few.patients());
    }

    /** All three values that a patient has, each behind the place of its datum. */
    private static Set<List<Integer>> triples(List<Integer> values) {
        Set<List<Integer>> all = new HashSet<>();
        for (int a = 0; a < values.size(); a++) {
            for (int b = a + 1; b < values.size(); b++) {
                for (int c = b + 1; c < values.size(); c++) {
                    all.add(List.of(a, values.get(a), b, values.get(b), c, values.get(c)));
                }
            }
        }
        return all;
    }

    private static List<Integer> values(PatientCase patient, List<Dimension> data, Circuit circuit) {
        List<Integer> values = new ArrayList<>();
        data.forEach(one -> values.add(IntStream.range(0, one.values().size())
                .filter(value -> one.values().get(value).holds().equals(answers(patient, one, circuit)))
                .findFirst()
                .orElse(-1)));
        return values;
    }

    private static BitSet answers(PatientCase patient, Dimension dimension, Circuit circuit) {
        BitSet answers = new BitSet();
        try (Worlds worlds = Worlds.of(circuit, patient)) {
            for (int i = 0; i < dimension.wires().size(); i++) {
                answers.set(i, (worlds.holds(dimension.wires().get(i)) & 1) == 1);
            }
        }
        return answers;
    }

    /** Whether some statements, one after the other, give three values. */
    private static boolean isStated(List<Dimension> data, List<Integer> values, Circuit circuit) {
        List<PatientCase> all = List.of(circuit.domain().nobody().stated());
        for (Dimension dimension : circuit.dimensions()) {
            int at = data.indexOf(dimension);
            if (at >= 0) {
                BitSet wanted = dimension.values().get(values.get(at)).holds();
                all = all.stream()
                        .flatMap(one -> circuit
                                .domain()
                                .statements(
                                        Objects.requireNonNull(dimension.about()),
                                        new Patient(one, circuit.scope(), Derived.NOTHING))
                                .stream()
                                .filter(next ->
                                        answers(next, dimension, circuit).equals(wanted))
                                .limit(1))
                        .toList();
            }
        }
        return all.stream().anyMatch(one -> values(one, data, circuit).equals(values));
    }
}
