package org.apposite.fhir.out;

import org.apposite.advice.Recommendation;
import org.apposite.fhir.mapping.ImagingCodes;
import org.apposite.fhir.mapping.ImagingCodes.CodedStudy;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;

/** The codes of a procedure in a region: the project's own, and those that the mapping is sure of. */
final class ProcedureCodes {

    private final Vocabulary vocabulary;
    private final ImagingCodes imaging;

    ProcedureCodes(Vocabulary vocabulary, ImagingCodes imaging) {
        this.vocabulary = vocabulary;
        this.imaging = imaging;
    }

    /** The procedure as it is ordered. */
    CodeableConcept of(Recommendation recommendation) {
        CodeableConcept concept = own(recommendation.procedure(), recommendation.display());
        String region = recommendation.region();
        Vocabulary.Procedure procedure = vocabulary.procedures().get(recommendation.procedure());
        if (region == null || procedure == null) {
            return concept;
        }
        CodedStudy wanted =
                new CodedStudy(procedure.study(), procedure.technique(), region, null, procedure.contrast());
        imaging.ordering(wanted, recommendation.display()).forEach(concept::addCoding);
        return concept;
    }

    /** A procedure of the vocabulary by its own code alone. */
    static CodeableConcept own(String code, String display) {
        return new CodeableConcept()
                .addCoding(new Coding(Urls.PROCEDURE, code, display))
                .setText(display);
    }
}
