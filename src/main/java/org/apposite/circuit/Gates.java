package org.apposite.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gates over inputs. A wire is a number: that of a gate, doubled, and one more when it is negated. Every gate stands after
 * those that it rests on, and equal gates are one.
 */
final class Gates {

    /** The wire that never holds. */
    static final int NEVER = 0;
    /** The wire that always holds. */
    static final int ALWAYS = 1;

    /** A {@link Gate} in little room. */
    private static final class Packed {

        private static final long[] NO_POINTS = {};

        private final int[] wires;
        private final long[] points;
        private final long needed;

        Packed(int[] wires, long[] points, long needed) {
            this.wires = wires;
            this.points = points;
            this.needed = needed;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Packed gate
                    && Arrays.equals(wires, gate.wires)
                    && Arrays.equals(points, gate.points)
                    && needed == gate.needed;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(wires) + (int) needed;
        }
    }

    private static final Packed INPUT = new Packed(new int[0], Packed.NO_POINTS, 0);

    private List<Packed> gates = new ArrayList<>();
    private Map<Packed, Integer> known = new HashMap<>();
    private int connections;
    private @Nullable Compiled complete;

    Gates() {
        gates.add(INPUT);
    }

    static int not(int wire) {
        return wire ^ 1;
    }

    /** The number of the gate at the end of a wire. */
    static int gate(int wire) {
        return wire >> 1;
    }

    int input() {
        checkOpen();
        gates.add(INPUT);
        return (gates.size() - 1) << 1;
    }

    int all(List<Integer> wires) {
        return all(array(wires));
    }

    int any(List<Integer> wires) {
        return any(array(wires));
    }

    private static int[] array(List<Integer> wires) {
        int[] array = new int[wires.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = wires.get(i);
        }
        return array;
    }

    int any(int... wires) {
        int[] negated = new int[wires.length];
        for (int i = 0; i < negated.length; i++) {
            negated[i] = not(wires[i]);
        }
        return not(all(negated));
    }

    /** All of them hold. Sorted, a wire stands beside its negation. */
    int all(int... wires) {
        int[] sorted = wires.clone();
        Arrays.sort(sorted);
        int distinct = 0;
        for (int wire : sorted) {
            if (wire == NEVER || (distinct > 0 && sorted[distinct - 1] == not(wire))) {
                return NEVER;
            }
            if (wire != ALWAYS && (distinct == 0 || sorted[distinct - 1] != wire)) {
                sorted[distinct++] = wire;
            }
        }
        if (distinct < 2) {
            return distinct == 0 ? ALWAYS : sorted[0];
        }
        return add(new Packed(Arrays.copyOf(sorted, distinct), Packed.NO_POINTS, 0));
    }

    /** Whether the wires that hold have so many points together. */
    int atLeast(long needed, List<Integer> wires, List<Long> points) {
        long least = points.stream().mapToLong(one -> Math.min(one, 0)).sum();
        long most = points.stream().mapToLong(one -> Math.max(one, 0)).sum();
        if (needed <= least) {
            return ALWAYS;
        }
        return needed > most
                ? NEVER
                : add(new Packed(
                        array(wires), points.stream().mapToLong(Long::longValue).toArray(), needed));
    }

    private int add(Packed gate) {
        if (complete != null) {
            return complete.find(gate.wires, gate.points, gate.needed) << 1;
        }
        Integer number = known.get(gate);
        if (number == null) {
            number = gates.size();
            gates.add(gate);
            known.put(gate, number);
            connections += gate.wires.length;
        }
        return number << 1;
    }

    private void checkOpen() {
        if (complete != null) {
            throw notAsked();
        }
    }

    private static IllegalArgumentException notAsked() {
        return new IllegalArgumentException("no rule of the topic asks this");
    }

    int connections() {
        return connections;
    }

    /** The gates in one piece, to be evaluated; no more can be added, and what was needed to add them is let go. */
    Compiled compiled() {
        int[] from = new int[gates.size() + 1];
        int[] wires = new int[connections];
        boolean counts = gates.stream().anyMatch(gate -> gate.points.length > 0);
        long[][] points = new long[counts ? gates.size() : 0][];
        long[] needed = new long[points.length];
        int at = 0;
        for (int i = 0; i < gates.size(); i++) {
            Packed gate = gates.get(i);
            from[i] = at;
            System.arraycopy(gate.wires, 0, wires, at, gate.wires.length);
            at += gate.wires.length;
            if (counts) {
                needed[i] = gate.needed;
                points[i] = gate.points;
            }
        }
        from[gates.size()] = at;
        Compiled all = new Compiled(from, wires, points, needed);
        complete = all;
        gates = List.of();
        known = Map.of();
        return all;
    }

    /**
     * Gates that are evaluated for 64 patients at once, one in each bit. Immutable and thread-safe.
     *
     * @param from where the wires of each gate begin
     * @param wires the wires of all gates, one gate behind the other
     * @param points what each wire of a gate adds; none where all wires must hold. Empty when no gate counts
     * @param needed the points that a gate needs; empty when no gate counts
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Compiled(int[] from, int[] wires, long[][] points, long[] needed) {

        int size() {
            return from.length - 1;
        }

        private long[] points(int gate) {
            return points.length == 0 ? Packed.NO_POINTS : points[gate];
        }

        private long needed(int gate) {
            return needed.length == 0 ? 0 : needed[gate];
        }

        Gate gate(int number) {
            return new Gate(
                    Arrays.stream(wires, from[number], from[number + 1]).boxed().toList(),
                    Arrays.stream(points(number)).boxed().toList(),
                    needed(number));
        }

        /** The number of the gate that is equal. */
        private int find(int[] own, long[] ownPoints, long ownNeeded) {
            for (int gate = 0; gate < size(); gate++) {
                if (Arrays.equals(wires, from[gate], from[gate + 1], own, 0, own.length)
                        && Arrays.equals(points(gate), ownPoints)
                        && needed(gate) == ownNeeded) {
                    return gate;
                }
            }
            throw notAsked();
        }

        /** Whether a wire holds, for each patient. */
        static long on(int wire, long[] values) {
            return values[wire >> 1] ^ -(wire & 1L);
        }

        /** Evaluates every gate; the values of the inputs are given. */
        void evaluate(long[] values) {
            int end = from[0];
            for (int gate = 0; gate < size(); gate++) {
                int at = end;
                end = from[gate + 1];
                if (at == end) {
                    continue;
                }
                if (points.length > 0 && points[gate].length > 0) {
                    values[gate] = reached(gate, points[gate], values);
                    continue;
                }
                long holds = -1L;
                for (; at < end && holds != 0; at++) {
                    holds &= on(wires[at], values);
                }
                values[gate] = holds;
            }
        }

        private long reached(int gate, long[] own, long[] values) {
            long reached = 0;
            for (int patient = 0; patient < Long.SIZE; patient++) {
                long sum = 0;
                for (int i = 0; i < own.length; i++) {
                    sum += own[i] * (on(wires[from[gate] + i], values) >>> patient & 1);
                }
                reached |= (sum >= needed[gate] ? 1L : 0L) << patient;
            }
            return reached;
        }
    }
}
