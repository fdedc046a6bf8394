package org.apposite.cli.text;

import static org.apposite.advice.MissingDatum.Effect.PREFERRED;
import static org.apposite.advice.MissingDatum.Effect.URGENCY;
import static org.apposite.advice.MissingDatum.Effect.VARIANT;
import static org.apposite.advice.Recommendation.Category.MAY_BE_APPROPRIATE;
import static org.apposite.advice.Recommendation.Category.USUALLY_APPROPRIATE;
import static org.apposite.advice.Recommendation.Category.USUALLY_NOT_APPROPRIATE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Area;
import org.apposite.model.Vocabulary.Procedure;
import org.apposite.model.Vocabulary.Source;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.patient.Contrast;

/** Answers written by hand, so that the text of an answer is tested without any rules. */
final class Examples {

    private static final String ARTICLE = "article-2026-05";
    private static final String PORTAL = "portal-copy-2025-08";
    private static final String INTERPRETATION = "interpretation";

    static final Vocabulary VOCABULARY = new Vocabulary(
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(
                    "thoracolumbar",
                    new Region(
                            "thoracolumbar",
                            "where chest and loins meet",
                            Set.of("thoracic", "lumbar"),
                            true,
                            Set.of(),
                            List.of(),
                            Map.of(),
                            false)),
            Map.of(),
            Map.of(
                    "mri-spine-area-of-interest-without-iv-contrast",
                    new Procedure(
                            "mri-spine-area-of-interest-without-iv-contrast",
                            "MRI spine area of interest without IV contrast",
                            "mri",
                            null,
                            Contrast.WITHOUT,
                            Area.AREA_OF_INTEREST,
                            "complete-spine")),
            Map.of(
                    ARTICLE, new Source(ARTICLE, "An article", Trust.PUBLISHED),
                    PORTAL, new Source(PORTAL, "A transcription", Trust.TRANSCRIBED),
                    INTERPRETATION, new Source(INTERPRETATION, "A decision", Trust.INTERPRETATION)),
            List.of(),
            Map.of());

    private static final Radiation NO_RADIATION = new Radiation(Radiation.Level.NONE, 0.0, 0.0);
    private static final Radiation LEVEL_1 = new Radiation(Radiation.Level.LEVEL_1, 0.0, 0.03);
    private static final Radiation LEVEL_4 = new Radiation(Radiation.Level.LEVEL_4, 3.0, 10.0);
    private static final Radiation VARIES = new Radiation(Radiation.Level.VARIES, null, null);

    private static final VariantMatch VARIANT_3 = new VariantMatch(
            "back-pain-child",
            "red-flags-negative-radiographs",
            3,
            "Child. Back pain. At least one red flag. Radiographs of the painful area negative or non-diagnostic. "
                    + "Next study.");

    private static final RedFlag FEVER = new RedFlag("fever", "Fever in this illness", ARTICLE);

    private static final Trace.Step FEVER_RULE = new Trace.Step(
            "rf-fever",
            "Red flag: fever in this illness",
            "back-pain-child/red-flags.drl",
            12,
            List.of(new Trace.Reason("fever is present", Trace.Kind.DATUM, List.of("fever"))),
            List.of(new Trace.Conclusion("red flag fever", Trace.Kind.RED_FLAG, "fever")));

    private Examples() {}

    static Map<String, Advice> all() {
        Map<String, Advice> all = new LinkedHashMap<>();
        all.put("index-case", indexCase());
        all.put("emergency-where-the-topic-does-not-apply", emergencyWhereTheTopicDoesNotApply());
        all.put("data-required", dataRequired());
        all.put("epidural-abscess-on-mri", epiduralAbscessOnMri());
        all.put("nothing-preferred", nothingPreferred());
        all.put("silent-source", silentSource());
        all.put("long-words", longWords());
        return all;
    }

