package org.apposite.circuit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What rules can conclude with one verb: codes, each at a level where the verb has levels. Conclusions are numbered from 0.
 * Immutable and thread-safe.
 */
public final class Conclusions {

    private final List<String> codes = new ArrayList<>();
    private final int[] wires;
    private final Map<String, Map<String, Integer>> numbers = new HashMap<>();

    private Conclusions(Map<String, Map<String, Integer>> found) {
        List<Integer> all = new ArrayList<>();
        found.forEach((code, levels) -> levels.forEach((level, wire) -> {
            numbers.computeIfAbsent(code, any -> new HashMap<>()).put(level, codes.size());
            codes.add(code);
            all.add(wire);
        }));
        numbers.replaceAll((code, levels) -> Map.copyOf(levels));
        this.wires = all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What several rules conclude together: the same code at the same level is one conclusion. */
    static final class Collector {

        private final Gates gates;
        private final Map<String, Map<String, Integer>> found = new LinkedHashMap<>();

        Collector(Gates gates) {
            this.gates = gates;
        }

        void add(String code, String level, int wire) {
            found.computeIfAbsent(code, any -> new LinkedHashMap<>()).merge(level, wire, gates::any);
        }

        Conclusions each() {
            return new Conclusions(found);
        }

        /** Of several levels of a code the first in this order counts alone. */
        Conclusions first(List<String> levels) {
            found.replaceAll((code, wires) -> {
                Map<String, Integer> alone = new LinkedHashMap<>();
                int before = Gates.NEVER;
                for (String level : levels) {
                    Integer wire = wires.get(level);
                    if (wire != null) {
                        alone.put(level, gates.all(wire, Gates.not(before)));
                        before = gates.any(before, wire);
                    }
                }
                return alone;
            });
            return new Conclusions(found);
        }
    }

    /**
     * How many there are.
     *
     * @return a number
     */
    public int size() {
        return codes.size();
    }

    /**
     * The number of a conclusion.
     *
     * @param code what is concluded
     * @param level the code of its level, empty where there are none
     * @return -1 when no rule concludes it
     */
    public int number(String code, String level) {
        Map<String, Integer> levels = numbers.get(code);
        Integer number = levels == null ? null : levels.get(level);
        return number == null ? -1 : number;
    }

    /**
     * What is concluded.
     *
     * @param number the number of a conclusion
     * @return a code
     */
    public String code(int number) {
        return codes.get(number);
    }

    /**
     * When it is concluded.
     *
     * @param number the number of a conclusion
     * @return a wire
     */
    public int wire(int number) {
        return wires[number];
    }
}
