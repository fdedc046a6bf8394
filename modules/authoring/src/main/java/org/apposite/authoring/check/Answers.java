package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apposite.model.Topic.Question;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Study;

/**
 * Which values of a datum answer a question to the {@code PatientCase} with yes. The values are small cases that between
 * them hold everything that the questions at hand can tell apart, and the question is put to each: what is claimed of a
 * rule is what the library answers.
 *
 * @param datum what is asked of; questions of the same datum can be compared
 * @param yes which of its values answer yes
 * @param size how many values it has
 */
record Answers(String datum, BitSet yes, int size) {

    private static final int MAX_SUSPICIONS = 10;

    static Answers of(String datum, int size, Predicate<Integer> isYes) {
        BitSet yes = new BitSet(size);
        for (int i = 0; i < size; i++) {
            yes.set(i, isYes.test(i));
        }
        return new Answers(datum, yes, size);
    }

    /**
     * The answers to a question to the {@code PatientCase}.
     *
     * @param question the question
     * @param beside all questions that it will be compared with
     * @param vocabulary the codes
     */
    static Answers of(Question question, List<Question> beside, Vocabulary vocabulary) {
        List<PatientCase> values = values(question, beside, vocabulary);
        return of(datum(question), values.size(), i -> isYes(values.get(i), question));
    }

    private static String datum(Question question) {
        return switch (question.name()) {
            case "present", "absent", "unknown", "absentOrUnknown" -> "finding " + text(question, 0);
            case "complaintIs", "complaintUnknown" -> "complaint";
            case "youngerThan", "agedAtLeast", "ageUnknown" -> "age";
            case "lastingMoreThan", "lastingAtMost", "durationUnknown" -> "duration";
            case "painIn" -> "region";
            case "suspected", "suspectedOnly", "suspectedOtherwise" -> "suspected";
            case "egfrBelow", "egfrAtLeast", "egfrUnknown" -> "egfr";
            case "imaged", "notImaged", "imagingUnknown", "awaiting", "imagedElsewhereOnly", "shows" ->
                "imaging " + text(question, 0);
            case "orders", "ordersWithContrast", "orderMissesPain", "orderMissesExamination" -> "order";
            default -> Wording.of(question);
        };
    }

    private static boolean isYes(PatientCase patient, Question question) {
        return switch (question.name()) {
            case "present" -> patient.present(text(question, 0));
            case "absent" -> patient.absent(text(question, 0));
            case "unknown" -> patient.unknown(text(question, 0));
            case "absentOrUnknown" -> patient.absentOrUnknown(text(question, 0));
            case "complaintIs" -> patient.complaintIs(text(question, 0));
            case "complaintUnknown" -> patient.complaintUnknown();
            case "youngerThan" -> patient.youngerThan(number(question), text(question, 1));
            case "agedAtLeast" -> patient.agedAtLeast(number(question), text(question, 1));
            case "ageUnknown" -> patient.ageUnknown();
            case "lastingMoreThan" -> patient.lastingMoreThan(number(question), text(question, 1));
            case "lastingAtMost" -> patient.lastingAtMost(number(question), text(question, 1));
            case "durationUnknown" -> patient.durationUnknown();
            case "painIn" -> patient.painIn(text(question, 0));
            case "suspected" -> patient.suspected(text(question, 0));
            case "suspectedOnly" -> patient.suspectedOnly(text(question, 0));
            case "suspectedOtherwise" -> patient.suspectedOtherwise(text(question, 0));
            case "egfrBelow" -> patient.egfrBelow(number(question));
            case "egfrAtLeast" -> patient.egfrAtLeast(number(question));
            case "egfrUnknown" -> patient.egfrUnknown();
            case "imaged" -> patient.imaged(text(question, 0));
            case "notImaged" -> patient.notImaged(text(question, 0));
            case "imagingUnknown" -> patient.imagingUnknown(text(question, 0));
            case "awaiting" -> patient.awaiting(text(question, 0));
            case "imagedElsewhereOnly" -> patient.imagedElsewhereOnly(text(question, 0));
            case "shows" -> patient.shows(text(question, 0), text(question, 1));
            case "uncountedShows" -> patient.uncountedShows(text(question, 0), text(question, 1));
            case "mriShowsAt" -> patient.mriShowsAt(text(question, 0), text(question, 1));
            case "orders" -> patient.orders(text(question, 0));
            case "ordersWithContrast" -> patient.ordersWithContrast(text(question, 0), text(question, 1));
            case "orderMissesPain" -> patient.orderMissesPain();
            case "orderMissesExamination" -> patient.orderMissesExamination();
            default -> throw new IllegalStateException("a question without values: " + question.name());
        };
    }

