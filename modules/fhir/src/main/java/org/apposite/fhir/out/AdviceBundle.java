package org.apposite.fhir.out;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.fhir.mapping.ImagingCodes;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/** The bundle of an answer: puts together the parts that others make. */
public final class AdviceBundle {

    private AdviceBundle() {}

    /** A new bundle of type collection; equal arguments give equal bundles. */
    public static Bundle of(
            Vocabulary vocabulary,
            ImagingCodes codes,
            Advice advice,
            ReadParts read,
            Reference subject,
            Identifier request,
            Instant when) {
        String time = when.truncatedTo(ChronoUnit.MILLIS).toString();
        AnswerEntries entries = new AnswerEntries(seed(advice, read, subject, request, time));
        Reference engine = new Reference(entries.urn("device"))
                .setDisplay(advice.provenance().engine());
        AnswerFrame frame = new AnswerFrame(vocabulary, advice, subject, engine, time);
        AlertNotes alerts = new AlertNotes(frame);

        Bundle bundle = entries.bundle();
        bundle.setType(BundleType.COLLECTION);
        bundle.setTimestampElement(frame.instant());
        GuidanceResponse response =
                new Guidance(frame, alerts).response(request, entries.urn("response"), read.notes());
        entries.add("response", response);
        if (!advice.alerts().isEmpty()) {
            response.addEvaluationMessage(entries.add("messages", alerts.messages()));
        }
        if (!advice.recommendations().isEmpty() || !advice.nextSteps().isEmpty()) {
            ProposedActions proposals = new ProposedActions(frame, alerts, new ProcedureCodes(vocabulary, codes));
            response.setResult(new ProposalGroup(frame, alerts, proposals, entries).add());
        }
        AnswerOrigin origin = new AnswerOrigin(frame);
        List<Reference> made = entries.references();
        entries.add("device", origin.device());
        entries.add("provenance", origin.provenance(made, read.resources()));
        Narratives.tell(bundle);
        return bundle;
    }

    private static String seed(Advice advice, ReadParts read, Reference subject, Identifier request, String time) {
        return String.join(
                "\n",
                WholeText.of(advice),
                WholeText.of(read),
                String.valueOf(subject.getReference()),
                String.valueOf(subject.getIdentifier().getSystem()),
                String.valueOf(subject.getIdentifier().getValue()),
                String.valueOf(request.getSystem()),
                String.valueOf(request.getValue()),
                time);
    }
}
