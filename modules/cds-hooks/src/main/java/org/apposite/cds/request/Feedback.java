package org.apposite.cds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What clinicians did with cards, read from the body of a request: ids, codes and times. What they wrote is left out, since
 * it may name the patient.
 */
public final class Feedback {

    private static final Set<String> OUTCOMES = Set.of("accepted", "overridden");
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7E]{1,128}");
    private static final int MAX_ENTRIES = 100;

    private Feedback() {}

    /**
     * Reads feedback.
     *
     * @param hook the hook of the service that the cards were from
     * @param body what was sent
     * @param isOwn whether an id is that of a card which the service has sent
     * @param clock the time
     * @return a line for the log of each entry, a JSON object
     * @throws Refused when the body is no feedback, has more than 100 entries, or names a card that the service has not sent
     */
    public static List<ObjectNode> lines(Hook hook, ObjectNode body, Predicate<String> isOwn, Clock clock) {
        if (!(body.get("feedback") instanceof ArrayNode entries) || entries.isEmpty()) {
            throw Refused.invalid("feedback is missing or not a list with entries");
        }
        if (entries.size() > MAX_ENTRIES) {
            throw Refused.invalid("feedback has more than " + MAX_ENTRIES + " entries at once");
        }
        List<ObjectNode> lines = new ArrayList<>();
        for (JsonNode entry : entries) {
            String at = "feedback[" + lines.size() + "]";
            ObjectNode line = line(hook, entry, at, clock);
            if (!isOwn.test(line.path("card").textValue())) {
                throw Refused.notFound(
                        at + ".card is not the id of a card that this service has sent; nothing was stored");
            }
            lines.add(line);
        }
        return lines;
    }

    /** Whether a line tells that a card was overridden, and gives one of its reasons. */
    public static boolean isOverriddenWithReason(ObjectNode line) {
        return line.path("outcome").asText().equals("overridden") && line.has("overrideReason");
    }

    private static ObjectNode line(Hook hook, JsonNode entry, String at, Clock clock) {
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
                || !value.isTextual()
                || !ID.matcher(value.textValue()).matches()) {
            throw Refused.invalid(at + " is missing or not an id");
        }
        return value.textValue();
    }

    private static String time(@Nullable JsonNode value, String at) {
        try {
            return OffsetDateTime.parse(id(value, at)).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw Refused.invalid(at + " is not a time such as 2026-11-23T10:00:00Z");
        }
    }
}
