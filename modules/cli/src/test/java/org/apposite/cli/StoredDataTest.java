package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.cds.CdsRequest;
import org.apposite.cds.CdsResponse;
import org.apposite.cds.CdsService;
import org.apposite.cds.CdsSettings;
import org.apposite.log.LogKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Marks everything in a request that names somebody or that somebody wrote, and looks for the marks in all that is kept. */
class StoredDataTest {

    private static final Path EXAMPLE = Path.of("../../docs/examples/cds-hooks/order-select-lumbar-mri.json");
    private static final String SELECT = "/cds-services/apposite-order-select";
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    private Path home;

    private int marks;

    private String mark() {
        return "Mark" + ++marks + "Mark";
    }

    /** Adds to each resource what FHIR has for names, identifiers, addresses and texts. */
    private void markResources(JsonNode node) {
        node.forEach(this::markResources);
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        if (object.has("coding") && object.get("coding") instanceof ArrayNode codings) {
            object.put("text", mark());
            codings.forEach(coding -> ((ObjectNode) coding).put("display", mark()));
        }
        if (object.has("reference")) {
            object.put("display", mark());
        }
        String type = object.path("resourceType").asText();
        if (type.isEmpty() || type.equals("Bundle")) {
            return;
        }
        object.putObject("text").put("status", "generated").put("div", "<div>" + mark() + "</div>");
        object.putArray("identifier").addObject().put("system", "urn:mrn").put("value", mark());
        object.putArray("extension")
                .addObject()
                .put("url", "http://x.example/e")
                .put("valueString", mark());
        if (type.equals("Patient")) {
            object.putArray("name").addObject().put("family", mark()).put("text", mark());
            object.putArray("telecom").addObject().put("system", "phone").put("value", mark());
            object.putArray("address").addObject().put("city", mark()).put("postalCode", mark());
            object.putArray("contact").addObject().putObject("name").put("text", mark());
        } else {
            object.putArray("note").addObject().put("authorString", mark()).put("text", mark());
        }
    }

    private CdsResponse post(CdsService service, String path, JsonNode body) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", "Bearer " + mark());
        headers.put("Cookie", mark());
        headers.put("User-Agent", mark());
        return service.handle(
                new CdsRequest("POST", path, headers, body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void no_name_identifier_or_text_of_a_request_is_in_a_log_or_a_figure() throws IOException {
        ListAppender<ILoggingEvent> operators = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger("org.apposite");
        Level before = log.getLevel();
        log.setLevel(Level.TRACE);
        log.addAppender(operators);
        operators.start();
        String figures;
        try (CdsService service = new CdsService(
                ClinicalRules::bundled,
                CdsSettings.of(URI.create("http://127.0.0.1:8080"), Clock.systemUTC())
                        .logs(home.resolve("log"))
                        .logKey(LogKey.create(home.resolve("key")))
                        .keepCases()
                        .explainUnrecognised()
                        .build())) {
            ObjectNode call = (ObjectNode) MAPPER.readTree(Files.readString(EXAMPLE));
            markResources(call);
            ((ObjectNode) call.path("context")).put("userId", "Practitioner/" + mark());
            ((ObjectNode) call.path("context")).put("encounterId", mark());
            call.putObject("fhirAuthorization").put("access_token", mark()).put("subject", mark());
            CdsResponse answer = post(service, SELECT, call);
            assertThat(answer.status()).isEqualTo(200);
            JsonNode card = MAPPER.readTree(answer.body()).path("cards").path(0);
            ObjectNode feedback = MAPPER.createObjectNode();
            ObjectNode entry = feedback.putArray("feedback")
                    .addObject()
                    .put("card", card.path("uuid").asText())
                    .put("outcome", "overridden")
                    .put("outcomeTimestamp", "2026-11-23T10:00:00Z");
            ObjectNode reason = entry.putObject("overrideReason");
            reason.put("userComment", mark());
            reason.putObject("reason")
                    .put("system", "http://x.example/s")
                    .put("code", "c")
                    .put("display", mark());
            assertThat(post(service, SELECT + "/feedback", feedback).status()).isEqualTo(200);
            // What is refused, and what cannot be read.
            post(service, SELECT, MAPPER.createObjectNode().put("hook", mark()));
            post(service, "/cds-services/" + mark(), call);
            post(service, "/answer", MAPPER.createObjectNode().put("resourceType", mark()));
            ((ObjectNode) call.path("prefetch").path("patient"))
                    .put("birthDate", mark())
                    .put("gender", mark());
            post(service, SELECT, call);
            figures = new String(
                    service.handle(new CdsRequest("GET", "/metrics", Map.of(), new byte[0]))
                            .body(),
                    StandardCharsets.UTF_8);
        } finally {
            log.detachAppender(operators);
            log.setLevel(before);
        }
        List<String> kept = new ArrayList<>(List.of(figures));
        try (Stream<Path> files = Files.walk(home.resolve("log"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Rules are kept as bytes.
                kept.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        operators.list.forEach(
                event -> kept.add(event.getFormattedMessage() + event.getKeyValuePairs() + event.getMDCPropertyMap()));
        assertThat(marks).isGreaterThan(30);
        assertThat(String.join("\n", kept))
                .contains("\"case\":{", "\"commented\":true", "apposite_decisions_total", "refused")
                .doesNotContainPattern("(?i)mark\\d+mark")
                .doesNotContain("child-9", "Practitioner/");
    }
}
