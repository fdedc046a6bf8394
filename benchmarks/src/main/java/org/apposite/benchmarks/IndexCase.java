package org.apposite.benchmarks;

import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PriorImaging;

/** The boy of nine with thoracic pain, fever and night pain after negative radiographs. */
final class IndexCase {

    private IndexCase() {}

    static PatientCase patientCase() {
        return PatientCase.builder()
                .id("index-case")
                .age(Age.ofYears(9))
                .sex(Sex.MALE)
                .complaint("back-pain")
                .region("thoracic")
                .durationDays(21)
                .present("fever", "night-pain", "progressive-pain", "malaise")
                .absent("neurologic-deficit", "bowel-bladder-dysfunction")
                .imaging(PriorImaging.of("radiography", "thoracic", "negative"))
                .build();
    }
}
