package org.apposite.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.apposite.log.Event.Changed;
import org.apposite.log.Event.Rules;
import org.apposite.log.Event.Version;

/** An event as a line, which has the member {@value #EVENT}, as no decision has. */
final class EventLine {

    static final String EVENT = "event";

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
            return line;
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

    private static ObjectNode begun(String event, Instant time) {
        return JsonNodeFactory.instance.objectNode().put(EVENT, event).put("time", time.toString());
    }

    private static void put(ObjectNode object, Version version) {
        object.put("name", version.name()).put("version", version.version()).put("digest", version.digest());
    }
}
