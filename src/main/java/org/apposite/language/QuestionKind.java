package org.apposite.language;

import static org.apposite.language.Fact.PATIENT_CASE;
import static org.apposite.language.Fact.RANKING;
import static org.apposite.language.Fact.ROUTING;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apposite.advice.Ranking;
import org.apposite.advice.Routing;
import org.apposite.model.Topic.Literal;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;

/**
 * The questions that rules may put to facts. Each is a method of its fact's type; beside its name and parameters it
 * knows how to say in plain words that the answer was yes. In the words, {@code %s} stands for the display of an
 * argument, and {@code {..}} for what the case states.
 */
public enum QuestionKind {
    PRESENT("present", "%s is present", (c, a) -> c.present(text(a, 0)), Parameter.FINDING),
    ABSENT("absent", "%s is absent", (c, a) -> c.absent(text(a, 0)), Parameter.FINDING),
    UNKNOWN("unknown", "%s is not stated", (c, a) -> c.unknown(text(a, 0)), Parameter.FINDING),
    ABSENT_OR_UNKNOWN(
            "absentOrUnknown", "%s is {presence}", (c, a) -> c.absentOrUnknown(text(a, 0)), Parameter.FINDING),
    COMPLAINT_IS("complaintIs", "the complaint is %s", (c, a) -> c.complaintIs(text(a, 0)), Parameter.SYMPTOM),
    COMPLAINT_UNKNOWN("complaintUnknown", "the complaint is not stated", (c, a) -> c.complaintUnknown()),
    YOUNGER_THAN(
            "youngerThan",
            "age {age} is under %s %s",
            (c, a) -> c.youngerThan(number(a, 0), text(a, 1)),
            Parameter.NUMBER,
            Parameter.AGE_UNIT),
    AGED_AT_LEAST(
            "agedAtLeast",
            "age {age} is at least %s %s",
            (c, a) -> c.agedAtLeast(number(a, 0), text(a, 1)),
            Parameter.NUMBER,
            Parameter.AGE_UNIT),
    AGE_UNKNOWN("ageUnknown", "the age is not stated", (c, a) -> c.ageUnknown()),
    LASTING_MORE_THAN(
            "lastingMoreThan",
            "the complaint has lasted {duration}, more than %s %s",
            (c, a) -> c.lastingMoreThan(number(a, 0), text(a, 1)),
            Parameter.NUMBER,
            Parameter.DURATION_UNIT),
    LASTING_AT_MOST(
            "lastingAtMost",
            "the complaint has lasted {duration}, not more than %s %s",
            (c, a) -> c.lastingAtMost(number(a, 0), text(a, 1)),
            Parameter.NUMBER,
            Parameter.DURATION_UNIT),
    DURATION_UNKNOWN("durationUnknown", "the duration is not stated", (c, a) -> c.durationUnknown()),
    PAIN_IN("painIn", "the painful region is {region}", (c, a) -> c.painIn(text(a, 0)), Parameter.PAIN_REGION),
    SUSPECTED("suspected", "%s is strongly suspected", (c, a) -> c.suspected(text(a, 0)), Parameter.SUSPICION),
    SUSPECTED_ONLY(
            "suspectedOnly",
            "%s is all that is strongly suspected",
            (c, a) -> c.suspectedOnly(text(a, 0)),
            Parameter.SUSPICION),
    SUSPECTED_OTHERWISE(
            "suspectedOtherwise",
            "%s is not all that is strongly suspected",
            (c, a) -> c.suspectedOtherwise(text(a, 0)),
            Parameter.SUSPICION),
    EGFR_BELOW("egfrBelow", "eGFR {egfr} is below %s", (c, a) -> c.egfrBelow(number(a, 0)), Parameter.NUMBER),
    EGFR_AT_LEAST("egfrAtLeast", "eGFR {egfr} is at least %s", (c, a) -> c.egfrAtLeast(number(a, 0)), Parameter.NUMBER),
    EGFR_UNKNOWN("egfrUnknown", "eGFR is not stated", (c, a) -> c.egfrUnknown()),
    IMAGED("imaged", "%s of the painful area has been read", (c, a) -> c.imaged(text(a, 0)), Parameter.PRIOR_STUDY),
    NOT_IMAGED(
            "notImaged",
            "no %s of the painful area has been done",
            (c, a) -> c.notImaged(text(a, 0)),
            Parameter.PRIOR_STUDY),
    IMAGING_UNKNOWN(
            "imagingUnknown",
            "whether %s of the painful area has been done is not stated",
            (c, a) -> c.imagingUnknown(text(a, 0)),
            Parameter.PRIOR_STUDY),
    AWAITING(
            "awaiting",
            "the result of %s of the painful area is not known yet",
            (c, a) -> c.awaiting(text(a, 0)),
            Parameter.PRIOR_STUDY),
    IMAGED_ELSEWHERE_ONLY(
            "imagedElsewhereOnly",
            "%s shows another region only",
            (c, a) -> c.imagedElsewhereOnly(text(a, 0)),
            Parameter.PRIOR_STUDY),
    SHOWS(
            "shows",
            "%s of the painful area: %s",
            (c, a) -> c.shows(text(a, 0), text(a, 1)),
            Parameter.PRIOR_STUDY,
            Parameter.RESULT),
    UNCOUNTED_SHOWS(
            "uncountedShows",
            "%s that does not decide: %s",
            (c, a) -> c.uncountedShows(text(a, 0), text(a, 1)),
            Parameter.PRIOR_STUDY,
            Parameter.RESULT),
    MRI_SHOWS_AT(
            "mriShowsAt",
            "MRI: %s, site %s",
            (c, a) -> c.mriShowsAt(text(a, 0), text(a, 1)),
            Parameter.MRI_RESULT,
            Parameter.SITE),
    ORDERS("orders", "the order is for %s", (c, a) -> c.orders(text(a, 0)), Parameter.STUDY),
    ORDERS_WITH_CONTRAST(
            "ordersWithContrast",
            "the order is for %s %s contrast",
            (c, a) -> c.ordersWithContrast(text(a, 0), text(a, 1)),
            Parameter.STUDY,
            Parameter.CONTRAST),
    ORDER_MISSES_PAIN(
            "orderMissesPain",
            "the ordered region {order-region} does not cover the painful region {region}",
            (c, a) -> c.orderMissesPain()),
    ORDER_MISSES_EXAMINATION(
            "orderMissesExamination",
            "the ordered region {order-region} does not cover the level of the signs, {examination}",
            (c, a) -> c.orderMissesExamination()),

