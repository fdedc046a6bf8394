package org.apposite.cds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.apposite.fhir.FhirResources;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * A draft order for a service.
 *
 * @param json as it was sent, but for what is empty, which FHIR does not have
 * @param request as it is read
 */
public record DraftOrder(ObjectNode json, ServiceRequest request) {

    /** Reads a draft from which what is empty was left out; empty when it is no ServiceRequest. */
    static Optional<DraftOrder> of(ObjectNode json) {
        return FhirResources.read(json)
                .filter(ServiceRequest.class::isInstance)
                .map(resource -> new DraftOrder(json, (ServiceRequest) resource));
    }

    /** A copy without members and entries that are empty. A null in a list stays: it keeps the place of an extension. */
    static ObjectNode withoutEmpty(ObjectNode sent) {
        ObjectNode copy = Json.object();
        sent.forEachEntry((key, value) -> {
            JsonNode kept = withoutEmpty(value);
            if (!isEmpty(kept)) {
                copy.set(key, kept);
            }
        });
        return copy;
    }

    private static ArrayNode withoutEmpty(ArrayNode list) {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        boolean hasContent = false;
        for (JsonNode value : list) {
            JsonNode kept = withoutEmpty(value);
            if (kept.isNull() || !isEmpty(kept)) {
                copy.add(kept);
                hasContent |= !kept.isNull();
            }
        }
        return hasContent ? copy : copy.removeAll();
    }

    private static JsonNode withoutEmpty(JsonNode value) {
        return value instanceof ObjectNode object
                ? withoutEmpty(object)
                : value instanceof ArrayNode list ? withoutEmpty(list) : value;
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isNull()
                || (value.isContainerNode() && value.isEmpty())
                || (value.isTextual() && value.textValue().isEmpty());
    }
}
