package org.apposite.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Domain.About;
import org.apposite.patient.PatientCase;
import org.apposite.proof.covering.Covering;
import org.apposite.proof.stating.OneTopic;
import org.apposite.proof.stating.Stating;
import org.jspecify.annotations.Nullable;

/**
 * Trials of what cannot be proved: on the patients of a {@linkplain Covering covering}, and on pairs of which one is such a
 * patient and the other differs in what is varied. Always the same. For one thread.
 */
public final class Trials {

    /** So many patients are made of whom much is stated, and as many of whom little is. */
    private static final int MOST_PATIENTS = 300;

    /** So many patients are varied in each thing. */
    private static final int MOST_PAIRS = 300;

    /** What one thing is varied of: so many patients in all, so that what is known of them can be kept. */
    private static final int MOST_VARIED = 40_000;

    private final Circuit circuit;
    private @Nullable Covering covering;
    private @Nullable Ways alone;
    private @Nullable Ways varied;

    /**
     * Trials of the patients of a topic. They are made when the first is asked for.
     *
     * @param circuit the rules
     */
    public Trials(Circuit circuit) {
        this.circuit = circuit;
    }

    /**
     * On whom something was tried.
     *
     * @param patients how many patients; of two who differ in a datum the first, each with all that the other can be
     * @param data of how many data any three values occur, those that can be stated together
     * @param of how many data there are
     */
    public record Extent(int patients, int data, int of) {

        /**
         * The extent for a reader.
         *
         * @return words, without a full stop
         */
        public String words() {
            return "only tested, on " + patients + " patients that cover all triples of "
                    + (data == of ? "" : data + " of ") + of + " data";
        }
    }

    /**
     * Tries whether wires hold.
     *
     * @param wires wires of the circuit, numbered as by {@link Patients#at}; of one patient or of two
     * @param things in what the second differs from the first; none for one patient
     * @return the first patient, or pair, for whom all hold, of whom as much has been left out as can be; empty when there is none
     */
    public Optional<List<PatientCase>> first(List<Integer> wires, Set<About> things) {
        return ways(things).first(wires);
    }

    /**
     * On how many patients that was tried.
     *
     * @param things in what a second differs from the first; none for one patient
     * @return the extent
     */
    public Extent extent(Set<About> things) {
        Ways ways = ways(things);
        Covering of = covering();
        return new Extent(ways.members.size(), of.whole(ways.members.size()), of.data());
    }

    private Covering covering() {
        Covering known = covering;
        if (known == null) {
            known = Covering.of(circuit, MOST_PATIENTS);
            covering = known;
        }
        return known;
    }

    private Ways ways(Set<About> things) {
        Ways known = things.isEmpty() ? alone : varied;
        if (known == null || !known.things.equals(things)) {
            known = new Ways(things);
            if (things.isEmpty()) {
                alone = known;
            } else {
                varied = known;
            }
        }
        return known;
    }

    /** The patients, in each way in which the things can be stated of them. */
    private final class Ways {

        private final Set<About> things;
        private final Stating stating = new Stating(new OneTopic(circuit));
        private final List<Dimension> dimensions;
        private final List<Covering.Member> members;
        private final Map<Way, long[][]> known = new LinkedHashMap<>();

        Ways(Set<About> things) {
            this.things = things;
            this.dimensions = circuit.dimensions().stream()
                    .filter(one -> one.about() != null && things.contains(one.about()))
                    .toList();
            int ways =
                    2 + dimensions.stream().mapToInt(one -> one.values().size()).sum();
            List<Covering.Member> all = covering().members();
            this.members = things.isEmpty()
                    ? all
                    : all.subList(0, Math.min(Math.min(all.size(), MOST_PAIRS), Math.max(1, MOST_VARIED / ways)));
            Map<Way, Map<Integer, PatientCase>> cases = new LinkedHashMap<>();
            for (int i = 0; i < members.size(); i++) {
                int number = i;
                of(members.get(i).patient())
                        .forEach((way, one) -> cases.computeIfAbsent(way, any -> new LinkedHashMap<>())
                                .put(number, one));
            }
            cases.forEach((way, some) -> known.put(way, evaluated(some)));
        }

