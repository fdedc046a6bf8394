package org.apposite.cds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.fhir.FhirMapping;
import org.jspecify.annotations.Nullable;

/** A call of a hook, read from its body. Immutable, as long as nobody changes what was sent. */
public final class HookCall {

    private static final Pattern ID = Pattern.compile("(?:Patient/)?([A-Za-z0-9\\-._]{1,128})");
    private static final Pattern ENCOUNTER = Pattern.compile("(?:Encounter/)?([A-Za-z0-9\\-._]{1,128})");
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]{1,8000}=*");

    private static final ObjectNode FAILURE = Json.object().put("resourceType", "OperationOutcome");

    private final Hook hook;
    private final String instance;
    private final String patient;
    private final @Nullable String encounter;
    private final DraftOrders orders;
    private final @Nullable URI server;
    private final @Nullable Access access;
    private final Map<String, Optional<ObjectNode>> prefetch;
    private final List<String> unread;

    private HookCall(
            Hook hook,
            String instance,
            String patient,
            @Nullable String encounter,
            DraftOrders orders,
            @Nullable URI server,
            @Nullable Access access,
            Map<String, Optional<ObjectNode>> prefetch,
            List<String> unread) {
        this.hook = hook;
        this.instance = instance;
        this.patient = patient;
        this.encounter = encounter;
        this.orders = orders;
        this.server = server;
        this.access = access;
        this.prefetch = prefetch;
        this.unread = List.copyOf(unread);
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
     * @throws Refused when the body is no call of this hook
     */
    public static HookCall read(Hook hook, ObjectNode body, FhirMapping mapping) {
        String named = text(body, "hook");
        if (!hook.hook().equals(named)) {
            throw Refused.invalid("hook must be " + hook.hook() + " for the service " + hook.service());
        }
        String instance = body.path("hookInstance").asText("");
        ObjectNode context = object(body, "context");
        Matcher patient = ID.matcher(text(context, "patientId"));
        if (!patient.matches()) {
            throw Refused.invalid("context.patientId is not an id of FHIR");
        }
        List<String> unread = new ArrayList<>();
        URI server = server(body.path("fhirServer"), unread);
        Access access = access(server, body.path("fhirAuthorization"), unread);
        Map<String, Optional<ObjectNode>> prefetch = prefetch(body.get("prefetch"), unread);
        return new HookCall(
                hook,
                instance,
                patient.group(1),
                encounter(context),
                orders(hook, context, mapping),
                server,
                access,
                prefetch,
                unread);
    }

    private static @Nullable String encounter(ObjectNode context) {
        Matcher encounter = ENCOUNTER.matcher(context.path("encounterId").asText(""));
        return encounter.matches() ? encounter.group(1) : null;
    }

    private static DraftOrders orders(Hook hook, ObjectNode context, FhirMapping mapping) {
        if (!hook.isOfOrders()) {
            return DraftOrders.NONE;
        }
        return DraftOrders.of(
                context.get("draftOrders"), hook == Hook.ORDER_SELECT ? context.get("selections") : null, mapping);
    }

    /** The hook that was called. */
    public Hook hook() {
        return hook;
    }

    /** The id of the patient. */
    public String patient() {
        return patient;
    }

    /** The id of the encounter; empty when the client does not tell one. */
    public Optional<String> encounter() {
        return Optional.ofNullable(encounter);
    }

    /** The id of this call, as the client chose it; the word {@code other} when it is no UUID, as CDS Hooks asks for. */
    public String instance() {
        return hasInstance() ? instance : "other";
    }

    /** Whether the client gave this call an id, as CDS Hooks asks for. */
    public boolean hasInstance() {
        return UUID.matcher(instance).matches();
    }

    /** The draft orders; none for a hook that is not about orders. */
    public DraftOrders orders() {
        return orders;
    }

    /** The base of the client's FHIR server, which its references are relative to; empty when it does not say. */
    public Optional<String> server() {
        return Optional.ofNullable(server).map(URI::toString);
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

    /** What of the call cannot be read besides its orders, in plain words. */
    List<String> unread() {
        return unread;
    }

    private static Map<String, Optional<ObjectNode>> prefetch(@Nullable JsonNode given, List<String> unread) {
        Map<String, Optional<ObjectNode>> prefetch = new LinkedHashMap<>();
        if (given == null || given.isNull()) {
            return prefetch;
        }
        if (!given.isObject()) {
            unread.add("prefetch: it is not an object");
        }
        given.forEachEntry((key, value) -> {
            if (value instanceof ObjectNode resource) {
                prefetch.put(key, Optional.of(resource));
            } else {
                // What is neither a resource nor null is a search that failed.
                prefetch.put(key, value.isNull() ? Optional.empty() : Optional.of(FAILURE));
            }
        });
        return prefetch;
    }

    /** The base of the client's server; null when it is not told, or is no base. */
    private static @Nullable URI server(JsonNode told, List<String> unread) {
        if (told.isMissingNode() || told.isNull()) {
            return null;
        }
        try {
            URI base = URI.create(told.asText(""));
            if (base.getHost() != null) {
                return base;
            }
        } catch (IllegalArgumentException e) {
            // It is told below, and never shown.
        }
        unread.add("the FHIR server: fhirServer is not the URL of one");
        return null;
    }

    /** Where to read, and with what; null when the client does not say it, or not so that it can be used. */
    private static @Nullable Access access(@Nullable URI server, JsonNode authorization, List<String> unread) {
        if (authorization.isMissingNode() || authorization.isNull()) {
            return null;
        }
        String token = authorization.path("access_token").asText("");
        if (server == null || !TOKEN.matcher(token).matches()) {
            unread.add("the FHIR server: fhirAuthorization cannot be used");
            return null;
        }
        return new Access(server, token);
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
