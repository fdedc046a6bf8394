package org.apposite.cds.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.cds.request.Unreviewed.Reason;
import org.apposite.fhir.FhirMapping;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.jspecify.annotations.Nullable;

/**
 * The draft orders of a call. Immutable, as long as nobody changes what was sent.
 *
 * @param reviewed the orders for imaging that the call is about: at order-select those that were just selected
 * @param beside other orders for imaging in the same call, which may show what a reviewed one leaves out
 * @param unreviewed what of the call was not reviewed although it asks for imaging, or may
 */
public record DraftOrders(List<DraftOrder> reviewed, List<DraftOrder> beside, List<Unreviewed> unreviewed) {

    static final DraftOrders NONE = new DraftOrders(List.of(), List.of(), List.of());

    /** Nobody orders more studies of one patient at once. */
    private static final int MOST = 10;

    private static final int LONGEST_NAME = 60;

    /** Statuses of what is no proposal any more. */
    private static final Set<String> OVER = Set.of("revoked", "completed", "entered-in-error");

    private static final Pattern OID = Pattern.compile("urn:oid:[0-9.]{1,64}");

    /** Copies the lists. */
    public DraftOrders {
        reviewed = List.copyOf(reviewed);
        beside = List.copyOf(beside);
        unreviewed = List.copyOf(unreviewed);
    }

    /**
     * What of the call was not reviewed, for people. An order that asks for nothing is not told.
     *
     * @param explainsUnrecognised whether it is told that the mapping does not know an order
     */
    public List<Unreviewed> unreviewedToTell(boolean explainsUnrecognised) {
        return unreviewed.stream()
                .filter(one -> one.reason() != Reason.NOT_PROPOSED)
                .filter(one -> one.reason() != Reason.UNRECOGNISED || explainsUnrecognised)
                .toList();
    }

    /**
     * Reads the orders of a call.
     *
     * @param bundle the member {@code draftOrders} of its context
     * @param selections its member {@code selections}, null when all drafts are meant
     * @param mapping tells which orders are for imaging
     */
    static DraftOrders of(@Nullable JsonNode bundle, @Nullable JsonNode selections, FhirMapping mapping) {
        Sorting sorting = new Sorting(mapping);
        if (bundle == null || !isBundle(bundle)) {
            sorting.unreviewed(Reason.UNREADABLE, Unreviewed.NO_SYSTEM);
            return sorting.result();
        }
        List<Draft> drafts = drafts(bundle);
        if (selections == null) {
            drafts.stream().filter(Draft::isOfBundle).forEach(sorting::review);
        } else {
            Set<Draft> selected = selected(drafts, selections, sorting);
            drafts.stream().filter(selected::contains).forEach(sorting::review);
            drafts.stream()
                    .filter(draft -> draft.isOfBundle() && draft.isRequest() && !selected.contains(draft))
                    .limit(MOST)
                    .forEach(sorting::beside);
        }
        return sorting.result();
    }

    private static boolean isBundle(JsonNode bundle) {
        boolean hasList = !bundle.has("entry") || bundle.get("entry").isArray();
        return hasList && "Bundle".equals(bundle.path("resourceType").asText(""));
    }

    private static List<Draft> drafts(JsonNode bundle) {
        List<Draft> drafts = new ArrayList<>();
        for (JsonNode entry : bundle.path("entry")) {
            if (entry.path("resource") instanceof ObjectNode resource) {
                Draft draft = Draft.of(entry.path("fullUrl").asText(""), resource);
                drafts.add(draft);
                for (JsonNode inside : resource.path("contained")) {
                    if (inside instanceof ObjectNode contained) {
                        drafts.add(draft.containing(contained));
                    }
                }
            }
        }
        return drafts;
    }

