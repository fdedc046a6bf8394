package org.apposite.proof.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Domain.About;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.proof.stating.OneTopic;
import org.apposite.proof.stating.Stating;

/**
 * Patients such that any three values of three data that can be stated together are stated together in one of them (a covering
 * array of strength 3): made one after the other, each begun with three values that have not been met and then filled with
 * what meets the most of the others. After each comes one of whom little is stated, with the complaint of the topic. Always the same. Immutable and thread-safe.
 */
public final class Covering {

    /** Data whose values are more than so many together are not covered, but for the first. */
    private static final int MOST_VALUES = 600;

    private static final int NOT_STATED = -1;

    /** About so many findings are stated by a patient of whom little is. */
    private static final int FINDINGS_OF_FEW = 2;

    private final Circuit circuit;
    /** The places of the data that are to be covered, among the dimensions. */
    private final List<Integer> data;

    private final int all;
    private final List<Member> members;

    /**
     * A patient.
     *
     * @param values what was to be stated: of each dimension the place of its value
     * @param patient the patient
     * @param whole of how many data, from the first on, all triples have been met once there is this one, too
     */
    public record Member(List<Integer> values, PatientCase patient, int whole) {

        public Member {
            values = List.copyOf(values);
        }

        /** The values without one. */
        public static List<Integer> without(List<Integer> values, int place) {
            List<Integer> fewer = new ArrayList<>(values);
            fewer.set(place, NOT_STATED);
            return fewer;
        }
    }

    private Covering(Circuit circuit, List<Integer> data, int all, List<Member> members) {
        this.circuit = circuit;
        this.data = List.copyOf(data);
        this.all = all;
        this.members = List.copyOf(members);
    }

    /**
     * Makes patients.
     *
     * @param circuit the rules, whose questions tell the values of the data apart
     * @param most how many patients there may be of whom much is stated; where more are needed, fewer data are covered: first those with few values
     * @return the patients
     */
    public static Covering of(Circuit circuit, int most) {
        List<Dimension> dimensions = circuit.dimensions();
        List<Integer> told = IntStream.range(0, dimensions.size())
                .filter(i -> dimensions.get(i).about() != null
                        && dimensions.get(i).values().size() > 1)
                .boxed()
                .sorted(Comparator.comparing(i -> dimensions.get(i).values().size()))
                .toList();
        List<Integer> data = new ArrayList<>();
        int values = 0;
        for (int one : told) {
            values += dimensions.get(one).values().size();
            if (values <= MOST_VALUES) {
                data.add(one);
            }
        }
        return new Covering(circuit, data, told.size(), new Maker(circuit, data).make(most));
    }

    /**
     * The patients.
     *
     * @return cases
     */
    public List<PatientCase> patients() {
        return members.stream().map(Member::patient).toList();
    }

    public List<Member> members() {
        return members;
    }

    /**
     * The data whose values are covered.
     *
     * @return what the questions tell apart, those with few values first
     */
    public List<Dimension> covered() {
        return data.stream()
                .limit(whole(members.size()))
                .map(circuit.dimensions()::get)
                .toList();
    }

    /** Of how many data the first patients meet all triples. */
    public int whole(int patients) {
        return patients == 0 ? 0 : members.get(patients - 1).whole;
    }

    /**
     * How many data there are.
     *
     * @return the number, of those that are not covered, too
     */
    public int data() {
        return all;
    }

    /** Makes the patients. */
    private static final class Maker {

        private final Circuit circuit;
        private final Stating stating;
        private final List<Integer> data;
        private final Triples triples;
        private final Random order = new Random(3);
        private final List<Member> members = new ArrayList<>();

        Maker(Circuit circuit, List<Integer> data) {
            this.circuit = circuit;
            this.stating = new Stating(new OneTopic(circuit));
            this.data = data;
            this.triples = new Triples(data.stream().map(this::size).toList());
        }

        private int size(int place) {
            return circuit.dimensions().get(place).values().size();
        }

        List<Member> make(int most) {
            Optional<List<Integer>> seed = triples.next();
            while (seed.isPresent() && members.size() < most) {
                List<Integer> three = seed.get();
                if (!make(filled(three)).containsAll(three)) {
                    if (met(stating.of(values(three))).containsAll(three)) {
                        if (members.size() < most) {
                            make(three);
                        }
                    } else {
                        keepApart(three);
                        triples.meet(three);
                    }
                }
                seed = triples.next();
            }
            List<Member> all = new ArrayList<>();
            for (Member one : members) {
                boolean isLast = all.size() + 2 == 2 * members.size();
                int whole = isLast ? triples.whole() : one.whole;
                all.add(new Member(one.values, one.patient, whole));
                List<Integer> few = few(one.values, all.size() % 4 == 1);
                all.add(new Member(few, stating.of(few), whole));
            }
            return all;
        }

