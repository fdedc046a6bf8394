package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apposite.advice.Alert;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.model.Vocabulary;

/** The suggestions of the cards of one call. A study that is ordered already, or suggested on another card, is not suggested again. */
final class SuggestedOrders {

    private final OrderResources orders;
    private final Vocabulary vocabulary;
    private final CardWords words;
    private final String patient;
    private final Set<String> known = new HashSet<>();

    SuggestedOrders(
            OrderResources orders,
            Vocabulary vocabulary,
            CardWords words,
            String patient,
            List<Consultation> consultations) {
        this.orders = orders;
        this.vocabulary = vocabulary;
        this.words = words;
        this.patient = patient;
        for (Consultation one : consultations) {
            OrderReview review = one.review();
            if (review != null && review.setAside() == null && one.showsArea(vocabulary)) {
                one.advice().recommendations().stream()
                        .filter(study -> study.procedure().equals(review.procedure()))
                        .forEach(study -> known.add(key(study)));
            }
        }
    }

    private static String key(Recommendation study) {
        return study.procedure() + " " + study.region();
    }

    void addTo(ObjectNode card, Consultation one, List<Alert> warnings) {
        List<Recommendation> preferred = one.advice().preferred();
        // A warning that is not of the order may be of the study that is preferred: a clinician has to weigh that
        // first.
        boolean isRecommended = preferred.size() == 1
                && !one.isEmergency()
                && warnings.stream().allMatch(one::isAboutOrder)
                && orders.isFreeOfCautions(one);
        ArrayNode suggestions = JsonNodeFactory.instance.arrayNode();
        for (Recommendation study : preferred) {
            if (!known.contains(key(study)) && !(one.isEmergency() && one.wouldShowLess(study, vocabulary))) {
                orders.proposed(one, study, patient).ifPresent(order -> {
                    known.add(key(study));
                    ObjectNode suggestion = suggestion(id(card, suggestions.size()), one, study, order);
                    if (isRecommended) {
                        suggestion.put("isRecommended", true);
                    }
                    suggestions.add(suggestion);
                });
            }
        }
        if (!suggestions.isEmpty()) {
            card.set("suggestions", suggestions);
            card.put("selectionBehavior", "at-most-one");
        }
    }

    /** The same whenever the card is. */
    private static UUID id(ObjectNode card, int number) {
        return UUID.nameUUIDFromBytes((card.path("uuid").asText() + "\n" + number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Orders that are reviewed together become one: the first is changed, and the others are taken back. */
    private ObjectNode suggestion(UUID id, Consultation one, Recommendation study, ObjectNode order) {
        boolean isUpdate = !Asked.id(order).isEmpty();
        String name = one.name(study, vocabulary);
        List<ObjectNode> others = isUpdate
                ? one.asked().orders().stream()
                        .skip(1)
                        .filter(other ->
                                !Asked.id(other).isEmpty() && !Asked.id(other).equals(Asked.id(order)))
                        .toList()
                : List.of();
        ObjectNode suggestion = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "label",
                        words.text(!isUpdate ? "order-new" : others.isEmpty() ? "change-order" : "change-orders", name))
                .put("uuid", id.toString());
        ArrayNode actions = suggestion.putArray("actions");
        actions.addObject()
                .put("type", isUpdate ? "update" : "create")
                .put("description", words.text(isUpdate ? "changes" : "creates", name))
                .set("resource", order);
        others.forEach(other -> actions.addObject()
                .put("type", "delete")
                .put("description", words.text("takes-back"))
                .put("resourceId", "ServiceRequest/" + Asked.id(other)));
        return suggestion;
    }
}
