package org.apposite.fhir;

import org.hl7.fhir.r4.model.CodeableConcept;

/** How sure a statement is, by its verification status. */
enum Certainty {
    CONFIRMED,
    REFUTED,
    /** Unconfirmed, provisional, one of several, or no status at all. */
    DOUBTFUL,
    ENTERED_IN_ERROR;

    /** The certainty of a condition or an allergy. */
    static Certainty of(CodeableConcept verification) {
        return switch (status(verification)) {
            case "confirmed" -> CONFIRMED;
            case "refuted" -> REFUTED;
            case "entered-in-error" -> ENTERED_IN_ERROR;
            default -> DOUBTFUL;
        };
    }

    /** The code of a status; empty when there is none, or when its codings do not agree. */
    static String status(CodeableConcept concept) {
        String found = "";
        for (Code code : Code.of(concept)) {
            if (!code.system().startsWith("http://terminology.hl7.org/CodeSystem/")) {
                continue;
            }
            if (!found.isEmpty() && !found.equals(code.code())) {
                return "";
            }
            found = code.code();
        }
        return found;
    }
}