        /** Most findings taken back or absent, and the topic's complaint: where much is stated much else is never reached. */
        private List<Integer> few(List<Integer> values, boolean areAbsent) {
            List<Integer> few = new ArrayList<>(values);
            for (int place : data) {
                Dimension dimension = circuit.dimensions().get(place);
                About about = Objects.requireNonNull(dimension.about());
                if (about.asks() == Asks.COMPLAINT) {
                    place(
                                    dimension,
                                    stated -> stated.complaint()
                                            .filter(circuit.scope().topic().complaints()::contains)
                                            .isPresent())
                            .ifPresent(own -> few.set(place, own));
                } else if (about.asks() == Asks.FINDING && order.nextInt(data.size()) >= FINDINGS_OF_FEW) {
                    few.set(
                            place,
                            areAbsent
                                    ? place(
                                                    dimension,
                                                    stated -> stated.findings().get(about.code()) == Presence.ABSENT)
                                            .orElse(NOT_STATED)
                                    : NOT_STATED);
                } else if (about.asks() != Asks.FINDING
                        && about.asks() != Asks.AGE
                        && about.asks() != Asks.DURATION
                        && order.nextBoolean()) {
                    few.set(place, NOT_STATED);
                }
            }
            return few;
        }

        private static Optional<Integer> place(Dimension dimension, Predicate<PatientCase> wanted) {
            return IntStream.range(0, dimension.values().size())
                    .filter(value -> wanted.test(dimension.values().get(value).stated()))
                    .boxed()
                    .findFirst();
        }

        /** Makes the patient with some values, and tells which there are. */
        private List<Integer> make(List<Integer> some) {
            List<Integer> values = values(some);
            PatientCase patient = stating.of(values);
            List<Integer> met = met(patient);
            triples.meet(met);
            members.add(new Member(values, patient, triples.whole()));
            return met;
        }

        private List<Integer> values(List<Integer> some) {
            Integer[] values = new Integer[circuit.dimensions().size()];
            Arrays.fill(values, NOT_STATED);
            for (int one : some) {
                int datum = triples.datum(one);
                values[data.get(datum)] = one - triples.number(datum, 0);
            }
            return List.of(values);
        }

        /** What a patient states, whatever was to be stated. */
        private List<Integer> met(PatientCase patient) {
            List<Integer> met = new ArrayList<>();
            try (Worlds worlds = Worlds.of(circuit, patient)) {
                for (int datum = 0; datum < data.size(); datum++) {
                    Dimension dimension = circuit.dimensions().get(data.get(datum));
                    BitSet answers = Stating.answers(worlds, dimension);
                    for (int value = 0; value < dimension.values().size(); value++) {
                        if (dimension.values().get(value).holds().equals(answers)) {
                            met.add(triples.number(datum, value));
                            break;
                        }
                    }
                }
            }
            return met;
        }

        /** Two that cannot be stated together are not tried again. */
        private void keepApart(List<Integer> three) {
            for (int left = 0; left < three.size(); left++) {
                List<Integer> two = new ArrayList<>(three);
                two.remove(left);
                if (!met(stating.of(values(two))).containsAll(two)) {
                    triples.never(two.get(0), two.get(1));
                }
            }
        }

        private List<Integer> filled(List<Integer> seed) {
            List<Integer> row = new ArrayList<>(seed);
            List<Integer> rest = new ArrayList<>(IntStream.range(0, data.size())
                    .filter(datum -> seed.stream().noneMatch(one -> triples.datum(one) == datum))
                    .boxed()
                    .toList());
            Collections.shuffle(rest, order);
            for (int datum : rest) {
                long[] set = triples.set(row);
                int size = size(data.get(datum));
                int from = order.nextInt(size);
                int best = NOT_STATED;
                int most = -1;
                for (int i = 0; i < size; i++) {
                    int value = triples.number(datum, (from + i) % size);
                    int gain = triples.gain(value, row, set);
                    if (gain > most && triples.goesWith(value, set)) {
                        best = value;
                        most = gain;
                    }
                }
                if (best != NOT_STATED) {
                    row.add(best);
                }
            }
            return row;
        }
    }
}
