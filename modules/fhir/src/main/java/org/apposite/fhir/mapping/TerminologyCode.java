package org.apposite.fhir.mapping;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;

/**
 * A code of a terminology, or a class of codes. Immutable.
 *
 * @param system its URL
 * @param code the code; a class is what its codes begin with, and a hyphen
 */
public record TerminologyCode(String system, String code) {

    /** What a class ends with. */
    static final String CLASS = "-";

    /** The codes of a concept that have both system and code, as they were sent. */
    public static List<TerminologyCode> of(CodeableConcept concept) {
        return concept.getCoding().stream()
                .filter(coding -> coding.getSystem() != null && coding.getCode() != null)
                .map(coding -> new TerminologyCode(coding.getSystem(), coding.getCode()))
                .toList();
    }

    /** Whether it stands for all codes that begin like it. */
    public boolean isClass() {
        return code.endsWith(CLASS);
    }
}