    private static Advice indexCase() {
        return new Advice(
                "case-17",
                "back-pain-child",
                List.of(),
                Outcome.VARIANT_MATCHED,
                VARIANT_3,
                List.of(),
                null,
                List.of(
                        FEVER,
                        new RedFlag("night-pain", "Pain that wakes the child at night", ARTICLE),
                        new RedFlag("progressive-pain", "Pain that grows steadily worse", ARTICLE)),
                List.of(
                        new Differential(
                                "infection",
                                "Infection: discitis, vertebral osteomyelitis, epidural abscess; early films often miss them.",
                                List.of("fever"),
                                ARTICLE),
                        new Differential(
                                "neoplasm",
                                "Neoplasm: Ewing sarcoma, osteosarcoma, leukaemia, lymphoma, astrocytoma, ependymoma.",
                                List.of("night-pain", "progressive-pain"),
                                ARTICLE),
                        new Differential(
                                "occult-osseous-injury",
                                "Occult osseous injury: a fracture without displacement, an early stress reaction of the pars.",
                                List.of(),
                                ARTICLE)),
                List.of(
                        new Recommendation(
                                "mri-spine-area-of-interest-without-and-with-iv-contrast",
                                "MRI spine area of interest without and with IV contrast",
                                "thoracic",
                                USUALLY_APPROPRIATE,
                                false,
                                7,
                                true,
                                true,
                                NO_RADIATION,
                                null,
                                List.of(
                                        "The flags raise infection or tumour, and contrast shows the margins of an "
                                                + "abscess, inflammation and the vessels of a tumour.",
                                        "One examination in place of two."),
                                List.of(PORTAL, ARTICLE)),
                        row(
                                "MRI spine area of interest without IV contrast",
                                USUALLY_APPROPRIATE,
                                false,
                                8,
                                NO_RADIATION),
                        remarked(
                                row("CT complete spine without IV contrast", MAY_BE_APPROPRIATE, false, 5, LEVEL_4),
                                "Shows cortical bone well and soft tissue poorly; that it is faster is no reason."),
                        remarked(
                                row("CT spine area of interest with IV contrast", MAY_BE_APPROPRIATE, false, 5, VARIES),
                                "Shows cortical bone well and soft tissue poorly; that it is faster is no reason."),
                        row(
                                "MRI complete spine without and with IV contrast",
                                MAY_BE_APPROPRIATE,
                                true,
                                5,
                                NO_RADIATION),
                        row(
                                "Bone scan whole body with SPECT or SPECT/CT area of interest",
                                USUALLY_NOT_APPROPRIATE,
                                false,
                                2,
                                LEVEL_4),
                        row("US spine area of interest", USUALLY_NOT_APPROPRIATE, false, 2, NO_RADIATION)),
                List.of(
                        alert(
                                "order-contrast-omitted",
                                Severity.WARNING,
                                "The MRI is ordered without contrast; with these red flags a second scan may be needed.",
                                ARTICLE),
                        alert(
                                "advisory-finding",
                                Severity.INFO,
                                "The child looks unwell: this fits systemic disease but is no red flag by itself.",
                                INTERPRETATION)),
                List.of(),
                List.of(
                        new MissingDatum(
                                "neurologic-deficit",
                                "Is there weakness, numbness or an abnormal neurologic examination?",
                                false,
                                List.of(URGENCY)),
                        new MissingDatum(
                                "skin-discoloration",
                                "Is the skin over the spine discoloured?",
                                false,
                                List.of(VARIANT, PREFERRED))),
                new OrderReview(
                        "mri-spine-area-of-interest-without-iv-contrast",
                        USUALLY_APPROPRIATE,
                        false,
                        false,
                        false,
                        null),
                new Trace(List.of(
                        FEVER_RULE,
                        new Trace.Step(
                                "variant-3",
                                "Variant 3: a red flag after negative films",
                                "back-pain-child/variants.drl",
                                88,
                                List.of(
                                        new Trace.Reason("red flag fever", Trace.Kind.RED_FLAG, List.of("fever")),
                                        new Trace.Reason(
                                                "radiographs of the painful area are negative",
                                                Trace.Kind.DATUM,
                                                List.of("radiographs"))),
                                List.of(new Trace.Conclusion(
                                        "variant red-flags-negative-radiographs at step 10",
                                        Trace.Kind.VARIANT,
                                        "red-flags-negative-radiographs"))),
                        new Trace.Step(
                                "ratings-3",
                                "Ratings of variant 3",
                                "back-pain-child/ratings.drl",
                                120,
                                List.of(new Trace.Reason(
                                        "variant red-flags-negative-radiographs", Trace.Kind.VARIANT, List.of())),
                                List.of(new Trace.Conclusion("17 ratings", Trace.Kind.RATING, null))))),
                provenance());
    }

