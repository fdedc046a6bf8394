package org.apposite.cds;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A call of a hook, read from its body.
 *
 * @param hook the hook
 * @param access where resources can be read and with which token, null when the client gives neither
 * @param patient the id of the patient
 * @param drafts the requests for services among the draft orders
 * @param selections which orders were just selected, by type and id or by the id alone
 * @param prefetch what the client fetched beforehand; none found is a null
 */
record HookCall(
        Hook hook,
        @Nullable Access access,
        String patient,
        List<ObjectNode> drafts,
        Set<String> selections,
        Map<String, Optional<ObjectNode>> prefetch) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    private static final String REQUEST = "ServiceRequest/";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]{1,8000}=*");

    /** A server and the token for it. Its text does not show the token. */
    record Access(URI server, String token) {

        @Override
        public String toString() {
            return server.toString();
        }
    }

    static HookCall read(Hook hook, ObjectNode body) {
        String named = text(body, "hook");
        if (!hook.hook().equals(named)) {
            throw Refused.invalid("hook must be " + hook.hook() + " for the service " + hook.service());
        }
        text(body, "hookInstance");
        ObjectNode context = object(body, "context");
        String patient = text(context, "patientId");
        if (!ID.matcher(patient).matches()) {
            throw Refused.invalid("context.patientId is not an id of FHIR");
        }
        List<ObjectNode> drafts = hook.isOfOrders() ? drafts(object(context, "draftOrders")) : List.of();
        Set<String> selections = hook == Hook.ORDER_SELECT ? selections(context.get("selections")) : Set.of();
        return new HookCall(hook, access(body), patient, drafts, selections, prefetch(body.get("prefetch")));
    }

    /** The drafts that this call is about. */
    List<ObjectNode> orders() {
        return hook == Hook.ORDER_SELECT
                ? drafts.stream().filter(this::isSelected).toList()
                : drafts;
    }

    private boolean isSelected(ObjectNode draft) {
        String id = draft.path("id").asString("");
        return !id.isEmpty() && (selections.contains(id) || selections.contains(REQUEST + id));
    }

    private static List<ObjectNode> drafts(ObjectNode bundle) {
        if (!"Bundle".equals(bundle.path("resourceType").asString(""))) {
            throw Refused.invalid("context.draftOrders is not a Bundle");
        }
        List<ObjectNode> drafts = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource") instanceof ObjectNode resource
                    && "ServiceRequest".equals(resource.path("resourceType").asString(""))) {
                drafts.add(draft(resource));
            }
        }
        return List.copyOf(drafts);
    }

    /** A draft goes back as it was, but for what is empty, which FHIR does not have. */
    private static ObjectNode draft(ObjectNode sent) {
        ObjectNode draft = Json.withoutEmpty(sent);
        if (draft.has("id")) {
            text(draft, "id");
        }
        return draft;
    }

    private static Set<String> selections(@Nullable JsonNode list) {
        if (list == null || !list.isArray()) {
            throw Refused.invalid("context.selections is not a list");
        }
        Set<String> selections = new LinkedHashSet<>();
        for (JsonNode one : list) {
            if (!one.isString()) {
                throw Refused.invalid("context.selections holds something that is not a text");
            }
            // Clients name a selection by type and id, some by the id alone or by a whole URL.
            String name = one.stringValue();
            selections.add(name.substring(Math.max(0, name.lastIndexOf('/' + REQUEST) + 1)));
        }
        return Set.copyOf(selections);
    }

    private static Map<String, Optional<ObjectNode>> prefetch(@Nullable JsonNode given) {
        Map<String, Optional<ObjectNode>> prefetch = new LinkedHashMap<>();
        if (given == null || given.isNull()) {
            return prefetch;
        }
        if (!given.isObject()) {
            throw Refused.invalid("prefetch is not an object");
        }
        given.forEachEntry((key, value) -> {
            if (value instanceof ObjectNode resource) {
                prefetch.put(key, Optional.of(resource));
            } else if (value.isNull()) {
                prefetch.put(key, Optional.empty());
            } else {
                throw Refused.invalid("a member of prefetch is neither a resource nor null");
            }
        });
        return prefetch;
    }

    private static @Nullable Access access(ObjectNode body) {
        JsonNode authorization = body.get("fhirAuthorization");
        JsonNode server = body.get("fhirServer");
        if (server != null && !server.isString()) {
            throw Refused.invalid("fhirServer is not a URL");
        }
        if (authorization == null || authorization.isNull()) {
            return null;
        }
        if (!(authorization instanceof ObjectNode object)) {
            throw Refused.invalid("fhirAuthorization is not an object");
        }
        if (server == null) {
            throw Refused.invalid("fhirServer is missing; fhirAuthorization needs it");
        }
        String token = text(object, "access_token");
        if (!TOKEN.matcher(token).matches()) {
            throw Refused.invalid("fhirAuthorization.access_token is not a bearer token");
        }
        try {
            return new Access(URI.create(server.stringValue()), token);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("fhirServer is not a URL");
        }
    }

    private static String text(ObjectNode parent, String key) {
        JsonNode value = parent.get(key);
        if (value == null || !value.isString() || value.stringValue().isBlank()) {
            throw Refused.invalid(key + " is missing, empty or not a text");
        }
        return value.stringValue();
    }

    private static ObjectNode object(ObjectNode parent, String key) {
        if (parent.get(key) instanceof ObjectNode object) {
            return object;
        }
        throw Refused.invalid(key + " is missing or not an object");
    }
}
