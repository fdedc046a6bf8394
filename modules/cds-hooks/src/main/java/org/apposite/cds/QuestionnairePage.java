package org.apposite.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.fhir.FhirResources;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirCase.Note;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.json.AdviceJson;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.record.CaseFormat;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;

/** The page where people fill in a questionnaire: its files, the questionnaire, and the answers to what was filled in. */
final class QuestionnairePage {

    private static final Map<String, String> TYPES = Map.of(
            "index.html", "text/html;charset=utf-8",
            "form.js", "text/javascript;charset=utf-8",
            "texts.en.js", "text/javascript;charset=utf-8",
            "style.css", "text/css;charset=utf-8");
    private static final Map<String, String> GUARDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Referrer-Policy",
            "no-referrer");

    private final Map<String, CdsResponse> files = new HashMap<>();

    QuestionnairePage() {
        TYPES.forEach((name, type) -> files.put(name, file(name, type)));
    }

    private static CdsResponse file(String name, String type) {
        try (InputStream in = QuestionnairePage.class.getResourceAsStream("page/" + name)) {
            byte[] body = Objects.requireNonNull(in, name).readAllBytes();
            return new CdsResponse(200, Map.of("Content-Type", type), body).with(GUARDS);
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
                .orElseThrow(() -> Refused.notFound("there is no topic of this name"));
        return CdsResponse.text("application/fhir+json;charset=utf-8", Json.text(guideline.questionnaire(topic)));
    }

    /**
     * Answers a QuestionnaireResponse, or a case that a card's link carries: the answer in the format of all answers, what of it
     * stands first, in codes, and what could not be taken.
     */
    static CdsResponse answer(ObjectNode body, Guideline guideline) {
        List<String> notes = List.of();
        Advice advice;
        if (body.has("case")) {
            advice = guideline.rules().evaluate(linked(body.get("case"), guideline.rules()));
        } else {
            FhirCase read = guideline.read(record(body));
            notes = read.notes().stream().map(Note::text).toList();
            advice = guideline.rules().evaluate(read.patient());
        }
        ObjectNode answered = Json.object();
        answered.set("answer", AdviceJson.write(advice));
        ObjectNode first = answered.putObject("first");
        ArrayNode questions = first.putArray("questions");
        advice.firstQuestions().forEach(datum -> questions.add(datum.code()));
        ArrayNode best = first.putArray("best");
        advice.best().forEach(study -> best.add(study.procedure()));
        notes.forEach(answered.putArray("notes")::add);
        return CdsResponse.json(200, answered);
    }

    /** What is known of a patient: the answers of a form, or a bundle with them and whatever else there is. */
    static FhirRecord record(ObjectNode body) {
        Resource sent = FhirResources.read(body)
                .filter(one -> one instanceof QuestionnaireResponse || one instanceof Bundle)
                .orElseThrow(() -> Refused.invalid(
                        "the body is neither a QuestionnaireResponse nor a Bundle of FHIR R4 that can be read"));
        return FhirRecord.of(List.of(sent));
    }

    /** A case that a card's link carries, read as strictly as any other: one that was cut must not pass for less. */
    private static PatientCase linked(JsonNode tree, ClinicalRules rules) {
        byte[] json = tree.toString().getBytes(StandardCharsets.UTF_8);
        try (Stream<CaseRecord> read =
                new CaseReader(rules.vocabulary()).read(new ByteArrayInputStream(json), CaseFormat.JSON)) {
            return read.findFirst()
                    .flatMap(CaseRecord::patientCase)
                    .filter(patient -> patient.furtherComplaints().isEmpty())
                    .orElseThrow(() -> Refused.invalid("the case of this link cannot be read; open the card again"));
        }
    }
}
