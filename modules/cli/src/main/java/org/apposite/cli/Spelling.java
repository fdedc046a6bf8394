package org.apposite.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody probably meant to write. */
final class Spelling {

    private Spelling() {}

    /** The known word that is nearest to a written one, if a slip or two make the difference. */
    static Optional<String> nearest(String written, Collection<String> known) {
        int tolerated = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(word -> slips(written, word) <= tolerated)
                .min(Comparator.<String>comparingInt(word -> slips(written, word))
                        .thenComparing(word -> word));
    }

    /** Letters left out, added, changed, or swapped with their neighbour. */
    private static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                int changed = slips[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int fewest = Math.min(changed, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                slips[i][j] = swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
            }
        }
        return slips[a.length()][b.length()];
    }
}