    RED_FLAG_IS(Fact.RED_FLAG, "is", "red flag %s", (k, a) -> k.hasRedFlag(text(a, 0)), Parameter.RED_FLAG),
    SITUATION_IS(Fact.SITUATION, "is", "%s", (k, a) -> k.situations().contains(text(a, 0)), Parameter.SITUATION),

    MATCHED(ROUTING, "matched", "variant %s matched", routing((r, a) -> r.matched(text(a, 0))), Parameter.VARIANT),
    VARIANT_MATCHED(ROUTING, "variantMatched", "a variant matched", routing((r, a) -> r.variantMatched())),
    DATA_REQUIRED(ROUTING, "dataRequired", "data are required", routing((r, a) -> r.dataRequired())),

    PREFERS(RANKING, "prefers", "%s is preferred", ranking((r, a) -> r.prefers(text(a, 0))), Parameter.STUDY),
    PREFERS_WITH_CONTRAST(
            RANKING,
            "prefersWithContrast",
            "%s %s contrast is preferred",
            ranking((r, a) -> r.prefersWithContrast(text(a, 0), text(a, 1))),
            Parameter.STUDY,
            Parameter.CONTRAST),
    PREFERS_ONLY_WITH_CONTRAST(
            RANKING,
            "prefersOnlyWithContrast",
            "%s %s contrast is preferred",
            ranking((r, a) -> r.prefersOnlyWithContrast(text(a, 0), text(a, 1))),
            Parameter.STUDY,
            Parameter.CONTRAST),
    USUALLY_APPROPRIATE(
            RANKING,
            "usuallyAppropriate",
            "%s is usually appropriate",
            ranking((r, a) -> r.usuallyAppropriate(text(a, 0))),
            Parameter.STUDY),
    ORDER_BELOW_BEST(
            RANKING,
            "orderBelowBest",
            "the order may be appropriate, others are usually appropriate",
            ranking((r, a) -> r.orderBelowBest())),
    ORDER_USUALLY_NOT_APPROPRIATE(
            RANKING,
            "orderUsuallyNotAppropriate",
            "the order is usually not appropriate",
            ranking((r, a) -> r.orderUsuallyNotAppropriate())),
    ORDER_UNRATED(RANKING, "orderUnrated", "the order is not rated", ranking((r, a) -> r.orderUnrated())),
    ANY_TRANSCRIBED(
            RANKING,
            "anyTranscribed",
            "ratings were seen only in a transcription",
            ranking((r, a) -> r.anyTranscribed()));

    private interface Test<F> {
        boolean holds(F fact, List<Literal> arguments);
    }

    private final Fact fact;
    private final String display;
    private final String words;
    private final Test<Known> test;
    private final List<Parameter> parameters;

