package org.apposite.cds;

import java.util.List;
import java.util.UUID;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.advice.Severity;
import org.apposite.fhir.in.FhirCase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One answer of the rules, to one order or to none.
 *
 * @param id the id under which it is logged, and by which a rating names it
 * @param order the draft order as it was sent, null when there is none
 * @param read the case, and how it came out of the resources
 * @param advice the answer
 */
record Consultation(UUID id, @Nullable ObjectNode order, FhirCase read, Advice advice) {

    List<Alert> alerts(Severity severity) {
        return advice.alerts().stream()
                .filter(alert -> alert.severity() == severity)
                .toList();
    }

    /** Without a complaint, no topic is known to be meant. */
    boolean hasComplaint() {
        return read.patient().symptom().isPresent();
    }
}
