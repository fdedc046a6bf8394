package org.apposite.fhir.mapping;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What a misspelt word was probably meant to be. */
final class Nearest {

    private static final int SHORT_LIST = 8;

    private Nearest() {}

    /** A question with the nearest candidate, or a short list of all, or null. */
    static @Nullable String suggestion(String word, Collection<String> candidates) {
        String nearest = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        if (nearest != null) {
            return "Did you mean \"" + nearest + "\"?";
        }
        return candidates.size() > SHORT_LIST ? null : "Write one of " + String.join(", ", candidates) + ".";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