    QuestionKind(Fact fact, String display, String words, Test<Known> test, Parameter... parameters) {
        this.fact = fact;
        this.display = display;
        this.words = words;
        this.test = test;
        this.parameters = List.of(parameters);
    }

    QuestionKind(String display, String words, Test<PatientCase> test, Parameter... parameters) {
        this(PATIENT_CASE, display, words, (known, a) -> test.holds(known.patientCase(), a), parameters);
    }

    private static Test<Known> routing(Test<Routing> test) {
        return (known, a) -> {
            Routing routing = known.routing();
            return routing != null && test.holds(routing, a);
        };
    }

    private static Test<Known> ranking(Test<Ranking> test) {
        return (known, a) -> {
            Ranking ranking = known.ranking();
            return ranking != null && test.holds(ranking, a);
        };
    }

    private static String text(List<Literal> arguments, int index) {
        return arguments.get(index).text();
    }

    private static int number(List<Literal> arguments, int index) {
        return arguments.get(index).number();
    }

    /** The kind of fact that can be asked this. */
    public Fact fact() {
        return fact;
    }

    /** Its name in a rule. */
    public String display() {
        return display;
    }

    /** Its words for a yes, see the class. */
    public String words() {
        return words;
    }

    /** What its arguments must be, in order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** What this question asks of the case: the code of a finding or other datum; empty for facts that rules conclude. */
    public Optional<String> datum(List<Literal> arguments) {
        return switch (this) {
            case PRESENT, ABSENT, UNKNOWN, ABSENT_OR_UNKNOWN -> Optional.of(text(arguments, 0));
            case COMPLAINT_IS, COMPLAINT_UNKNOWN -> Optional.of("complaint");
            case YOUNGER_THAN, AGED_AT_LEAST, AGE_UNKNOWN -> Optional.of("age");
            case LASTING_MORE_THAN, LASTING_AT_MOST, DURATION_UNKNOWN -> Optional.of("duration");
            case PAIN_IN, ORDER_MISSES_PAIN -> Optional.of("region");
            case SUSPECTED, SUSPECTED_ONLY, SUSPECTED_OTHERWISE -> Optional.of("suspected");
            case EGFR_BELOW, EGFR_AT_LEAST, EGFR_UNKNOWN -> Optional.of("egfr");
            case IMAGED, NOT_IMAGED, IMAGING_UNKNOWN, AWAITING, IMAGED_ELSEWHERE_ONLY, SHOWS, UNCOUNTED_SHOWS ->
                switch (text(arguments, 0)) {
                    case "radiography" -> Optional.of("radiographs");
                    case "mri" -> Optional.of("mri");
                    default -> Optional.empty();
                };
            case MRI_SHOWS_AT -> Optional.of("mri");
            default -> Optional.empty();
        };
    }

    /** Whether the answer is yes. */
    public boolean holds(Known known, List<Literal> arguments) {
        return test.holds(known, arguments);
    }

    /** The question with this name to this kind of fact. */
    public static Optional<QuestionKind> of(Fact fact, String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.fact == fact && kind.display.equals(name))
                .findFirst();
    }

    /** Fills what the case states into words, or returns the same text when there is nothing to fill. */
    public static String fill(String words, PatientCase patient, List<Literal> arguments) {
        int brace = words.indexOf('{');
        if (brace < 0) {
            return words;
        }
        int end = words.indexOf('}', brace);
        String value = switch (words.substring(brace + 1, end)) {
            case "age" -> patient.age().map(Object::toString).orElse("unknown");
            case "duration" -> days(patient.durationDays().orElse(0));
            case "region" -> regionWords(patient.region());
            case "egfr" -> Double.toString(patient.egfr().orElse(0));
            case "presence" -> patient.unknown(text(arguments, 0)) ? "not stated" : "absent";
            case "order-region" -> patient.order().map(o -> o.region().code()).orElse("none");
            default -> patient.examinedAt().map(Region::code).orElse("none");
        };
        return fill(words.substring(0, brace) + value + words.substring(end + 1), patient, arguments);
    }

    /** A region in the middle of a sentence. */
    public static String regionWords(Region region) {
        return region == Region.UNKNOWN ? "not known" : region.code().replace('-', ' ');
    }

    /** A prior study in the middle of a sentence. */
    public static String studyWords(PriorImaging one) {
        return StudyWords.of(one.study()) + " (" + regionWords(one.region()) + "): "
                + one.result().code().replace('-', ' ')
                + (one.finding() == null ? "" : ", " + one.finding().code());
    }

    private static String days(int days) {
        return days + (days == 1 ? " day" : " days");
    }
}
