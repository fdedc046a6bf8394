package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.FhirMapping;
import org.apposite.log.Decision.Card;
import org.apposite.log.Decision.CardKind;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;

/**
 * Makes cards of answers, as few as there can be: one for an emergency, one for each study that is ordered and has something
 * against it, one for what has to be known or could not be read. An order that is appropriate gets none. Immutable and
 * thread-safe.
 */
public final class Cards {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final CardSettings settings;
    private final CardFrame frame;
    private final OrderResources orders;
    private final Vocabulary vocabulary;

    /**
     * Cards for the answers of rules.
     *
     * @param rules the rules that answer
     * @param mapping the codes of orders
     * @param settings what cards are to say
     */
    public Cards(ClinicalRules rules, FhirMapping mapping, CardSettings settings) {
        this.settings = settings;
        this.frame = new CardFrame(rules, settings.page(), settings.ids());
        this.orders = new OrderResources(rules.vocabulary(), mapping, settings.rating());
        this.vocabulary = rules.vocabulary();
    }

    /**
     * A response.
     *
     * @param body the response as it is sent
     * @param cards the cards that tell of each consultation, by its id
     */
    public record Response(ObjectNode body, Map<UUID, List<Card>> cards) {}

    /** What has been told so far in one response. */
    private static final class Told {
        final String patient;
        final ArrayNode cards = JSON.arrayNode();
        final Map<UUID, List<Card>> of = new LinkedHashMap<>();

        Told(String patient) {
            this.patient = patient;
        }

        void add(CardKind kind, ObjectNode card, Consultation one) {
            add(kind, card, List.of(one));
        }

        void add(CardKind kind, ObjectNode card, List<Consultation> all) {
            cards.add(card);
            all.forEach(
                    one -> of.computeIfAbsent(one.id(), id -> new ArrayList<>()).add(cardOf(card, kind)));
        }
    }

    /** Whether a card of its own tells of the studies of an answer. */
    public boolean isWorthACard(Consultation one) {
        return one.isWorthACard(vocabulary, settings.quietForEquals());
    }

    /**
     * The whole response to a call of a hook.
     *
     * @param patient the id of the patient
     * @param consultations the answers to what the call asks, one or more
     * @param unread what could not be read
     * @return the cards, and the ratings of orders as actions
     */
    public Response response(String patient, List<Consultation> consultations, Unread unread) {
        Told told = new Told(patient);
        boolean emergency = emergency(consultations, unread.record(), told);
        if (!emergency) {
            hidden(consultations, unread, told);
        }
        SuggestedOrders suggestions = new SuggestedOrders(orders, vocabulary, patient, consultations);
        for (Consultation one : consultations) {
            if (isWorthACard(one)) {
                told.add(CardKind.STUDY, study(one, suggestions, unread.record(), patient), one);
            }
        }
        if (!emergency) {
            missing(consultations, unread.record(), told);
        }
        if (told.cards.isEmpty()) {
            unanswered(consultations, unread, told);
        }
        unreviewed(unread.call()).ifPresent(told.cards::add);
        ObjectNode response = JSON.objectNode();
        response.set("cards", told.cards);
        ArrayNode actions = JSON.arrayNode();
        for (Consultation one : consultations) {
            orders.rated(one)
                    .forEach(rated -> update(actions, "Adds the rating of this order by the guideline.", rated));
            orders.withdrawn(one)
                    .forEach(unrated ->
                            update(actions, "Takes back an earlier rating, which no longer holds.", unrated));
        }
        if (!actions.isEmpty()) {
            response.set("systemActions", actions);
            // Clients in use read the ratings here, as the guide of Argonaut has it.
            response.putObject("extension").set("systemActions", actions.deepCopy());
        }
        return new Response(response, told.of);
    }

    private static void update(ArrayNode actions, String description, ObjectNode order) {
        actions.addObject()
                .put("type", "update")
                .put("description", description)
                .set("resource", order);
    }

    /**
     * The response to a call to which the rules gave no answer: what is an emergency all the same, and that the rest is not
     * known.
     *
     * @param none why, and the critical alerts, one or more
     * @return one card
     */
    public Response withoutAnswer(Unanswered none) {
        List<Alert> emergencies = none.emergencies();
        ObjectNode card =
                frame.card(emergencies.get(0).text(), "critical").put("detail", CardDetail.withoutAnswer(emergencies));
        ObjectNode response = JSON.objectNode();
        response.putArray("cards").add(card);
        return new Response(response, Map.of(none.id(), List.of(cardOf(card, CardKind.EMERGENCY))));
    }

    private static Card cardOf(ObjectNode card, CardKind kind) {
        return new Card(card.path("uuid").asText(), card.path("indicator").asText(), kind);
    }

