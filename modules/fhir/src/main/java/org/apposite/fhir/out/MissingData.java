package org.apposite.fhir.out;

import org.apposite.advice.MissingDatum;
import org.apposite.fhir.mapping.DatumCodes;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.StudyKinds;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/** Says what is missing, and in which resource it would be. */
final class MissingData {

    private MissingData() {}

    static DataRequirement requirement(MissingDatum datum, Vocabulary vocabulary) {
        DataRequirement requirement = new DataRequirement();
        Extension missing = requirement.addExtension().setUrl(Urls.MISSING_DATUM);
        missing.addExtension("code", new CodeType(datum.code()));
        missing.addExtension("question", new StringType(datum.question()));
        missing.addExtension("blocking", new BooleanType(datum.blocking()));
        datum.couldChange().forEach(effect -> missing.addExtension("couldChange", OwnCodes.EFFECT.coding(effect)));
        Term term = vocabulary.terms().get(datum.code());
        String type = term == null ? "Observation" : type(term);
        requirement.setType(type);
        if (term != null && type.equals("Patient")) {
            requirement.addMustSupport("birthDate");
        } else if (term != null) {
            requirement.addCodeFilter().setPath("code").addCode(OwnCodes.term(term));
        }
        return requirement;
    }

    private static String type(Term term) {
        return switch (term.kind()) {
            case CONDITION, SUSPICION, SYMPTOM -> "Condition";
            case FINDING, CIRCUMSTANCE -> "Observation";
            case DATUM -> typeOfDatum(term.code());
        };
    }

    private static String typeOfDatum(String code) {
        if (StudyKinds.ASKED.containsKey(code)) {
            return "DiagnosticReport";
        }
        return switch (code) {
            case DatumCodes.AGE -> "Patient";
            case DatumCodes.COMPLAINT, DatumCodes.SUSPECTED -> "Condition";
            default -> "Observation";
        };
    }
}
