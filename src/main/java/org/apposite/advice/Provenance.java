package org.apposite.advice;

import java.util.Collections;
import java.util.List;
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
 * @param layers where the rule set is a layer on others: each of them, that on which all build first and the rule set itself last; none
 *     otherwise
 */
public record Provenance(
        String ruleSet,
        String version,
        Status status,
        String digest,
        String engine,
        Map<String, String> sources,
        String notice,
        List<Layer> layers) {

    /** Copies the sources and layers. */
    public Provenance {
        sources = Collections.unmodifiableMap(new TreeMap<>(sources));
        layers = List.copyOf(layers);
    }

    /** Of a rule set that is no layer. */
    public Provenance(
            String ruleSet,
            String version,
            Status status,
            String digest,
            String engine,
            Map<String, String> sources,
            String notice) {
        this(ruleSet, version, status, digest, engine, sources, notice, List.of());
    }

    /**
     * The layers that the rule set builds on.
     *
     * @return that on which all build first; none when the rule set builds on no other
     */
    public List<Layer> below() {
        return layers.isEmpty() ? layers : layers.subList(0, layers.size() - 1);
    }

    /**
     * The critical alerts that a layer has taken away or made less, of all topics.
     *
     * @return none when every critical alert stands as those who wrote it meant it
     */
    public List<Lowered> lowered() {
        return layers.stream().flatMap(layer -> layer.lowered().stream()).toList();
    }

    /**
     * A rule set that builds on others, or on which others build.
     *
     * @param ruleSet its name
     * @param version its version
     * @param digest {@code sha256:} and the hexadecimal digest of its own files
     * @param lowered the critical alerts that it has taken away or made less
     */
    public record Layer(String ruleSet, String version, String digest, List<Lowered> lowered) {

        /** Copies the list. */
        public Layer {
            lowered = List.copyOf(lowered);
        }
    }

    /**
     * A critical alert that a layer has taken away or made less.
     *
     * @param topic the id of its topic
     * @param alert its code
     * @param by who answers for that
     * @param reason why
     */
    public record Lowered(String topic, String alert, String by, String reason) {

        /** What every answer says. */
        @Override
        public String toString() {
            return "the critical alert \"" + alert + "\" (" + topic
                    + ") is not raised as its authors meant it, by decision of " + by + ": " + reason;
        }
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
