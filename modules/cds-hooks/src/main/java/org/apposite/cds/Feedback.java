package org.apposite.cds;

import java.io.IOException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apposite.cds.log.Logs;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes what clinicians did with cards into a log: ids, codes and times. What they wrote is not kept, since it may name
 * the patient.
 */
final class Feedback {

    private static final Logger LOG = LoggerFactory.getLogger(Feedback.class);
    private static final Set<String> OUTCOMES = Set.of("accepted", "overridden");
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,128}");
    private static final int MAX_ENTRIES = 100;

    private final Logs logs;
    private final Clock clock;

    Feedback(Logs logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
    }

    /** Answers 200 once everything is on the disk. */
    CdsResponse take(Hook hook, ObjectNode body) {
        if (!logs.takesFeedback()) {
            throw new Refused(501, "not-supported", "this service keeps no feedback; it has no folder for logs");
        }
        if (!(body.get("feedback") instanceof ArrayNode entries) || entries.isEmpty()) {
            throw Refused.invalid("feedback is missing or not a list with entries");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw Refused.invalid("feedback has more than " + MAX_ENTRIES + " entries at once");
        }
        List<String> kept = new ArrayList<>();
        int position = 0;
        for (JsonNode entry : entries) {
            kept.add(line(hook, entry, "feedback[" + position++ + "]").toString());
        }
        try {
            logs.feedback(kept);
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("reason", e.getMessage())
                    .log("feedback could not be written; look at the folder for logs");
            throw new Refused(503, "transient", "the feedback could not be stored; send it again later");
        }
        return new CdsResponse(200, Map.of(), new byte[0]);
    }

    private ObjectNode line(Hook hook, JsonNode entry, String at) {
        String outcome = id(entry.get("outcome"), at + ".outcome");
        if (!OUTCOMES.contains(outcome)) {
            throw Refused.invalid(at + ".outcome must be accepted or overridden");
        }
        ObjectNode line = Json.object()
                .put("time", clock.instant().toString())
                .put("service", hook.service())
                .put("card", id(entry.get("card"), at + ".card"))
                .put("outcome", outcome)
                .put("outcomeTimestamp", time(entry.get("outcomeTimestamp"), at + ".outcomeTimestamp"));
        if (entry.get("acceptedSuggestions") instanceof ArrayNode suggestions && !suggestions.isEmpty()) {
            ArrayNode ids = line.putArray("acceptedSuggestions");
            for (JsonNode one : suggestions) {
                ids.add(id(one.get("id"), at + ".acceptedSuggestions.id"));
            }
        } else if (outcome.equals("accepted")) {
            throw Refused.invalid(at + ".acceptedSuggestions is missing; what was accepted must be named");
        }
        JsonNode reason = entry.path("overrideReason").path("reason");
        if (reason.isObject()) {
            line.putObject("overrideReason")
                    .put("system", id(reason.get("system"), at + ".overrideReason.reason.system"))
                    .put("code", id(reason.get("code"), at + ".overrideReason.reason.code"));
        }
        if (entry.path("overrideReason").has("userComment")) {
            line.put("commented", true);
        }
        return line;
    }

    private static String id(@Nullable JsonNode value, String at) {
        if (value == null
                || !value.isString()
                || !ID.matcher(value.stringValue()).matches()) {
            throw Refused.invalid(at + " is missing or not an id");
        }
        return value.stringValue();
    }

    private static String time(@Nullable JsonNode value, String at) {
        try {
            return OffsetDateTime.parse(id(value, at)).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw Refused.invalid(at + " is not a time such as 2026-11-23T10:00:00Z");
        }
    }
}
