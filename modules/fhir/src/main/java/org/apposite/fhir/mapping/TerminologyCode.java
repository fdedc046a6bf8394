package org.apposite.fhir.mapping;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;

/**
 * A code of a terminology. Immutable.
 *
 * @param system its URL
 * @param code the code
 */
public record TerminologyCode(String system, String code) {

    /** The codes of a concept that have both system and code. */
    public static List<TerminologyCode> of(CodeableConcept concept) {
        return concept.getCoding().stream()
                .filter(coding -> coding.hasSystem() && coding.hasCode())
                .map(coding -> new TerminologyCode(coding.getSystem(), coding.getCode()))
                .toList();
    }
}
