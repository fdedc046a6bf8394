package org.apposite;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apposite.advice.Advice;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;

/** One case for every way in which the topic can end, under the id of its variant or exclusion, and a few more. */
public final class BaseCases {

    static final String DATA_REQUIRED = "data-required";

    private BaseCases() {}

    /** A child of nine with two weeks of thoracic pain and no red flag; nothing else is stated. */
    static PatientCaseBuilder child() {
        return backPain(9).durationDays(14).region("thoracic").allOtherRedFlagsAbsent();
    }

    static PatientCaseBuilder backPain(int years) {
        return PatientCase.builder().complaint("back-pain").age(Age.ofYears(years));
    }

    static PriorImaging films(String result) {
        return PriorImaging.of("radiography", "thoracic", result);
    }

    /** A case for each variant, by the variant's id. */
    static Map<String, PatientCase> ofVariants() {
        Map<String, PatientCase> cases = new LinkedHashMap<>();
        cases.put("no-red-flags", child().imaging().build());
        cases.put("red-flags", child().present("fever").imaging().build());
        cases.put(
                "red-flags-negative-radiographs",
                child().present("fever").imaging(films("negative")).build());
        cases.put(
                "suspected-infection-inflammation-neoplasm",
                child().suspected("infection").build());
        cases.put(
                "red-flags-suspicious-radiographs",
                child().present("fever").imaging(films("suspicious")).build());
        cases.put("chronic-overuse", child().present("overuse").build());
        cases.put("skin-or-soft-tissue-sign", child().present("palpable-lump").build());
        return cases;
    }

    /** A case for each variant of each topic, by the topic's id. */
    static Map<String, Map<String, PatientCase>> ofVariantsByTopic() {
        return Map.of(Rules.backPain().id(), ofVariants(), "head-trauma-child", ofVariantsOfHeadTrauma());
    }

    private static Map<String, PatientCase> ofVariantsOfHeadTrauma() {
        Map<String, PatientCase> cases = new LinkedHashMap<>();
        cases.put("very-low-risk", unharmed(15, 2, "h").build());
        cases.put(
                "intermediate-risk", headTrauma(15, 2, "h").present("vomiting").build());
        cases.put("high-risk", headTrauma(14, 2, "h").build());
        cases.put("moderate-severe", headTrauma(13, 2, "h").build());
        cases.put("subacute", headTrauma(14, 8, "d").build());
        cases.put("chronic", headTrauma(14, 91, "d").build());
        return cases;
    }

    /** A child of six with a head injury; of its items nothing is stated. */
    private static PatientCaseBuilder headTrauma(int gcs, int time, String unit) {
        return PatientCase.builder()
                .complaint("head-trauma")
                .age(Age.ofYears(6))
                .measured("gcs", gcs)
                .measured("time-since-injury", Measurement.of(BigDecimal.valueOf(time), unit));
    }

    /** The same child, and every item of the rule absent. */
    private static PatientCaseBuilder unharmed(int gcs, int time, String unit) {
        return headTrauma(gcs, time, unit)
                .absent(
                        "altered-mental-status",
                        "basilar-fracture-sign",
                        "vomiting",
                        "severe-headache",
                        "severe-mechanism")
                .chosen("loss-of-consciousness", "none");
    }

    /** A case for each exclusion, by the exclusion's id. */
    static Map<String, PatientCase> ofExclusions() {
        Map<String, PatientCase> cases = new LinkedHashMap<>();
        cases.put("not-back-pain", child().complaint("other").build());
        cases.put("adult", child().age(Age.ofYears(18)).build());
        cases.put("spine-trauma", child().present("trauma").build());
        cases.put(
                "radiograph-finding",
                child().imaging(films("positive").showing("spondylolysis")).build());
        return cases;
    }

    /** All of these, and cases that wait for data, that follow an MRI, and that propose an order. */
    public static Map<String, PatientCase> all() {
        Map<String, PatientCase> cases = ofVariants();
        cases.putAll(ofExclusions());
        cases.put(DATA_REQUIRED, backPain(9).build());
        cases.put("nothing stated", PatientCase.builder().build());
        cases.put("red flag, nothing else", backPain(3).build());
        cases.put("deficit", child().present("neurologic-deficit").build());
        cases.put(
                "epidural abscess",
                child().present("fever", "malaise")
                        .imaging(
                                films("negative"),
                                PriorImaging.of("mri", "thoracic", "infection-with-abscess")
                                        .at("epidural"))
                        .build());
        cases.put(
                "negative MRI",
                child().present("fever", "raised-inflammatory-markers")
                        .imaging(films("negative"), PriorImaging.of("mri", "thoracic", "negative"))
                        .build());
        cases.put(
                "wrong order",
                backPain(3)
                        .region("thoracic")
                        .present("night-pain")
                        .conditions("pregnancy", "mri-device", "prior-gadolinium-reaction")
                        .measured("egfr", 20)
                        .imaging(PriorImaging.of("radiography", "lumbar", "negative"))
                        .order(ImagingOrder.of("mri", "lumbar", Contrast.WITH))
                        .build());
        return cases;
    }

    static PatientCase of(String name) {
        return Objects.requireNonNull(all().get(name), name);
    }

    /** How an answer ended: the id of the variant or of the exclusion, or that data are required. */
    static String end(Advice advice) {
        return advice.matched()
                .map(variant -> variant.id())
                .or(() -> Optional.ofNullable(advice.exclusion()).map(exclusion -> exclusion.id()))
                .orElse(DATA_REQUIRED);
    }
}
