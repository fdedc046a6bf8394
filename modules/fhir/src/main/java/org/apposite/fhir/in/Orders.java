package org.apposite.fhir.in;

import java.util.List;
import java.util.Optional;
import org.apposite.fhir.in.CaseDraft.Value;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.ServiceRequest;

/** Reads the order to be reviewed. */
final class Orders {

    private final Statements statements;
    private final CaseDraft draft;

    Orders(Statements statements, CaseDraft draft) {
        this.statements = statements;
        this.draft = draft;
    }

    void read(FhirRecord record, List<FhirRecord.Entry> entries) {
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof ServiceRequest request) {
                boolean isNamed = record.order().filter(entry::equals).isPresent();
                if (isNamed || isOpen(request, entry.name())) {
                    statements.readReasons(request, entry.name());
                    if (isNamed || record.order().isEmpty()) {
                        draft.mapping.imaging().study(request.getCode()).ifPresent(study -> order(study, entry.name()));
                    }
                }
            }
        }
    }

    private boolean isOpen(ServiceRequest request, String name) {
        String status = request.hasStatus() ? request.getStatus().toCode() : "";
        if (status.equals("entered-in-error")) {
            draft.note(name, "was entered in error; it is ignored");
            return false;
        }
        if (request.getDoNotPerform() || !draft.mapping.orderStatuses().contains(status)) {
            return false;
        }
        Optional<Days> days = draft.days(request.getAuthoredOnElement());
        return days.isEmpty() || draft.counts(draft.mapping.orderWindow(), days.get(), "the request", name);
    }

    private void order(CodedStudy asked, String name) {
        boolean needsContrast = StudyKinds.needsContrast(asked.study());
        String what = "asks for " + asked.study().code();
        if (asked.region() == Region.UNKNOWN) {
            draft.note(name, what + " without its region; it cannot be reviewed");
        } else if (needsContrast && asked.contrast() == null) {
            draft.note(name, what + " without its contrast; it cannot be reviewed");
        } else {
            ImagingOrder order =
                    new ImagingOrder(asked.study(), asked.region(), needsContrast ? asked.contrast() : null);
            draft.orders.add(new Value<>(order, name));
        }
    }
}
