package org.apposite.benchmarks.peers;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** A child as FHIR R4 resources; the codes are made up, since only their number matters here. */
final class FhirChild {

    private static final String SYSTEM = "http://example.org/made-up";
    private static final Reference SUBJECT = new Reference("Patient/child");

    private FhirChild() {}

    static Bundle of(Child child) {
        Bundle bundle = new Bundle();
        LocalDate birth =
                LocalDate.now(ZoneOffset.UTC).minusYears(child.ageYears()).minusMonths(1);
        Patient patient = new Patient()
                .setBirthDate(Date.from(birth.atStartOfDay(ZoneOffset.UTC).toInstant()));
        patient.setId("child");
        bundle.addEntry().setResource(patient);
        condition(bundle, child.complaint(), "confirmed");
        child.findings()
                .forEach((finding, presence) ->
                        condition(bundle, finding, presence.equals("present") ? "confirmed" : "refuted"));
        child.suspected().forEach(suspicion -> condition(bundle, suspicion, "provisional"));
        bundle.addEntry()
                .setResource(new Observation()
                        .setCode(concept("pain-duration"))
                        .setSubject(SUBJECT)
                        .setValue(new Quantity().setValue(child.durationDays()).setCode("d")));
        if (!child.radiographs().equals("unknown")) {
            bundle.addEntry()
                    .setResource(
                            new DiagnosticReport().setSubject(SUBJECT).addConclusionCode(concept(child.radiographs())));
        }
        return bundle;
    }

    private static void condition(Bundle bundle, String code, String verification) {
        bundle.addEntry()
                .setResource(new Condition()
                        .setSubject(SUBJECT)
                        .setCode(concept(code))
                        .setVerificationStatus(concept(verification)));
    }

    private static CodeableConcept concept(String code) {
        CodeableConcept concept = new CodeableConcept();
        concept.addCoding().setSystem(SYSTEM).setCode(code);
        return concept;
    }
}
