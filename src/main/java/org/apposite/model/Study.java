package org.apposite.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of imaging study, before region and contrast. Immutable.
 *
 * @param code its code
 * @param display its name, in the middle of a sentence
 * @param datum the code of the datum that asks whether it was done and what it shows; null for a study that nobody is
 *     asked for
 * @param contrasted whether there is a choice of contrast, which an order states or leaves open
 * @param wholeBody whether it shows the whole body, whatever region is stated
 * @param techniques names by code of the special techniques, each of which is asked for by itself
 * @param results what it can show, the gravest first, by code
 * @param findings names by code of what it can show in particular
 * @param sites names by code of where it can show a lesion
 */
public record Study(
        String code,
        String display,
        @Nullable String datum,
        boolean contrasted,
        boolean wholeBody,
        Map<String, String> techniques,
        Map<String, Result> results,
        Map<String, String> findings,
        Map<String, String> sites) {

    /** The site in a rule that asks for a lesion whose site nobody stated. */
    public static final String SITE_NOT_STATED = "not-stated";

    /** The finding in a rule that asks for an abnormal study whose finding nobody stated. */
    public static final String FINDING_NOT_STATED = "not-stated";

    /** Copies the maps and keeps their order. */
    public Study {
        techniques = Collections.unmodifiableMap(new LinkedHashMap<>(techniques));
        results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
        findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
    }

    /** What a result means, whatever it is a result of. */
    public enum Meaning {
        /** Something that needs action; a study that has not been read never outvotes one that was seen before. */
        LESION,
        /** Something that is not normal. */
        ABNORMAL,
        /** No answer: motion, incomplete, poor quality. */
        INCONCLUSIVE,
        /** Nothing abnormal. */
        NORMAL,
        /** Done, but not read, or the result is not known. */
        UNREAD
    }

    /**
     * A result.
     *
     * @param code its code
     * @param display its name, in the middle of a sentence
     * @param meaning what it means
     * @param lasting whether no later study overtakes it
     */
    public record Result(String code, String display, Meaning meaning, boolean lasting) {

        /**
         * Whether the study has been read, so that it tells something.
         *
         * @return false while it is unread
         */
        public boolean isRead() {
            return meaning != Meaning.UNREAD;
        }

        /**
         * Whether something abnormal is seen.
         *
         * @return true for a lesion or another abnormality
         */
        public boolean isAbnormal() {
            return meaning == Meaning.LESION || meaning == Meaning.ABNORMAL;
        }
    }

    /**
     * Whether it can have been done before.
     *
     * @return false for a study without results, which rules know as an order alone
     */
    public boolean isPrior() {
        return !results.isEmpty();
    }

    /**
     * A result of this study.
     *
     * @param code its code
     * @return the result, empty when the study cannot have it
     */
    public Optional<Result> result(String code) {
        return Optional.ofNullable(results.get(code));
    }

    /**
     * How grave a result is.
     *
     * @param code the code of a result of this study
     * @return 0 for the gravest
     */
    public int gravity(String code) {
        int place = 0;
        for (String one : results.keySet()) {
            if (one.equals(code)) {
                return place;
            }
            place++;
        }
        return place;
    }
}
