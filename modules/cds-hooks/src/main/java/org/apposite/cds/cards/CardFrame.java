package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Provenance;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.log.Decision.CardKind;
import org.apposite.model.Topic;

/** What every card has: an id, a summary that fits, who says it, and where more can be read. Immutable and thread-safe. */
final class CardFrame {

    /** CDS Hooks: less than 140 characters. */
    private static final int SUMMARY = 139;

    private final List<Topic> topics;
    private final String ruleSet;
    private final URI page;
    private final CardIds ids;
    private final CardWords words;

    CardFrame(ClinicalRules rules, URI page, CardIds ids, CardWords words) {
        this.topics = rules.topics();
        this.words = words;
        this.ruleSet = words.text("source", rules.name(), rules.version());
        this.page = page;
        this.ids = ids;
    }

    /** A card of the service, on which the rules have no part. */
    ObjectNode card(String summary, String indicator) {
        ObjectNode card = blank(ids.next(), summary, indicator);
        card.putObject("source").put("label", ruleSet).put("url", page.toString());
        return card;
    }

    /** A card of an answer, one of each kind. */
    ObjectNode card(CardKind kind, String summary, String indicator, Consultation by) {
        Advice advice = by.advice();
        Optional<Topic> topic = topic(advice);
        Provenance from = advice.provenance();
        ObjectNode card = blank(ids.of(by.id(), kind), summary, indicator);
        ObjectNode source = card.putObject("source")
                .put(
                        "label",
                        words.text(
                                "source-status",
                                topic.map(Topic::title).orElse(from.ruleSet()),
                                from.version(),
                                words.label(from.status())))
                .put("url", page.toString());
        topic.ifPresent(one -> source.putObject("topic")
                .put("system", Urls.TOPIC)
                .put("code", one.id())
                .put("display", one.title()));
        return card;
    }

    private static ObjectNode blank(String id, String summary, String indicator) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("uuid", id)
                .put("summary", fitting(CardDetail.plain(summary)))
                .put("indicator", indicator);
    }

    /** Where the questions are answered, beginning from what the record says. */
    void linkToQuestions(ObjectNode card, Consultation one, String patient) {
        link(card, words.text("link-questions"), form(one.advice()) + CarriedCase.behind(one.read(), patient));
    }

    /** Where the whole answer can be read, and what the record does not say can be answered. */
    void linkToAnswer(ObjectNode card, Consultation one, String patient) {
        link(card, words.text("link-answer"), form(one.advice()) + CarriedCase.behind(one.read(), patient));
    }

    private static void link(ObjectNode card, String label, String url) {
        card.putArray("links").addObject().put("label", label).put("url", url).put("type", "absolute");
    }

    /** Why a clinician may decide otherwise. */
    void reasons(ObjectNode card) {
        ArrayNode reasons = card.putArray("overrideReasons");
        OwnCodes list = OwnCodes.OVERRIDE_REASON;
        list.displays()
                .keySet()
                .forEach(code -> reasons.addObject()
                        .put("system", list.url())
                        .put("code", code)
                        .put("display", words.reason(code)));
    }

    private String form(Advice advice) {
        return topic(advice).map(one -> page + "?topic=" + one.id()).orElse(page.toString());
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
