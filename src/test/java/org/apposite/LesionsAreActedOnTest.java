package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.junit.jupiter.api.Test;

/**
 * Back pain in a child, swept: every lesion, of every region and for pain in every region, alone and with each study that
 * could seem to overtake it, beside every flag. A lesion always has its next steps, nothing routine or reassuring stands beside
 * an emergency, no child with a flag is dismissed without a warning, and what has been done is not proposed again.
 */
class LesionsAreActedOnTest {

    private static final ClinicalRules RULES = Rules.BUNDLED.withBlockingQuestionsOnly();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate EARLIER = TODAY.minusDays(3);
    private static final LocalDate LATER = TODAY.minusDays(1);

    /** What the steps of a lesion begin with, by the result of the study. */
    private static final Map<String, String> STEPS = Map.of(
            "infection", "infectious-disease-consult",
            "infection-with-abscess", "abscess-drainage",
            "neoplasm", "oncology-consult",
            "inflammatory", "refer-inflammatory-disease");

    private static final List<String> REGIONS_OF_PAIN =
            List.of("cervical", "thoracic", "thoracolumbar", "lumbar", "lumbosacral", "sacral", "diffuse", "unknown");
    private static final List<String> OTHER_SIGNS = List.of(
            "immunocompromise",
            "raised-inflammatory-markers",
            "malaise",
            "palpable-lump",
            "draining-sinus",
            "overuse",
            "trauma");
    /** Flags that an injury, or a finding on the film, may explain. */
    private static final Set<String> EXPLAINED_BY_TRAUMA = Set.of("pain-over-4-weeks", "age-under-4-years");

    private static final Set<String> EXPLAINED_BY_A_FINDING =
            Set.of("pain-over-4-weeks", "radicular-pain", "visible-deformity");

    private static List<PriorImaging> lesions(String region) {
        List<PriorImaging> lesions = new ArrayList<>();
        STEPS.keySet().stream().sorted().forEach(result -> lesions.add(PriorImaging.of("mri", region, result)));
        for (String site : List.of("epidural", "intradural", "paraspinal", "bony")) {
            lesions.add(PriorImaging.of("mri", region, "infection-with-abscess").at(site));
        }
        for (String kind : List.of("radiography", "ct", "ct-myelography", "bone-scan", "us", "fdg-pet-ct")) {
            lesions.add(PriorImaging.of(kind, region, "suspicious"));
        }
        return lesions;
    }

    /** A lesion alone, and with another study of the painful area that shows none: dated before, after, and not at all. */
    private static List<List<PriorImaging>> orders(PriorImaging lesion, String pain) {
        String area = pain.equals("diffuse") || pain.equals("unknown") ? "complete-spine" : pain;
        List<List<PriorImaging>> orders = new ArrayList<>();
        orders.add(List.of(lesion));
        orders.add(List.of(lesion.on(EARLIER)));
        for (String kind : List.of(lesion.kind(), "mri")) {
            for (String result : List.of("negative", "non-diagnostic", "pending")) {
                PriorImaging other = PriorImaging.of(kind, area, result);
                orders.add(List.of(lesion, other));
                orders.add(List.of(lesion.on(EARLIER), other.on(LATER)));
                orders.add(List.of(other.on(EARLIER), lesion.on(LATER)));
                orders.add(List.of(other.on(LATER), lesion));
            }
        }
        return orders.stream().distinct().toList();
    }

    private static List<UnaryOperator<PatientCaseBuilder>> flags() {
        List<UnaryOperator<PatientCaseBuilder>> flags = new ArrayList<>();
        flags.add(builder -> builder);
        flags.add(PatientCaseBuilder::allOtherRedFlagsAbsent);
        flags.add(builder -> builder.age(Age.ofYears(3)).allOtherRedFlagsAbsent());
        flags.add(builder -> builder.durationDays(40).allOtherRedFlagsAbsent());
        Stream.concat(Rules.redFlagFindings().stream(), OTHER_SIGNS.stream()).forEach(sign -> {
            flags.add(builder -> builder.finding(sign, Presence.PRESENT));
            flags.add(builder -> builder.allOtherRedFlagsAbsent().finding(sign, Presence.PRESENT));
        });
        return flags;
    }

    private static PatientCaseBuilder child(String pain) {
        return PatientCase.builder()
                .asOf(TODAY)
                .complaint("back-pain")
                .region(pain)
                .age(Age.ofYears(9))
                .durationDays(14);
    }

