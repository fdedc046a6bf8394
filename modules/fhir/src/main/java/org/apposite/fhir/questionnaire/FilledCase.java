package org.apposite.fhir.questionnaire;

import java.util.List;
import org.apposite.fhir.words.Remark;
import org.apposite.patient.PatientCase;

/**
 * A case with answers laid over it. Immutable and thread-safe.
 *
 * @param patient the case, in which an answer has taken the place of what was stated of its datum, and all else is as it was
 * @param changes what is stated otherwise than before, in the order of the vocabulary
 * @param notes which answers could not be taken, and what of the case gave way to an answer that contradicts it
 */
public record FilledCase(PatientCase patient, List<Change> changes, List<Remark> notes) {

    /** Copies the lists. */
    public FilledCase {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /**
     * A datum of which the answers say something else than the case.
     *
     * @param linkId the question that was answered
     * @param name what it is, in words
     * @param before what the case states, in words; empty when it states nothing
     * @param now what the answers say, in words; empty when they take back what was stated
     */
    public record Change(String linkId, String name, String before, String now) {}
}