    private static Advice emergencyWhereTheTopicDoesNotApply() {
        return new Advice(
                null,
                "back-pain-child",
                List.of(),
                Outcome.NOT_APPLICABLE,
                null,
                List.of(),
                new Exclusion(
                        "adult",
                        "The patient is 18 years old or more.",
                        "Guidance on back pain in adults",
                        INTERPRETATION),
                List.of(new RedFlag("neurologic-deficit", "Weakness, numbness or an abnormal examination", ARTICLE)),
                List.of(),
                List.of(),
                List.of(alert(
                        "neurologic-emergency",
                        Severity.CRITICAL,
                        "Image now for compression of the cord and call neurosurgery or orthopaedic spine on call. "
                                + "Neither films nor sedation nor missing data may delay it.",
                        ARTICLE)),
                List.of(),
                List.of(),
                new OrderReview(null, null, false, false, false, null),
                new Trace(List.of(new Trace.Step(
                        "exclude-adult",
                        "Not applicable: an adult",
                        "back-pain-child/exclusions.drl",
                        9,
                        List.of(new Trace.Reason("age is 18 years", Trace.Kind.DATUM, List.of("age"))),
                        List.of(new Trace.Conclusion("exclusion adult at step 1", Trace.Kind.EXCLUSION, "adult"))))),
                provenance());
    }

