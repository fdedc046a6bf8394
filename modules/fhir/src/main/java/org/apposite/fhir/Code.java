package org.apposite.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;

/**
 * A code of a terminology.
 *
 * @param system its URL
 * @param code the code
 */
record Code(String system, String code) {

    /** The codes of a concept that have both system and code. */
    static List<Code> of(CodeableConcept concept) {
        return concept.getCoding().stream()
                .filter(coding -> coding.hasSystem() && coding.hasCode())
                .map(coding -> new Code(coding.getSystem(), coding.getCode()))
                .toList();
    }
}
