package org.apposite.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Derived;
import org.apposite.language.Domain;
import org.apposite.language.Domain.About;
import org.apposite.language.Patient;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A proof is held against patients who are made at random, and an example against the rule engine. */
class WhatIsProvedOfPatientsIsSoTest {

    private static final int PATIENTS = 64 * 30;
    private static final ClinicalRules RULES = ClinicalRules.bundled();

    static List<Circuit> topics() {
        List<Circuit> circuits = new ArrayList<>();
        circuits.add(RULES.circuit("back-pain-child"));
        RuleSet madeUp = RuleSet.read(Path.of("../../src/test/resources/made-up"));
        madeUp.topics().forEach(topic -> circuits.add(Circuit.of(Scope.of(topic, madeUp.vocabulary()))));
        return circuits;
    }

    @ParameterizedTest
    @MethodSource("topics")
    void no_patient_is_met_of_whom_it_is_proved_that_there_is_none(Circuit circuit) {
        Patients patients = Patients.of(circuit);
        int[] wires = IntStream.range(1, circuit.size()).map(gate -> gate << 1).toArray();
        long[][] met = met(circuit, wires);
        Random random = new Random(7);
        int proved = 0;
        for (int i = 0; i < 4_000; i++) {
            int one = random.nextInt(wires.length);
            int other = random.nextInt(wires.length);
            int wire = wires[other] ^ random.nextInt(2);
            if (patients.none(wires[one], wire)) {
                proved++;
                for (long[] worlds : met) {
                    assertThat(worlds[one] & ((wire & 1) == 0 ? worlds[other] : ~worlds[other]))
                            .isZero();
                }
            }
        }
        assertThat(proved).isBetween(10, 3_900);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void what_a_patient_meets_is_never_proved_to_be_impossible(Circuit circuit) {
        Patients patients = Patients.of(circuit);
        Random random = new Random(11);
        Domain domain = circuit.domain();
        for (int i = 0; i < 400; i++) {
            PatientCase stated = random(circuit, domain, circuit.dimensions(), random);
            try (Worlds worlds = Worlds.of(circuit, stated)) {
                worlds.evaluate();
                int[] all = IntStream.range(1, circuit.size())
                        .map(gate -> (gate << 1) ^ (int) (~worlds.holds(gate << 1) & 1))
                        .toArray();
                assertThat(patients.none(all)).as(stated.toString()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    void no_pair_is_met_who_differ_in_one_thing_and_of_whom_it_is_proved_that_there_is_none(Circuit circuit) {
        Patients twice = Patients.of(circuit);
        Random random = new Random(13);
        Set<About> studies = new LinkedHashSet<>();
        List<Set<About>> things = new ArrayList<>(List.of(studies));
        for (Dimension one : circuit.dimensions()) {
            if (one.about() != null && one.values().size() > 1) {
                if (one.about().asks() == Asks.STUDY || one.about().asks() == Asks.ANY_STUDY) {
                    studies.add(one.about());
                } else if (one.about().asks() == Asks.ORDER || random.nextInt(6) == 0) {
                    things.add(Set.of(one.about()));
                }
            }
        }
        int proved = 0;
        for (Set<About> varied : things) {
            if (!varied.isEmpty()) {
                proved += heldOnPairs(circuit, twice, varied, random);
            }
        }
        assertThat(proved).isGreaterThan(10);
    }

    /** How much was proved of pairs; each of it is held against pairs who differ in some things. */
    private static int heldOnPairs(Circuit circuit, Patients twice, Set<About> varied, Random random) {
        twice.vary(2, varied);
        long[][] met = new long[2][circuit.size()];
        try (Worlds before = Worlds.of(circuit, PatientCase.builder().build());
                Worlds after = Worlds.of(circuit, PatientCase.builder().build())) {
            for (int world = 0; world < Worlds.MOST; world++) {
                PatientCase stated = random(circuit, circuit.domain(), circuit.dimensions(), random);
                before.state(world, stated);
                after.state(world, another(circuit, stated, varied, random));
            }
            before.evaluate();
            after.evaluate();
            for (int gate = 0; gate < circuit.size(); gate++) {
                met[0][gate] = before.holds(gate << 1);
                met[1][gate] = after.holds(gate << 1);
            }
        }
        int proved = 0;
        for (int i = 0; i < 100; i++) {
            int one = 1 + random.nextInt(circuit.size() - 1);
            // What changes with one thing is seldom far away.
            int other = random.nextBoolean() ? one : 1 + random.nextInt(circuit.size() - 1);
            int wire = other << 1 ^ random.nextInt(2);
            if (twice.none(one << 1, twice.at(1, wire))) {
                proved++;
                assertThat(met[0][one] & ((wire & 1) == 0 ? met[1][other] : ~met[1][other]))
                        .as(varied + ": " + one + " and " + wire)
                        .isZero();
            }
        }
        return proved;
    }

    private static PatientCase another(Circuit circuit, PatientCase before, Set<About> varied, Random random) {
        PatientCase stated = before;
        for (About about : varied) {
            List<PatientCase> all =
                    circuit.domain().statements(about, new Patient(stated, circuit.scope(), Derived.NOTHING));
            stated = all.isEmpty() ? stated : all.get(random.nextInt(all.size()));
        }
        return stated;
    }

    @Test
    void the_example_of_a_rule_makes_it_fire_in_the_rule_engine() {
        Circuit circuit = RULES.circuit("back-pain-child");
        Patients patients = Patients.of(circuit);
        List<Rule> rules = circuit.scope().topic().rules();
        int found = 0;
        for (int rule = 0; rule < rules.size(); rule++) {
            String id = rules.get(rule).id();
            Optional<PatientCase> example = patients.example(circuit.firing(rule));
            if (example.isPresent()) {
                found++;
                assertThat(RULES.examine(example.get()).rules())
                        .as(id + " of " + example.get())
                        .anyMatch(one -> one.rule().equals(id) && one.fired());
            }
        }
        assertThat(found).isGreaterThan(120);
    }

    @Test
    void copies_of_a_patient_differ_in_what_is_varied_alone() {
        Circuit circuit = RULES.circuit("back-pain-child");
        Domain domain = circuit.domain();
        Patients twice = Patients.of(circuit);
        twice.vary(2, Set.of(domain.about("age")));
        int fever = circuit.firing(place(circuit, "rf-fever"));
        int small = circuit.firing(place(circuit, "rf-age-under-4-years"));

        assertThat(twice.none(fever, Patients.not(twice.at(1, fever)))).isTrue();
        assertThat(twice.none(small, Patients.not(twice.at(1, small)))).isFalse();
    }

    @Test
    void the_smallest_example_of_two_copies_differs_in_what_is_varied_and_is_found_again() {
        Circuit circuit = RULES.circuit("back-pain-child");
        Domain domain = circuit.domain();
        Patients twice = Patients.of(circuit);
        twice.vary(2, Set.of(domain.about("fever")));
        int fever = circuit.firing(place(circuit, "rf-fever"));
        List<Integer> wires = List.of(Patients.not(fever), twice.at(1, fever));
        List<PatientCase> found = twice.smallest(wires);

        assertThat(found).hasSize(2);
        assertThat(found.get(0).findings()).isEmpty();
        assertThat(found.get(1).findings().keySet()).containsExactly("fever");
        twice.vary(2, Set.of(domain.about("age")));
        twice.isAny(List.of(fever));
        twice.vary(2, Set.of(domain.about("fever")));
        assertThat(twice.smallest(wires)).isEqualTo(found);
    }

    private static int place(Circuit circuit, String id) {
        return circuit.scope().topic().rules().stream().map(Rule::id).toList().indexOf(id);
    }

    private static long[][] met(Circuit circuit, int... wires) {
        Random random = new Random(3);
        Domain domain = circuit.domain();
        List<Dimension> dimensions = circuit.dimensions();
        long[][] met = new long[PATIENTS / Worlds.MOST][];
        for (int i = 0; i < met.length; i++) {
            try (Worlds worlds = Worlds.of(circuit, PatientCase.builder().build())) {
                for (int world = 0; world < Worlds.MOST; world++) {
                    worlds.state(world, random(circuit, domain, dimensions, random));
                }
                worlds.evaluate();
                met[i] = IntStream.of(wires).mapToLong(worlds::holds).toArray();
            }
        }
        return met;
    }

    private static PatientCase random(Circuit circuit, Domain domain, List<Dimension> dimensions, Random random) {
        PatientCase stated = domain.nobody().stated();
        List<Dimension> told = new ArrayList<>(dimensions);
        // A study can be stated several times.
        told.addAll(dimensions.stream()
                .filter(one -> one.about() != null && one.about().asks() == Asks.STUDY)
                .toList());
        for (Dimension dimension : told) {
            if (dimension.about() != null && random.nextInt(3) > 0) {
                List<PatientCase> all =
                        domain.statements(dimension.about(), new Patient(stated, circuit.scope(), Derived.NOTHING));
                stated = all.isEmpty() ? stated : withStudies(stated, all.get(random.nextInt(all.size())), random);
            }
        }
        return stated;
    }

    /** Studies add up now and then, so that there are several of a kind. */
    private static PatientCase withStudies(PatientCase before, PatientCase stated, Random random) {
        List<PriorImaging> earlier = before.imaging().orElse(List.of());
        List<PriorImaging> later = stated.imaging().orElse(List.of());
        return earlier.isEmpty() || later.isEmpty() || later.containsAll(earlier) || random.nextBoolean()
                ? stated
                : stated.toBuilder().imaging(earlier).build();
    }
}
