package org.apposite;

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

    /** An adult of 45 with two weeks of lumbar pain and no red flag; nothing else is stated. */
    static PatientCaseBuilder adult() {
        return backPain(45)
                .durationDays(14)
                .region("lumbar")
                .allOtherRedFlagsAbsent()
                .suspected();
    }

    /** A case for each variant of a topic, by the variant's id. */
    static Map<String, PatientCase> ofVariants(String topic) {
        return switch (topic) {
            case "back-pain-child" -> ofVariants();
            case "head-trauma-child" -> ofHeadTrauma();
            case "low-back-pain" -> ofAdults();
            default -> throw new IllegalArgumentException(topic);
        };
    }

    private static Map<String, PatientCase> ofHeadTrauma() {
        Map<String, PatientCase> cases = new LinkedHashMap<>();
        cases.put(
                "very-low-risk",
                headTrauma(15, Measurement.of(2, "h"))
                        .absent("altered-mental-status", "basilar-fracture-sign", "vomiting", "severe-headache")
                        .absent("severe-mechanism")
                        .chosen("loss-of-consciousness", "none")
                        .build());
        cases.put(
                "intermediate-risk",
                headTrauma(15, Measurement.of(2, "h")).present("vomiting").build());
        cases.put("high-risk", headTrauma(14, Measurement.of(2, "h")).build());
        cases.put("moderate-severe", headTrauma(13, Measurement.of(2, "h")).build());
        cases.put("subacute", headTrauma(14, Measurement.of(8, "d")).build());
        cases.put("chronic", headTrauma(14, Measurement.of(91, "d")).build());
        return cases;
    }

    /** A child of six with a head injury; nothing else is stated. */
    private static PatientCaseBuilder headTrauma(int gcs, Measurement time) {
        return PatientCase.builder()
                .complaint("head-trauma")
                .age(Age.ofYears(6))
                .measured("gcs", gcs)
                .measured("time-since-injury", time);
    }

    private static Map<String, PatientCase> ofAdults() {
        Map<String, PatientCase> cases = new LinkedHashMap<>();
        cases.put("acute-no-red-flags", adult().build());
        cases.put("subacute-chronic-no-red-flags", adult().durationDays(90).build());
        cases.put(
                "intervention-candidate",
                adult().durationDays(90)
                        .present("intervention-candidate")
                        .measured("management-duration", Measurement.of(49, "d"))
                        .chosen("response", "persistent")
                        .build());
        cases.put("cauda-equina", adult().present("saddle-anaesthesia").build());
        cases.put(
                "prior-surgery",
                adult().present("prior-lumbar-surgery", "new-or-progressing-symptoms")
                        .build());
        cases.put("fracture-risk", adult().present("osteoporosis").build());
        cases.put(
                "cancer-infection-immunosuppression",
                adult().present("history-of-malignancy").build());
        return cases;
    }

    /** A case for each variant of back pain in a child, by the variant's id. */
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

    /** A case for each exclusion, by the exclusion's id. */
    static Map<String, PatientCase> ofExclusions() {
        Map<String, PatientCase> cases = new LinkedHashMap<>();
        cases.put("not-back-pain", child().complaint("other").build());
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
