package org.apposite.cds.cards;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.json.CaseJson;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Presence;

/**
 * Makes cards of answers, as few as there can be: one for an emergency, one for each order that has something against it,
 * one for what has to be known. An order that is appropriate gets none. Immutable and thread-safe.
 */
public final class Cards {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** CDS Hooks: less than 140 characters. */
    private static final int SUMMARY = 139;

    private static final String REASONS = OrderResources.OWN + "CodeSystem/override-reason";

    private final List<Topic> topics;
    private final String ruleSet;
    private final OrderResources orders;
    private final Vocabulary vocabulary;
    private final Set<String> cautions;
    private final URI page;

    /**
     * Cards for the answers of rules.
     *
     * @param rules the rules that answer
     * @param mapping the codes of orders
     * @param rating how orders are rated
     * @param page the address of the form, where questions are answered; it ends with a slash
     */
    public Cards(ClinicalRules rules, FhirMapping mapping, ImagingRating rating, URI page) {
        this.topics = rules.topics();
        this.ruleSet = rules.name() + ", rules " + rules.version();
        this.orders = new OrderResources(rules.vocabulary(), mapping, rating);
        this.vocabulary = rules.vocabulary();
        this.cautions = mapping.cautions();
        this.page = page;
    }

    /**
     * The whole response to a call of a hook.
     *
     * @param patient the id of the patient
     * @param consultations the answers that have a complaint or an emergency
     * @param unread what of the record could not be read, in plain words
     * @return the cards, and the ratings of orders as actions
     */
    public ObjectNode response(String patient, List<Consultation> consultations, List<String> unread) {
        ObjectNode response = JSON.objectNode();
        ArrayNode cards = response.putArray("cards");
        boolean emergency = emergency(consultations, unread, cards);
        for (Consultation one : consultations) {
            if (one.isWorthACard()) {
                cards.add(study(one, patient, unread));
            }
        }
        if (!emergency) {
            missing(consultations, unread, cards);
        }
        ArrayNode actions = JSON.arrayNode();
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

    /**
     * The response to a call to which the rules gave no answer: what is an emergency all the same, and that the rest is not
     * known.
     *
     * @param emergencies the critical alerts, one or more
     * @return one card
     */
    public ObjectNode withoutAnswer(List<Alert> emergencies) {
        ObjectNode card = JSON.objectNode()
                .put("uuid", UUID.randomUUID().toString())
                .put("summary", fitting(emergencies.get(0).text()))
                .put("indicator", "critical")
                .put("detail", CardDetail.withoutAnswer(emergencies));
        card.putObject("source").put("label", ruleSet).put("url", page.toString());
        ObjectNode response = JSON.objectNode();
        response.putArray("cards").add(card);
        return response;
    }

    private boolean emergency(List<Consultation> consultations, List<String> unread, ArrayNode cards) {
        // Orders of one patient rest on the same record, so their emergencies are the same.
        Consultation first = consultations.stream()
                .filter(Consultation::isEmergency)
                .findFirst()
                .orElse(null);
        if (first == null) {
            return false;
        }
        Advice advice = first.advice();
        ObjectNode card = card(first.advice().alerts(Severity.CRITICAL).get(0).text(), "critical", advice);
        CardDetail detail = new CardDetail(first).emergencies();
        if (first.isWorthACard()) {
            detail.steps(emergent(advice));
        } else {
            // No other card tells the rest.
            detail.steps(advice.nextSteps())
                    .alerts(first.advice().alerts(Severity.WARNING))
                    .untaken()
                    .unread(unread);
        }
        card.put("detail", detail.signed());
        link(card, first);
        cards.add(card);
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

    private ObjectNode study(Consultation one, String patient, List<String> unread) {
        Advice advice = one.advice();
        List<Alert> warnings = one.advice().alerts(Severity.WARNING);
        List<Recommendation> preferred = advice.preferred();
        boolean isWarned = !warnings.isEmpty() || one.setAside() != null;
        ObjectNode card = card(summary(one, warnings, preferred), isWarned ? "warning" : "info", advice);
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
        link(card, one);
        ArrayNode suggestions = JSON.arrayNode();
        for (Recommendation study : preferred) {
            orders.proposed(one, study, patient)
                    .ifPresent(order -> suggest(
                            suggestions,
                            one,
                            study,
                            order,
                            preferred.size() == 1 && isUnqualified(advice, warnings) && isFreeOfCautions(one)));
        }
        if (!suggestions.isEmpty()) {
            card.set("suggestions", suggestions);
            card.put("selectionBehavior", "at-most-one");
        }
        ArrayNode reasons = card.putArray("overrideReasons");
        reason(reasons, "discussed-with-radiologist", "Discussed with the radiologist");
        reason(reasons, "known-otherwise", "I know something that the record does not say");
        reason(reasons, "not-available", "The preferred study is not available here");
        reason(reasons, "family-decision", "The patient or the family decided otherwise");
        reason(reasons, "disagree", "I do not agree");
        return card;
    }

    /** What the guideline says of the order besides warnings. */
    private static List<Alert> ofOrder(Consultation one) {
        return one.advice().alerts(Severity.INFO).stream()
                .filter(alert -> one.advice().trace().isAboutOrder(Trace.Kind.ALERT, alert.code()))
                .toList();
    }

    private static void reason(ArrayNode reasons, String code, String display) {
        reasons.addObject().put("system", REASONS).put("code", code).put("display", display);
    }

    /** A warning that is not of the order may be of the study that is preferred: a clinician has to weigh that first. */
    private static boolean isUnqualified(Advice advice, List<Alert> warnings) {
        return warnings.stream().allMatch(alert -> advice.trace().isAboutOrder(Trace.Kind.ALERT, alert.code()));
    }

    /** Whether nothing is known, or may be, that speaks against a scan or its contrast: otherwise no study is recommended. */
    private boolean isFreeOfCautions(Consultation one) {
        Map<String, Presence> known = one.read().patient().findings();
        return one.read().notes().stream().noneMatch(note -> note.concern() == Concern.SCAN_SAFETY)
                && cautions.stream().noneMatch(term -> known.get(term) == Presence.PRESENT);
    }

    private void suggest(
            ArrayNode suggestions, Consultation one, Recommendation study, ObjectNode order, boolean only) {
        boolean update = one.order() != null && order.has("id");
        String name = one.name(study, vocabulary);
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

    private String summary(Consultation one, List<Alert> warnings, List<Recommendation> preferred) {
        Advice.Exclusion exclusion = one.advice().exclusion();
        if (exclusion != null) {
            return "Not applicable, with something to weigh: " + exclusion.text();
        }
        String next = preferred.isEmpty() ? "" : "Preferred here: " + one.name(preferred.get(0), vocabulary) + ".";
        if (one.order() == null) {
            return next.replace("Preferred here", "Next study");
        }
        if (one.setAside() != null) {
            return "The ordered study is set aside: " + one.setAside() + " " + next;
        }
        if (warnings.isEmpty()) {
            return "This order was not reviewed: its contrast or its region is not stated. " + next;
        }
        return (warnings.size() == 1 ? "There is a warning" : "There are " + warnings.size() + " warnings")
                + " for this order. " + next;
    }

    private void missing(List<Consultation> consultations, List<String> unread, ArrayNode cards) {
        // Orders of one patient rest on the same record, so their questions are the same.
        Consultation asking = consultations.stream()
                .filter(one -> one.advice().outcome() == Outcome.DATA_REQUIRED)
                .findFirst()
                .orElse(null);
        if (asking == null) {
            return;
        }
        List<MissingDatum> blocking = asking.advice().missing().stream()
                .filter(MissingDatum::blocking)
                .toList();
        ObjectNode card = card(
                blocking.size() == 1
                        ? "Needed to choose the study: " + blocking.get(0).question()
                        : blocking.size() + " questions have to be answered to choose the study.",
                asking.advice().alerts(Severity.WARNING).isEmpty() ? "info" : "warning",
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
        card.putArray("links")
                .addObject()
                .put("label", "Answer the questions")
                .put("url", form(asking.advice()))
                .put("type", "absolute");
        cards.add(card);
    }

    /** Where the whole answer can be read: the case stands behind the #, which no browser sends to a server or a proxy. */
    private void link(ObjectNode card, Consultation one) {
        ObjectNode stated = CaseJson.write(one.read().patient());
        stated.remove("id");
        String kept = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(stated.toString().getBytes(UTF_8));
        card.putArray("links")
                .addObject()
                .put("label", "The whole answer, with all rated studies")
                .put("url", form(one.advice()) + "#case=" + kept)
                .put("type", "absolute");
    }

    private String form(Advice advice) {
        return topic(advice).map(one -> page + "?topic=" + one.id()).orElse(page.toString());
    }

    private ObjectNode card(String summary, String indicator, Advice advice) {
        Optional<Topic> topic = topic(advice);
        Provenance by = advice.provenance();
        ObjectNode card = JSON.objectNode()
                .put("uuid", UUID.randomUUID().toString())
                .put("summary", fitting(summary))
                .put("indicator", indicator);
        ObjectNode source = card.putObject("source")
                .put(
                        "label",
                        topic.map(Topic::title).orElse(by.ruleSet()) + ", rules " + by.version() + " ("
                                + by.status().code() + ")")
                .put("url", page.toString());
        topic.ifPresent(one -> source.putObject("topic")
                .put("system", OrderResources.OWN + "CodeSystem/topic")
                .put("code", one.id())
                .put("display", one.title()));
        return card;
    }

    /** The topic that answered; an emergency stands whoever answers, and without one too. */
    private Optional<Topic> topic(Advice advice) {
        return topics.stream().filter(one -> one.id().equals(advice.topic())).findFirst();
    }

    /** As many whole sentences as fit, or the first one cut at a word. */
    private static String fitting(String text) {
        if (text.length() <= SUMMARY) {
            return text;
        }
        int sentences = text.lastIndexOf(". ", SUMMARY - 1);
        if (sentences > 0) {
            return text.substring(0, sentences + 1);
        }
        int end = text.lastIndexOf(' ', SUMMARY - 1);
        return text.substring(0, end < SUMMARY / 2 ? SUMMARY - 1 : end).replaceAll("[\\s,;:.]+$", "") + "…";
    }
}
