package org.example.host;

import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import org.apposite.ClinicalRules;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;

/** A host whose first thread to touch the library is one of the common pool. */
final class CommonPool {

    private CommonPool() {}

    public static void main(String[] args) {
        PatientCase patient = PatientCase.builder()
                .complaint("back-pain")
                .age(Age.ofYears(9))
                .present("fever")
                .build();
        String answer = ForkJoinPool.commonPool()
                .submit(() -> (args[0].equals("bundled")
                                ? ClinicalRules.bundled()
                                : ClinicalRules.from(Path.of(args[0])))
                        .evaluate(patient)
                        .redFlags()
                        .get(0)
                        .code())
                .join();
        System.out.println("red flag: " + answer);
    }
}
