package org.apposite.fhir;

import java.time.Instant;
import java.util.Objects;
import org.apposite.advice.Advice;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.mapping.ImagingCodes;
import org.apposite.fhir.out.AdviceBundle;
import org.apposite.fhir.out.ReadParts;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/**
 * Turns an answer into FHIR R4 resources that a host can show, store and act on.
 *
 * <pre>{@code
 * FhirAdvice out = new FhirAdvice(vocabulary, mapping);
 * Bundle bundle = out.of(advice, read, new Reference("Patient/17"), new Identifier().setValue("request-1"), now);
 * }</pre>
 *
 * <ul>
 *   <li>A GuidanceResponse states the outcome, the red flags, the alerts and what is missing; its result is a RequestGroup
 *       of all rated procedures in the order of the answer and of the next steps.
 *   <li>Only a preferred procedure becomes a ServiceRequest, a draft of a proposal; one that is usually not appropriate
 *       never does. The others are actions with their rating that point to a definition and ask for nothing.
 *   <li>A Provenance names the engine and the digest of the rules.
 * </ul>
 *
 * <p>Immutable and thread-safe. Equal arguments give equal bundles, with the same ids.
 */
public final class FhirAdvice {

    private final Vocabulary vocabulary;
    private final ImagingCodes codes;

    /**
     * A writer of answers.
     *
     * @param vocabulary the vocabulary of the rules
     * @param mapping the codes of procedures, read with the same vocabulary
     */
    public FhirAdvice(Vocabulary vocabulary, FhirMapping mapping) {
        this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
        this.codes = Objects.requireNonNull(mapping, "mapping").mapping().imaging();
    }

    /**
     * The answer to a case that did not come from FHIR resources.
     *
     * @param advice an answer of rules with the same vocabulary
     * @param subject the patient
     * @param request what the host calls its request, such as the instance of a hook
     * @param when when it was answered
     * @return a new bundle of type collection
     * @throws IllegalArgumentException when the subject or the request is empty
     */
    public Bundle of(Advice advice, Reference subject, Identifier request, Instant when) {
        return of(advice, ReadParts.NONE, subject, request, when);
    }

    /**
     * The answer to a case that came from FHIR resources: the Provenance names them, and what was not taken as it stands
     * is noted.
     *
     * @param advice an answer of rules with the same vocabulary
     * @param read what was read
     * @param subject the patient
     * @param request what the host calls its request, such as the instance of a hook
     * @param when when it was answered
     * @return a new bundle of type collection
     * @throws IllegalArgumentException when the subject or the request is empty
     */
    public Bundle of(Advice advice, FhirCase read, Reference subject, Identifier request, Instant when) {
        return of(advice, parts(Objects.requireNonNull(read, "read")), subject, request, when);
    }

    private Bundle of(Advice advice, ReadParts read, Reference subject, Identifier request, Instant when) {
        Objects.requireNonNull(advice, "advice");
        Objects.requireNonNull(when, "when");
        if (subject.isEmpty()) {
            throw new IllegalArgumentException("the subject is empty: an answer is about somebody");
        }
        if (request.isEmpty()) {
            throw new IllegalArgumentException("the request is empty: a host must be able to recognize its answer");
        }
        return AdviceBundle.of(vocabulary, codes, advice, read, subject, request, when);
    }

    private static ReadParts parts(FhirCase read) {
        return new ReadParts(
                read.origins().stream()
                        .flatMap(origin -> origin.resources().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                read.notes().stream().map(FhirCase.Note::toString).toList());
    }
}
