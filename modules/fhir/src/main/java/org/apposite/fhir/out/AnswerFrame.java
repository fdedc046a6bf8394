package org.apposite.fhir.out;

import java.util.List;
import java.util.Optional;
import org.apposite.advice.Advice;
import org.apposite.fhir.mapping.Canonical;
import org.apposite.fhir.mapping.OwnCodes;
import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;

/**
 * What the resources of one answer have in common: of whom they are, by whom, when and why. References are copies.
 *
 * @param vocabulary the vocabulary of the rules
 * @param advice the answer
 * @param subject the patient
 * @param engine the device that answered
 * @param when when it was answered
 */
record AnswerFrame(Vocabulary vocabulary, Advice advice, Reference subject, Reference engine, String when) {

    @Override
    public Reference subject() {
        return subject.copy();
    }

    @Override
    public Reference engine() {
        return engine.copy();
    }

    DateTimeType dateTime() {
        return new DateTimeType(when);
    }

    InstantType instant() {
        return new InstantType(when);
    }

    /** A definition with the version of the rules that answered. */
    String versioned(String url) {
        return new Canonical(url, advice.provenance().version()).toString();
    }

    String ruleSet() {
        return versioned(Urls.LIBRARY + advice.provenance().ruleSet());
    }

    /** The plan of the topic that answered; empty when none did. */
    Optional<String> plan() {
        return Optional.ofNullable(advice.topic()).map(topic -> versioned(Urls.PLAN_DEFINITION + topic));
    }

    /** The red flags. */
    List<CodeableConcept> reasons() {
        return advice.redFlags().stream()
                .map(flag -> {
                    CodeableConcept reason = new CodeableConcept().setText(flag.text());
                    Term term = vocabulary.terms().get(flag.code());
                    return term == null ? reason : reason.addCoding(OwnCodes.term(term));
                })
                .toList();
    }
}
