package org.apposite.log;

import java.util.List;
import java.util.UUID;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/** What happened to the rules of a service, or to its log, as a line of the log of decisions. */
public sealed interface Event {

    /**
     * A name, a version and a digest, by which rules or a layer of them are known.
     *
     * @param name the name
     * @param version the version
     * @param digest the digest of the content
     */
    record Version(String name, String version, String digest) {}

    /**
     * A part of the rules that no longer speaks.
     *
     * @param part the id of a rule, a row or a topic
     * @param reason why
     */
    record Withdrawn(String part, String reason) {}

    /**
     * From here on these rules are asked.
     *
     * @param silent whether they are only tried out, beside those that answer
     * @param rules what they are
     * @param layers of what layers they are made, the lowest first; none for rules that extend no others
     * @param withdrawn what of them is withdrawn
     * @param kept the digest of the bytes as which they are kept, so that nobody can put others in their place; null when they are not
     */
    record Rules(
            boolean silent,
            Version rules,
            List<Version> layers,
            List<Withdrawn> withdrawn,
            @Nullable String kept) implements Event {

        /** Copies the lists. */
        public Rules {
            layers = List.copyOf(layers);
            withdrawn = List.copyOf(withdrawn);
        }
    }

    /**
     * A decision no longer stands, since its order was cancelled. The decision itself stays in the log.
     *
     * @param supersedes the id of the decision
     * @param reason why, null when nobody said so
     */
    record Cancelled(UUID supersedes, @Nullable String reason) implements Event {}

    /** What somebody did to what is shown. */
    enum Change implements Coded {
        /** The cards of a topic are not shown from here on. */
        SILENT("silent"),
        /** The cards of a topic are shown from here on. */
        LIVE("live"),
        /** A part of the rules no longer speaks. */
        WITHDRAWN("withdrawn"),
        /** A part of the rules speaks again. */
        RESTORED("restored");

        private final String code;

        Change(String code) {
            this.code = code;
        }

        @Override
        public String code() {
            return code;
        }
    }

    /**
     * A change of what is shown.
     *
     * @param change what was changed
     * @param part of what: the id of a topic, a rule or a row
     * @param reason why, null when nobody said so
     * @param by who did it, null when it is not known
     */
    record Changed(
            Change change,
            String part,
            @Nullable String reason,
            @Nullable String by) implements Event {}
}
