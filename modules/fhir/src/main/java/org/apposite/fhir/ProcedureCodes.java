package org.apposite.fhir;

import org.apposite.advice.Recommendation;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Region;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** The codes of a procedure in a region: the project's own, and those that the mapping is sure of. */
final class ProcedureCodes {

    private final Vocabulary vocabulary;
    private final Mapping.Imaging imaging;

    ProcedureCodes(Vocabulary vocabulary, Mapping.Imaging imaging) {
        this.vocabulary = vocabulary;
        this.imaging = imaging;
    }

    /** The procedure as it is ordered. */
    CodeableConcept of(Recommendation recommendation) {
        CodeableConcept concept = own(recommendation.procedure(), recommendation.display());
        Region region = recommendation.region();
        Vocabulary.Procedure procedure = vocabulary.procedures().get(recommendation.procedure());
        if (region == null || procedure == null) {
            return concept;
        }
        Mapping.Procedure wanted = new Mapping.Procedure(procedure.study(), region, procedure.contrast());
        Codes.certain(imaging, wanted)
                .forEach(code ->
                        concept.addCoding(new Coding().setSystem(code.system()).setCode(code.code())));
        return concept;
    }

    /** A procedure of the vocabulary by its own code alone. */
    static CodeableConcept own(String code, String display) {
        return new CodeableConcept()
                .addCoding(new Coding(Names.PROCEDURE, code, display))
                .setText(display);
    }
}
