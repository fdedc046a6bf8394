package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apposite.text.Characters;

/** What holds of every response of the service, as CDS Hooks 2.0 has it, and of every request of feedback. */
final class Invariants {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern JAVA = Pattern.compile("\\w*Exception|\\w*Error\\b|\\bat [a-z]+\\.|"
            + "(?:java|org|com|tools|ca|io)\\.[a-z]+\\.|\\$[A-Z]\\w*|\\w+\\.java");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private Invariants() {}

    /** Fails unless the service may answer the request so. What the sender wrote may be told back, even where it reads like Java. */
    static void hold(CdsService service, CdsRequest request) {
        String sent = new String(request.body(), StandardCharsets.UTF_8);
        hold(service.handle(request), sent + unescaped(sent));
    }

    /** Fails unless the response is one that the service may give to somebody who sent nothing that reads like Java. */
    static void hold(CdsResponse response) {
        hold(response, "");
    }

    private static void hold(CdsResponse response, String sent) {
        assertThat(response.status()).isIn(200, 204, 400, 401, 403, 404, 405, 413, 415, 501, 503);
        assertThat(response.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Content-Type-Options", "nosniff");
        assertThat(response.headers().values()).noneMatch(value -> value.matches("(?s).*[\\r\\n].*"));
        if (response.body().length == 0) {
            assertThat(response.status()).isIn(200, 204);
            return;
        }
        assertThat(new String(response.body(), StandardCharsets.UTF_8)
                        .codePoints()
                        .filter(Characters::isHidden))
                .isEmpty();
        if (response.status() >= 400 && !isJson(response)) {
            throw new AssertionError("an error that is not JSON");
        }
        if (!isJson(response)) {
            return;
        }
        JsonNode body = Requests.json(response);
        if (body.has("cards")) {
            assertThat(response.status()).isEqualTo(200);
            cards(body, sent);
        } else if (body.has("services")) {
            nothingEmpty(body, "");
        } else if (response.status() >= 400 && !body.path("status").isTextual()) {
            outcome(body, sent);
        }
    }

    /** Fails unless the request is one that CDS Hooks allows for feedback. */
    static void holdOfFeedback(JsonNode request) {
        assertThat(request.path("feedback").isArray()).isTrue();
        assertThat(request.path("feedback")).isNotEmpty();
        for (JsonNode entry : request.path("feedback")) {
            text(entry, "card");
            assertThat(text(entry, "outcome")).isIn("accepted", "overridden");
            assertThat(OffsetDateTime.parse(text(entry, "outcomeTimestamp"))).isNotNull();
            if (text(entry, "outcome").equals("accepted")) {
                assertThat(entry.path("acceptedSuggestions")).isNotEmpty();
                entry.path("acceptedSuggestions").forEach(one -> text(one, "id"));
                assertThat(entry.has("overrideReason")).isFalse();
            } else {
                assertThat(entry.has("acceptedSuggestions")).isFalse();
            }
            JsonNode reason = entry.path("overrideReason").path("reason");
            if (!reason.isMissingNode()) {
                text(reason, "code");
                text(reason, "system");
            }
        }
    }

    /** What reads like Java in a text and is not made of words that were sent. */
    private static List<String> java(String text, String sent) {
        return JAVA.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(match ->
                        !WORD.matcher(match).results().map(MatchResult::group).allMatch(sent::contains))
                .toList();
    }

    /** The same JSON without escapes of letters; nothing where it is none. */
    private static String unescaped(String sent) {
        try {
            return new JsonMapper().readTree(sent).toString();
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static boolean isJson(CdsResponse response) {
        return response.headers().getOrDefault("Content-Type", "").matches("application/(fhir\\+)?json.*");
    }

    private static void outcome(JsonNode body, String sent) {
        assertThat(body.path("resourceType").asText("")).isEqualTo("OperationOutcome");
        assertThat(body.path("issue")).hasSize(1);
        JsonNode issue = body.path("issue").path(0);
        assertThat(text(issue, "severity")).isEqualTo("error");
        assertThat(text(issue, "code")).matches("[a-z-]+");
        assertThat(text(issue, "diagnostics")).hasSizeLessThan(400);
        assertThat(java(issue.path("diagnostics").textValue(), sent)).isEmpty();
        nothingEmpty(body, "");
    }

    private static void cards(JsonNode body, String sent) {
        assertThat(body.path("cards").isArray()).isTrue();
        nothingEmpty(body, "");
        List<String> ids = new ArrayList<>();
        for (JsonNode card : body.path("cards")) {
            card(card, ids, sent);
        }
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> UUID.matcher(id).matches());
        for (JsonNode action : body.path("systemActions")) {
            action(action);
        }
        assertThat(body.path("extension").path("systemActions")).isEqualTo(body.path("systemActions"));
    }

    private static void card(JsonNode card, List<String> ids, String sent) {
        ids.add(text(card, "uuid"));
        assertThat(text(card, "summary")).hasSizeLessThan(140);
        assertThat(text(card, "indicator")).isIn("info", "warning", "critical");
        assertThat(java(text(card, "detail"), sent)).isEmpty();
        assertThat((text(card, "summary") + text(card, "detail")).codePoints().filter(Characters::isHidden))
                .as("what a clinician sees")
                .isEmpty();
        text(card.path("source"), "label");
        for (String url : List.of("url", "icon")) {
            if (card.path("source").has(url)) {
                assertThat(URI.create(text(card.path("source"), url)).isAbsolute())
                        .isTrue();
            }
        }
        if (card.path("source").has("topic")) {
            text(card.path("source").path("topic"), "code");
        }
        suggestions(card, ids);
        for (JsonNode link : card.path("links")) {
            text(link, "label");
            assertThat(URI.create(text(link, "url")).isAbsolute()).isTrue();
            assertThat(text(link, "type")).isIn("absolute", "smart");
            assertThat(link.has("appContext") && !link.path("type").textValue().equals("smart"))
                    .isFalse();
        }
        for (JsonNode reason : card.path("overrideReasons")) {
            text(reason, "code");
            text(reason, "system");
            text(reason, "display");
        }
    }

    private static void suggestions(JsonNode card, List<String> ids) {
        if (!card.has("suggestions")) {
            return;
        }
        assertThat(text(card, "selectionBehavior")).isIn("at-most-one", "any");
        long recommended = 0;
        for (JsonNode suggestion : card.path("suggestions")) {
            text(suggestion, "label");
            ids.add(text(suggestion, "uuid"));
            recommended += suggestion.path("isRecommended").asBoolean(false) ? 1 : 0;
            suggestion.path("actions").forEach(Invariants::action);
        }
        if (card.path("selectionBehavior").textValue().equals("at-most-one")) {
            assertThat(recommended).isLessThan(2);
        }
    }

    private static void action(JsonNode action) {
        text(action, "description");
        String type = text(action, "type");
        assertThat(type).isIn("create", "update", "delete");
        if (type.equals("delete")) {
            text(action, "resourceId");
            assertThat(action.has("resource")).isFalse();
        } else {
            text(action.path("resource"), "resourceType");
        }
        if (type.equals("update")) {
            text(action.path("resource"), "id");
        }
    }

    private static String text(JsonNode parent, String key) {
        assertThat(parent.path(key).isTextual()).as(key + " is a text").isTrue();
        String value = parent.path(key).textValue();
        assertThat(value).as(key).isNotBlank();
        return value;
    }

    /** FHIR and CDS Hooks leave out what is empty; FHIR has a null only within a list, as the place of an extension. */
    private static void nothingEmpty(JsonNode node, String at) {
        if (node instanceof ObjectNode object) {
            object.forEachEntry((key, value) -> {
                String path = at + "/" + key;
                assertThat(value.isNull()).as(path + " is null").isFalse();
                boolean empty = (value.isContainerNode() && value.isEmpty())
                        || (value.isTextual() && value.textValue().isEmpty());
                assertThat(empty && !path.equals("/cards"))
                        .as(path + " is empty")
                        .isFalse();
                nothingEmpty(value, path);
            });
        } else if (node.isArray()) {
            int position = 0;
            Set<String> empty = Set.of("{}", "[]", "\"\"");
            for (JsonNode one : node) {
                String path = at + "/" + position++;
                assertThat(one.size() == 0 && empty.contains(one.toString()))
                        .as(path + " is empty")
                        .isFalse();
                nothingEmpty(one, path);
            }
        }
    }
}
