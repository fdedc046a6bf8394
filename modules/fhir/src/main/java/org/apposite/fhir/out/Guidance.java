package org.apposite.fhir.out;

import java.util.ArrayList;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Differential;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Identifier;

/**
 * Makes the GuidanceResponse: the outcome in words, the alerts and what is missing.
 *
 * @param frame the answer
 * @param alerts its alerts
 */
record Guidance(AnswerFrame frame, AlertNotes alerts) {

    GuidanceResponse response(Identifier request, String urn, List<String> readNotes) {
        Advice advice = frame.advice();
        Provenance content = advice.provenance();
        GuidanceResponse response = new GuidanceResponse();
        response.setRequestIdentifier(request.copy());
        response.addIdentifier().setSystem(Urls.URI).setValue(urn);
        if (advice.id() != null) {
            response.addIdentifier().setValue(advice.id());
        }
        response.setModule(new CanonicalType(frame.plan().orElseGet(frame::ruleSet)));
        response.setStatus(
                advice.outcome() == Outcome.DATA_REQUIRED
                        ? GuidanceResponseStatus.DATAREQUIRED
                        : GuidanceResponseStatus.SUCCESS);
        response.setSubject(frame.subject());
        response.setOccurrenceDateTimeElement(frame.dateTime());
        response.setPerformer(frame.engine());
        response.setReasonCode(frame.reasons());
        advice.headlines().forEach(headline -> response.addNote().setText(headline.text()));
        alerts.all().forEach(response::addNote);
        notes().forEach(text -> response.addNote().setText(text));
        readNotes.forEach(note -> response.addNote().setText("Not used as recorded: " + note));
        content.lowered().forEach(one -> response.addNote().setText("Note: " + one));
        response.addNote()
                .setText("Content " + content.ruleSet() + " " + content.version() + ", status "
                        + content.status().code() + ". " + content.notice());
        advice.missing()
                .forEach(datum -> response.addDataRequirement(MissingData.requirement(datum, frame.vocabulary())));
        return response;
    }

    private List<String> notes() {
        Advice advice = frame.advice();
        List<String> notes = new ArrayList<>();
        Exclusion exclusion = advice.exclusion();
        if (exclusion != null) {
            notes.add("Not applicable: " + exclusion.text() + " See instead: " + exclusion.seeInstead());
        }
        VariantMatch variant = advice.variant();
        if (variant != null) {
            notes.add("Variant " + variant.number() + ": " + variant.title());
        }
        if (!advice.alsoMatches().isEmpty()) {
            notes.add("Other variants that match: " + String.join(", ", advice.alsoMatches()));
        }
        for (Differential one : advice.differential()) {
            notes.add("In question: " + one.text()
                    + (one.because().isEmpty() ? "" : " Raised by: " + String.join(", ", one.because())));
        }
        OrderReview order = advice.order();
        if (order != null) {
            notes.add(review(order));
        }
        return notes;
    }

    private String review(OrderReview order) {
        Vocabulary.Procedure procedure = frame.vocabulary().procedures().get(order.procedure());
        Recommendation.Category category = order.category();
        return "The proposed order" + (procedure == null ? "" : ", " + procedure.display() + ",") + " is "
                + (category == null
                        ? order.contrastOpen() ? "not rated, as its contrast is not stated" : "not rated"
                        : OwnCodes.display(category))
                + (order.disagreement() ? " (the panel disagreed)" : "")
                + (order.preferred() ? " and a preferred study." : ".")
                + (order.setAside() == null ? "" : " It is set aside: " + order.setAside());
    }
}
