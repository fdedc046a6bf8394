package org.apposite.fhir;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.fhir.questionnaire.AnswersOver;
import org.apposite.fhir.questionnaire.FilledCase;
import org.apposite.fhir.questionnaire.StatedAnswer;
import org.apposite.fhir.questionnaire.StatedAnswers;
import org.apposite.fhir.sent.Stated;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.QuestionnaireResponse;

/**
 * A case on a form: what it states, as answers that a person can read and change; and those answers laid over it. What nobody
 * answered stays as the case states it, also where no form can express it. Immutable and thread-safe.
 *
 * <pre>{@code
 * FhirForms forms = new FhirForms(vocabulary, FhirMapping.bundled(vocabulary));
 * List<StatedAnswer> shown = forms.stated(patient, topic.redFlags());
 * FilledCase filled = forms.filled(patient, topic.redFlags(), response);
 * Advice advice = rules.evaluate(filled.patient());
 * }</pre>
 */
public final class FhirForms {

    private final Vocabulary vocabulary;
    private final FhirMapping mapping;

    /**
     * Forms of a vocabulary.
     *
     * @param vocabulary the vocabulary of the rules
     * @param mapping read with the same vocabulary
     */
    public FhirForms(Vocabulary vocabulary, FhirMapping mapping) {
        this.vocabulary = Objects.requireNonNull(vocabulary, "vocabulary");
        this.mapping = Objects.requireNonNull(mapping, "mapping");
    }

    /**
     * What a case states, question by question.
     *
     * @param patient a case of one complaint
     * @param redFlags the red flags of the topic that answers, of which the case may say that all others are absent
     * @return everything that it states, in an order that is always the same; also what a form does not ask, or cannot express
     */
    public List<StatedAnswer> stated(PatientCase patient, Set<String> redFlags) {
        return StatedAnswers.of(vocabulary, Objects.requireNonNull(patient, "patient"), stateable(redFlags));
    }

    /** What can be stated absent by itself; what rules conclude is present all the same where other data say so. */
    private Set<String> stateable(Set<String> redFlags) {
        return Objects.requireNonNull(redFlags, "redFlags").stream()
                .filter(flag -> Optional.ofNullable(vocabulary.terms().get(flag))
                        .filter(term -> term.kind() == Kind.FINDING && !term.isDerived())
                        .isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Lays answers over a case. An answer takes the place of what the case states of its datum. A question that stands in the
     * response without an answer, or is answered unknown, takes it back. An answer that cannot be read changes nothing and has a
     * note; so has what the case states where it contradicts an answer: it gives way.
     *
     * @param patient a case of one complaint
     * @param redFlags the red flags of the topic that answers, of which the case may say that all others are absent
     * @param response answers by the link ids of this project's questionnaires; its status and its dates do not matter
     * @return the case, and what is stated otherwise in it than before
     * @throws IllegalArgumentException when the answers contradict each other
     */
    public FilledCase filled(PatientCase patient, Set<String> redFlags, QuestionnaireResponse response) {
        QuestionnaireResponse stated =
                Stated.of(Objects.requireNonNull(response, "response")).resource()
                                instanceof QuestionnaireResponse readable
                        ? readable
                        : response;
        return new AnswersOver(
                        vocabulary,
                        mapping.mapping(),
                        Objects.requireNonNull(patient, "patient"),
                        stateable(redFlags),
                        stated)
                .filled();
    }
}
