package org.apposite.json;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apposite.RuleSet;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/** A small vocabulary, and answers built by hand, so that these tests need no rules. */
final class Examples {

    static final String MRI = "mri-spine-area-of-interest-without-and-with-iv-contrast";
    static final String BONE_SCAN = "bone-scan-whole-body";

    private static final Vocabulary VOCABULARY =
            RuleSet.read(Path.of("src/test/resources/example")).vocabulary();

    private Examples() {}

    static Vocabulary vocabulary() {
        return VOCABULARY;
    }

    static Advice matched() {
        return new Advice(
                "case-17",
                "back-pain-child",
                List.of(new Advice.Headline("An emergency comes first.", List.of("article-2026-05"))),
                Outcome.VARIANT_MATCHED,
                new VariantMatch("back-pain-child", "red-flags-negative-radiographs", 3, "Red flags, negative films"),
                List.of("red-flags"),
                null,
                List.of(
                        new RedFlag("fever", "fever in this illness", "article-2026-05"),
                        new RedFlag("night-pain", "pain that wakes the child", "article-2026-05")),
                List.of(new Differential("infection", "discitis", List.of("fever"), "article-2026-05")),
                List.of(
                        recommendation(MRI, "thoracic", true, new Radiation(Radiation.Level.NONE, 0.0, 0.0)),
                        recommendation(BONE_SCAN, null, false, new Radiation(Radiation.Level.LEVEL_3, 0.3, 3.0)),
                        recommendation("ct", "thoracic", false, new Radiation(Radiation.Level.VARIES, null, null)),
                        new Recommendation(
                                "mri-dti",
                                "A procedure",
                                "thoracic",
                                Recommendation.Category.MAY_BE_APPROPRIATE,
                                true,
                                null,
                                false,
                                true,
                                null,
                                "It was done already.",
                                List.of(),
                                List.of("article-2026-05"))),
                List.of(new Alert(
                        "sedation-planning", Severity.INFO, "Plan \"sedation\".", List.of("article-2026-05"))),
                List.of(new NextStep("await-mri-result", Urgency.ROUTINE, "Wait.", "interpretation")),
                List.of(
                        new MissingDatum("radiographs", "What did they show?", true, List.of()),
                        new MissingDatum(
                                "neurologic-deficit", "Weakness?", false, List.of(Effect.VARIANT, Effect.URGENCY))),
                new OrderReview(MRI, Recommendation.Category.USUALLY_APPROPRIATE, false, true, false, null),
                new Trace(List.of(new Trace.Step(
                        "rf-fever",
                        "Red flag: fever",
                        "back-pain-child/red-flags.drl",
                        12,
                        List.of(new Trace.Reason("fever is present", Trace.Kind.DATUM, List.of("fever"))),
                        List.of(new Trace.Conclusion("red flag fever", Trace.Kind.RED_FLAG, "fever"))))),
                provenance());
    }

    static Advice notApplicable() {
        return new Advice(
                null,
                null,
                List.of(),
                Outcome.NOT_APPLICABLE,
                null,
                List.of(),
                new Exclusion("not-back-pain", "No topic answers this.", "Another guideline", null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new OrderReview(null, null, false, false, false, null),
                new Trace(List.of()),
                provenance());
    }

    private static Recommendation recommendation(
            String procedure, @Nullable String region, boolean preferred, Radiation radiation) {
        return new Recommendation(
                procedure,
                "A procedure",
                region,
                preferred
                        ? Recommendation.Category.USUALLY_APPROPRIATE
                        : Recommendation.Category.USUALLY_NOT_APPROPRIATE,
                false,
                preferred ? 7 : 2,
                preferred,
                true,
                radiation,
                null,
                List.of("Because it is so."),
                List.of("article-2026-05"));
    }

    private static Provenance provenance() {
        return new Provenance(
                "example",
                "0.1.0",
                Provenance.Status.DRAFT,
                "sha256:" + "0".repeat(64),
                "apposite 0.1.0, Drools 10.2.0",
                Map.of("article-2026-05", "An article", "acr-2016", "A guideline"),
                "The clinician decides.",
                List.of(
                        new Provenance.Layer("below", "1", "sha256:" + "1".repeat(64), List.of()),
                        new Provenance.Layer(
                                "example",
                                "0.1.0",
                                "sha256:" + "2".repeat(64),
                                List.of(new Provenance.Lowered("a-topic", "an-alert", "A person", "A reason")))));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
