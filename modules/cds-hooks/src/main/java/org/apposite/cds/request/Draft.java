package org.apposite.cds.request;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A resource among the drafts of a call, with how selections name it.
 *
 * @param fullUrl its URL in the bundle, empty when there is none
 * @param name its type and id, after {@code #} its own id for what is contained in another
 * @param isOfBundle whether it is an entry of the bundle, and not contained in one
 * @param json as it was sent
 */
record Draft(String fullUrl, String name, boolean isOfBundle, ObjectNode json) {

    private static final String REQUEST = "ServiceRequest";
    private static final Pattern VERSION = Pattern.compile("/_history/[^/#]*");
    private static final Pattern OF_ANOTHER_TYPE = Pattern.compile("(?:.*/)?(?!" + REQUEST + "/)[A-Z][A-Za-z]+/[^/#]*");

    static Draft of(String fullUrl, ObjectNode resource) {
        return new Draft(fullUrl, type(resource) + "/" + id(resource), true, resource);
    }

    Draft containing(ObjectNode contained) {
        return new Draft(fullUrl, name + "#" + id(contained).replaceFirst("^#", ""), false, contained);
    }

    /** By what selections name it: its URL, type and id, or its id alone. */
    Stream<String> names() {
        int own = isOfBundle ? name.indexOf('/') + 1 : name.indexOf('#');
        boolean hasId = own < name.length() - (isOfBundle ? 0 : 1);
        Stream<String> byId = hasId ? Stream.of(name, name.substring(own)) : Stream.empty();
        Stream<String> byUrl = fullUrl.isBlank() || (!isOfBundle && !hasId)
                ? Stream.empty()
                : Stream.of(isOfBundle ? fullUrl : fullUrl + name.substring(own));
        return Stream.concat(byId, byUrl).distinct();
    }

    /** What a selection may name: what it says without a version, and its end when it is a whole URL. */
    static Stream<String> named(String selection) {
        String plain = VERSION.matcher(selection).replaceFirst("");
        int type = plain.lastIndexOf('/', plain.lastIndexOf('/') - 1);
        return type < 0 ? Stream.of(plain) : Stream.of(plain, plain.substring(type + 1));
    }

    /** Whether a selection that names no draft may have been meant for a request: it does not say another type. */
    static boolean mayNameRequest(String selection) {
        return !OF_ANOTHER_TYPE
                .matcher(VERSION.matcher(selection).replaceFirst(""))
                .matches();
    }

    boolean isRequest() {
        return type(json).equals(REQUEST);
    }

    /** The order; empty when FHIR cannot read it. What is contained in another resource cannot be changed by its id. */
    Optional<DraftOrder> order() {
        ObjectNode draft = DraftOrder.withoutEmpty(json);
        if (!isOfBundle || id(draft).isBlank()) {
            draft.remove("id");
        }
        return DraftOrder.of(draft);
    }

    private static String type(ObjectNode resource) {
        return resource.path("resourceType").asText("");
    }

    private static String id(ObjectNode resource) {
        return resource.path("id").isTextual() ? resource.path("id").textValue() : "";
    }
}
