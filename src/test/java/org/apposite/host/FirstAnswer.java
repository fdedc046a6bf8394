package org.apposite.host;

import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;

public class FirstAnswer {
    public static void main(String[] args) {
        ClinicalRules rules = ClinicalRules.bundled();
        PatientCaseBuilder child = PatientCase.builder().complaint("back-pain").region("thoracic");
        child.age(Age.ofYears(9)).durationDays(21);
        child.present("fever", "night-pain").absent("neurologic-deficit");
        child.imaging(PriorImaging.of("radiography", "thoracic", "negative"));
        Advice advice = rules.evaluate(child.build());
        advice.alerts().forEach(alert -> System.out.println(alert.severity().code() + ": " + alert.text()));
        advice.preferred().forEach(study -> System.out.println(study.display() + ": " + study.category()));
        advice.missing().forEach(datum -> System.out.println(datum.question()));
    }
}