    private static Advice dataRequired() {
        return new Advice(
                null,
                "back-pain-child",
                List.of(),
                Outcome.DATA_REQUIRED,
                null,
                List.of(),
                null,
                List.of(FEVER),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new MissingDatum("age", "How old is the child?", true, List.of(VARIANT, PREFERRED, URGENCY)),
                        new MissingDatum("radiographs", "What did the radiographs show?", true, List.of()),
                        new MissingDatum("weight-loss", "Has weight been lost?", false, List.of(PREFERRED))),
                null,
                new Trace(List.of(
                        FEVER_RULE,
                        new Trace.Step(
                                "situation-red-flag-unknown",
                                "A red flag has not been stated",
                                "back-pain-child/situations.drl",
                                7,
                                List.of(new Trace.Reason(
                                        "weight loss is not stated", Trace.Kind.DATUM, List.of("weight-loss"))),
                                List.of(new Trace.Conclusion(
                                        "red flag unknown", Trace.Kind.SITUATION, "red-flag-unknown"))),
                        new Trace.Step(
                                "ask-age",
                                "The age must be known",
                                "back-pain-child/exclusions.drl",
                                5,
                                List.of(new Trace.Reason("the age is not stated", Trace.Kind.DATUM, List.of("age"))),
                                List.of(new Trace.Conclusion("asks for the age", Trace.Kind.QUESTION, "age"))))),
                provenance());
    }

    private static Advice epiduralAbscessOnMri() {
        return new Advice(
                null,
                "back-pain-child",
                List.of(),
                Outcome.VARIANT_MATCHED,
                VARIANT_3,
                List.of("suspected-infection-inflammation-neoplasm"),
                null,
                List.of(FEVER),
                List.of(),
                List.of(row(
                        "MRI spine area of interest without IV contrast", USUALLY_APPROPRIATE, false, 8, NO_RADIATION)),
                List.of(alert(
                        "abscess-emergency",
                        Severity.CRITICAL,
                        "Epidural abscess: neurosurgery or orthopaedic spine now.",
                        ARTICLE)),
                List.of(
                        new NextStep(
                                "surgical-consult-now",
                                Urgency.EMERGENT,
                                "Call neurosurgery or orthopaedics now; an epidural abscess can take a rapid course, "
                                        + "and every hour counts for the cord.",
                                ARTICLE),
                        new NextStep(
                                "infectious-disease-consult",
                                Urgency.URGENT,
                                "Consult paediatric infectious disease.",
                                ARTICLE),
                        new NextStep(
                                "physical-therapy",
                                Urgency.ROUTINE,
                                "Physical therapy may help later.",
                                INTERPRETATION)),
                List.of(),
                null,
                new Trace(List.of(FEVER_RULE)),
                provenance());
    }

    private static Advice nothingPreferred() {
        return new Advice(
                null,
                "back-pain-child",
                List.of(),
                Outcome.VARIANT_MATCHED,
                new VariantMatch("back-pain-child", "no-red-flags", 1, "Child. Back pain. No red flag."),
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(new Recommendation(
                        "radiography-complete-spine",
                        "Radiography complete spine",
                        "complete-spine",
                        USUALLY_NOT_APPROPRIATE,
                        false,
                        2,
                        false,
                        false,
                        LEVEL_1,
                        null,
                        List.of(),
                        List.of(ARTICLE))),
                List.of(),
                List.of(),
                List.of(),
                new OrderReview("fdg-pet-ct-whole-body", null, false, false, false, null),
                new Trace(List.of()),
                provenance());
    }

    /** Neither a median nor a radiation level is stated, and one study is set aside. */
    private static Advice silentSource() {
        return new Advice(
                null,
                "back-pain-child",
                List.of(new Advice.Headline("Made up: this stands above everything else.", List.of(ARTICLE))),
                Outcome.VARIANT_MATCHED,
                VARIANT_3,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(
                        new Recommendation(
                                "us-spine-area-of-interest",
                                "US spine area of interest",
                                "thoracolumbar",
                                USUALLY_APPROPRIATE,
                                false,
                                null,
                                true,
                                false,
                                null,
                                null,
                                List.of(),
                                List.of(ARTICLE)),
                        new Recommendation(
                                "mri-spine-area-of-interest-without-iv-contrast",
                                "MRI spine area of interest without IV contrast",
                                "thoracolumbar",
                                USUALLY_APPROPRIATE,
                                false,
                                8,
                                false,
                                false,
                                NO_RADIATION,
                                "MRI is not possible.",
                                List.of(),
                                List.of(ARTICLE))),
                List.of(),
                List.of(),
                List.of(),
                new OrderReview(
                        "mri-spine-area-of-interest-without-iv-contrast",
                        USUALLY_APPROPRIATE,
                        false,
                        false,
                        false,
                        "MRI is not possible."),
                new Trace(List.of()),
                provenance());
    }

    private static Advice longWords() {
        String endless = "nowhere-to-break-".repeat(12);
        return new Advice(
                "id",
                null,
                List.of(),
                Outcome.NOT_APPLICABLE,
                null,
                List.of("a-variant-with-a-long-id-".repeat(9)),
                new Exclusion(endless, endless, "\u001b[31mred\u001b[0m and \u202ereversed", null),
                List.of(new RedFlag(endless, endless, endless)),
                List.of(),
                List.of(),
                List.of(alert("code", Severity.CRITICAL, endless, endless)),
                List.of(),
                List.of(),
                null,
                new Trace(List.of()),
                provenance());
    }

    private static Alert alert(String code, Severity severity, String text, String source) {
        return new Alert(code, severity, text, List.of(source));
    }

    private static Recommendation row(
            String display, Recommendation.Category category, boolean disagreement, int median, Radiation radiation) {
        return new Recommendation(
                display.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"),
                display,
                "thoracic",
                category,
                disagreement,
                median,
                false,
                true,
                radiation,
                null,
                List.of(),
                List.of(PORTAL));
    }

    private static Recommendation remarked(Recommendation row, String reason) {
        return new Recommendation(
                row.procedure(),
                row.display(),
                row.region(),
                row.category(),
                row.disagreement(),
                row.median(),
                row.preferred(),
                row.transcribed(),
                row.radiation(),
                row.setAside(),
                List.of(reason),
                row.sources());
    }

    private static Provenance provenance() {
        return new Provenance(
                "apposite",
                "0.1.0",
                Provenance.Status.DRAFT,
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "apposite 0.1.0, Drools 10.2.0",
                Map.of(
                        ARTICLE, "Which imaging is best for a child's back pain, May 2026",
                        PORTAL, "A copy of the guideline's portal, August 2025; to be confirmed",
                        INTERPRETATION, "A decision of this project where the sources are silent"),
                "The ordering clinician and the radiologist decide. Not a medical device; not endorsed by the ACR.");
    }
}