    private static Optional<PatientCase> child(
            String pain, UnaryOperator<PatientCaseBuilder> flag, List<PriorImaging> imaging) {
        return flag.apply(child(pain)).imaging(imaging).buildIfConsistent();
    }

    @Test
    void a_lesion_always_has_its_next_steps_and_leads_the_answer() {
        List<UnaryOperator<PatientCaseBuilder>> flags = flags();
        List<String> regions = List.copyOf(RULES.vocabulary().regions().keySet());
        int[] turn = new int[1];
        List<Swept> swept = new ArrayList<>();
        for (String pain : REGIONS_OF_PAIN) {
            for (String region : regions) {
                for (PriorImaging lesion : lesions(region)) {
                    for (List<PriorImaging> imaging : orders(lesion, pain)) {
                        // One flag for each combination, the next one for the next: over all of them each meets each.
                        for (int i = 0; i < Sweep.of(1, 2); i++) {
                            child(pain, flags.get(turn[0]++ % flags.size()), imaging)
                                    .ifPresent(patient -> swept.add(new Swept(patient, lesion)));
                        }
                    }
                }
            }
        }
        List<String> wrong = swept.parallelStream().flatMap(Swept::wrong).toList();

        assertThat(swept).hasSizeGreaterThan(20_000);
        assertThat(wrong).as("%d of %d", wrong.size(), swept.size()).isEmpty();
    }

    /** Each flag beside each lesion of the painful area and of another one. */
    @Test
    void beside_every_flag() {
        List<Swept> swept = new ArrayList<>();
        for (UnaryOperator<PatientCaseBuilder> flag : flags()) {
            for (String region : List.of("thoracic", "lumbar")) {
                for (PriorImaging lesion : lesions(region)) {
                    for (List<PriorImaging> imaging : orders(lesion, "thoracic")) {
                        child("thoracic", flag, imaging).ifPresent(patient -> swept.add(new Swept(patient, lesion)));
                    }
                }
            }
        }
        List<String> wrong = swept.parallelStream().flatMap(Swept::wrong).toList();

        assertThat(wrong).as("%d of %d", wrong.size(), swept.size()).isEmpty();
    }

