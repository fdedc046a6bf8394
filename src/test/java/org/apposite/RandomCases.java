package org.apposite;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Study;

/**
 * Cases of every kind, the same for the same seed: from an empty record to one in which everything is stated. Most
 * complain of back pain and are children, so that the routing is reached.
 */
final class RandomCases {

    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
    private static final List<Study> FILMS_AND_MRI =
            List.of(Study.RADIOGRAPHY, Study.RADIOGRAPHY, Study.RADIOGRAPHY, Study.CT, Study.MRI);
    private static final List<String> MOSTLY_BACK_PAIN =
            List.of("back-pain", "back-pain", "back-pain", "back-pain", "back-pain", "neck-pain", "other");

    private final Random random;
    private final Vocabulary vocabulary = Rules.BUNDLED.vocabulary();

    private RandomCases(long seed) {
        random = new Random(seed);
    }

    static Stream<PatientCase> some(int number, long seed) {
        RandomCases cases = new RandomCases(seed);
        return IntStream.range(0, number).mapToObj(i -> cases.next());
    }

    /** The statements of one case; told in any order they make the same case. */
    static List<Consumer<PatientCaseBuilder>> statements(long seed) {
        RandomCases cases = new RandomCases(seed);
        while (true) {
            List<Consumer<PatientCaseBuilder>> statements = cases.statements();
            if (told(statements).isPresent()) {
                return statements;
            }
        }
    }

    private PatientCase next() {
        Optional<PatientCase> told = Optional.empty();
        while (told.isEmpty()) {
            told = told(statements());
        }
        return told.get();
    }

    private static Optional<PatientCase> told(List<Consumer<PatientCaseBuilder>> statements) {
        PatientCaseBuilder builder = PatientCase.builder();
        statements.forEach(statement -> statement.accept(builder));
        return builder.buildIfConsistent();
    }

    private List<Consumer<PatientCaseBuilder>> statements() {
        List<Consumer<PatientCaseBuilder>> told = new ArrayList<>();
        told.add(builder -> builder.asOf(AS_OF));
        maybe(0.9, told, oneOf(MOSTLY_BACK_PAIN), PatientCaseBuilder::symptom);
        maybe(0.9, told, Age.ofMonths(random.nextInt(chance(0.9) ? 18 * 12 : 30 * 12)), PatientCaseBuilder::age);
        maybe(0.8, told, random.nextInt(60), PatientCaseBuilder::durationDays);
        maybe(0.8, told, painful(), PatientCaseBuilder::region);
        maybe(0.2, told, painful(), PatientCaseBuilder::examinedAt);
        maybe(0.2, told, oneOf(List.of(5.0, 29.9, 30.0, 95.0)), PatientCaseBuilder::egfr);
        findings(told);
        maybe(0.5, told, some(Kind.SUSPICION, 0.15), PatientCaseBuilder::suspected);
        maybe(0.4, told, some(Kind.CONDITION, 0.15), PatientCaseBuilder::conditions);
        maybe(0.6, told, studies(), (builder, studies) -> builder.imaging(studies));
        maybe(0.4, told, order(), PatientCaseBuilder::order);
        return told;
    }

    private void findings(List<Consumer<PatientCaseBuilder>> told) {
        double known = oneOf(List.of(0.1, 0.5, 0.95, 1.0));
        double present = oneOf(List.of(0.0, 0.05, 0.2));
        for (String code : vocabulary.codes(Kind.FINDING)) {
            if (chance(known)) {
                told.add(chance(present) ? builder -> builder.present(code) : builder -> builder.absent(code));
            }
        }
        for (String code : vocabulary.codes(Kind.CIRCUMSTANCE)) {
            if (chance(0.5)) {
                told.add(chance(0.25) ? builder -> builder.present(code) : builder -> builder.absent(code));
            }
        }
    }

    private List<PriorImaging> studies() {
        List<PriorImaging> studies = new ArrayList<>();
        int number = random.nextInt(4);
        while (studies.size() < number) {
            Study study = oneOf(FILMS_AND_MRI);
            List<ImagingResult> results = Stream.of(ImagingResult.values())
                    .filter(result -> result.isOf(study))
                    .toList();
            PriorImaging one = PriorImaging.of(study, oneOf(List.of(Region.values())), oneOf(results));
            if (chance(0.5)) {
                one = one.on(AS_OF.minusDays(random.nextInt(60)));
            }
            if (one.result() == ImagingResult.INFECTION_WITH_ABSCESS && chance(0.5)) {
                one = one.at(oneOf(List.of(LesionSite.values())));
            }
            studies.add(one);
        }
        return studies;
    }

    private ImagingOrder order() {
        Study study = oneOf(List.of(Study.values()));
        Region region = oneOf(List.of(Region.values()));
        return study == Study.MRI || study == Study.CT
                ? ImagingOrder.of(study, region, oneOf(List.of(Contrast.values())))
                : ImagingOrder.of(study, region);
    }

    private Region painful() {
        return oneOf(Stream.of(Region.values()).filter(Region::isOfPain).toList());
    }

    private String[] some(Kind kind, double share) {
        return vocabulary.codes(kind).stream().filter(code -> chance(share)).toArray(String[]::new);
    }

    private <T> void maybe(
            double share, List<Consumer<PatientCaseBuilder>> told, T value, Statement<? super T> statement) {
        if (chance(share)) {
            told.add(builder -> statement.state(builder, value));
        }
    }

    private interface Statement<T> {
        PatientCaseBuilder state(PatientCaseBuilder builder, T value);
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
