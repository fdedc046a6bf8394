package org.apposite.cds;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apposite.cds.request.Hook;
import org.apposite.cds.request.Json;

/** A good request of which bytes change what they will: every answer is one that the service may give. */
class FhirFuzzTest {

    private static final CdsService SERVICE = Requests.service();
    private static final ObjectNode GOOD = Requests.of("lumbar-mri.json");
    private static final int MOST_CHANGES = 12;

    @DictionaryFile(resourcePath = "/hostile/words.dict")
    @FuzzTest
    void any_change_of_a_request_is_answered(FuzzedDataProvider data) {
        ObjectNode body = GOOD.deepCopy();
        Hook hook = data.pickValue(Hook.values());
        body.put("hook", hook.hook());
        for (int i = 0; i < MOST_CHANGES && data.remainingBytes() > 0; i++) {
            change(body, data);
        }
        Invariants.hold(SERVICE, Requests.post("/cds-services/" + hook.service(), body));
    }

    private static void change(ObjectNode body, FuzzedDataProvider data) {
        List<JsonNode> containers = new ArrayList<>();
        containers(body.path("context"), containers);
        containers(body.path("prefetch"), containers);
        JsonNode parent = containers.get(data.consumeInt(0, containers.size() - 1));
        if (parent instanceof ObjectNode object) {
            List<String> keys = object.propertyStream().map(Map.Entry::getKey).toList();
            boolean known = !keys.isEmpty() && data.consumeBoolean();
            String key = known ? keys.get(data.consumeInt(0, keys.size() - 1)) : data.consumeString(40);
            if (known && data.consumeBoolean()) {
                object.remove(key);
            } else {
                object.set(key, value(data, containers));
            }
        } else if (parent instanceof ArrayNode list) {
            if (!list.isEmpty() && data.consumeBoolean()) {
                list.remove(data.consumeInt(0, list.size() - 1));
            } else {
                list.add(value(data, containers));
            }
        }
    }

    private static JsonNode value(FuzzedDataProvider data, List<JsonNode> containers) {
        ObjectNode factory = Json.object();
        return switch (data.consumeInt(0, 8)) {
            case 0 -> factory.nullNode();
            case 1 -> factory.booleanNode(data.consumeBoolean());
            case 2 -> factory.numberNode(data.consumeLong());
            case 3 -> factory.numberNode(data.consumeRegularDouble());
            case 4 -> factory.objectNode();
            case 5 -> factory.arrayNode();
            case 6 -> containers.get(data.consumeInt(0, containers.size() - 1)).deepCopy();
            default -> factory.textNode(data.consumeString(200));
        };
    }

    private static void containers(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> containers(child, containers));
        }
    }
}