    @Test
    void a_child_with_a_flag_is_not_dismissed_without_a_warning() {
        List<String> wrong = new ArrayList<>();
        int[] dismissed = new int[1];
        for (UnaryOperator<PatientCaseBuilder> flag : flags()) {
            for (String finding :
                    List.of("fracture", "spondylolysis", "spondylolisthesis", "scheuermann", "scoliosis", "other")) {
                for (Presence trauma : Presence.values()) {
                    for (String result : List.of("positive", "negative", "pending")) {
                        PriorImaging film = PriorImaging.of("radiography", "thoracic", result);
                        PriorImaging shown = result.equals("positive") ? film.showing(finding) : film;
                        PatientCaseBuilder builder =
                                flag.apply(child("thoracic")).imaging(shown);
                        if (builder.buildIfConsistent().orElseThrow().findings().get("trauma") == null) {
                            builder.finding("trauma", trauma);
                        }
                        Advice advice = RULES.evaluate(builder.build());
                        dismissed[0] += advice.outcome() == Outcome.NOT_APPLICABLE ? 1 : 0;
                        dismissedWithoutWarning(advice).ifPresent(one -> wrong.add(one + builder.build()));
                    }
                }
            }
        }
        assertThat(dismissed[0]).isGreaterThan(500);
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> dismissedWithoutWarning(Advice advice) {
        if (advice.outcome() != Outcome.NOT_APPLICABLE) {
            return Optional.empty();
        }
        boolean trauma = Objects.requireNonNull(advice.exclusion()).id().equals("spine-trauma");
        boolean flagged = advice.redFlags().stream()
                .map(RedFlag::code)
                .anyMatch(code -> !(trauma ? EXPLAINED_BY_TRAUMA : EXPLAINED_BY_A_FINDING).contains(code));
        boolean warned = advice.alerts().stream()
                .anyMatch(alert -> alert.severity() != Severity.INFO
                        && (alert.severity() == Severity.CRITICAL
                                || alert.code().startsWith("red-flags-despite-")));
        return flagged && !warned ? Optional.of("no warning beside " + advice.exclusion() + ": ") : Optional.empty();
    }

    @Test
    void what_has_been_done_and_answered_is_not_proposed_again() {
        List<String> wrong = new ArrayList<>();
        int[] higher = new int[1];
        for (UnaryOperator<PatientCaseBuilder> flag : flags()) {
            for (List<String> done : List.of(
                    List.of("radiography"),
                    List.of("mri"),
                    List.of("ct"),
                    List.of("radiography", "mri"),
                    List.of("radiography", "ct"),
                    List.of("radiography", "mri", "ct"))) {
                for (String region : List.of("thoracic", "complete-spine")) {
                    for (ImagingOrder order : List.of(
                            ImagingOrder.of("mri", "thoracic", Contrast.WITH),
                            ImagingOrder.of("ct", "thoracic", Contrast.WITHOUT_AND_WITH),
                            ImagingOrder.of("bone-scan", "thoracic"),
                            ImagingOrder.of("us", "thoracic"),
                            ImagingOrder.of("radiography", "complete-spine"))) {
                        List<PriorImaging> studies = done.stream()
                                .map(kind -> PriorImaging.of(kind, region, "negative"))
                                .toList();
                        for (String conditions : List.of("", "mri-not-possible")) {
                            PatientCaseBuilder builder = flag.apply(child("thoracic"))
                                    .imaging(studies)
                                    .order(order);
                            PatientCase patient =
                                    (conditions.isEmpty() ? builder : builder.conditions(conditions)).build();
                            Advice advice = RULES.evaluate(patient);
                            higher[0] += advice.alerts().toString().contains("Rated higher") ? 1 : 0;
                            proposedAgain(advice, done).ifPresent(one -> wrong.add(one + ": " + patient));
                        }
                    }
                }
            }
        }
        assertThat(higher[0]).isGreaterThan(500);
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> proposedAgain(Advice advice, List<String> done) {
        for (Recommendation one : advice.recommendations()) {
            String kind = Objects.requireNonNull(RULES.vocabulary().procedures().get(one.procedure()))
                    .kind();
            if (!done.contains(kind)) {
                continue;
            }
            if (one.preferred()) {
                return Optional.of(one.procedure() + " is preferred again");
            }
            for (Alert alert : advice.alerts()) {
                int at = alert.text().indexOf("Rated higher: ");
                if (at >= 0 && alert.text().substring(at).contains(one.display())) {
                    return Optional.of(one.procedure() + " is rated higher");
                }
            }
        }
        return Optional.empty();
    }

    @Test
    void the_sweep_meets_every_flag_that_the_topic_knows() {
        assertThat(IntStream.range(0, flags().size())
                        .mapToObj(i -> child("thoracic", flags().get(i), List.of()))
                        .flatMap(Optional::stream)
                        .flatMap(patient -> RULES.evaluate(patient).redFlags().stream())
                        .map(RedFlag::code))
                .contains("age-under-4-years", "pain-over-4-weeks")
                .containsAll(Rules.redFlagFindings());
    }

    /** A child with a lesion, and what is wrong with the answer. */
    private record Swept(PatientCase patient, PriorImaging lesion) {

        Stream<String> wrong() {
            Advice advice = RULES.evaluate(patient);
            List<String> wrong = new ArrayList<>();
            List<String> steps = advice.nextSteps().stream().map(NextStep::code).toList();
            boolean limb = lesion.result().equals("inflammatory")
                    && Set.of("hip", "other").contains(lesion.region());
            String expected = STEPS.get(lesion.result());
            boolean acted = expected == null
                    ? !steps.isEmpty() || advice.recommendations().stream().anyMatch(Recommendation::preferred)
                    : steps.contains(expected);
            if (!acted && !limb) {
                wrong.add("no next step");
            }
            if (advice.alerts().stream().noneMatch(alert -> alert.code().equals("lesion-elsewhere"))
                    && advice.headlines().isEmpty()) {
                wrong.add("nothing names the lesion");
            }
            if (steps.contains("reassurance")) {
                wrong.add("reassured");
            }
            if (advice.outcome() == Outcome.NOT_APPLICABLE && expected != null && !limb) {
                wrong.add("dismissed");
            }
            if (advice.recommendations().stream()
                    .anyMatch(one -> Set.of("diffuse", "unknown").contains(String.valueOf(one.region())))) {
                wrong.add("a study of no place");
            }
            if (advice.headlines().stream().anyMatch(one -> one.text().contains("No imaging"))) {
                wrong.add("told that no imaging is needed");
            }
            if (advice.alerts().stream().anyMatch(alert -> alert.severity() == Severity.CRITICAL)
                    && advice.nextSteps().stream().anyMatch(step -> step.urgency() == Urgency.ROUTINE)) {
                wrong.add("a routine step beside an emergency");
            }
            return wrong.stream().map(one -> one + ": " + patient);
        }
    }
}
