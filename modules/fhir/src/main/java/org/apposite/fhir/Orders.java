package org.apposite.fhir;

import java.util.List;
import java.util.Optional;
import org.apposite.fhir.Reading.Value;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Region;
import org.apposite.patient.Study;
import org.hl7.fhir.r4.model.ServiceRequest;

/** Reads the order to be reviewed. */
final class Orders {

    private final Mapping mapping;
    private final Statements statements;

    Orders(Mapping mapping, Statements statements) {
        this.mapping = mapping;
        this.statements = statements;
    }

    void read(FhirRecord record, List<FhirRecord.Entry> entries, Reading reading) {
        for (FhirRecord.Entry entry : entries) {
            if (entry.resource() instanceof ServiceRequest request) {
                boolean isNamed = record.order().filter(entry::equals).isPresent();
                if (isNamed || isOpen(request, entry.name(), reading)) {
                    statements.readReasons(request, entry.name(), reading);
                    if (isNamed || record.order().isEmpty()) {
                        order(request, entry.name(), reading).ifPresent(reading.orders::add);
                    }
                }
            }
        }
    }

    private boolean isOpen(ServiceRequest request, String name, Reading reading) {
        String status = request.hasStatus() ? request.getStatus().toCode() : "";
        if (status.equals("entered-in-error")) {
            reading.note(name, "was entered in error; it is ignored");
            return false;
        }
        if (request.getDoNotPerform() || !mapping.orderStatuses().contains(status)) {
            return false;
        }
        Optional<Days> days = Days.of(request.getAuthoredOnElement(), reading.zone);
        return days.isEmpty() || reading.counts(mapping.orderWindow(), days.get(), "the request", name);
    }

    private Optional<Value<ImagingOrder>> order(ServiceRequest request, String name, Reading reading) {
        Mapping.Procedure procedure =
                Codes.procedure(mapping.imaging(), request.getCode()).orElse(null);
        if (procedure == null) {
            return Optional.empty();
        }
        Study study = procedure.study();
        boolean needsContrast = study == Study.MRI || study == Study.CT;
        Contrast contrast = procedure.contrast();
        if (procedure.region() == Region.UNKNOWN) {
            reading.note(name, "asks for " + study.code() + " without its region; it cannot be reviewed");
            return Optional.empty();
        }
        if (needsContrast && contrast == null) {
            reading.note(name, "asks for " + study.code() + " without its contrast; it cannot be reviewed");
            return Optional.empty();
        }
        return Optional.of(
                new Value<>(new ImagingOrder(study, procedure.region(), needsContrast ? contrast : null), name));
    }
}
