package org.apposite.internal.read;

import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds what a writer probably meant. */
public final class Suggestion {

    private static final int FEW = 12;

    private Suggestion() {}

    /**
     * "Did you mean "x"?" for the nearest of the known words.
     *
     * @return null when none is near
     */
    public static @Nullable String didYouMean(String written, Collection<String> known) {
        String best = null;
        int bestDistance = Math.max(2, written.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(written, candidate, bestDistance);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best == null ? null : "Did you mean \"" + best + "\"?";
    }

    /**
     * The nearest of the known words, or all of them when they are few.
     *
     * @return null when none is near and they are many
     */
    static @Nullable String oneOf(String written, Collection<String> known) {
        String near = didYouMean(written, known);
        if (near != null || known.isEmpty() || known.size() > FEW) {
            return near;
        }
        return "It is one of " + String.join(", ", new TreeSet<>(known)) + ".";
    }

    /** How many letters must be changed, added or left out; two that changed places count once. */
    static int slips(String a, String b) {
        for (int i = 0; i + 1 < Math.min(a.length(), b.length()); i++) {
            String swapped = a.substring(0, i) + a.charAt(i + 1) + a.charAt(i) + a.substring(i + 2);
            if (swapped.equals(b)) {
                return 1;
            }
        }
        return distance(a, b, Integer.MAX_VALUE);
    }

    private static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit || a.length() > 200) {
            return limit;
        }
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
