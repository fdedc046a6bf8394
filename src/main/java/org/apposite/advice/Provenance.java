package org.apposite.advice;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.patient.Coded;

/**
 * Which content and which engine answered.
 *
 * @param ruleSet the name of the rule set
 * @param version the version of the rule set
 * @param status the status of the topic that answered
 * @param digest {@code sha256:} and the hexadecimal digest of all content of the rule set
 * @param engine name and version of the library and of the rule engine, such as {@code apposite 0.1.0, drools 10.2.0}; the rule
 *     engine's is read from the engine, and is {@code unknown} when a host has merged its jars without it
 * @param sources title by key of the sources of the topic, by key
 * @param notice what the reader must know before use
 */
public record Provenance(
        String ruleSet,
        String version,
        Status status,
        String digest,
        String engine,
        Map<String, String> sources,
        String notice) {

    /** Copies the sources. */
    public Provenance {
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    }

    /** How far rule content has come. All but retired content is loaded, and the answer shows the status. */
    public enum Status implements Coded {
        /** Being written. */
        DRAFT("draft"),
        /** Checked by a second person. */
        REVIEWED("reviewed"),
        /** Approved for use. */
        ACTIVE("active"),
        /** Withdrawn; never loaded. */
        RETIRED("retired");

        private final String code;

        Status(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }
}
