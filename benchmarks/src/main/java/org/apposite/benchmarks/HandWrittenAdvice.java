package org.apposite.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Differential;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.language.Derived;
import org.apposite.language.Patient;
import org.apposite.language.Scope;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/**
 * The limit: what a good Java programmer would write by hand for variant 3, with the texts as constants (they are taken
 * from an answer of the engine when the benchmark is set up). It asks the case everything that the rules ask on the way
 * to this variant, and builds a new answer at each call.
 */
final class HandWrittenAdvice {

    private static final List<String> FLAGS = List.of(
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
    private static final List<String> SKIN_SIGNS =
            List.of("palpable-lump", "skin-discoloration", "hairy-patch", "draining-sinus");
    private static final List<String> NEOPLASM_FLAGS =
            List.of("night-pain", "weight-loss", "history-of-malignancy", "constant-pain", "progressive-pain");
    private static final String COMPLETE = "complete-spine";
    private static final String WITH_CONTRAST = "mri-spine-area-of-interest-without-and-with-iv-contrast";
    private static final String WITHOUT_CONTRAST = "mri-spine-area-of-interest-without-iv-contrast";

    private final Advice texts;
    private final Scope scope;

    HandWrittenAdvice(ClinicalRules rules, PatientCase patient) {
        this.texts = rules.evaluate(patient);
        this.scope = Scope.of(rules.topics().get(0), rules.vocabulary());
    }

    Advice advise(PatientCase stated) {
        Patient patient = new Patient(stated, scope, Derived.NOTHING);
        List<String> flags = flags(patient);
        if (!matchesVariant3(patient, flags)) {
            throw new IllegalArgumentException("written for variant 3 only");
        }
        String preferred = needsContrast(patient) ? WITH_CONTRAST : WITHOUT_CONTRAST;
        return new Advice(
                stated.id().orElse(null),
                texts.topic(),
                List.of(),
                Outcome.VARIANT_MATCHED,
                variant(),
                List.of(),
                null,
                redFlags(flags),
                differential(patient, flags),
                recommendations(stated.region().orElse(null), preferred),
                alerts(patient, flags),
                List.of(),
                List.of(),
                null,
                trace(),
                texts.provenance());
    }

    private static List<String> flags(Patient patient) {
        List<String> flags = new ArrayList<>();
        for (String flag : FLAGS) {
            if (patient.present(flag)) {
                flags.add(flag);
            }
        }
        if (patient.youngerThan(4, "years")) {
            flags.add("age-under-4-years");
        }
        if (patient.lastingMoreThan(4, "weeks")) {
            flags.add("pain-over-4-weeks");
        }
        return flags;
    }

    private static boolean matchesVariant3(Patient patient, List<String> flags) {
        boolean childWithBackPain = (patient.complaintIs("back-pain") || patient.complaintIs("neck-pain"))
                && patient.youngerThan(18, "years")
                && !patient.present("trauma");
        boolean earlierVariant = patient.shows("radiography", "suspicious")
                || patient.present("malignancy")
                || patient.suspected("infection")
                || patient.suspected("inflammation")
                || patient.suspected("neoplasm")
                || SKIN_SIGNS.stream().anyMatch(patient::present)
                || patient.shows("radiography", "positive");
        boolean negative = patient.shows("radiography", "negative") || patient.shows("radiography", "non-diagnostic");
        return childWithBackPain && !earlierVariant && negative && !flags.isEmpty();
    }

    private static boolean needsContrast(Patient patient) {
        return !(patient.suspectedOnly("stress-injury")
                && patient.absent("fever")
                && patient.absent("weight-loss")
                && patient.absent("history-of-malignancy"));
    }

    private VariantMatch variant() {
        VariantMatch text = texts.matched().orElseThrow();
        return new VariantMatch(text.topic(), text.id(), text.number(), text.title());
    }

    private List<RedFlag> redFlags(List<String> flags) {
        List<RedFlag> redFlags = new ArrayList<>();
        for (String flag : flags) {
            for (RedFlag text : texts.redFlags()) {
                if (text.code().equals(flag)) {
                    redFlags.add(new RedFlag(flag, text.text(), text.source()));
                }
            }
        }
        return redFlags;
    }

    private List<Differential> differential(Patient patient, List<String> flags) {
        List<Differential> differential = new ArrayList<>();
        for (Differential text : texts.differential()) {
            List<String> because = new ArrayList<>();
            switch (text.code()) {
                case "infection" -> addAll(because, List.of("fever"), flags);
                case "neoplasm" -> addAll(because, NEOPLASM_FLAGS, flags);
                case "occult-osseous-injury" -> {
                    if (patient.present("overuse")) {
                        because.add("overuse");
                    }
                    if (patient.suspected("stress-injury")) {
                        because.add("stress-injury");
                    }
                }
                default -> {
                    if (patient.present("morning-stiffness")) {
                        because.add("morning-stiffness");
                    }
                }
            }
            differential.add(new Differential(text.code(), text.text(), because, text.source()));
        }
        return differential;
    }

    private static void addAll(List<String> because, List<String> raising, List<String> flags) {
        for (String flag : raising) {
            if (flags.contains(flag)) {
                because.add(flag);
            }
        }
    }

    private List<Recommendation> recommendations(@Nullable String area, String preferred) {
        List<Recommendation> rows = new ArrayList<>();
        for (Recommendation text : texts.recommendations()) {
            rows.add(new Recommendation(
                    text.procedure(),
                    text.display(),
                    text.region() == null || text.region().equals(COMPLETE) ? text.region() : area,
                    text.category(),
                    text.disagreement(),
                    text.median(),
                    text.procedure().equals(preferred),
                    text.transcribed(),
                    text.radiation(),
                    null,
                    text.reasons(),
                    text.sources()));
        }
        rows.sort(Comparator.comparing((Recommendation row) -> !row.preferred())
                .thenComparing(Recommendation::category)
                .thenComparing(row -> Objects.requireNonNull(row.median()), Comparator.reverseOrder())
                .thenComparing(row -> Objects.requireNonNull(row.radiation()).level())
                .thenComparing(Recommendation::procedure));
        return rows;
    }

    private List<Alert> alerts(Patient patient, List<String> flags) {
        List<Alert> alerts = new ArrayList<>();
        for (Alert text : texts.alerts()) {
            boolean stands = switch (text.code()) {
                case "neurologic-emergency" ->
                    flags.contains("neurologic-deficit") || flags.contains("bowel-bladder-dysfunction");
                case "advisory-finding" -> patient.present("malaise");
                case "unknown-red-flags" -> FLAGS.stream().anyMatch(patient::unknown) || patient.durationUnknown();
                case "transcribed-ratings" -> true;
                case "sedation-planning" -> patient.youngerThan(7, "years") || patient.present("unable-to-hold-still");
                default -> patient.deciding("ct").isPresent();
            };
            if (stands) {
                alerts.add(new Alert(text.code(), text.severity(), text.text(), text.sources()));
            }
        }
        return alerts;
    }

    private Trace trace() {
        List<Trace.Step> steps = new ArrayList<>();
        for (Trace.Step text : texts.trace().steps()) {
            steps.add(new Trace.Step(
                    text.rule(),
                    text.name(),
                    text.file(),
                    text.line(),
                    new ArrayList<>(text.because()),
                    text.concluded()));
        }
        return new Trace(steps);
    }
}
