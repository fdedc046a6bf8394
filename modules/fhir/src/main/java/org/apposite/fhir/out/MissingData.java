package org.apposite.fhir.out;

import org.apposite.advice.MissingDatum;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Datum;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;

/** Says what is missing, and in which resource it would be. */
final class MissingData {

    private static final String PATIENT = "Patient";
    private static final String CONDITION = "Condition";
    private static final String OBSERVATION = "Observation";

    private MissingData() {}

    static DataRequirement requirement(MissingDatum datum, Vocabulary vocabulary) {
        DataRequirement requirement = new DataRequirement();
        Extension missing = requirement.addExtension().setUrl(Urls.MISSING_DATUM);
        missing.addExtension("code", new CodeType(datum.code()));
        missing.addExtension("question", new StringType(datum.question()));
        missing.addExtension("blocking", new BooleanType(datum.blocking()));
        datum.couldChange().forEach(effect -> missing.addExtension("couldChange", OwnCodes.EFFECT.coding(effect)));
        Term term = vocabulary.terms().get(datum.code());
        String type = term == null ? OBSERVATION : type(term);
        requirement.setType(type);
        if (term != null && type.equals(PATIENT)) {
            requirement.addMustSupport(term.code().equals(Datum.SEX.code()) ? "gender" : "birthDate");
        } else if (term != null) {
            requirement.addCodeFilter().setPath("code").addCode(OwnCodes.term(term));
        }
        return requirement;
    }

    private static String type(Term term) {
        return switch (term.kind()) {
            case CONDITION, SUSPICION, COMPLAINT -> CONDITION;
            case FINDING, CIRCUMSTANCE, CHOICE, QUANTITY -> OBSERVATION;
            case IMAGING -> "DiagnosticReport";
            case DATUM -> Datum.named(term.code()).map(MissingData::type).orElse(OBSERVATION);
        };
    }

    private static String type(Datum datum) {
        return switch (datum) {
            case AGE, SEX -> PATIENT;
            case COMPLAINT, SUSPECTED -> CONDITION;
            case REGION, DURATION -> OBSERVATION;
        };
    }
}
