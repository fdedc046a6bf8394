package org.apposite.fhir.out;

import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.hl7.fhir.r4.model.RequestGroup.RequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * Makes what is proposed: a ServiceRequest of a preferred study, a Task of a next step.
 *
 * @param frame the answer
 * @param alerts its alerts
 * @param procedures the codes of procedures
 */
record ProposedActions(AnswerFrame frame, AlertNotes alerts, ProcedureCodes procedures) {

    static final String TRANSCRIBED = "seen only in a transcription: confirm before clinical use";

    ServiceRequest order(Recommendation one) {
        ServiceRequest order = new ServiceRequest();
        order.addExtension(RatingExtension.of(one).extension(frame.vocabulary()));
        order.addInstantiatesCanonical(activity(one));
        frame.plan().ifPresent(order::addInstantiatesCanonical);
        order.setStatus(ServiceRequestStatus.DRAFT);
        order.setIntent(ServiceRequestIntent.PROPOSAL);
        order.setCode(procedures.of(one));
        order.setSubject(frame.subject());
        order.setAuthoredOnElement(frame.dateTime());
        order.setRequester(frame.engine());
        order.setReasonCode(frame.reasons());
        String region = one.region();
        if (region != null) {
            order.addBodySite().addCoding(OwnCodes.regions(frame.vocabulary()).coding(region));
        }
        // An order goes its own way from here, so what warns of it goes with it.
        alerts.warnings().forEach(order::addNote);
        if (one.transcribed()) {
            order.addNote().setText("This rating was " + TRANSCRIBED);
        }
        one.reasons().forEach(reason -> order.addNote().setText(reason));
        return order;
    }

    /** The definition of a study. */
    String activity(Recommendation one) {
        return frame.versioned(Urls.ACTIVITY_DEFINITION + one.procedure());
    }

    Task task(NextStep step) {
        Task task = new Task();
        task.setStatus(TaskStatus.DRAFT);
        task.setIntent(TaskIntent.PROPOSAL);
        task.setPriority(TaskPriority.fromCode(priority(step.urgency()).toCode()));
        task.getCode().setText(step.code());
        task.setDescription(step.text());
        task.setFor(frame.subject());
        task.setAuthoredOnElement(frame.dateTime());
        task.setRequester(frame.engine());
        return task;
    }

    static RequestPriority priority(Urgency urgency) {
        return switch (urgency) {
            case EMERGENT -> RequestPriority.STAT;
            case URGENT -> RequestPriority.URGENT;
            case ROUTINE -> RequestPriority.ROUTINE;
        };
    }
}
