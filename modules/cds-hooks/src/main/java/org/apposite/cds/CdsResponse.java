package org.apposite.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;

/**
 * A response, for any web framework to send. Immutable and thread-safe, as long as nobody changes the bytes.
 *
 * @param status the status, such as 200
 * @param headers the headers, in the order of their names
 * @param body the body, empty when there is none
 */
public record CdsResponse(int status, Map<String, String> headers, byte[] body) {

    /** By then most of what is being answered has been. */
    private static final String RETRY_SECONDS = "2";

    /** Copies the headers. */
    public CdsResponse {
        headers = Collections.unmodifiableMap(new TreeMap<>(headers));
        Objects.requireNonNull(body, "body");
    }

    static CdsResponse json(int status, JsonNode body) {
        return new CdsResponse(status, Map.of("Content-Type", "application/json;charset=utf-8"), Json.bytes(body));
    }

    static CdsResponse text(String type, String body) {
        return new CdsResponse(200, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    /** A refusal as FHIR has it. */
    static CdsResponse of(Refused refused) {
        ObjectNode outcome = Json.object().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "error")
                .put("code", refused.code())
                .put("diagnostics", refused.reason());
        CdsResponse response = json(refused.status(), outcome);
        return refused.status() == 503 ? response.with(Map.of("Retry-After", RETRY_SECONDS)) : response;
    }

    CdsResponse with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(headers);
        all.putAll(more);
        return new CdsResponse(status, all, body);
    }
}
