package org.apposite.model;

import org.jspecify.annotations.Nullable;

/**
 * What a layer makes different from what it builds on. Immutable.
 *
 * @param kind what it does
 * @param topic the id of the topic
 * @param what the rule, alert or row, in a few words with its codes
 * @param file the file of the layer that says so
 * @param line the line there, from 1
 * @param by who answers for it, null when the layer does not say
 * @param reason why, null when the layer does not say
 */
public record LayerChange(
        Kind kind,
        String topic,
        String what,
        String file,
        int line,
        @Nullable String by,
        @Nullable String reason) {

    /** What a layer can do. */
    public enum Kind {
        /** It has something that was not there. */
        ADDED("added"),
        /** It has something in the place of what was there. */
        REPLACED("replaced"),
        /** It leaves out what was there. */
        LEFT_OUT("left out");

        private final String display;

        Kind(String display) {
            this.display = display;
        }

        /**
         * What is said of it.
         *
         * @return such as {@code left out}
         */
        public String display() {
            return display;
        }
    }
}
