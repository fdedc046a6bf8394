package org.apposite.authoring.diff;

import java.util.List;

/**
 * How two versions of a topic differ.
 *
 * @param topic the id of the topic
 * @param standing whether both rule sets have it
 * @param changes what they answer differently, most weighty first
 * @param texts what is worded otherwise, or has other sources, a few words each; not what is concluded
 * @param notCompared what could not be compared, with the reason, a sentence each
 * @param compared how many things that an answer can say were compared
 */
public record TopicDifference(
        String topic,
        Standing standing,
        List<Change> changes,
        List<String> texts,
        List<String> notCompared,
        int compared) {

    /** Copies the lists. */
    public TopicDifference {
        changes = List.copyOf(changes);
        texts = List.copyOf(texts);
        notCompared = List.copyOf(notCompared);
    }

    /** Where a topic is. */
    public enum Standing {
        /** In both. */
        IN_BOTH("in both"),
        /** Only in the new rules. */
        ADDED("added"),
        /** Only in the old rules. */
        REMOVED("removed");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        /**
         * For a reader.
         *
         * @return words
         */
        public String words() {
            return words;
        }
    }

    /**
     * Whether it is proved that every patient is answered alike, but for texts.
     *
     * @return false also when something could not be compared
     */
    public boolean isEquivalent() {
        return standing == Standing.IN_BOTH && changes.isEmpty() && notCompared.isEmpty();
    }
}
