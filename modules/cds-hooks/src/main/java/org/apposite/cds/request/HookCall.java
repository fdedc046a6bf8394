package org.apposite.cds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apposite.fhir.FhirMapping;
import org.jspecify.annotations.Nullable;

/** A call of a hook, read from its body. Immutable, as long as nobody changes what was sent. */
public final class HookCall {

    /** Nobody orders more studies of one patient at once; more would be an attack. */
    private static final int MAX_ORDERS = 10;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    private static final String REQUEST = "ServiceRequest/";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]{1,8000}=*");

    private final Hook hook;
    private final String patient;
    private final List<DraftOrder> orders;
    private final @Nullable String server;
    private final @Nullable Access access;
    private final Map<String, Optional<ObjectNode>> prefetch;

    private HookCall(
            Hook hook,
            String patient,
            List<DraftOrder> orders,
            @Nullable String server,
            @Nullable Access access,
            Map<String, Optional<ObjectNode>> prefetch) {
        this.hook = hook;
        this.patient = patient;
        this.orders = orders;
        this.server = server;
        this.access = access;
        this.prefetch = prefetch;
    }

    /** A server and the token for it. Its text does not show the token. */
    record Access(URI server, String token) {

        @Override
        public String toString() {
            return server.toString();
        }
    }

    /**
     * Reads a call.
     *
     * @param hook the hook of the service that was called
     * @param body what was sent
     * @param mapping tells which orders are for imaging
     * @return the call
     * @throws Refused when the body is no call of this hook, or has more than 10 orders for imaging
     */
    public static HookCall read(Hook hook, ObjectNode body, FhirMapping mapping) {
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
        if (hook == Hook.ORDER_SELECT) {
            drafts = selected(drafts, selections(context.get("selections")));
        }
        Access access = access(body);
        Map<String, Optional<ObjectNode>> prefetch = prefetch(body.get("prefetch"));
        return new HookCall(
                hook,
                patient,
                ofImaging(drafts, mapping),
                body.path("fhirServer").textValue(),
                access,
                prefetch);
    }

    /** The hook that was called. */
    public Hook hook() {
        return hook;
    }

    /** The id of the patient. */
    public String patient() {
        return patient;
    }

    /** The orders that the call is about: the drafts for imaging, at order-select those that were just selected. */
    public List<DraftOrder> orders() {
        return orders;
    }

    /** The base of the client's FHIR server, which its references are relative to; empty when it does not say. */
    public Optional<String> server() {
        return Optional.ofNullable(server).filter(base -> !base.isBlank());
    }

    /** Where resources can be read and with which token, null when the client gives neither. */
    @Nullable
    Access access() {
        return access;
    }

    /** What the client fetched beforehand; none found is empty. */
    Map<String, Optional<ObjectNode>> prefetch() {
        return prefetch;
    }

    private static List<ObjectNode> drafts(ObjectNode bundle) {
        if (!"Bundle".equals(bundle.path("resourceType").asText(""))) {
            throw Refused.invalid("context.draftOrders is not a Bundle");
        }
        List<ObjectNode> drafts = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource") instanceof ObjectNode resource
                    && "ServiceRequest".equals(resource.path("resourceType").asText(""))) {
                ObjectNode draft = DraftOrder.withoutEmpty(resource);
                if (draft.has("id")) {
                    text(draft, "id");
                }
                drafts.add(draft);
            }
        }
        return drafts;
    }

    private static Set<String> selections(@Nullable JsonNode list) {
        if (list == null || !list.isArray()) {
            throw Refused.invalid("context.selections is not a list");
        }
        Set<String> selections = new LinkedHashSet<>();
        for (JsonNode one : list) {
            if (!one.isTextual()) {
                throw Refused.invalid("context.selections holds something that is not a text");
            }
            // Clients name a selection by type and id, some by the id alone or by a whole URL.
            String name = one.textValue();
            selections.add(name.substring(Math.max(0, name.lastIndexOf('/' + REQUEST) + 1)));
        }
        return selections;
    }

    private static List<ObjectNode> selected(List<ObjectNode> drafts, Set<String> selections) {
        return drafts.stream()
                .filter(draft -> {
                    String id = draft.path("id").asText("");
                    return !id.isEmpty() && (selections.contains(id) || selections.contains(REQUEST + id));
                })
                .toList();
    }

    private static List<DraftOrder> ofImaging(List<ObjectNode> drafts, FhirMapping mapping) {
        List<DraftOrder> orders = drafts.stream()
                .flatMap(draft -> DraftOrder.of(draft).stream())
                .filter(order -> mapping.namesStudy(order.request().getCode()))
                .toList();
        if (orders.size() > MAX_ORDERS) {
            throw Refused.invalid("there are more than " + MAX_ORDERS + " imaging orders at once");
        }
        return orders;
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
        if (server != null && !server.isTextual()) {
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
            return new Access(URI.create(server.textValue()), token);
        } catch (IllegalArgumentException e) {
            throw Refused.invalid("fhirServer is not a URL");
        }
    }

    private static String text(ObjectNode parent, String key) {
        JsonNode value = parent.get(key);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw Refused.invalid(key + " is missing, empty or not a text");
        }
        return value.textValue();
    }

    private static ObjectNode object(ObjectNode parent, String key) {
        if (parent.get(key) instanceof ObjectNode object) {
            return object;
        }
        throw Refused.invalid(key + " is missing or not an object");
    }
}
