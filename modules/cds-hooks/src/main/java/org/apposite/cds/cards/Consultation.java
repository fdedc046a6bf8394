package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.OrderReview;
import org.apposite.fhir.in.FhirCase;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the rules: to one order, or to the record of a patient who is viewed. Immutable, as long as nobody
 * changes the order.
 *
 * @param id the id under which it is logged, and by which a rating names it
 * @param order the draft order as it was sent, null when there is none
 * @param read the case, and how it came out of the resources
 * @param advice the answer
 */
public record Consultation(UUID id, @Nullable ObjectNode order, FhirCase read, Advice advice) {

    /** Whether the record has a complaint that the rules are about: without, no topic is known to be meant. */
    public boolean hasComplaint() {
        return read.patient().complaint().isPresent();
    }

    /** Whether there is a critical alert. */
    public boolean isEmergency() {
        return !alerts(Severity.CRITICAL).isEmpty();
    }

    /** Why the ordered study cannot be done, or need not be; null when it can. */
    @Nullable
    String setAside() {
        OrderReview review = order == null ? null : advice.order();
        return review == null ? null : review.setAside();
    }

    /** Whether a card of its own tells of a study: not when an order is fine as it is, or no variant fits. */
    public boolean isWorthACard() {
        if (advice.outcome() != Outcome.VARIANT_MATCHED) {
            return false;
        }
        boolean isWarned = order != null
                && (setAside() != null || !alerts(Severity.WARNING).isEmpty());
        OrderReview review = order == null ? null : advice.order();
        boolean isUnreviewed = review == null || review.contrastOpen();
        return isWarned || (isUnreviewed && !advice.preferred().isEmpty());
    }

    List<Alert> alerts(Severity severity) {
        return advice.alerts().stream()
                .filter(alert -> alert.severity() == severity)
                .toList();
    }
}
