package org.apposite.cds.cards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Trace;
import org.apposite.fhir.in.FhirCase;
import org.apposite.model.Vocabulary;
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
        return !advice.alerts(Severity.CRITICAL).isEmpty();
    }

    /** Why the ordered study cannot be done, or need not be; null when it can. */
    @Nullable
    String setAside() {
        OrderReview review = order == null ? null : advice.order();
        return review == null ? null : review.setAside();
    }

    /**
     * Whether a card of its own tells of a study: when something speaks against the order or is to be done, or when nobody
     * has reviewed an order yet. An order that is fine as it is needs none.
     */
    public boolean isWorthACard() {
        if (advice.outcome() == Outcome.DATA_REQUIRED) {
            return false;
        }
        OrderReview review = order == null ? null : advice.order();
        boolean isUnreviewed = review == null || review.contrastOpen();
        return setAside() != null
                || advice.alerts(Severity.WARNING).stream().anyMatch(this::isWorthACard)
                || advice.nextSteps().stream().anyMatch(step -> step.urgency() != Urgency.ROUTINE)
                || (isUnreviewed && !advice.preferred().isEmpty());
    }

    /** A topic that does not apply has nothing to say of an order, but may have of the patient. */
    private boolean isWorthACard(Alert warning) {
        return advice.outcome() == Outcome.VARIANT_MATCHED
                || !advice.trace().isAboutOrder(Trace.Kind.ALERT, warning.code());
    }

    /** How a study of the answer is named to people. */
    String name(Recommendation study, Vocabulary vocabulary) {
        return vocabulary.nameOf(study, read.patient().side().orElse(null));
    }
}
