package org.apposite.fhir.out;

import java.util.Objects;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Recommendation;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.ActionGroupingBehavior;
import org.hl7.fhir.r4.model.RequestGroup.ActionPrecheckBehavior;
import org.hl7.fhir.r4.model.RequestGroup.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.RequestGroup.RequestGroupActionComponent;
import org.hl7.fhir.r4.model.RequestGroup.RequestIntent;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.jspecify.annotations.Nullable;

/**
 * Makes the RequestGroup: an action for each rated study and for each next step, with what they propose.
 *
 * @param frame the answer
 * @param alerts its alerts
 * @param proposals makes what is proposed
 * @param entries where the group and the proposals go
 */
record ProposalGroup(AnswerFrame frame, AlertNotes alerts, ProposedActions proposals, AnswerEntries entries) {

    Reference add() {
        RequestGroup group = group();
        Reference reference = entries.add("group", group);
        boolean isEmergency = frame.advice().nextSteps().stream().anyMatch(step -> step.urgency() == Urgency.EMERGENT);
        if (isEmergency) {
            addSteps(group);
            addStudies(group);
        } else {
            addStudies(group);
            addSteps(group);
        }
        return reference;
    }

    private RequestGroup group() {
        Advice advice = frame.advice();
        RequestGroup group = new RequestGroup();
        frame.plan().ifPresent(group::addInstantiatesCanonical);
        group.setStatus(RequestStatus.DRAFT);
        group.setIntent(RequestIntent.PROPOSAL);
        group.setSubject(frame.subject());
        group.setAuthoredOnElement(frame.dateTime());
        group.setAuthor(frame.engine());
        group.setReasonCode(frame.reasons());
        alerts.warnings().forEach(group::addNote);
        group.addNote().setText(advice.provenance().notice());
        return group;
    }

    private void addStudies(RequestGroup group) {
        if (frame.advice().recommendations().isEmpty()) {
            return;
        }
        VariantMatch variant = frame.advice().variant();
        RequestGroupActionComponent studies = group.addAction();
        studies.setTitle(variant == null ? "Studies" : "Studies: " + variant.title());
        studies.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        studies.setSelectionBehavior(ActionSelectionBehavior.ATMOSTONE);
        int rank = 0;
        for (Recommendation one : frame.advice().recommendations()) {
            rank++;
            RequestGroupActionComponent action = studies.addAction();
            action.addExtension(RatingExtension.of(one).extension(frame.vocabulary()));
            action.setPrefix(Integer.toString(rank));
            action.setTitle(one.display());
            action.setTextEquivalent(text(one));
            action.addCode(ProcedureCodes.own(one.procedure(), one.display()));
            one.sources().forEach(key -> action.addDocumentation(documentation(key)));
            // Also a single preferred study is to be chosen, not to be found chosen.
            action.setPrecheckBehavior(ActionPrecheckBehavior.NO);
            action.setResource(
                    isProposed(one) ? entries.add("order-" + one.procedure(), proposals.order(one)) : definition(one));
        }
    }

    /** Whatever rules prefer, what is usually not appropriate is never proposed as an order. */
    private static boolean isProposed(Recommendation one) {
        return one.preferred()
                && one.setAside() == null
                && one.category() != Recommendation.Category.USUALLY_NOT_APPROPRIATE;
    }

    private static String text(Recommendation one) {
        String rating = OwnCodes.display(one.category())
                + (one.disagreement() ? " (the panel disagreed)" : "")
                + ", median " + stated(one.median()) + ", radiation " + stated(one.radiation())
                + (one.transcribed() ? ", " + ProposedActions.TRANSCRIBED : "")
                + (one.setAside() == null ? "" : ". Set aside: " + one.setAside());
        return one.reasons().isEmpty() ? rating : rating + ". " + String.join(" ", one.reasons());
    }

    private static String stated(@Nullable Object value) {
        return value == null ? "not stated" : value.toString();
    }

    /** R4 asks every action for a resource. This one is a definition, known by its URL: it orders nothing. */
    private Reference definition(Recommendation one) {
        Reference definition = new Reference();
        definition.setType("ActivityDefinition");
        definition.setIdentifier(new Identifier().setSystem(Urls.URI).setValue(proposals.activity(one)));
        definition.setDisplay(one.display());
        return definition;
    }

    private void addSteps(RequestGroup group) {
        if (frame.advice().nextSteps().isEmpty()) {
            return;
        }
        RequestGroupActionComponent steps = group.addAction();
        steps.setTitle("Next steps");
        steps.setGroupingBehavior(ActionGroupingBehavior.LOGICALGROUP);
        steps.setSelectionBehavior(ActionSelectionBehavior.ANY);
        int number = 0;
        for (NextStep step : frame.advice().nextSteps()) {
            number++;
            RequestGroupActionComponent action = steps.addAction();
            action.setTitle(step.text());
            action.setPriority(ProposedActions.priority(step.urgency()));
            action.addCode().setText(step.code());
            action.addDocumentation(documentation(step.source()));
            action.setResource(entries.add("step-" + number, proposals.task(step)));
        }
    }

    private RelatedArtifact documentation(String key) {
        String title = frame.advice().provenance().sources().get(key);
        return Sources.citation(key, Objects.requireNonNullElse(title, key));
    }
}
