package org.apposite.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a misspelt word was probably meant to be. */
public final class Spelling {

    private static final int LONGEST = 100;
    private static final int FEW = 12;
    private static final int MOST_COMPARED = 2000;

    private Spelling() {}

    /**
     * The question that a message on an unknown word ends with. A word is near when it has the same parts in another
     * order, alone begins or ends so, or when at most a third of its letters, and one in any case, are wrong. Upper
     * case, blanks and underscores do not count. Of more than 2000 words none is looked for.
     *
     * @param word what was written
     * @param known what could have been meant; of equally near ones the earlier is suggested
     * @return such as {@code Did you mean "back-pain"?}; null when none is near enough
     */
    public static @Nullable String didYouMean(String word, Collection<String> known) {
        String nearest = nearest(word, known);
        return nearest == null ? null : "Did you mean \"" + nearest + "\"?";
    }

    /**
     * What a message on a word outside a list ends with.
     *
     * @param word what was written
     * @param known the list
     * @return the question for the nearest; otherwise the list when it has at most 12; otherwise null
     */
    public static @Nullable String didYouMeanOneOf(String word, Collection<String> known) {
        String question = didYouMean(word, known);
        return question != null || known.isEmpty() || known.size() > FEW
                ? question
                : "Write one of " + String.join(", ", known) + ".";
    }

    /**
     * How far one word is from another.
     *
     * @param left a word
     * @param right another
     * @return how many letters have to be added, dropped, replaced or swapped with the next one
     */
    public static int slips(String left, String right) {
        return slips(left, right, Integer.MAX_VALUE);
    }

    /** The same, as far as it is less than a limit; no more is found out than that it is not. */
    private static int slips(String left, String right, int limit) {
        if (Math.abs(left.length() - right.length()) >= limit) {
            return limit;
        }
        int leastOfLast = 0;
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            int least = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                current[j] = Math.min(Math.min(current[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
                least = Math.min(least, current[j]);
            }
            if (Math.min(least, leastOfLast) >= limit) {
                return limit;
            }
            leastOfLast = least;
            beforeLast = last;
            last = current;
        }
        return last[right.length()];
    }

    private static @Nullable String nearest(String written, Collection<String> known) {
        String word = plain(written);
        if (word.isEmpty() || word.length() > LONGEST || known.size() > MOST_COMPARED) {
            return null;
        }
        List<String> parts = parts(word);
        for (String one : known) {
            if (one.length() == written.strip().length() && parts(plain(one)).equals(parts)) {
                return one;
            }
        }
        List<String> longer = known.stream()
                .filter(one -> plain(one).startsWith(word) || plain(one).endsWith("-" + word))
                .toList();
        if (longer.size() == 1) {
            return longer.get(0);
        }
        String nearest = null;
        int least = Math.max(1, word.length() / 3) + 1;
        for (String one : known) {
            int slips = slips(word, plain(one), least);
            if (slips < least) {
                least = slips;
                nearest = one;
            }
        }
        return nearest;
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    private static List<String> parts(String word) {
        return Arrays.stream(word.split("-")).sorted().toList();
    }
}
