package org.apposite;

/** How many random cases a sweep tries: in the profile {@code soak} ten times as many as in a normal build. */
public final class Sweep {

    private static final int FACTOR = Integer.getInteger("apposite.sweep", 1);

    private Sweep() {}

    public static int of(int cases) {
        return cases * FACTOR;
    }

    /** So many in a normal build, and so many in the profile. */
    public static int of(int cases, int soak) {
        return FACTOR == 1 ? cases : soak;
    }
}
