package org.apposite.model;

import java.util.List;
import java.util.Set;
import org.apposite.model.Topic.Pattern;

/**
 * What the authors of a topic claim of all its patients, to be proved; answers do not rest on it. Immutable and thread-safe.
 *
 * @param properties what they say is so for every patient
 * @param exemptions what they accept of what is proved of every topic
 */
public record Claims(List<Property> properties, List<Exemption> exemptions) {

    /** None. */
    public static final Claims NONE = new Claims(List.of(), List.of());

    /** The codes of what is proved of every topic. */
    public static final Set<String> OF_EVERY_TOPIC = Set.of(
            "outcome",
            "one-variant",
            "rule-fires",
            "rule-needed",
            "rated-once",
            "variant-rated",
            "preferred-rated",
            "critical-kept",
            "emergency-stated",
            "flag-urgency",
            "flag-variant",
            "definite",
            "unknown");

    /** Copies the lists. */
    public Claims {
        properties = List.copyOf(properties);
        exemptions = List.copyOf(exemptions);
    }

    /**
     * A property that every patient has whom the topic answers: whenever some patterns hold, others do too. The patterns ask
     * what those of rules ask, and the answer.
     *
     * @param id its id, unique in the topic
     * @param sentence what it says, for a reader
     * @param sources the keys of its sources
     * @param line the line of {@code topic.yaml} where it begins, from 1
     * @param when what must hold together
     * @param then what must then hold, all of it; nothing of what may never hold
     */
    public record Property(
            String id, String sentence, List<String> sources, int line, List<Pattern> when, List<Pattern> then) {

        /** Copies the lists. */
        public Property {
            sources = List.copyOf(sources);
            when = List.copyOf(when);
            then = List.copyOf(then);
        }

        /**
         * Whether it says what may never be so.
         *
         * @return false when it says what is always so
         */
        public boolean isNever() {
            return then.isEmpty();
        }
    }

    /**
     * What a property may be broken by, for a reason. What is not named is any.
     *
     * @param property the code of the property
     * @param stating data that are stated when it is broken
     * @param from variants or exclusions that decided before
     * @param to variants or exclusions that decide then
     * @param when what holds of the patients whom it accepts; nothing where it accepts all
     * @param unproved whether it accepts only that nothing could be proved, and nobody who breaks the property
     * @param reason why that is right, for a reader
     * @param sources the keys of its sources
     * @param line the line of {@code topic.yaml} where it begins, from 1
     */
    public record Exemption(
            String property,
            Set<String> stating,
            Set<String> from,
            Set<String> to,
            List<Pattern> when,
            boolean unproved,
            String reason,
            List<String> sources,
            int line) {

        /** Copies the sets and the list. */
        public Exemption {
            stating = Set.copyOf(stating);
            from = Set.copyOf(from);
            to = Set.copyOf(to);
            when = List.copyOf(when);
            sources = List.copyOf(sources);
        }
    }
}
