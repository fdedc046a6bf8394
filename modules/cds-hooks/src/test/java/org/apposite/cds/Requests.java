package org.apposite.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;

/** Requests of the tests, and a service that answers them. */
final class Requests {

    static final ClinicalRules RULES = ClinicalRules.bundled();
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T11:00:00Z"), ZoneId.of("Europe/Berlin"));
    static final URI BASE = URI.create("http://127.0.0.1:8080");

    private static final Path FOLDER = Path.of("src/test/resources/requests");

    private Requests() {}

    static CdsSettings.Builder settings() {
        return CdsSettings.of(BASE, CLOCK);
    }

    static CdsService service() {
        return new CdsService(() -> RULES, settings().build());
    }

    /** A request of the folder, to be changed by a test. */
    static ObjectNode of(String file) {
        try {
            return (ObjectNode) json(Files.readString(FOLDER.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A child with a neurologic deficit, which is an emergency, for whom an order is selected. */
    static ObjectNode emergency() {
        ObjectNode call = of("lumbar-mri.json");
        ObjectNode condition = ((ObjectNode) call.at("/prefetch/conditions/entry/0/resource")).deepCopy();
        condition.put("id", "deficit");
        condition
                .putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", "https://apposite.org/fhir/CodeSystem/term")
                .put("code", "neurologic-deficit");
        ((ArrayNode) call.at("/prefetch/conditions/entry")).addObject().set("resource", condition);
        return call;
    }

    static CdsRequest post(String path, JsonNode body) {
        return post(path, body.toString());
    }

    static CdsRequest post(String path, String body) {
        return new CdsRequest(
                "POST", path, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    static CdsRequest get(String path) {
        return new CdsRequest("GET", path, Map.of(), new byte[0]);
    }

    /** What the link of a card carries behind its #. */
    static JsonNode carriedBy(String link) {
        String kept = link.substring(link.indexOf("#record=") + "#record=".length());
        return json(new String(Base64.getUrlDecoder().decode(kept), StandardCharsets.UTF_8));
    }

    /** The id of a card that a service has just sent. */
    static String cardOf(CdsService service) {
        return json(service.handle(post("/cds-services/apposite-order-select", of("lumbar-mri.json"))))
                .at("/cards/0/uuid")
                .textValue();
    }

    /** Origins that are not https://ehr.example. */
    static List<String> foreignOrigins() {
        return lines(Path.of("src/test/resources/origins.txt"));
    }

    /** The lines of a table that are no comments. */
    static List<String> lines(Path table) {
        try (Stream<String> all = Files.lines(table)) {
            return all.filter(line -> !line.startsWith("# ")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(CdsResponse response) {
        return json(new String(response.body(), StandardCharsets.UTF_8));
    }

    static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
