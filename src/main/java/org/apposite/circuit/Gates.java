package org.apposite.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Gates over inputs. A wire is a number: that of a gate, doubled, and one more when it is negated. Every gate stands after
 * those that it rests on, and equal gates are one.
 */
final class Gates {

    /** The wire that never holds. */
    static final int NEVER = 0;
    /** The wire that always holds. */
    static final int ALWAYS = 1;

    /** How many connections between gates a circuit may have; the shipped topic has about five thousand. */
    static final int MOST_CONNECTIONS = 400_000;

    /**
     * A gate: so many points must be reached by the wires that hold, one for each wire where no points are given.
     *
     * @param wires on what it rests; none for an input
     * @param points what each wire adds; none where every wire must hold
     * @param needed the points that must be reached
     */
    private record Gate(List<Integer> wires, List<Long> points, long needed) {}

    private final List<Gate> gates = new ArrayList<>();
    private final Map<Gate, Integer> known = new HashMap<>();
    private int connections;

    Gates() {
        gates.add(new Gate(List.of(), List.of(), 0));
    }

    static int not(int wire) {
        return wire ^ 1;
    }

    /** The number of the gate at the end of a wire. */
    static int gate(int wire) {
        return wire >> 1;
    }

    int input() {
        gates.add(new Gate(List.of(), List.of(), 0));
        return (gates.size() - 1) << 1;
    }

    int all(int... wires) {
        return all(Arrays.stream(wires).boxed().toList());
    }

    int all(List<Integer> wires) {
        TreeSet<Integer> distinct = new TreeSet<>(wires);
        distinct.remove(ALWAYS);
        if (distinct.contains(NEVER) || distinct.stream().anyMatch(wire -> distinct.contains(not(wire)))) {
            return NEVER;
        }
        if (distinct.size() < 2) {
            return distinct.isEmpty() ? ALWAYS : distinct.first();
        }
        return add(new Gate(List.copyOf(distinct), List.of(), 0));
    }

    int any(int... wires) {
        return any(Arrays.stream(wires).boxed().toList());
    }

    int any(List<Integer> wires) {
        return not(all(wires.stream().map(Gates::not).toList()));
    }

    /** Whether the wires that hold have so many points together. */
    int atLeast(long needed, List<Integer> wires, List<Long> points) {
        long least = points.stream().mapToLong(one -> Math.min(one, 0)).sum();
        long most = points.stream().mapToLong(one -> Math.max(one, 0)).sum();
        if (needed <= least) {
            return ALWAYS;
        }
        return needed > most ? NEVER : add(new Gate(List.copyOf(wires), List.copyOf(points), needed));
    }

    private int add(Gate gate) {
        Integer number = known.get(gate);
        if (number == null) {
            number = gates.size();
            gates.add(gate);
            known.put(gate, number);
            connections += gate.wires().size();
        }
        return number << 1;
    }

    int connections() {
        return connections;
    }

    /** The gates in one piece, to be evaluated. */
    Compiled compiled() {
        int[] from = new int[gates.size() + 1];
        int[] wires = new int[connections];
        long[][] points = new long[gates.size()][];
        long[] needed = new long[gates.size()];
        int at = 0;
        for (int i = 0; i < gates.size(); i++) {
            Gate gate = gates.get(i);
            from[i] = at;
            for (int wire : gate.wires()) {
                wires[at++] = wire;
            }
            needed[i] = gate.needed();
            if (!gate.points().isEmpty()) {
                points[i] = gate.points().stream().mapToLong(Long::longValue).toArray();
            }
        }
        from[gates.size()] = at;
        return new Compiled(from, wires, points, needed);
    }

    /**
     * Gates that are evaluated for 64 patients at once, one in each bit. Immutable and thread-safe.
     *
     * @param from where the wires of each gate begin
     * @param wires the wires of all gates, one gate behind the other
     * @param points what each wire of a gate adds, null where all wires must hold
     * @param needed the points that a gate needs
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Compiled(int[] from, int[] wires, long[][] points, long[] needed) {

        int size() {
            return needed.length;
        }

        /** Whether a wire holds, for each patient. */
        static long on(int wire, long[] values) {
            return values[wire >> 1] ^ -(wire & 1L);
        }

        /** Evaluates every gate; the values of the inputs are given. */
        void evaluate(long[] values) {
            int end = from[0];
            for (int gate = 0; gate < needed.length; gate++) {
                int at = end;
                end = from[gate + 1];
                if (at == end) {
                    continue;
                }
                if (points[gate] != null) {
                    values[gate] = reached(gate, values);
                    continue;
                }
                long holds = -1L;
                for (; at < end && holds != 0; at++) {
                    holds &= on(wires[at], values);
                }
                values[gate] = holds;
            }
        }

        private long reached(int gate, long[] values) {
            long reached = 0;
            long[] own = points[gate];
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