    private static List<PatientCase> values(Question question, List<Question> beside, Vocabulary vocabulary) {
        return switch (question.name()) {
            case "present", "absent", "unknown", "absentOrUnknown" -> findings(text(question, 0));
            case "complaintIs", "complaintUnknown" -> complaints(vocabulary);
            case "youngerThan", "agedAtLeast", "ageUnknown" -> ages(beside);
            case "lastingMoreThan", "lastingAtMost", "durationUnknown" -> durations(beside);
            case "painIn" -> regions();
            case "suspected", "suspectedOnly", "suspectedOtherwise" -> suspicions(beside);
            case "egfrBelow", "egfrAtLeast", "egfrUnknown" -> rates(beside);
            case "uncountedShows" -> imaging(text(question, 0), false);
            case "mriShowsAt" -> imaging("mri", true);
            case "orders", "ordersWithContrast", "orderMissesPain", "orderMissesExamination" -> orders();
            default -> imaging(text(question, 0), false);
        };
    }

    private static List<PatientCase> findings(String code) {
        List<PatientCase> values = new ArrayList<>();
        for (Presence presence : Presence.values()) {
            possible(() -> PatientCase.builder().finding(code, presence)).ifPresent(values::add);
        }
        return values;
    }

    private static List<PatientCase> complaints(Vocabulary vocabulary) {
        List<PatientCase> values = withUnknown();
        for (String code : vocabulary.codes(Kind.SYMPTOM)) {
            possible(() -> PatientCase.builder().symptom(code)).ifPresent(values::add);
        }
        return values;
    }

    /** The age just under each limit, and at it. */
    private static List<PatientCase> ages(List<Question> beside) {
        TreeSet<Integer> months = new TreeSet<>(List.of(0));
        for (Question one : beside) {
            if (one.name().equals("youngerThan") || one.name().equals("agedAtLeast")) {
                int limit = text(one, 1).startsWith("year") ? number(one) * 12 : number(one);
                months.add(limit - 1);
                months.add(limit);
            }
        }
        List<PatientCase> values = withUnknown();
        months.forEach(age ->
                possible(() -> PatientCase.builder().age(Age.ofMonths(age))).ifPresent(values::add));
        return values;
    }

    private static List<PatientCase> durations(List<Question> beside) {
        TreeSet<Integer> days = new TreeSet<>(List.of(0));
        for (Question one : beside) {
            if (one.name().startsWith("lasting")) {
                int limit = text(one, 1).startsWith("week") ? number(one) * 7 : number(one);
                days.add(limit);
                days.add(limit + 1);
            }
        }
        List<PatientCase> values = withUnknown();
        days.forEach(
                some -> possible(() -> PatientCase.builder().durationDays(some)).ifPresent(values::add));
        return values;
    }

    private static List<PatientCase> rates(List<Question> beside) {
        TreeSet<Double> rates = new TreeSet<>(List.of(0.0));
        for (Question one : beside) {
            if (one.name().equals("egfrBelow") || one.name().equals("egfrAtLeast")) {
                rates.add(number(one) - 0.5);
                rates.add((double) number(one));
            }
        }
        List<PatientCase> values = withUnknown();
        rates.forEach(rate -> possible(() -> PatientCase.builder().egfr(rate)).ifPresent(values::add));
        return values;
    }

