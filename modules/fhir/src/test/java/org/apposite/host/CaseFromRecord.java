package org.apposite.host;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Trace;
import org.apposite.fhir.FhirAdvice;
import org.apposite.fhir.FhirCases;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;

public class CaseFromRecord {
    static Bundle answer(Bundle record, ServiceRequest order) {
        ClinicalRules rules = ClinicalRules.bundled();
        Vocabulary vocabulary = rules.vocabulary();
        FhirMapping mapping = FhirMapping.withFile(vocabulary, Path.of("hospital.yaml")); // or bundled(vocabulary)
        Clock clock = Clock.system(ZoneId.of("Europe/Berlin"));

        FhirCases cases = new FhirCases(vocabulary, mapping, clock);
        FhirCase read = cases.read(FhirRecord.of(record).ordering(order));
        Advice advice = rules.evaluate(read.patient());

        Trace trace = advice.trace(); // prints, for example: fever is present (Condition/17)
        trace.steps().forEach(step -> step.because().forEach(why -> System.out.println(read.sourced(why, trace))));

        Reference patient = new Reference("Patient/17");
        Identifier request = new Identifier().setValue("request-1");
        return new FhirAdvice(vocabulary, mapping).of(advice, read, patient, request, clock.instant());
    }
}
