package org.apposite.cds;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.Outcome;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Severity;
import org.apposite.advice.Urgency;
import org.apposite.model.Topic;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes cards of answers, as few as there can be: one for an emergency, one for each order that has something against it,
 * one for what has to be known. An order that is appropriate gets none.
 */
final class Cards {

    private static final String REASONS = OrderResources.OWN + "CodeSystem/override-reason";

    private final List<Topic> topics;
    private final OrderResources orders;
    private final URI page;

    Cards(List<Topic> topics, OrderResources orders, URI page) {
        this.topics = topics;
        this.orders = orders;
        this.page = page;
    }

    /**
     * The whole response.
     *
     * @param hook the hook that was called
     * @param patient the id of the patient
     * @param consultations the answers that have a complaint or an emergency
     * @param unread what of the record could not be read
     */
    ObjectNode response(Hook hook, String patient, List<Consultation> consultations, List<String> unread) {
        ObjectNode response = Json.object();
        ArrayNode cards = response.putArray("cards");
        boolean emergency = emergency(consultations, cards);
        for (Consultation one : consultations) {
            if (isWorthACard(hook, one)) {
                cards.add(study(one, patient, unread));
            }
        }
        if (!emergency) {
            missing(consultations, unread, cards);
        }
        ArrayNode actions = Json.object().putArray("actions");
        for (Consultation one : consultations) {
            orders.rated(one)
                    .ifPresent(rated -> actions.addObject()
                            .put("type", "update")
                            .put("description", "Adds the rating of this order by the guideline.")
                            .set("resource", rated));
        }
        if (!actions.isEmpty()) {
            response.set("systemActions", actions);
            // Clients in use read the ratings here, as the guide of Argonaut has it.
            response.putObject("extension").set("systemActions", actions.deepCopy());
        }
        return response;
    }

    /** Whether a card of its own tells of a study: not when an order is fine as it is, or no variant fits. */
    static boolean isWorthACard(Hook hook, Consultation one) {
        if (one.advice().outcome() != Outcome.VARIANT_MATCHED) {
            return false;
        }
        boolean isWarned = hook.isOfOrders() && !one.alerts(Severity.WARNING).isEmpty();
        boolean isUnreviewed = !hook.isOfOrders() || one.advice().order() == null;
        return isWarned || (isUnreviewed && !one.advice().preferred().isEmpty());
    }

    static boolean isEmergency(List<Consultation> consultations) {
        return consultations.stream()
                .anyMatch(one -> !one.alerts(Severity.CRITICAL).isEmpty());
    }

    private boolean emergency(List<Consultation> consultations, ArrayNode cards) {
        // Orders of one patient rest on the same record, so their emergencies are the same.
        Consultation first = consultations.stream()
                .filter(one -> !one.alerts(Severity.CRITICAL).isEmpty())
                .findFirst()
                .orElse(null);
        if (first == null) {
            return false;
        }
        Advice advice = first.advice();
        ObjectNode card = card(first.alerts(Severity.CRITICAL).get(0).text(), "critical", advice.provenance(), advice);
        card.put(
                "detail",
                new CardDetail()
                        .emergencies(first)
                        .steps(advice.nextSteps().stream()
                                .filter(step -> step.urgency() == Urgency.EMERGENT)
                                .toList())
                        .signed(advice.provenance()));
        cards.add(card);
        return true;
    }

    private ObjectNode study(Consultation one, String patient, List<String> unread) {
        Advice advice = one.advice();
        List<Alert> warnings = one.alerts(Severity.WARNING);
        List<Recommendation> preferred = advice.preferred();
        ObjectNode card = card(
                summary(one, warnings, preferred),
                warnings.isEmpty() ? "info" : "warning",
                advice.provenance(),
                advice);
        card.put(
                "detail",
                new CardDetail()
                        .alerts(warnings)
                        .variant(one)
                        .ranking(advice)
                        .questions("Not known, and it could change this:", advice.missing())
                        .notes(one.alerts(Severity.INFO))
                        .untaken(one)
                        .unread(unread)
                        .signed(advice.provenance()));
        ArrayNode suggestions = Json.object().putArray("suggestions");
        for (Recommendation study : preferred) {
            orders.proposed(one, study, patient)
                    .ifPresent(order ->
                            suggest(suggestions, one, study, order, preferred.size() == 1 && isUnqualified(warnings)));
        }
        if (!suggestions.isEmpty()) {
            card.set("suggestions", suggestions);
            card.put("selectionBehavior", "at-most-one");
        }
        overrideReasons(card);
        return card;
    }

