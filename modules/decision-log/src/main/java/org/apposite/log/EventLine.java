package org.apposite.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.apposite.json.format.EscapedJson;
import org.apposite.log.Event.Cancelled;
import org.apposite.log.Event.Changed;
import org.apposite.log.Event.Rules;
import org.apposite.log.Event.Version;
import org.apposite.log.Link.Mark;
import org.apposite.log.file.LogJson;
import org.apposite.log.kept.RuleKeeper;
import org.apposite.log.store.LogStore.Outlived;

/** An event as a line, which has the member {@value #EVENT}, as no decision has. */
final class EventLine {

    static final String EVENT = "event";
    static final String RETENTION = "retention";
    static final String ERASURE = "erasure";
    static final String CANCELLED = "cancelled";

    private static final byte[] BEGINNING = "{\"event\":".getBytes(StandardCharsets.US_ASCII);

    private EventLine() {}

    static ObjectNode of(Event event, Instant time) {
        if (event instanceof Rules rules) {
            ObjectNode line = begun("rules", time).put("silent", rules.silent());
            put(line.putObject("rules"), rules.rules());
            ArrayNode layers = line.putArray("layers");
            rules.layers().forEach(layer -> put(layers.addObject(), layer));
            ArrayNode withdrawn = line.putArray("withdrawn");
            rules.withdrawn()
                    .forEach(
                            one -> withdrawn.addObject().put("part", one.part()).put("reason", one.reason()));
            return rules.kept() == null ? line : line.put(RuleKeeper.KEPT, rules.kept());
        }
        if (event instanceof Cancelled cancelled) {
            ObjectNode line = begun(CANCELLED, time)
                    .put("supersedes", cancelled.supersedes().toString());
            return cancelled.reason() == null ? line : line.put("reason", cancelled.reason());
        }
        Changed changed = (Changed) event;
        ObjectNode line = begun(changed.change().code(), time).put("part", changed.part());
        if (changed.reason() != null) {
            line.put("reason", changed.reason());
        }
        if (changed.by() != null) {
            line.put("by", changed.by());
        }
        return line;
    }

    /** Files were removed since they had outlived their time. */
    static ObjectNode retention(Outlived outlived, Mark last) {
        ObjectNode line = begun(RETENTION, outlived.now())
                .put("days", outlived.days())
                .put("files", outlived.parts().size());
        return last.n() == 0 ? line : line.put("to", last.n()).put("mac", last.mac());
    }

    /** Lines are erased: those with numbers in the chain, and others. */
    static String erasure(Instant time, String reason, String by, Collection<Long> numbers, long others) {
        ObjectNode line = begun(ERASURE, time).put("reason", reason).put("by", by);
        ArrayNode lines = line.putArray("lines");
        numbers.forEach(lines::add);
        if (others > 0) {
            line.put("unchained", others);
        }
        return EscapedJson.of(line.toString());
    }

    /** The event that a line is, quickly empty for what is none. */
    static Optional<JsonNode> read(byte[] line) {
        return startsWith(line, BEGINNING) ? LogJson.object(line).filter(event -> event.has(EVENT)) : Optional.empty();
    }

    private static boolean startsWith(byte[] line, byte[] beginning) {
        return line.length > beginning.length
                && Arrays.equals(line, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static ObjectNode begun(String event, Instant time) {
        return JsonNodeFactory.instance.objectNode().put(EVENT, event).put("time", time.toString());
    }

    private static void put(ObjectNode object, Version version) {
        object.put("name", version.name()).put("version", version.version()).put("digest", version.digest());
    }
}
