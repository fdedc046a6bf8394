package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.FhirMapping;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.patient.ImagingOrder;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;

/** Requests for services as they go back: rated, or changed to what is preferred. All else in them stays as it was. */
final class OrderResources {

    static final String OWN = "https://apposite.org/fhir/";

    private static final String ARGONAUT = "http://fhir.org/argonaut/";
    private static final String RATING = ARGONAUT + "Extension/pama-rating";

    private final Vocabulary vocabulary;
    private final FhirMapping mapping;
    private final ImagingRating rating;

    OrderResources(Vocabulary vocabulary, FhirMapping mapping, ImagingRating rating) {
        this.vocabulary = vocabulary;
        this.mapping = mapping;
        this.rating = rating;
    }

    /** The draft with its rating; empty when there is none to give, or the draft has no id to be found by. */
    Optional<ObjectNode> rated(Consultation one) {
        ObjectNode order = one.order();
        if (order == null || order.path("id").asText("").isEmpty()) {
            return Optional.empty();
        }
        OrderReview review = one.advice().order();
        Recommendation.Category category = review == null ? null : review.category();
        Optional<ImagingRating.Code> code = Optional.empty();
        if (one.advice().outcome() == Outcome.NOT_APPLICABLE) {
            code = Optional.ofNullable(rating.notApplicable());
            category = null;
        } else if (one.advice().outcome() == Outcome.VARIANT_MATCHED && category != null) {
            code = rating.of(category);
        }
        if (code.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode rated = order.deepCopy();
        rate(rated, code.get(), category, one.advice().variant(), one.id());
        return Optional.of(rated);
    }

    /** What a preferred study would be as an order; empty when it is not known of which region. */
    Optional<ObjectNode> proposed(Consultation one, Recommendation study, String patient) {
        Procedure procedure = vocabulary.procedures().get(study.procedure());
        if (procedure == null || !isPlaced(procedure, study)) {
            return Optional.empty();
        }
        ObjectNode order = one.order() == null ? blank(patient) : one.order().deepCopy();
        ObjectNode code = JsonNodeFactory.instance.objectNode();
        ArrayNode codings = code.putArray("coding");
        for (Coding coding : codes(procedure, study)) {
            codings.addObject().put("system", coding.getSystem()).put("code", coding.getCode());
        }
        codings.addObject()
                .put("system", OWN + "CodeSystem/procedure")
                .put("code", study.procedure())
                .put("display", study.display());
        code.put("text", one.name(study, vocabulary));
        order.set("code", code);
        // The site of the order as it was would contradict the code.
        order.remove("bodySite");
        removeRating(order);
        rating.of(study.category())
                .ifPresent(
                        own -> rate(order, own, study.category(), one.advice().variant(), one.id()));
        return Optional.of(order);
    }

    /** Nobody can order a study of a region that is not known, or is no one place. */
    private boolean isPlaced(Procedure procedure, Recommendation study) {
        Region region = study.region() == null ? null : vocabulary.regions().get(study.region());
        return procedure.area() == Area.WHOLE_BODY || (region != null && region.isPlace());
    }

    private List<Coding> codes(Procedure procedure, Recommendation study) {
        return study.region() == null
                ? List.of()
                : mapping.codesOf(new ImagingOrder(
                        procedure.study(), procedure.technique(), study.region(), null, procedure.contrast()));
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
            ImagingRating.Code code,
            Recommendation.@Nullable Category category,
            @Nullable VariantMatch variant,
            UUID consult) {
        removeRating(order);
        ArrayNode extensions = order.get("extension") instanceof ArrayNode had ? had : order.putArray("extension");
        ObjectNode rated = extensions.addObject().put("url", RATING);
        ArrayNode codings = rated.putObject("valueCodeableConcept").putArray("coding");
        codings.addObject().put("system", ARGONAUT + "CodeSystem/pama-rating").put("code", code.code());
        if (category != null) {
            codings.addObject()
                    .put("system", OWN + "CodeSystem/appropriateness-category")
                    .put("code", category.code())
                    .put("display", CardDetail.words(category));
        }
        if (rating.mechanism() != null) {
            extensions.addObject().put("url", RATING + "-qcdsm-consulted").put("valueString", rating.mechanism());
        }
        extensions.addObject().put("url", RATING + "-consult-id").put("valueUri", "urn:uuid:" + consult);
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
        List<JsonNode> kept = extensions
                .valueStream()
                .filter(one -> !one.path("url").asText("").startsWith(RATING))
                .toList();
        extensions.removeAll();
        extensions.addAll(kept);
        if (extensions.isEmpty()) {
            order.remove("extension");
        }
    }
}