    private boolean emergency(List<Consultation> consultations, List<String> unread, Told told) {
        // Orders rest on the same record, but each complaint of it is a case of its own.
        List<Consultation> all =
                consultations.stream().filter(Consultation::isEmergency).toList();
        if (all.isEmpty()) {
            return false;
        }
        Consultation first = all.get(0);
        Advice advice = first.advice();
        ObjectNode card = frame.card(advice.alerts(Severity.CRITICAL).get(0).text(), "critical", advice);
        CardDetail detail = new CardDetail(first).emergencies(all);
        List<NextStep> now = all.stream()
                .flatMap(one -> emergent(one.advice()).stream())
                .distinct()
                .toList();
        if (isWorthACard(first)) {
            detail.steps(now);
        } else {
            // No other card tells the rest.
            detail.steps(Stream.concat(advice.nextSteps().stream(), now.stream())
                            .distinct()
                            .toList())
                    .alerts(advice.alerts(Severity.WARNING))
                    .untaken()
                    .unread(unread);
        }
        card.put("detail", detail.signed());
        frame.linkToAnswer(card, first, told.patient);
        told.add(CardKind.EMERGENCY, card, all);
        return true;
    }

    private static List<NextStep> emergent(Advice advice) {
        return advice.nextSteps().stream()
                .filter(step -> step.urgency() == Urgency.EMERGENT)
                .toList();
    }

    /** What the card of an emergency has not told already. */
    private static List<NextStep> remaining(Consultation one) {
        return one.advice().nextSteps().stream()
                .filter(step -> !one.isEmergency() || step.urgency() != Urgency.EMERGENT)
                .toList();
    }

    private ObjectNode study(Consultation one, SuggestedOrders suggestions, List<String> unread, String patient) {
        Advice advice = one.advice();
        List<Alert> warnings = advice.alerts(Severity.WARNING);
        boolean isWarned = !warnings.isEmpty() || one.setAside() != null;
        ObjectNode card = frame.card(summary(one, warnings), isWarned ? "warning" : "info", advice);
        card.put(
                "detail",
                new CardDetail(one)
                        .setAside()
                        .exclusion()
                        .steps(remaining(one))
                        .studies(vocabulary)
                        .alerts(warnings)
                        .alerts(ofOrder(one))
                        .questions("Could change this answer:")
                        .variant()
                        .untaken()
                        .unread(unread)
                        .signed());
        frame.linkToAnswer(card, one, patient);
        suggestions.addTo(card, one, warnings);
        CardFrame.reasons(card);
        return card;
    }

    /** What the guideline says of the order besides warnings. */
    private static List<Alert> ofOrder(Consultation one) {
        return one.advice().alerts(Severity.INFO).stream()
                .filter(one::isAboutOrder)
                .toList();
    }

    private String summary(Consultation one, List<Alert> warnings) {
        Advice.Exclusion exclusion = one.advice().exclusion();
        if (exclusion != null) {
            return "Not applicable, with something to weigh: " + exclusion.text();
        }
        List<Recommendation> preferred = one.advice().preferred();
        String next = preferred.isEmpty() ? "" : one.name(preferred.get(0), vocabulary) + ".";
        if (!one.asked().isReview()) {
            return preferred.isEmpty() ? best(one) : "Next study: " + next;
        }
        boolean isPreferred = one.isPreferred(vocabulary);
        String instead =
                preferred.isEmpty() ? "" : isPreferred ? " It is the preferred study." : " Preferred here: " + next;
        String ordered = one.asked().orders().size() == 1 ? "this order" : "these orders";
        if (one.setAside() != null) {
            return "The ordered study is set aside: " + one.setAside() + instead;
        }
        OrderReview review = one.review();
        if (!warnings.isEmpty() && review != null && review.category() != null && one.isBelowBest()) {
            return CardDetail.words(review.category())
                    + (warnings.size() == 1 ? " here, and there is a warning." : " here, and there are warnings.")
                    + instead;
        }
        if (!warnings.isEmpty()) {
            return (warnings.size() == 1 ? "There is a warning" : "There are " + warnings.size() + " warnings")
                    + " for " + ordered + "." + instead;
        }
        if (review != null && review.category() != null && one.isBelowBest()) {
            return below(one, review.category());
        }
        if (one.isUnrated()) {
            return "The guideline does not rate the ordered study here." + instead;
        }
        if (review == null || review.contrastOpen()) {
            return "This order was not reviewed: its contrast or its region is not stated." + instead;
        }
        if (one.isCautioned()) {
            return "Something in the record may speak against contrast, and is not understood." + instead;
        }
        return isPreferred
                ? "The ordered study is preferred here; see what to do besides."
                : "See what to do besides the order." + instead;
    }

