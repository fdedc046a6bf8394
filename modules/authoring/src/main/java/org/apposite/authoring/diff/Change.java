package org.apposite.authoring.diff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that two versions of a topic say differently of some patients.
 *
 * @param topic the id of the topic
 * @param kind what it is about
 * @param subject the code of the procedure, alert, step, question or flag; empty of the variant and of what is preferred
 * @param before what was said of it, in codes; empty when only that it is so; null when it was not said
 * @param after what is said of it now, likewise
 * @param sentence the change in words
 * @param conditions for whom, each in words and sufficient by itself, the shortest first; none when it is not known
 * @param areAllConditions whether there are no others
 * @param digest of all values of all data in the conditions that were found
 * @param example the smallest patient whom it touches
 * @param touched how many cases of the cohort it touches; -1 without a cohort
 */
public record Change(
        String topic,
        ChangeKind kind,
        String subject,
        @Nullable String before,
        @Nullable String after,
        String sentence,
        List<String> conditions,
        boolean areAllConditions,
        String digest,
        Example example,
        int touched) {

    private static final int DIGITS = 8;

    /** Copies the list. */
    public Change {
        conditions = List.copyOf(conditions);
    }

    Change touching(int cases) {
        return new Change(
                topic, kind, subject, before, after, sentence, conditions, areAllConditions, digest, example, cases);
    }

    /**
     * A patient whom the change touches.
     *
     * @param file a name for a case file, without a folder
     * @param text its text
     * @param stated what is stated, in short
     * @param confirmed whether the rule engine shows the change of this patient; if it does not, that is an error of Apposite
     */
    public record Example(String file, String text, String stated, boolean confirmed) {}

    /**
     * How many conditions there are beside those that are told.
     *
     * @param told how many are told
     * @return a sentence without a full stop; empty when there are none
     */
    public String more(int told) {
        int more = Math.max(0, conditions.size() - told);
        if (conditions.isEmpty()) {
            return "for whom else was too hard to tell";
        }
        if (areAllConditions) {
            return more == 0 ? "" : "and " + more + (more == 1 ? " more condition" : " more conditions");
        }
        return more == 0
                ? "and under further conditions"
                : "and " + more + " more conditions, and others that were not looked for";
    }

    /**
     * What it is called where it is approved: the same for the same change of the same patients, in whatever order.
     *
     * @return topic, kind, subject, what was and is said, and a digest of the conditions
     */
    public String id() {
        return name() + "@" + digest;
    }

    /**
     * Its id without the digest: the same for the same change, whichever patients it touches.
     *
     * @return topic, kind, subject, and what was and is said
     */
    public String name() {
        return topic + "/" + kind.code() + (subject.isEmpty() ? "" : "/" + subject)
                + (isPlain() ? (before == null ? "/added" : "/removed") : "/" + told(before) + ".." + told(after));
    }

    private boolean isPlain() {
        return "".equals(before) || "".equals(after);
    }

    private static String told(@Nullable String value) {
        return value == null ? "none" : value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9:.-]+", "-");
    }

    /**
     * A digest of texts.
     *
     * @param patients what tells for whom a change is, in full
     * @return hexadecimal digits
     */
    static String digest(List<String> patients) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", patients).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
