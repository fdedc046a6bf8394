package org.apposite.benchmarks.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;
import org.hl7.fhir.r4.model.Bundle;

/** A child for each variant, stated in the way of each peer. */
final class SevenChildren {

    /** All red flags that are findings. */
    static final List<String> RED_FLAGS = List.of(
            "neurologic-deficit",
            "bowel-bladder-dysfunction",
            "gait-disturbance",
            "fever",
            "history-of-malignancy",
            "weight-loss",
            "night-pain",
            "progressive-pain",
            "constant-pain",
            "radicular-pain");

    /** Signs of the skin or soft tissue over the spine. */
    static final List<String> SKIN_SIGNS =
            List.of("palpable-lump", "skin-discoloration", "hairy-patch", "draining-sinus");

    private static final int AGE = 9;
    private static final int DAYS = 14;

    private SevenChildren() {}

    /**
     * One child.
     *
     * @param variant the variant that must be found
     * @param patientCase for Apposite
     * @param child for peers that read beans and maps
     * @param fhir for those that read FHIR resources
     */
    record Stated(String variant, PatientCase patientCase, Child child, Bundle fhir) {}

    static List<Stated> all() {
        List<Stated> all = new ArrayList<>();
        all.add(stated("no-red-flags", "none", "", ""));
        all.add(stated("red-flags", "none", "fever", ""));
        all.add(stated("red-flags-negative-radiographs", "negative", "fever", ""));
        all.add(stated("suspected-infection-inflammation-neoplasm", "unknown", "", "infection"));
        all.add(stated("red-flags-suspicious-radiographs", "suspicious", "fever", ""));
        all.add(stated("chronic-overuse", "unknown", "overuse", ""));
        all.add(stated("skin-or-soft-tissue-sign", "unknown", "palpable-lump", ""));
        return List.copyOf(all);
    }

    private static Stated stated(String variant, String radiographs, String present, String suspected) {
        Map<String, String> findings = new HashMap<>();
        RED_FLAGS.forEach(flag -> findings.put(flag, "absent"));
        PatientCaseBuilder patient = PatientCase.builder()
                .complaint("back-pain")
                .age(Age.ofYears(AGE))
                .durationDays(DAYS)
                .region("thoracic");
        RED_FLAGS.stream().filter(flag -> !flag.equals(present)).forEach(patient::absent);
        if (!present.isEmpty()) {
            findings.put(present, "present");
            patient.present(present);
        }
        if (!suspected.isEmpty()) {
            patient.suspected(suspected);
        }
        switch (radiographs) {
            case "unknown" -> {}
            case "none" -> patient.imaging();
            default -> patient.imaging(PriorImaging.of("radiography", "thoracic", radiographs));
        }
        Child child = new Child(
                "back-pain",
                AGE,
                DAYS,
                Map.copyOf(findings),
                suspected.isEmpty() ? Set.of() : Set.of(suspected),
                radiographs);
        return new Stated(variant, patient.build(), child, FhirChild.of(child));
    }
}
