package org.apposite.fhir.questionnaire;

import java.util.Objects;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a case states of one question.
 *
 * @param linkId the question, as the questionnaires of this project name it, whether or not one of them asks it
 * @param fact the code of the datum that it belongs to, by which {@code FhirCase.Origin} names it
 * @param name what it is, in words
 * @param value what is stated of it, in words
 * @param answer the same as an answer, as far as an answer can tell it; null where none can, as of an age between two, or of a
 *     second study of one kind
 */
public record StatedAnswer(
        String linkId,
        String fact,
        String name,
        String value,
        @Nullable Type answer) {

    /** Checks that nothing else is missing. */
    public StatedAnswer {
        Objects.requireNonNull(linkId, "linkId");
        Objects.requireNonNull(fact, "fact");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
