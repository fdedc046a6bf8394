package org.apposite.cds;

import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apposite.ClinicalRules;

/**
 * One of the {@link Hospitals} of a service. Immutable.
 *
 * @param name the first part of its paths, its label in figures and logs: lower-case letters, digits and hyphens, 40 at most
 * @param settings how it is served: with one or more issuers, and a base that is that of all, a slash, and the name
 * @param rules loads its rules
 */
public record Hospital(String name, CdsSettings settings, Rules rules) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

    /** The first parts of paths that mean something, and what has no hospital. */
    private static final Set<String> TAKEN =
            Set.of("cds-services", "health", "metrics", "topics", "answer", Hospitals.NONE);

    /** Loads the rules of a hospital. */
    public interface Rules extends AutoCloseable {

        /**
         * Loads them. It is called again, in any thread but by one at a time, after it has failed.
         *
         * @return the rules that answer; asked at every request, so that they can be exchanged
         * @throws RuntimeException when they cannot be loaded; its message tells an operator why
         */
        Supplier<ClinicalRules> load();

        /**
         * Takes what is to be done after each change of the rules, of those that are tried out, and of the operation.
         *
         * @param look called in any thread
         */
        default void onChange(Runnable look) {}

        /** Ends what watches them: the hospital is not served any more, or by other rules. */
        @Override
        default void close() {}
    }

    /**
     * Checks the name and the issuers.
     *
     * @throws IllegalArgumentException when the name cannot be one, or there is no issuer
     */
    public Hospital {
        Objects.requireNonNull(rules, "rules");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a hospital is 1 to 40 lower-case letters, digits and hyphens, but is \"" + name
                            + "\"");
        }
        if (TAKEN.contains(name)) {
            throw new IllegalArgumentException("no hospital can have the name " + name + ", which is taken");
        }
        if (settings.issuers().isEmpty()) {
            throw new IllegalArgumentException("the hospital " + name + " has no issuer, so nobody could call for it");
        }
    }
}
