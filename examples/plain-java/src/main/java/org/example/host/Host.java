package org.example.host;

import java.nio.file.Path;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Advice;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;

/** Asks the bundled rules, or those of a folder, about one child. */
public final class Host {

    private Host() {}

    public static void main(String[] args) {
        ClinicalRules rules = args.length == 0 ? ClinicalRules.bundled() : ClinicalRules.from(Path.of(args[0]));
        PatientCase child = PatientCase.builder()
                .complaint("back-pain")
                .region("thoracic")
                .age(Age.ofYears(9))
                .present("fever", "night-pain")
                .imaging(PriorImaging.of("radiography", "thoracic", "negative"))
                .build();
        try {
            Advice advice = rules.evaluate(child);
            advice.alerts().forEach(alert -> System.out.println(alert.severity().code() + ": " + alert.text()));
            advice.preferred().forEach(study -> System.out.println("Do next: " + study.display()));
            advice.missing().forEach(datum -> System.out.println("Ask: " + datum.question()));
        } catch (EvaluationAborted none) {
            // Without an answer the emergencies stand all the same, and must be shown.
            none.emergencies().forEach(alert -> System.out.println("critical: " + alert.text()));
        }
    }
}
