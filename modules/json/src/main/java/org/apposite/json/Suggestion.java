package org.apposite.json;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a misspelt word was probably meant to be. Thread-safe. */
public final class Suggestion {

    private static final int LONGEST = 100;

    private Suggestion() {}

    /**
     * The question that an error message ends with.
     *
     * @param word what was written
     * @param candidates what could have been meant; of equally near ones the earlier is suggested
     * @return such as {@code Did you mean "back-pain"?}; null when no candidate is near enough
     */
    public static @Nullable String didYouMean(String word, Collection<String> candidates) {
        String nearest = nearest(word, candidates);
        return nearest == null ? null : "Did you mean \"" + nearest + "\"?";
    }

    /**
     * The candidate that has the same parts in another order or, alone, begins or ends so; otherwise the nearest that
     * differs in at most a third of the word, the earlier of equals.
     */
    private static @Nullable String nearest(String word, Collection<String> candidates) {
        String plain = plain(word);
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return null;
        }
        for (String candidate : candidates) {
            if (parts(candidate).equals(parts(plain))) {
                return candidate;
            }
        }
        List<String> longer = candidates.stream()
                .filter(one -> one.startsWith(plain) || one.endsWith("-" + plain))
                .toList();
        if (longer.size() == 1) {
            return longer.get(0);
        }
        String nearest = null;
        int least = Math.max(1, plain.length() / 3) + 1;
        for (String candidate : candidates) {
            int distance = distance(plain, plain(candidate));
            if (distance < least) {
                least = distance;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static String plain(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }

    private static List<String> parts(String code) {
        return Stream.of(code.split("-")).sorted().toList();
    }

    /** How many letters have to be added, dropped, replaced or swapped with the next one. */
    private static int distance(String left, String right) {
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] current = new int[right.length() + 1];
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                current[j] = Math.min(Math.min(current[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[right.length()];
    }
}
