package org.apposite.cds.cards;

import java.util.Optional;
import java.util.UUID;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Recommendation;
import org.apposite.advice.Recommendation.Category;
import org.apposite.advice.Trace;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.mapping.Mapping.Concern;
import org.apposite.log.Decision;
import org.apposite.log.Decision.Asking;
import org.apposite.log.Decision.Call;
import org.apposite.log.Decision.Read;
import org.apposite.log.Decision.Told;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * One answer of the rules: to orders that are reviewed together, or to the record of a patient. Immutable, as long as nobody
 * changes the orders.
 *
 * @param id the id under which it is logged, and by which a rating names it
 * @param asked what the rules were asked
 * @param read the case, and how it came out of the resources
 * @param asking how the rules were asked
 * @param advice the answer
 * @param hidesEmergency whether there would be an emergency if what the record says without saying it for sure held
 */
public record Consultation(UUID id, Asked asked, FhirCase read, Asking asking, Advice advice, boolean hidesEmergency) {

    /** Whether the record has a complaint that the rules are about: without, no topic is known to be meant. */
    public boolean hasComplaint() {
        return read.patient().complaint().isPresent();
    }

    /** Whether there is a critical alert. */
    public boolean isEmergency() {
        return !advice.alerts(Severity.CRITICAL).isEmpty();
    }

    /** Whether the rules had something to answer: a complaint, or an emergency without one. */
    public boolean isAnswered() {
        return isEmergency() || (asked.aboutStudies() && hasComplaint());
    }

    /** What the answer says of the orders, null when there are none or they cannot be read. */
    @Nullable
    OrderReview review() {
        return asked.isReview() ? advice.order() : null;
    }

    /**
     * This as a decision for a log.
     *
     * @param hook the name of the hook
     * @param instance the id of the call
     * @param told what is shown of it
     */
    public Decision decision(String hook, String instance, Told told) {
        OrderReview review = review();
        String study = review != null && review.procedure() != null
                ? review.procedure()
                : read.patient().order().map(ImagingOrder::kind).orElse(null);
        return new Decision(
                id,
                new Call(hook, instance, asked.understoodAs(study)),
                told,
                new Read(read.patient(), read.notes().size()),
                asking,
                advice);
    }

    /** Why the ordered study cannot be done, or need not be; null when it can. */
    @Nullable
    String setAside() {
        OrderReview review = review();
        return review == null ? null : review.setAside();
    }

    /**
     * Whether a card of its own tells of a study: when something speaks against the order or is to be done, when another
     * study is of a better category, or when nobody has reviewed an order yet. An order that is fine as it is needs none.
     *
     * @param vocabulary the vocabulary of the rules
     * @param quietForEquals whether an order of the best category that shows what has to be shown gets no card for what the
     *     rules say against it
     */
    boolean isWorthACard(Vocabulary vocabulary, boolean quietForEquals) {
        if (!asked.aboutStudies() || !isAnswered() || advice.outcome() == Outcome.DATA_REQUIRED) {
            return false;
        }
        OrderReview review = review();
        boolean isUnreviewed = review == null || review.contrastOpen();
        boolean isQuiet = quietForEquals && isOfBest() && showsArea(vocabulary);
        return setAside() != null
                || isBelowBest()
                || isUnrated()
                || advice.alerts(Severity.WARNING).stream()
                        .anyMatch(warning -> isWorthACard(warning) && !(isQuiet && isAboutOrder(warning)))
                || advice.nextSteps().stream().anyMatch(this::isWorthACard)
                || isCautioned()
                || (isUnreviewed && hasNextStudy());
    }

    /** What is to be done at once stands on the card of the emergency already. */
    private boolean isWorthACard(NextStep step) {
        return step.urgency() != Urgency.ROUTINE && !(isEmergency() && step.urgency() == Urgency.EMERGENT);
    }

    /** Whether the record holds what may speak against the contrast that is ordered, and is not understood. */
    boolean isCautioned() {
        Contrast contrast = read.patient().order().map(ImagingOrder::contrast).orElse(null);
        return review() != null
                && contrast != null
                && contrast != Contrast.WITHOUT
                && read.notes().stream().anyMatch(note -> note.concern() == Concern.SCAN_SAFETY);
    }

