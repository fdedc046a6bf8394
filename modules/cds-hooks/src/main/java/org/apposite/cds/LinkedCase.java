package org.apposite.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.advice.Alert;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.fhir.FhirForms;
import org.apposite.fhir.FhirResources;
import org.apposite.fhir.questionnaire.FilledCase;
import org.apposite.fhir.questionnaire.FilledCase.Change;
import org.apposite.fhir.questionnaire.StatedAnswer;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.record.CaseFormat;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;

/**
 * The case that a card's link carries, and the answers of a person to be laid over it. The case is what the record said, so that
 * its emergencies are told whatever the person answers.
 *
 * @param patient the case
 * @param answers the answers, empty where the link was opened and nothing was changed
 * @param redFlags the red flags of the topic that answers, where the case speaks of them all
 * @param emergencies the critical alerts of the case without the answers
 * @param forms puts the case on the form, and the answers over it
 */
record LinkedCase(
        PatientCase patient,
        Optional<QuestionnaireResponse> answers,
        Set<String> redFlags,
        List<Alert> emergencies,
        FhirForms forms) {

    /** The member of a body that holds the case. */
    static final String KEY = "case";

    private static final String ANSWERS = "answers";

    /**
     * Reads the case and the answers.
     *
     * @throws Refused when the case cannot be read as a whole, or the answers are none
     */
    static LinkedCase read(ObjectNode body, Guideline guideline) {
        PatientCase patient = linked(body.path(KEY), guideline);
        Optional<QuestionnaireResponse> answers =
                body.has(ANSWERS) ? Optional.of(answers(body.path(ANSWERS))) : Optional.empty();
        return new LinkedCase(
                patient, answers, guideline.redFlagsOf(patient), guideline.emergencies(patient), guideline.forms());
    }

    private static QuestionnaireResponse answers(JsonNode sent) {
        return (sent instanceof ObjectNode object ? FhirResources.read(object) : Optional.<Resource>empty())
                .filter(QuestionnaireResponse.class::isInstance)
                .map(QuestionnaireResponse.class::cast)
                .orElseThrow(() -> Refused.invalid("the answers are no QuestionnaireResponse of FHIR R4"));
    }

    /**
     * The case with the answers.
     *
     * @throws IllegalArgumentException when the answers contradict each other
     */
    FilledCase filled() {
        return answers.map(response -> forms.filled(patient, redFlags, response))
                .orElseGet(() -> new FilledCase(patient, List.of(), List.of()));
    }

    /** What is told where the answers contradict each other: that, and what is an emergency all the same. */
    Refused contradicted(String reason) {
        return emergencies.isEmpty()
                ? Refused.told(422, "business-rule", "contradiction", reason)
                : Refused.told(
                        422,
                        "business-rule",
                        "contradiction-and-emergency",
                        reason,
                        emergencies.stream().map(Alert::text).collect(Collectors.joining(" ")));
    }

    /** A case that a card's link carries, read as strictly as any other: one that was cut must not pass for less. */
    private static PatientCase linked(JsonNode tree, Guideline guideline) {
        byte[] json = tree.toString().getBytes(StandardCharsets.UTF_8);
        try (Stream<CaseRecord> read =
                new CaseReader(guideline.rules().vocabulary()).read(new ByteArrayInputStream(json), CaseFormat.JSON)) {
            return read.findFirst()
                    .flatMap(CaseRecord::patientCase)
                    .filter(patient -> patient.furtherComplaints().isEmpty())
                    .orElseThrow(() -> Refused.told(400, "invalid", "link-unreadable"));
        }
    }

    /** What the record says, for the form; what the answers changed of it; and what of it is an emergency. */
    ObjectNode record(FilledCase filled) {
        ObjectNode record = Json.object();
        ArrayNode shown = record.putArray("stated");
        for (StatedAnswer one : forms.stated(patient, redFlags)) {
            ObjectNode node = shown.addObject()
                    .put("linkId", one.linkId())
                    .put("fact", one.fact())
                    .put("name", one.name())
                    .put("value", one.value());
            if (one.answer() != null) {
                node.set("answer", answer(one));
            }
        }
        ArrayNode changes = record.putArray("changes");
        for (Change one : filled.changes()) {
            changes.addObject()
                    .put("linkId", one.linkId())
                    .put("name", one.name())
                    .put("before", one.before())
                    .put("now", one.now());
        }
        ArrayNode urgent = record.putArray("emergencies");
        emergencies.forEach(
                alert -> urgent.addObject().put("code", alert.code()).put("text", alert.text()));
        return record;
    }

    /** An answer as FHIR writes it, such as an object with valueCoding. */
    private static JsonNode answer(StatedAnswer one) {
        QuestionnaireResponse response = new QuestionnaireResponse();
        response.addItem().setLinkId(one.linkId()).addAnswer().setValue(one.answer());
        return Json.read(Json.text(response).getBytes(StandardCharsets.UTF_8)).at("/item/0/answer/0");
    }
}
