package org.apposite.log.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.log.Decision.Mode;
import org.apposite.log.file.LogJson;
import org.apposite.log.store.LogLine;
import org.jspecify.annotations.Nullable;

/** A line of a log of decisions or feedback, of whatever version, as a report needs it. */
sealed interface Logged {

    /** What a line does not say. */
    String NONE = "none";

    /** A code or an id. What somebody made up is none, and takes no room in memory or on a page. */
    Pattern CODE = Pattern.compile("[A-Za-z0-9._:/|+#-]{1,200}");

    /** How much is told of a text of an event. */
    int MOST_CHARACTERS = 200;

    /** A decision. */
    record Decided(
            String id,
            Instant time,
            Mode mode,
            @Nullable String beside,
            List<String> asked,
            List<Card> cards,
            List<Suppressed> suppressed,
            Answer answer)
            implements Logged {

        boolean isTriedOut() {
            return mode == Mode.TRIED_OUT;
        }
    }

    /** A card; of older lines only the id is known. */
    record Card(String id, String kind, String indicator) {}

    /** A card that was not shown again. */
    record Suppressed(Card card, String why) {}

    /** What the rules answered. */
    record Answer(
            String topic,
            String outcome,
            String variant,
            String preferred,
            SortedMap<String, String> ratings,
            SortedMap<String, String> alerts,
            SortedMap<String, String> alertTexts) {}

    /** What a clinician did with a card. */
    record FedBack(String card, Instant time, String outcome, String reason) implements Logged {}

    /** What happened to rules or log. */
    record Happened(Instant time, String event, String details) implements Logged {}

    /** A line whose text was erased. */
    record Erased() implements Logged {}

    /** A line that is not whole yet, or never was. */
    record Torn() implements Logged {}

    /** A line that is none of these. */
    record Unreadable() implements Logged {}

    static Logged of(LogLine line) {
        if (line.isTorn()) {
            return new Torn();
        }
        Optional<JsonNode> object = LogJson.object(line.bytes());
        try {
            return object.map(Logged::of).orElseGet(Unreadable::new);
        } catch (DateTimeException e) {
            return new Unreadable();
        }
    }

    private static Logged of(JsonNode line) {
        if (line.path("erased").asBoolean()) {
            return new Erased();
        }
        if (line.has("event")) {
            return new Happened(time(line), code(line.path("event")), details(line));
        }
        if (line.has("digest") && line.has("outcome")) {
            return decided(line);
        }
        return line.has("card") && line.has("outcome")
                ? new FedBack(
                        code(line.path("card")),
                        time(line),
                        code(line.path("outcome")),
                        code(line.at("/overrideReason/code")))
                : new Unreadable();
    }

    private static Decided decided(JsonNode line) {
        return new Decided(
                code(line.path("id")),
                time(line),
                mode(line),
                line.has("beside") ? code(line.path("beside")) : null,
                line.path("orders")
                        .valueStream()
                        .flatMap(order -> Stream.ofNullable(order.get("asked")))
                        .map(Logged::code)
                        .distinct()
                        .toList(),
                line.path("cards").valueStream().map(Logged::card).toList(),
                line.path("suppressed")
                        .valueStream()
                        .map(one -> new Suppressed(card(one), code(one.path("why"))))
                        .toList(),
                new Answer(
                        code(line.path("topic")),
                        code(line.path("outcome")),
                        code(line.path("variant")),
                        line.path("preferred").isEmpty()
                                ? NONE
                                : line.path("preferred")
                                        .valueStream()
                                        .map(Logged::code)
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                        ratings(line.path("ratings")),
                        codes(line.path("alerts")),
                        codes(line.path("alertTexts"))));
    }

    private static Mode mode(JsonNode line) {
        return line.path("triedOut").asBoolean()
                ? Mode.TRIED_OUT
                : line.path("silent").asBoolean() ? Mode.SILENT : Mode.SHOWN;
    }

    private static Card card(JsonNode card) {
        return card.isTextual()
                ? new Card(code(card), NONE, NONE)
                : new Card(code(card.path("id")), code(card.path("kind")), code(card.path("indicator")));
    }

    private static SortedMap<String, String> ratings(JsonNode byCategory) {
        SortedMap<String, String> ratings = new TreeMap<>();
        byCategory
                .properties()
                .forEach(category -> category.getValue()
                        .valueStream()
                        .forEach(procedure -> ratings.put(code(procedure), code(category.getKey()))));
        return ratings;
    }

    private static SortedMap<String, String> codes(JsonNode byAlert) {
        SortedMap<String, String> codes = new TreeMap<>();
        byAlert.properties().forEach(alert -> codes.put(code(alert.getKey()), code(alert.getValue())));
        return codes;
    }

    /** What an event says besides its name and time, without its place in the chain. */
    private static String details(JsonNode event) {
        ObjectNode rest = event.deepCopy();
        rest.remove(List.of("event", "time", "salt", "chain"));
        return rest.properties().stream()
                .filter(one ->
                        !(one.getValue().isContainerNode() && one.getValue().isEmpty()))
                .map(one -> one.getKey() + " " + words(one.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String words(JsonNode value) {
        return value.isContainerNode()
                ? value.valueStream().map(Logged::words).collect(Collectors.joining(value.isArray() ? ", " : " "))
                : shortened(value.asText());
    }

    private static Instant time(JsonNode line) {
        return Instant.parse(line.path("time").asText());
    }

    private static String code(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() ? code(value.textValue()) : NONE;
    }

    private static String code(String text) {
        return CODE.matcher(text).matches() ? text : "not-a-code";
    }

    private static String shortened(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
