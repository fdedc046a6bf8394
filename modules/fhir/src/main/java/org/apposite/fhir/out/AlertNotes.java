package org.apposite.fhir.out;

import java.util.List;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;

/**
 * The alerts of an answer.
 *
 * @param frame the answer
 */
record AlertNotes(AnswerFrame frame) {

    List<Annotation> all() {
        return frame.advice().alerts().stream().map(this::note).toList();
    }

    List<Annotation> warnings() {
        return frame.advice().alerts().stream()
                .filter(alert -> alert.severity() != Severity.INFO)
                .map(this::note)
                .toList();
    }

    /** An alert says by itself how much it matters, for hosts that do not know the extension. */
    private Annotation note(Alert alert) {
        Annotation note = new Annotation();
        note.setText(OwnCodes.display(alert.severity()) + ": " + alert.text());
        Extension kind = note.addExtension().setUrl(Urls.ALERT);
        kind.addExtension("code", new CodeType(alert.code()));
        kind.addExtension("severity", OwnCodes.SEVERITY.coding(alert.severity()));
        alert.sources().forEach(key -> kind.addExtension("source", Sources.coding(frame.vocabulary(), key)));
        return note;
    }

    /** The alerts once more where R4 has a place for messages, for hosts that look there alone. */
    OperationOutcome messages() {
        OperationOutcome messages = new OperationOutcome();
        for (Alert alert : frame.advice().alerts()) {
            OperationOutcomeIssueComponent issue = messages.addIssue();
            issue.setSeverity(
                    switch (alert.severity()) {
                        case INFO -> IssueSeverity.INFORMATION;
                        case WARNING -> IssueSeverity.WARNING;
                        case CRITICAL -> IssueSeverity.ERROR;
                    });
            issue.setCode(IssueType.INFORMATIONAL);
            issue.getDetails().setText(alert.text());
            issue.setDiagnostics(alert.code());
        }
        return messages;
    }
}
