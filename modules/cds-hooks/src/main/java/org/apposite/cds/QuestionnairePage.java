package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apposite.advice.Advice;
import org.apposite.advice.Trace;
import org.apposite.advice.WhyNot;
import org.apposite.advice.WhyNot.Standing;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.fhir.FhirResources;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.fhir.questionnaire.FilledCase;
import org.apposite.json.AdviceJson;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Side;
import org.apposite.text.Messages;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;

/** The page where people fill in a questionnaire: its files, the questionnaire, and the answers to what was filled in. */
final class QuestionnairePage {

    private static final String SCRIPT = "text/javascript;charset=utf-8";
    private static final Map<String, String> GUARDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer");

    private final Locale language;
    private final Map<String, CdsResponse> files;

    /** The page in a language. */
    QuestionnairePage(Locale language) {
        this.language = language;
        Messages texts = Messages.in(language).with(QuestionnairePage.class::getResourceAsStream);
        String index = resource("index.html")
                .replace("{language}", language.toLanguageTag())
                .replace("{no-script}", texts.text("no-script"));
        this.files = Map.of(
                "index.html", file("text/html;charset=utf-8", index),
                "form.js", file(SCRIPT, resource("form.js")),
                "texts.js", file(SCRIPT, resource("texts." + language + ".js")),
                "style.css", file("text/css;charset=utf-8", resource("style.css")));
    }

    private static CdsResponse file(String type, String text) {
        return CdsResponse.text(type, text).with(GUARDS);
    }

    private static String resource(String name) {
        try (InputStream in = QuestionnairePage.class.getResourceAsStream("page/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the page, by its path. */
    CdsResponse file(String path) {
        CdsResponse file = files.get(path.equals("/") ? "index.html" : path.replaceFirst("^/", ""));
        if (file == null) {
            throw Refused.notFound("there is nothing at this path");
        }
        return file;
    }

    static CdsResponse topics(List<Topic> topics) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("topics");
        topics.forEach(topic -> list.addObject().put("id", topic.id()).put("title", topic.title()));
        return CdsResponse.json(200, body);
    }

    static CdsResponse questionnaire(String id, Guideline guideline) {
        Topic topic = guideline.topics().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refused.told(404, "not-found", "no-topic"));
        return CdsResponse.text("application/fhir+json;charset=utf-8", Json.text(guideline.questionnaire(topic)));
    }

    /**
     * Answers a QuestionnaireResponse, or a case that a card's link carries with the answers of a person: the answer in the format of
     * all answers, what of it stands first, in codes, and what could not be taken.
     */
    CdsResponse answer(ObjectNode body, Guideline guideline) {
        if (body.has(LinkedCase.KEY)) {
            return answer(LinkedCase.read(body, guideline), guideline);
        }
        FhirCase read = guideline.read(record(body));
        return CdsResponse.json(
                200,
                answered(
                        read.patient(),
                        read.notes().stream()
                                .map(note -> note.remark().text(language))
                                .toList(),
                        guideline));
    }

    private CdsResponse answer(LinkedCase linked, Guideline guideline) {
        FilledCase filled;
        try {
            filled = linked.filled();
        } catch (IllegalArgumentException e) {
            // What it says is of the patient: it goes back, and into no log.
            return CdsResponse.of(
                    linked.contradicted(String.valueOf(e.getMessage())).in(language));
        }
        ObjectNode answered = answered(
                filled.patient(),
                filled.notes().stream().map(note -> note.text(language)).toList(),
                guideline);
        answered.set("record", linked.record(filled));
        return CdsResponse.json(200, answered);
    }

    private static ObjectNode answered(PatientCase patient, List<String> notes, Guideline guideline) {
        Advice advice = guideline.rules().evaluate(patient);
        ObjectNode answered = Json.object();
        answered.set("answer", AdviceJson.write(advice));
        ObjectNode first = answered.putObject("first");
        ArrayNode questions = first.putArray("questions");
        advice.firstQuestions().forEach(datum -> questions.add(datum.code()));
        ArrayNode best = first.putArray("best");
        advice.best().forEach(study -> best.add(study.procedure()));
        // How people name a study of this patient: with its region and its side.
        ObjectNode names = first.putObject("names");
        Side side = patient.side().orElse(null);
        advice.recommendations()
                .forEach(study -> names.put(
                        study.procedure(), guideline.rules().vocabulary().nameOf(study, side)));
        answered.set("others", others(patient, advice, guideline));
        notes.forEach(answered.putArray("notes")::add);
        return answered;
    }

    /** Why the answer has none of the other variants of its topic, and why none of the other studies is to be done next. */
    private static ArrayNode others(PatientCase patient, Advice advice, Guideline guideline) {
        List<String> codes = new ArrayList<>();
        guideline.rules().topics().stream()
                .filter(topic -> topic.id().equals(advice.topic()))
                .flatMap(topic -> topic.variants().stream())
                .forEach(variant -> codes.add(variant.id()));
        advice.recommendations().forEach(study -> codes.add(study.procedure()));
        ArrayNode others = Json.object().putArray("others");
        for (WhyNot one : guideline.rules().whyNot(patient, codes)) {
            if (one.standing() != Standing.MATCHED && one.standing() != Standing.PREFERRED) {
                ObjectNode other = others.addObject()
                        .put("code", one.code())
                        .put("title", one.title())
                        .put("summary", one.summary());
                ArrayNode inTheWay = other.putArray("inTheWay");
                nearest(one)
                        .forEach(condition -> inTheWay.addObject()
                                .put("answer", condition.answer().code())
                                .put("text", condition.text()));
            }
        }
        return others;
    }

    /** What is in the way of the rule that comes nearest: of a study that is rated, to its being preferred. */
    private static List<WhyNot.Condition> nearest(WhyNot one) {
        return one.rules().stream()
                .filter(rule -> one.standing() != Standing.RATED
                        || rule.concludes().stream().anyMatch(what -> what.kind() == Trace.Kind.PREFERENCE))
                .map(WhyNot.RuleState::inTheWay)
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** What is known of a patient: the answers of a form, or a bundle with them and whatever else there is. */
    static FhirRecord record(ObjectNode body) {
        Resource sent = FhirResources.read(body)
                .filter(one -> one instanceof QuestionnaireResponse || one instanceof Bundle)
                .orElseThrow(() -> Refused.invalid(
                        "the body is neither a QuestionnaireResponse nor a Bundle of FHIR R4 that can be read"));
        return FhirRecord.of(List.of(sent));
    }
}
