package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
import org.apposite.cds.cards.Unread.Unreviewed;
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
    private final CardWords words;
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
        this.words = settings.words();
        this.frame = new CardFrame(rules, settings.page(), settings.ids(), words);
        this.orders = new OrderResources(rules.vocabulary(), mapping, settings.rating(), words);
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
        SuggestedOrders suggestions = new SuggestedOrders(orders, vocabulary, words, patient, consultations);
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
            orders.rated(one).forEach(rated -> update(actions, words.text("rates"), rated));
            orders.withdrawn(one).forEach(unrated -> update(actions, words.text("takes-rating-back"), unrated));
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
        ObjectNode card = frame.card(emergencies.get(0).text(), "critical")
                .put("detail", CardDetail.withoutAnswer(emergencies, words));
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
        ObjectNode card = frame.card(
                CardKind.EMERGENCY, advice.alerts(Severity.CRITICAL).get(0).text(), "critical", first);
        CardDetail detail = new CardDetail(first, words).emergencies(all);
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
        ObjectNode card = frame.card(CardKind.STUDY, summary(one, warnings), isWarned ? "warning" : "info", one);
        card.put(
                "detail",
                new CardDetail(one, words)
                        .setAside()
                        .exclusion()
                        .steps(remaining(one))
                        .studies(vocabulary)
                        .alerts(warnings)
                        .alerts(ofOrder(one))
                        .questions("could-change")
                        .variant()
                        .untaken()
                        .unread(unread)
                        .signed());
        frame.linkToAnswer(card, one, patient);
        suggestions.addTo(card, one, warnings);
        frame.reasons(card);
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
            return words.text("not-applicable-summary", exclusion.text());
        }
        List<Recommendation> preferred = one.advice().preferred();
        String next = preferred.isEmpty() ? "" : one.name(preferred.get(0), vocabulary);
        if (!one.asked().isReview()) {
            return preferred.isEmpty() ? best(one) : words.text("next-study", next);
        }
        boolean isPreferred = one.isPreferred(vocabulary);
        String instead = preferred.isEmpty()
                ? ""
                : " " + (isPreferred ? words.text("is-preferred") : words.text("preferred-here", next));
        if (one.setAside() != null) {
            return words.text("set-aside", one.setAside()) + instead;
        }
        OrderReview review = one.review();
        if (!warnings.isEmpty() && review != null && review.category() != null && one.isBelowBest()) {
            return words.text(
                            warnings.size() == 1 ? "category-and-warning" : "category-and-warnings",
                            words.beginning(review.category()))
                    + instead;
        }
        if (!warnings.isEmpty()) {
            return words.text(
                            (warnings.size() == 1 ? "warning-for-" : "warnings-for-")
                                    + (one.asked().orders().size() == 1 ? "order" : "orders"),
                            warnings.size())
                    + instead;
        }
        if (review != null && review.category() != null && one.isBelowBest()) {
            return below(one, review.category());
        }
        if (one.isUnrated()) {
            return words.text("order-without-rating") + instead;
        }
        if (review == null || review.contrastOpen()) {
            return words.text("order-not-stated") + instead;
        }
        if (one.isCautioned()) {
            return words.text("caution") + instead;
        }
        return isPreferred ? words.text("order-is-preferred") : words.text("besides") + instead;
    }

    private String best(Consultation one) {
        List<Recommendation> best = one.advice().best();
        return best.isEmpty()
                ? ""
                : words.text("best-here", words.beginning(best.get(0).category()), named(best, one));
    }

    private String named(List<Recommendation> studies, Consultation one) {
        return studies.stream()
                .limit(2)
                .map(study -> one.name(study, vocabulary))
                .reduce((first, second) -> words.text("or", first, second))
                .orElse("");
    }

    /** What may be done, and what is better. */
    private String below(Consultation one, Recommendation.Category ordered) {
        List<Recommendation> best = one.advice().best();
        List<Recommendation> named =
                one.advice().preferred().isEmpty() ? best : one.advice().preferred();
        return words.text(
                "below", words.beginning(ordered), words.label(named.get(0).category()), named(named, one));
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
                CardKind.QUESTIONS,
                blocking.size() == 1
                        ? words.text("needed-one", blocking.get(0).question())
                        : words.text(isWarned ? "needed-many-and-warning" : "needed-many", blocking.size()),
                isWarned ? "warning" : "info",
                asking);
        card.put(
                "detail",
                new CardDetail(asking, words)
                        .steps(asking.advice().nextSteps())
                        .alerts(asking.advice().alerts(Severity.WARNING))
                        .questions("needed")
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
                                CardKind.POSSIBLE_EMERGENCY,
                                one,
                                unread,
                                words.text("possible-emergency"),
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
                        unanswered(CardKind.NO_ANSWER, one, unread, whyUnanswered(one, unread), "info", told.patient),
                        one));
    }

    private ObjectNode unanswered(
            CardKind kind, Consultation one, Unread unread, String summary, String indicator, String patient) {
        ObjectNode card = frame.card(kind, summary, indicator, one);
        card.put(
                "detail",
                new CardDetail(one, words)
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
            return words.text(isInPart ? "order-record-in-part" : "order-no-complaint");
        }
        return words.text(isInPart ? "record-in-part" : "complaint-not-counted");
    }

    private Optional<ObjectNode> unreviewed(List<Unreviewed> call) {
        List<String> reasons = call.stream().map(words::notReviewed).distinct().toList();
        if (reasons.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode card = frame.card(reasons.size() == 1 ? reasons.get(0) : words.text("some-not-reviewed"), "info");
        return Optional.of(card.put("detail", CardDetail.unreviewed(reasons)));
    }
}
