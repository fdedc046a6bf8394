package org.apposite.language;

import java.util.BitSet;

/**
 * Which values of what a question is about answer it with yes. Questions about the same can be compared: what they leave
 * to each other is told value by value. Immutable.
 *
 * @param about what the question is about, such as a finding; one is independent of another
 * @param size how many values of it are told apart
 * @param yes the numbers of the values that answer yes, from 0
 */
public record Extent(String about, int size, BitSet yes) {

    /** Copies the numbers. */
    public Extent {
        yes = (BitSet) yes.clone();
    }

    /**
     * The numbers of the values that answer yes.
     *
     * @return a copy
     */
    @Override
    public BitSet yes() {
        return (BitSet) yes.clone();
    }

    /**
     * Whether a value answers yes.
     *
     * @param value the number of a value
     * @return true when it does
     */
    public boolean holds(int value) {
        return yes.get(value);
    }
}