    private String best(Consultation one) {
        List<Recommendation> best = one.advice().best();
        return best.isEmpty() ? "" : CardDetail.words(best.get(0).category()) + " here: " + named(best, one) + ".";
    }

    private String named(List<Recommendation> studies, Consultation one) {
        return studies.stream()
                .limit(2)
                .map(study -> one.name(study, vocabulary))
                .collect(Collectors.joining(", or "));
    }

    /** What may be done, and what is better. */
    private String below(Consultation one, Recommendation.Category ordered) {
        List<Recommendation> best = one.advice().best();
        List<Recommendation> named =
                one.advice().preferred().isEmpty() ? best : one.advice().preferred();
        return CardDetail.words(ordered) + "; "
                + CardDetail.words(named.get(0).category()).toLowerCase(Locale.ROOT) + " here: "
                + named(named, one) + ".";
    }

    private void missing(List<Consultation> consultations, List<String> unread, Told told) {
        // Orders of one patient rest on the same record, so their questions are the same.
        Consultation asking = consultations.stream()
                .filter(one -> one.isAnswered() && one.advice().outcome() == Outcome.DATA_REQUIRED)
                .findFirst()
                .orElse(null);
        if (asking == null) {
            return;
        }
        List<MissingDatum> blocking = asking.advice().missing().stream()
                .filter(MissingDatum::blocking)
                .toList();
        boolean isWarned = !asking.advice().alerts(Severity.WARNING).isEmpty();
        ObjectNode card = frame.card(
                blocking.size() == 1
                        ? "Needed to choose the study: " + blocking.get(0).question()
                        : blocking.size() + " questions have to be answered to choose the study"
                                + (isWarned ? ", and there is a warning." : "."),
                isWarned ? "warning" : "info",
                asking.advice());
        card.put(
                "detail",
                new CardDetail(asking)
                        .steps(asking.advice().nextSteps())
                        .alerts(asking.advice().alerts(Severity.WARNING))
                        .questions("Needed to choose the study:")
                        .untaken()
                        .unread(unread)
                        .signed());
        frame.linkToQuestions(card, asking, told.patient);
        told.add(CardKind.QUESTIONS, card, asking);
    }

    /** An emergency, if what the record says without saying it for sure holds: it is told before anything else. */
    private void hidden(List<Consultation> consultations, Unread unread, Told told) {
        consultations.stream()
                .filter(Consultation::hidesEmergency)
                .findFirst()
                .ifPresent(one -> told.add(
                        CardKind.POSSIBLE_EMERGENCY,
                        unanswered(
                                one,
                                unread,
                                "Not counted, but an emergency if it holds: see what the record says.",
                                "warning",
                                told.patient),
                        one));
    }

    /** What kept the rules from answering, where silence would pass for an answer. */
    private void unanswered(List<Consultation> consultations, Unread unread, Told told) {
        consultations.stream()
                .filter(one -> !one.isAnswered() && isDue(one, unread))
                .findFirst()
                .ifPresent(one -> told.add(
                        CardKind.NO_ANSWER,
                        unanswered(one, unread, whyUnanswered(one, unread), "info", told.patient),
                        one));
    }

    private ObjectNode unanswered(Consultation one, Unread unread, String summary, String indicator, String patient) {
        ObjectNode card = frame.card(summary, indicator, one.advice());
        card.put(
                "detail",
                new CardDetail(one)
                        .unanswered()
                        .untaken()
                        .unread(unread.record())
                        .signed());
        frame.linkToQuestions(card, one, patient);
        return card;
    }

    private boolean isDue(Consultation one, Unread unread) {
        return one.asked().isReview()
                || (one.asked().aboutStudies() && (setsComplaintAside(one) || unread.hasFailedSearch()));
    }

    private boolean setsComplaintAside(Consultation one) {
        return vocabulary.codes(Kind.COMPLAINT).stream().anyMatch(one.read().setAside()::contains);
    }

    private String whyUnanswered(Consultation one, Unread unread) {
        boolean isInPart = unread.hasFailedSearch() && !setsComplaintAside(one);
        if (one.asked().isReview()) {
            return isInPart
                    ? "This order was not reviewed: the record could not be read in full, and no complaint is known."
                    : "This order was not reviewed: the record tells no complaint that could be read.";
        }
        return isInPart
                ? "The record could not be read in full; no complaint is known."
                : "A complaint in the record was not counted.";
    }

    private Optional<ObjectNode> unreviewed(List<String> reasons) {
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode card = frame.card(
                reasons.size() == 1
                        ? reasons.get(0) + "; it was not reviewed."
                        : "There is something in this call that was not reviewed.",
                "info");
        return Optional.of(card.put("detail", CardDetail.unreviewed(reasons)));
    }
}