    private static List<PatientCase> regions() {
        List<PatientCase> values = new ArrayList<>();
        for (Region region : Region.values()) {
            if (region.isOfPain()) {
                possible(() -> PatientCase.builder().region(region)).ifPresent(values::add);
            }
        }
        return values;
    }

    /** Every set of the suspicions that are asked of and of another one; of very many, some go together or alone. */
    private static List<PatientCase> suspicions(List<Question> beside) {
        TreeSet<String> asked = new TreeSet<>(List.of("another"));
        for (Question one : beside) {
            if (one.name().startsWith("suspected")) {
                asked.add(text(one, 0));
            }
        }
        List<String> codes = List.copyOf(asked);
        List<PatientCase> values = withUnknown();
        int sets = 1 << Math.min(codes.size(), MAX_SUSPICIONS);
        for (int set = 0; set < sets; set++) {
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < codes.size(); i++) {
                boolean in = (set >> (i % MAX_SUSPICIONS) & 1) == 1;
                if (in) {
                    chosen.add(codes.get(i));
                }
            }
            possible(() -> PatientCase.builder().suspected(chosen.toArray(String[]::new)))
                    .ifPresent(values::add);
        }
        if (codes.size() > MAX_SUSPICIONS) {
            codes.forEach(
                    one -> possible(() -> PatientCase.builder().suspected(one)).ifPresent(values::add));
        }
        return values;
    }

    /** Nothing said, nothing done, and each result of the painful area, of another region and of an unknown one. */
    private static List<PatientCase> imaging(String study, boolean withSites) {
        List<PatientCase> values = withUnknown();
        possible(() -> PatientCase.builder().region(Region.THORACIC).imaging()).ifPresent(values::add);
        for (Study kind : Study.values()) {
            if (!kind.code().equals(study)) {
                continue;
            }
            for (ImagingResult result : ImagingResult.values()) {
                for (Region region : List.of(Region.THORACIC, Region.LUMBAR, Region.UNKNOWN)) {
                    possible(() -> PatientCase.builder()
                                    .region(Region.THORACIC)
                                    .imaging(PriorImaging.of(kind, region, result)))
                            .ifPresent(values::add);
                }
                if (withSites) {
                    for (LesionSite site : LesionSite.values()) {
                        possible(() -> PatientCase.builder()
                                        .region(Region.THORACIC)
                                        .imaging(PriorImaging.of(kind, Region.THORACIC, result)
                                                .at(site)))
                                .ifPresent(values::add);
                    }
                }
            }
        }
        return values;
    }

    /** Each study with each contrast, which covers pain and level of the signs, one of them, or neither. */
    private static List<PatientCase> orders() {
        List<PatientCase> values = withUnknown();
        for (Study study : Study.values()) {
            List<ImagingOrder> orders = new ArrayList<>();
            for (Region region : List.of(Region.THORACIC, Region.LUMBAR)) {
                attempt(() -> ImagingOrder.of(study, region)).ifPresent(orders::add);
                for (Contrast contrast : Contrast.values()) {
                    attempt(() -> ImagingOrder.of(study, region, contrast)).ifPresent(orders::add);
                }
            }
            for (ImagingOrder order : orders) {
                for (Region level : List.of(Region.THORACIC, Region.LUMBAR)) {
                    possible(() -> PatientCase.builder()
                                    .region(Region.THORACIC)
                                    .examinedAt(level)
                                    .order(order))
                            .ifPresent(values::add);
                }
            }
        }
        return values;
    }

    private static List<PatientCase> withUnknown() {
        List<PatientCase> values = new ArrayList<>();
        possible(PatientCase::builder).ifPresent(values::add);
        return values;
    }

    private interface Making<T> {
        T make();
    }

    /** The library refuses what cannot be stated; then it is no value. */
    private static <T> Optional<T> attempt(Making<T> making) {
        try {
            return Optional.of(making.make());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PatientCase> possible(Making<PatientCaseBuilder> making) {
        return attempt(() -> making.make().build());
    }

    private static String text(Question question, int index) {
        return question.arguments().get(index).text();
    }

    private static int number(Question question) {
        return question.arguments().get(0).number();
    }
}
