package org.apposite.fhir;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.Vocabulary;
import org.apposite.advice.Recommendation;
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
        // A code that is read as this procedure may name a kind of it; where a system has several, each may be another
        // kind, and none says no more than what is meant.
        Map<String, List<Code>> bySystem = imaging.procedures().entrySet().stream()
                .filter(entry -> entry.getValue().equals(wanted))
                .map(Map.Entry::getKey)
                .collect(Collectors.groupingBy(Code::system));
        bySystem.values().stream()
                .filter(codes -> codes.size() == 1)
                .map(codes -> codes.get(0))
                .sorted(Comparator.comparing(Code::system))
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