    private static Set<Draft> selected(List<Draft> drafts, JsonNode selections, Sorting sorting) {
        Map<String, List<Draft>> named = new HashMap<>();
        drafts.forEach(draft -> draft.names()
                .forEach(name ->
                        named.computeIfAbsent(name, any -> new ArrayList<>()).add(draft)));
        Set<Draft> selected = Collections.newSetFromMap(new IdentityHashMap<>());
        for (JsonNode one : selections instanceof ArrayNode list ? list : List.<JsonNode>of(selections)) {
            String selection = one.asText("");
            List<Draft> found = Draft.named(selection)
                    .flatMap(name -> named.getOrDefault(name, List.of()).stream())
                    .toList();
            selected.addAll(found);
            // What is selected may be an order of another kind, which is not our concern.
            if (found.isEmpty() && Draft.mayNameRequest(selection)) {
                sorting.unreviewed(Reason.NOT_FOUND, Unreviewed.NO_SYSTEM);
            }
        }
        return selected;
    }

    /** Sorts drafts by what can be said of them. For one use. */
    private static final class Sorting {

        private final FhirMapping mapping;
        private final List<DraftOrder> reviewed = new ArrayList<>();
        private final List<DraftOrder> beside = new ArrayList<>();
        private final List<Unreviewed> unreviewed = new ArrayList<>();

        Sorting(FhirMapping mapping) {
            this.mapping = mapping;
        }

        DraftOrders result() {
            return new DraftOrders(reviewed, beside, unreviewed);
        }

        void unreviewed(Reason reason, String system) {
            unreviewed(reason, system, "");
        }

        private void unreviewed(Reason reason, ServiceRequest request) {
            unreviewed(reason, system(request), name(request.getCode()));
        }

        private void unreviewed(Reason reason, String system, String order) {
            // Of what a client sends a thousand times the first ten tell enough.
            boolean isOfNewKind = unreviewed.stream()
                    .noneMatch(one -> one.reason() == reason && one.system().equals(system));
            if (unreviewed.size() < MOST || isOfNewKind) {
                unreviewed.add(new Unreviewed(reason, system, order));
            }
        }

        /** How people name what is ordered, and its first code. */
        private static String name(CodeableConcept code) {
            String name = Stream.concat(
                            Stream.ofNullable(code.getText()),
                            code.getCoding().stream().flatMap(coding -> Stream.ofNullable(coding.getDisplay())))
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse("");
            String first = code.getCoding().stream()
                    .flatMap(coding -> Stream.ofNullable(coding.getCode()))
                    .findFirst()
                    .orElse("");
            String whole = name.isEmpty() || first.isEmpty() ? name + first : name + " (" + first + ")";
            return whole.length() <= LONGEST_NAME ? whole : whole.substring(0, LONGEST_NAME) + "…";
        }

        void review(Draft draft) {
            if (!draft.isRequest()) {
                return;
            }
            DraftOrder order = draft.order().orElse(null);
            if (order == null) {
                unreviewed(Reason.UNREADABLE, Unreviewed.NO_SYSTEM);
                return;
            }
            ServiceRequest request = order.request();
            if (!mapping.isImaging(request)) {
                return;
            }
            if (!isProposed(request)) {
                unreviewed(Reason.NOT_PROPOSED, request);
            } else if (!mapping.namesStudy(request.getCode())) {
                unreviewed(Reason.UNRECOGNISED, request);
            } else if (reviewed.size() == MOST) {
                unreviewed(Reason.TOO_MANY, request);
            } else {
                reviewed.add(order);
            }
        }

        void beside(Draft draft) {
            draft.order()
                    .filter(order -> isProposed(order.request())
                            && mapping.namesStudy(order.request().getCode()))
                    .ifPresent(beside::add);
        }

        private static boolean isProposed(ServiceRequest request) {
            String status =
                    request.getStatus() == null ? "" : request.getStatus().toCode();
            return !Boolean.TRUE.equals(request.getDoNotPerformElement().getValue()) && !OVER.contains(status);
        }

        /** The system of an order's first code: one that the mapping knows or an object identifier, never a text of a client. */
        private String system(ServiceRequest request) {
            return request.getCode().getCoding().stream()
                    .map(Coding::getSystem)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(system ->
                            mapping.knowsSystem(system) || OID.matcher(system).matches()
                                    ? system
                                    : Unreviewed.OTHER_SYSTEM)
                    .orElse(Unreviewed.NO_SYSTEM);
        }
    }
}
