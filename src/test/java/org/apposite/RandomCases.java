package org.apposite;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.model.Quantity;
import org.apposite.model.Study;
import org.apposite.model.Topic;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Age;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;

/**
 * Cases of every kind that a vocabulary can state, the same for the same seed: from an empty record to one in which
 * everything is stated. Most complain of what a topic answers and are children, so that the routing is reached.
 */
public final class RandomCases {

    private static final int TOGETHER = 1_000;
    private static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);
    private static final int DAY_MINUTES = 24 * 60;

    private final Random random;
    private final ClinicalRules rules;
    private final Vocabulary vocabulary;
    private final Map<String, List<BigDecimal>> limits = new HashMap<>();

    private RandomCases(ClinicalRules rules, long seed) {
        this.rules = rules;
        this.vocabulary = rules.vocabulary();
        this.random = new Random(seed);
    }

    /** Cases of the bundled rules. */
    public static Stream<PatientCase> some(int number, long seed) {
        return some(Rules.BUNDLED, number, seed);
    }

    public static Stream<PatientCase> some(ClinicalRules rules, int number, long seed) {
        RandomCases cases = new RandomCases(rules, seed);
        return IntStream.range(0, number).mapToObj(i -> cases.next());
    }

    /** Looks at many cases on all processors. */
    static void forEach(ClinicalRules rules, int number, long seed, Consumer<PatientCase> look) {
        RandomCases cases = new RandomCases(rules, seed);
        for (int done = 0; done < number; done += TOGETHER) {
            IntStream.range(0, Math.min(TOGETHER, number - done)).mapToObj(i -> cases.next()).toList().parallelStream()
                    .forEach(look);
        }
    }

    /** The statements of one case; told in any order they make the same case. */
    static List<Consumer<PatientCaseBuilder>> statements(long seed) {
        RandomCases cases = new RandomCases(Rules.BUNDLED, seed);
        while (true) {
            List<Consumer<PatientCaseBuilder>> statements = cases.statements();
            if (cases.told(statements).isPresent()) {
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

    private Optional<PatientCase> told(List<Consumer<PatientCaseBuilder>> statements) {
        PatientCaseBuilder builder = PatientCase.builder();
        statements.forEach(statement -> statement.accept(builder));
        return builder.buildIfConsistent().filter(one -> one.examinedAt().isEmpty() || !vocabulary.deniesSigns(one));
    }

    private List<Consumer<PatientCaseBuilder>> statements() {
        List<Consumer<PatientCaseBuilder>> told = new ArrayList<>();
        told.add(builder -> builder.asOf(AS_OF));
        String complaint = complaint();
        maybe(0.9, told, complaint, PatientCaseBuilder::complaint);
        maybe(0.9, told, age(), PatientCaseBuilder::age);
        maybe(0.6, told, oneOf(Sex.values()), PatientCaseBuilder::sex);
        maybe(0.8, told, duration(), PatientCaseBuilder::duration);
        maybe(0.8, told, regionOf(complaint), PatientCaseBuilder::region);
        maybe(0.2, told, oneOf(Side.values()), PatientCaseBuilder::side);
        maybe(0.2, told, oneOf(vocabulary.regionsOfComplaints()), PatientCaseBuilder::examinedAt);
        findings(told);
        vocabulary.choices().forEach((code, choice) -> {
            String value = oneOf(choice.values().keySet());
            maybe(0.6, told, value, (builder, any) -> builder.chosen(code, value));
        });
        vocabulary
                .quantities()
                .forEach((code, quantity) -> quantity.systems().values().forEach(units -> {
                    Measurement measured = measured(quantity, units);
                    maybe(0.4, told, measured, (builder, any) -> builder.measured(code, measured));
                }));
        maybe(0.5, told, some(Kind.SUSPICION, 0.15), PatientCaseBuilder::suspected);
        maybe(0.4, told, some(Kind.CONDITION, 0.15), PatientCaseBuilder::conditions);
        maybe(0.6, told, studies(), (builder, studies) -> builder.imaging(studies));
        maybe(0.4, told, order(), PatientCaseBuilder::order);
        return told;
    }

    private String complaint() {
        List<String> answered = rules.topics().stream()
                .flatMap(topic -> topic.complaints().stream())
                .toList();
        return oneOf(chance(0.85) ? answered : vocabulary.codes(Kind.COMPLAINT));
    }

    private String regionOf(String complaint) {
        List<String> only = term(complaint).place().regions();
        return oneOf(only.isEmpty() ? vocabulary.regionsOfComplaints() : only);
    }

    private Term term(String code) {
        return Objects.requireNonNull(vocabulary.terms().get(code), code);
    }

    private Range<Age> age() {
        int months = random.nextInt(chance(0.9) ? 18 * 12 : 30 * 12);
        return new Range<>(Age.ofMonths(months), Age.ofMonths(months + (chance(0.9) ? 0 : random.nextInt(36))));
    }

    private Range<Duration> duration() {
        Duration shortest = Duration.ofMinutes(
                chance(0.8) ? (long) random.nextInt(60) * DAY_MINUTES : random.nextInt(3 * DAY_MINUTES));
        return new Range<>(shortest, chance(0.9) ? shortest : shortest.plusDays(random.nextInt(40)));
    }

    private void findings(List<Consumer<PatientCaseBuilder>> told) {
        double known = oneOf(0.1, 0.5, 0.95, 1.0);
        double present = oneOf(0.0, 0.05, 0.2);
        for (String code : vocabulary.codes(Kind.FINDING)) {
            double stated = term(code).isDerived() ? 0.1 : known;
            if (chance(stated)) {
                told.add(chance(present) ? builder -> builder.present(code) : builder -> builder.absent(code));
            }
        }
        for (String code : vocabulary.codes(Kind.CIRCUMSTANCE)) {
            if (chance(0.5)) {
                told.add(chance(0.25) ? builder -> builder.present(code) : builder -> builder.absent(code));
            }
        }
    }

    /** A number, mostly one that a limit of a rule or of the vocabulary names, or as much as is known of one. */
    private Measurement measured(Quantity quantity, List<String> units) {
        String compared = units.get(0);
        Quantity.Bounds range = Objects.requireNonNull(quantity.ranges().get(compared));
        List<BigDecimal> numbers = new ArrayList<>(limits(quantity, compared));
        for (int i = 0; i < 3; i++) {
            numbers.add(range.from()
                    .add(range.to().subtract(range.from()).multiply(BigDecimal.valueOf(random.nextDouble())))
                    .setScale(quantity.whole() ? 0 : 1, RoundingMode.FLOOR));
        }
        BigDecimal number = oneOf(numbers);
        if (chance(0.7)) {
            return Measurement.of(number, compared);
        }
        BigDecimal other = oneOf(numbers);
        return switch (random.nextInt(3)) {
            case 0 -> new Measurement(number, chance(0.5), null, false, compared);
            case 1 -> new Measurement(null, false, number, chance(0.5), compared);
            default -> Measurement.between(number.min(other), number.max(other), compared);
        };
    }

    private List<BigDecimal> limits(Quantity quantity, String unit) {
        return limits.computeIfAbsent(quantity.code() + ' ' + unit, any -> limitsOf(quantity, unit));
    }

    private List<BigDecimal> limitsOf(Quantity quantity, String unit) {
        List<BigDecimal> limits = new ArrayList<>();
        quantity.limits().values().forEach(limit -> limits.add(limit.get(unit)));
        rules.topics().stream()
                .flatMap(topic -> topic.rules().stream())
                .flatMap(rule -> rule.when().stream())
                .flatMap(pattern -> pattern.conditions().stream())
                .flatMap(condition -> condition.questions().stream())
                .map(Topic.Question::arguments)
                .filter(arguments -> arguments.size() > 1
                        && arguments.get(0).text().equals(quantity.code())
                        && arguments.get(1).isNumber())
                .forEach(arguments -> quantity.limit(
                                arguments.get(1).text(),
                                arguments.size() == 2 ? "" : arguments.get(2).text())
                        .values()
                        .forEach(limits::add));
        return limits;
    }

    private List<PriorImaging> studies() {
        List<Study> prior =
                vocabulary.studies().values().stream().filter(Study::isPrior).toList();
        List<PriorImaging> studies = new ArrayList<>();
        int number = random.nextInt(4);
        while (studies.size() < number) {
            Study study = oneOf(prior);
            Study.Result result = oneOf(study.results().values());
            boolean shows = result.meaning() != Study.Meaning.NORMAL;
            boolean special = !study.techniques().isEmpty() && chance(0.5);
            studies.add(new PriorImaging(
                    study.code(),
                    special ? oneOf(study.techniques().keySet()) : null,
                    oneOf(vocabulary.regions().keySet()),
                    chance(0.2) ? oneOf(Side.values()) : null,
                    study.contrasted() && chance(0.5) ? oneOf(Contrast.values()) : null,
                    chance(0.5) ? AS_OF.minusDays(random.nextInt(60)) : null,
                    result.code(),
                    shows && !study.findings().isEmpty() && chance(0.3)
                            ? oneOf(study.findings().keySet())
                            : null,
                    shows && !study.sites().isEmpty() && chance(0.5)
                            ? oneOf(study.sites().keySet())
                            : null));
        }
        return studies;
    }

    private ImagingOrder order() {
        Study study = oneOf(vocabulary.studies().values());
        boolean special = !study.techniques().isEmpty() && chance(0.5);
        return new ImagingOrder(
                study.code(),
                special ? oneOf(study.techniques().keySet()) : null,
                oneOf(vocabulary.regions().keySet()),
                chance(0.2) ? oneOf(Side.values()) : null,
                study.contrasted() ? oneOf(Contrast.values()) : null);
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

    @SafeVarargs
    private <T> T oneOf(T... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T oneOf(Collection<T> values) {
        return List.copyOf(values).get(random.nextInt(values.size()));
    }
}