    /** A warning that is not of the order may be of the study that is preferred: a clinician has to weigh that first. */
    private static boolean isUnqualified(List<Alert> warnings) {
        return warnings.stream().allMatch(alert -> alert.code().startsWith("order-"));
    }

    private static void suggest(
            ArrayNode suggestions, Consultation one, Recommendation study, ObjectNode order, boolean only) {
        boolean update = one.order() != null && order.has("id");
        String name = OrderResources.name(study);
        ObjectNode suggestion = suggestions
                .addObject()
                .put("label", (update ? "Change the order to " : "Order ") + name)
                .put("uuid", UUID.randomUUID().toString());
        if (only) {
            suggestion.put("isRecommended", true);
        }
        suggestion
                .putArray("actions")
                .addObject()
                .put("type", update ? "update" : "create")
                .put("description", (update ? "Changes the order to " : "Creates an order for ") + name + ".")
                .set("resource", order);
    }

    private static String summary(Consultation one, List<Alert> warnings, List<Recommendation> preferred) {
        String next = preferred.isEmpty() ? "" : "Preferred here: " + OrderResources.name(preferred.get(0)) + ".";
        if (one.order() == null) {
            return next.replace("Preferred here", "Next study");
        }
        if (warnings.isEmpty()) {
            return "This order was not reviewed: its contrast or its region is not told. " + next;
        }
        return (warnings.size() == 1 ? "There is a warning" : "There are " + warnings.size() + " warnings")
                + " for this order. " + next;
    }

    private void missing(List<Consultation> consultations, List<String> unread, ArrayNode cards) {
        Set<MissingDatum> blocking = new LinkedHashSet<>();
        Consultation asking = null;
        for (Consultation one : consultations) {
            if (one.advice().outcome() == Outcome.DATA_REQUIRED) {
                asking = asking == null ? one : asking;
                one.advice().missing().stream().filter(MissingDatum::blocking).forEach(blocking::add);
            }
        }
        if (asking == null) {
            return;
        }
        Advice first = asking.advice();
        ObjectNode card = card(
                blocking.size() == 1
                        ? "Needed to choose the study: "
                                + blocking.iterator().next().question()
                        : blocking.size() + " questions have to be answered to choose the study.",
                "info",
                first.provenance(),
                first);
        card.put(
                "detail",
                new CardDetail()
                        .questions("Needed to choose the study:", List.copyOf(blocking))
                        .untaken(asking)
                        .unread(unread)
                        .signed(first.provenance()));
        card.putArray("links")
                .addObject()
                .put("label", "Answer the questions")
                .put("url", page + "?topic=" + topic(first).id())
                .put("type", "absolute");
        cards.add(card);
    }

    private ObjectNode card(String summary, String indicator, Provenance by, Advice advice) {
        Topic topic = topic(advice);
        ObjectNode card = Json.object()
                .put("uuid", UUID.randomUUID().toString())
                .put("summary", Words.summary(summary))
                .put("indicator", indicator);
        ObjectNode source = card.putObject("source")
                .put(
                        "label",
                        topic.title() + ", rules " + by.version() + " ("
                                + by.status().code() + ")")
                .put("url", page.toString());
        source.putObject("topic")
                .put("system", OrderResources.OWN + "CodeSystem/topic")
                .put("code", topic.id())
                .put("display", topic.title());
        return card;
    }

    private Topic topic(Advice advice) {
        @Nullable String id = advice.variant() == null ? null : advice.variant().topic();
        return topics.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElse(Objects.requireNonNull(topics.get(0), "a topic"));
    }

    private static void overrideReasons(ObjectNode card) {
        ArrayNode reasons = card.putArray("overrideReasons");
        List<String[]> all = new ArrayList<>();
        all.add(new String[] {"discussed-with-radiologist", "Discussed with the radiologist"});
        all.add(new String[] {"known-otherwise", "I know something that the record does not say"});
        all.add(new String[] {"not-available", "The preferred study is not available here"});
        all.add(new String[] {"family-decision", "The patient or the family decided otherwise"});
        all.add(new String[] {"disagree", "I do not agree"});
        for (String[] one : all) {
            reasons.addObject().put("system", REASONS).put("code", one[0]).put("display", one[1]);
        }
    }
}