        /** A patient in each way. */
        private Map<Way, PatientCase> of(PatientCase patient) {
            Map<Way, PatientCase> ways = new LinkedHashMap<>();
            ways.put(Way.AS_STATED, patient);
            if (!things.isEmpty()) {
                PatientCase silent = patient;
                for (Dimension dimension : dimensions) {
                    silent = stating.all(silent, dimension).stream().findFirst().orElse(silent);
                }
                ways.put(Way.SILENT, silent);
                PatientCase base = silent;
                for (int i = 0; i < dimensions.size(); i++) {
                    Dimension dimension = dimensions.get(i);
                    for (PatientCase one : stating.all(base, dimension)) {
                        ways.putIfAbsent(new Way(i, stating.answers(one, dimension)), one);
                    }
                }
            }
            return ways;
        }

        /** Of each gate for whom it holds; behind them who is there. */
        private long[][] evaluated(Map<Integer, PatientCase> cases) {
            int blocks = (members.size() + Worlds.MOST - 1) / Worlds.MOST;
            long[][] holds = new long[circuit.size() + 1][blocks];
            for (int block = 0; block < blocks; block++) {
                try (Worlds worlds =
                        Worlds.of(circuit, circuit.domain().nobody().stated())) {
                    for (int world = 0; world < Worlds.MOST; world++) {
                        PatientCase one = cases.get(block * Worlds.MOST + world);
                        if (one != null) {
                            worlds.state(world, one);
                            holds[circuit.size()][block] |= 1L << world;
                        }
                    }
                    worlds.evaluate();
                    for (int gate = 0; gate < circuit.size(); gate++) {
                        holds[gate][block] = worlds.holds(gate << 1);
                    }
                }
            }
            return holds;
        }

        Optional<List<PatientCase>> first(List<Integer> wires) {
            int limit = 2 * circuit.size();
            List<Integer> own = wires.stream().filter(wire -> wire < limit).toList();
            List<Integer> others = wires.stream()
                    .filter(wire -> wire >= limit)
                    .map(wire -> wire - limit)
                    .toList();
            Map<Way, BitSet> after = new LinkedHashMap<>();
            if (!things.isEmpty()) {
                known.forEach((way, holds) -> after.put(way, holding(others, holds)));
            }
            for (Map.Entry<Way, long[][]> before : known.entrySet()) {
                BitSet holding = holding(own, before.getValue());
                if (things.isEmpty() && !holding.isEmpty()) {
                    return Optional.of(fewest(holding.nextSetBit(0), List.of(before.getKey()), wires));
                }
                for (Map.Entry<Way, BitSet> one : after.entrySet()) {
                    BitSet both = (BitSet) holding.clone();
                    both.and(one.getValue());
                    if (!both.isEmpty()) {
                        return Optional.of(fewest(both.nextSetBit(0), List.of(before.getKey(), one.getKey()), wires));
                    }
                }
            }
            return Optional.empty();
        }

        private BitSet holding(List<Integer> wires, long[][] holds) {
            long[] all = holds[circuit.size()].clone();
            for (int wire : wires) {
                for (int block = 0; block < all.length; block++) {
                    all[block] &= (wire & 1) == 0 ? holds[wire >> 1][block] : ~holds[wire >> 1][block];
                }
            }
            return BitSet.valueOf(all);
        }

        /** Leaves out datum after datum, as long as the wires hold. */
        private List<PatientCase> fewest(int number, List<Way> ways, List<Integer> wires) {
            Covering.Member member = members.get(number);
            List<PatientCase> found = inWays(member.patient(), ways);
            List<Integer> values = member.values();
            for (int datum = 0; datum < values.size(); datum++) {
                List<Integer> fewer = Covering.Member.without(values, datum);
                List<PatientCase> next = inWays(stating.of(fewer), ways);
                if (next.size() == ways.size() && stating.areSo(next, wires)) {
                    found = next;
                    values = fewer;
                }
            }
            return found;
        }

        private List<PatientCase> inWays(PatientCase patient, List<Way> ways) {
            Map<Way, PatientCase> all = of(patient);
            List<PatientCase> some = new ArrayList<>();
            ways.stream().filter(all::containsKey).forEach(way -> some.add(all.get(way)));
            return some;
        }
    }

    /**
     * How a thing is stated: as its questions are answered.
     *
     * @param dimension which of the things
     * @param answers how it answers
     */
    private record Way(int dimension, BitSet answers) {

        static final Way AS_STATED = new Way(-1, new BitSet());
        static final Way SILENT = new Way(-2, new BitSet());
    }
}