    private boolean hasNextStudy() {
        return !advice.preferred().isEmpty()
                || advice.best().stream().anyMatch(one -> one.category() == Category.USUALLY_APPROPRIATE);
    }

    /** Whether the ordered study is what the guideline prefers, and shows what has to be shown. */
    boolean isPreferred(Vocabulary vocabulary) {
        OrderReview review = review();
        return review != null
                && advice.preferred().stream().anyMatch(one -> one.procedure().equals(review.procedure()))
                && showsArea(vocabulary);
    }

    /** A topic that does not apply has nothing to say of an order, but may have of the patient. */
    private boolean isWorthACard(Alert warning) {
        return advice.outcome() == Outcome.VARIANT_MATCHED || !isAboutOrder(warning);
    }

    boolean isAboutOrder(Alert alert) {
        return advice.trace().isAboutOrder(Trace.Kind.ALERT, alert.code());
    }

    /** Whether another study is of a better category than the one that is ordered. */
    boolean isBelowBest() {
        return compared() > 0;
    }

    /** Whether the guideline rates other studies and not the one that is ordered. */
    boolean isUnrated() {
        OrderReview review = review();
        return review != null
                && !review.contrastOpen()
                && review.category() == null
                && !advice.best().isEmpty();
    }

    /** Whether no study is of a better category than the one that is ordered. */
    private boolean isOfBest() {
        OrderReview review = review();
        return review != null && review.category() != null && compared() <= 0;
    }

    private int compared() {
        OrderReview review = review();
        Category ordered = review == null ? null : review.category();
        Optional<Category> best =
                advice.best().stream().map(Recommendation::category).findFirst();
        return ordered == null || best.isEmpty() ? 0 : ordered.compareTo(best.get());
    }

    /**
     * Whether the ordered study shows the region and the side that it has to show.
     *
     * @param vocabulary the vocabulary of the rules
     * @return false also where it is not known what has to be shown, unless the study shows all that it may be
     */
    boolean showsArea(Vocabulary vocabulary) {
        OrderReview review = review();
        PatientCase patient = read.patient();
        ImagingOrder order = patient.order().orElse(null);
        if (review == null || review.procedure() == null || order == null) {
            return false;
        }
        Vocabulary.Procedure procedure = vocabulary.procedures().get(review.procedure());
        if (procedure != null && procedure.area() == Vocabulary.Area.WHOLE_BODY) {
            return true;
        }
        String wanted = advice.recommendations().stream()
                .filter(one -> one.procedure().equals(review.procedure()))
                .flatMap(one -> Optional.ofNullable(one.region()).stream())
                .findFirst()
                .or(patient::region)
                .orElse(Region.UNKNOWN);
        Region shown = order.region() == null ? null : vocabulary.regions().get(order.region());
        Region area = vocabulary.regions().get(wanted);
        boolean isOtherSide = area != null
                && area.sided()
                && order.side() != null
                && patient.side().filter(side -> side != order.side()).isPresent();
        return shown != null && area != null && shown.covers(order.study(), area) && !isOtherSide;
    }

    /**
     * Whether a study leaves out a part of what the order would show. In an emergency the order may be for the part that
     * signs point to, and the study for the one that hurts.
     */
    boolean wouldShowLess(Recommendation study, Vocabulary vocabulary) {
        String ordered = read.patient().order().map(ImagingOrder::region).orElse(null);
        Region before = ordered == null ? null : vocabulary.regions().get(ordered);
        Region after = study.region() == null ? null : vocabulary.regions().get(study.region());
        Vocabulary.Procedure procedure = vocabulary.procedures().get(study.procedure());
        return asked.isReview()
                && before != null
                && (after == null || procedure == null || !after.covers(procedure.study(), before));
    }

    /** How a study of the answer is named to people. */
    String name(Recommendation study, Vocabulary vocabulary) {
        return vocabulary.nameOf(study, read.patient().side().orElse(null));
    }
}
