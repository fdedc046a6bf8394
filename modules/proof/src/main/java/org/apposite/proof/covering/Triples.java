package org.apposite.proof.covering;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The values of some data, and which three values of three data have not been met together yet. */
final class Triples {

    private final int[] first;
    /** To which datum a value belongs. */
    private final int[] datum;
    /** Of two values with which others they have not been met. */
    private final long[][][] open;

    /** Of a value with which others it is never met. */
    private final long[][] apart;

    /** Where the search for the next begins: what lies before has been met. */
    private int highest;

    /** Data with so many values each. */
    Triples(List<Integer> sizes) {
        this.first = new int[sizes.size()];
        this.datum = IntStream.range(0, sizes.size())
                .flatMap(one -> IntStream.generate(() -> one).limit(sizes.get(one)))
                .toArray();
        List<long[]> own = new ArrayList<>();
        for (int one = 0, all = 0; one < first.length; all += sizes.get(one), one++) {
            first[one] = all;
            own.add(set(IntStream.range(all, all + sizes.get(one)).boxed().toList()));
        }
        long[] everything = set(IntStream.range(0, datum.length).boxed().toList());
        this.open = new long[datum.length][datum.length][everything.length];
        this.apart = new long[datum.length][everything.length];
        for (int one = 0; one < datum.length; one++) {
            for (int other = 0; other < datum.length; other++) {
                for (int word = 0; word < everything.length && datum[one] != datum[other]; word++) {
                    open[one][other][word] =
                            everything[word] & ~own.get(datum[one])[word] & ~own.get(datum[other])[word];
                }
            }
        }
    }

    /** The number of a value among those of all data. */
    int number(int of, int value) {
        return first[of] + value;
    }

    /** To which datum a value belongs, by its number. */
    int datum(int number) {
        return datum[number];
    }

    /** Three values that have not been met, those of the first data first; empty when all have been. */
    Optional<List<Integer>> next() {
        for (; highest < datum.length; highest++) {
            for (int other = 0; other < highest; other++) {
                long[] thirds = open[highest][other];
                for (int word = 0; word < thirds.length; word++) {
                    if (thirds[word] != 0) {
                        int third = word * Long.SIZE + Long.numberOfTrailingZeros(thirds[word]);
                        if (third < other) {
                            return Optional.of(List.of(third, other, highest));
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Of how many data, from the first on, all three values have been met. */
    int whole() {
        return next().map(found -> datum[found.get(2)]).orElse(first.length);
    }

    /** How many threes with a value and two of others have not been met, each counted twice. */
    int gain(int value, List<Integer> others, long[] set) {
        int gain = 0;
        for (int other : others) {
            long[] thirds = open[value][other];
            for (int word = 0; word < thirds.length; word++) {
                gain += Long.bitCount(thirds[word] & set[word]);
            }
        }
        return gain;
    }

    /** Whether a value can be met with each of others. */
    boolean goesWith(int value, long[] set) {
        for (int word = 0; word < set.length; word++) {
            if ((apart[value][word] & set[word]) != 0) {
                return false;
            }
        }
        return true;
    }

    long[] set(List<Integer> some) {
        long[] set = new long[(datum.length + Long.SIZE - 1) / Long.SIZE];
        some.forEach(one -> set[one / Long.SIZE] |= 1L << one);
        return set;
    }

    /** Some values have been met together. */
    void meet(List<Integer> together) {
        long[] set = set(together);
        for (int one : together) {
            for (int other : together) {
                for (int word = 0; word < set.length; word++) {
                    open[one][other][word] &= ~set[word];
                }
            }
        }
    }

    /** Two values are never met. */
    void never(int one, int other) {
        apart[one][other / Long.SIZE] |= 1L << other;
        apart[other][one / Long.SIZE] |= 1L << one;
        for (int third = 0; third < datum.length; third++) {
            meet(List.of(one, other, third));
        }
    }
}
