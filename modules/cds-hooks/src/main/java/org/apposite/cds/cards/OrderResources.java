package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Recommendation.Category;
import org.apposite.cds.cards.ImagingRating.Code;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Presence;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/** Requests for services as they go back: rated, or changed to what is preferred. All else in them stays as it was. */
final class OrderResources {

    static final String OWN = "https://apposite.org/fhir/";

    private static final String ARGONAUT = "http://fhir.org/argonaut/";
    private static final String RATING = ARGONAUT + "Extension/pama-rating";
    private static final String CONSULT = RATING + "-consult-id";
    private static final String URN = "urn:uuid:";
    private static final Pattern CONSULTED =
            Pattern.compile("urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final Vocabulary vocabulary;
    private final FhirMapping mapping;
    private final Set<String> cautions;
    private final ImagingRating rating;
    private final CardWords words;

    OrderResources(Vocabulary vocabulary, FhirMapping mapping, ImagingRating rating, CardWords words) {
        this.vocabulary = vocabulary;
        this.mapping = mapping;
        this.cautions = mapping.cautions();
        this.rating = rating;
        this.words = words;
    }

    /** Whether nothing is known, or may be, that speaks against a scan or its contrast: otherwise no study is recommended. */
    boolean isFreeOfCautions(Consultation one) {
        Map<String, Presence> known = one.read().patient().findings();
        return one.read().notes().stream().noneMatch(note -> note.concern() == Concern.SCAN_SAFETY)
                && cautions.stream().noneMatch(term -> known.get(term) == Presence.PRESENT);
    }

    /** The drafts with their rating; none when there is none to give, and no draft that has no id to be found by. */
    List<ObjectNode> rated(Consultation one) {
        OrderReview review = one.review();
        Category category = review == null ? null : review.category();
        if (!one.isAnswered()) {
            return List.of();
        }
        if (one.advice().outcome() == Outcome.NOT_APPLICABLE) {
            Code code = rating.notApplicable();
            return code == null ? List.of() : rated(one, code, null);
        }
        if (one.advice().outcome() != Outcome.VARIANT_MATCHED || category == null) {
            return List.of();
        }
        Code code = rating.of(category).orElse(null);
        // The criteria rate a study of what has to be shown; of another region they can only speak against it.
        boolean isRated = code == Code.NOT_APPROPRIATE || one.showsArea(vocabulary);
        return isRated ? rated(one, code, category) : List.of();
    }

    private List<ObjectNode> rated(Consultation one, @Nullable Code code, @Nullable Category category) {
        List<ObjectNode> rated = new ArrayList<>();
        for (ObjectNode order : one.asked().orders()) {
            if (!Asked.id(order).isEmpty()) {
                ObjectNode copy = order.deepCopy();
                rate(copy, code, category, one.advice().variant(), one.id());
                rated.add(copy);
            }
        }
        return rated;
    }

    /** The drafts that bear an earlier rating and are given none now, without it. */
    List<ObjectNode> withdrawn(Consultation one) {
        return rated(one).isEmpty()
                ? one.asked().orders().stream()
                        .filter(order -> !Asked.id(order).isEmpty() && hasRating(order))
                        .map(ObjectNode::deepCopy)
                        .peek(OrderResources::removeRating)
                        .toList()
                : List.of();
    }

    /** The decision that rated the order as it was, by the id that the order bears; null when it bears none. */
    static @Nullable UUID earlierDecision(JsonNode order) {
        return order.path("extension")
                .valueStream()
                .filter(one -> one.path("url").asText().equals(CONSULT))
                .map(one -> one.path("valueUri").asText())
                .filter(uri -> CONSULTED.matcher(uri).matches())
                .map(uri -> UUID.fromString(uri.substring(URN.length())))
                .findFirst()
                .orElse(null);
    }

    private static boolean hasRating(ObjectNode order) {
        return order.path("extension").valueStream().anyMatch(OrderResources::isRating);
    }

    private static boolean isRating(JsonNode extension) {
        return extension.path("url").asText("").startsWith(RATING);
    }

    /** What a preferred study would be as an order; empty when it is not known of which region. */
    Optional<ObjectNode> proposed(Consultation one, Recommendation study, String patient) {
        Procedure procedure = vocabulary.procedures().get(study.procedure());
        if (procedure == null || !isPlaced(procedure, study)) {
            return Optional.empty();
        }
        List<ObjectNode> ordered = one.asked().orders();
        ObjectNode order = ordered.isEmpty() ? blank(patient) : ordered.get(0).deepCopy();
        String name = one.name(study, vocabulary);
        List<String> systems = order.path("code").path("coding").findValuesAsText("system");
        ObjectNode code = JsonNodeFactory.instance.objectNode();
        ArrayNode codings = code.putArray("coding");
        for (Coding coding : sent(codes(procedure, study, name), systems)) {
            codings.addObject()
                    .put("system", coding.getSystem())
                    .put("code", coding.getCode())
                    .put("display", coding.getDisplay());
        }
        codings.addObject()
                .put("system", OWN + "CodeSystem/procedure")
                .put("code", study.procedure())
                .put("display", study.display());
        code.put("text", name);
        order.set("code", code);
        if (!isOfRegion(one, study)) {
            // The site of the order as it was would contradict the code.
            order.remove("bodySite");
        }
        rate(
                order,
                rating.of(study.category()).orElse(null),
                study.category(),
                one.advice().variant(),
                one.id());
        return Optional.of(order);
    }

    private static boolean isOfRegion(Consultation one, Recommendation study) {
        return one.asked().orders().size() == 1
                && one.read()
                        .patient()
                        .order()
                        .filter(order -> Objects.equals(order.region(), study.region()))
                        .isPresent();
    }

    /** The codes of the systems that the client used itself, in its order, and the one that the mapping sends first. */
    private static List<Coding> sent(List<Coding> codes, List<String> systems) {
        Set<Coding> sent = new LinkedHashSet<>();
        systems.forEach(system ->
                codes.stream().filter(code -> code.getSystem().equals(system)).forEach(sent::add));
        codes.stream().limit(1).forEach(sent::add);
        return List.copyOf(sent);
    }

    /** Nobody can order a study of a region that is not known, or is no one place. */
    private boolean isPlaced(Procedure procedure, Recommendation study) {
        Region region = study.region() == null ? null : vocabulary.regions().get(study.region());
        return procedure.area() == Area.WHOLE_BODY || (region != null && region.isPlace());
    }

    private List<Coding> codes(Procedure procedure, Recommendation study, String name) {
        return study.region() == null
                ? List.of()
                : mapping.codesOf(
                        new ImagingOrder(
                                procedure.study(), procedure.technique(), study.region(), null, procedure.contrast()),
                        name);
    }

    private static ObjectNode blank(String patient) {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("resourceType", "ServiceRequest")
                .put("status", "draft")
                .put("intent", "proposal");
        order.putObject("subject").put("reference", "Patient/" + patient);
        return order;
    }

    private void rate(
            ObjectNode order,
            @Nullable Code code,
            @Nullable Category category,
            @Nullable VariantMatch variant,
            UUID consult) {
        removeRating(order);
        ArrayNode extensions = order.get("extension") instanceof ArrayNode had ? had : order.putArray("extension");
        ObjectNode rated = extensions.addObject().put("url", RATING);
        ArrayNode codings = rated.putObject("valueCodeableConcept").putArray("coding");
        if (code != null) {
            codings.addObject()
                    .put("system", ARGONAUT + "CodeSystem/pama-rating")
                    .put("code", code.code());
        }
        if (category != null) {
            codings.addObject()
                    .put("system", OWN + "CodeSystem/appropriateness-category")
                    .put("code", category.code())
                    .put("display", words.beginning(category));
        }
        if (rating.mechanism() != null) {
            extensions.addObject().put("url", RATING + "-qcdsm-consulted").put("valueString", rating.mechanism());
        }
        extensions.addObject().put("url", CONSULT).put("valueUri", URN + consult);
        if (variant != null) {
            extensions
                    .addObject()
                    .put("url", RATING + "-auc-applied")
                    .put("valueUri", OWN + "PlanDefinition/" + variant.topic() + "#" + variant.id());
        }
    }

    /** An earlier rating was of an earlier answer. */
    private static void removeRating(ObjectNode order) {
        if (!(order.get("extension") instanceof ArrayNode extensions)) {
            return;
        }
        List<JsonNode> kept =
                extensions.valueStream().filter(one -> !isRating(one)).toList();
        extensions.removeAll();
        extensions.addAll(kept);
        if (extensions.isEmpty()) {
            order.remove("extension");
        }
    }
}
