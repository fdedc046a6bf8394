package org.apposite.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apposite.model.Quantity;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.Complaint;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/** Cases with every kind of statement that there is, the same for the same seed; medically they mean nothing. */
final class RandomCases {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final Vocabulary vocabulary;
    private final Random random;

    RandomCases(Vocabulary vocabulary, long seed) {
        this.vocabulary = vocabulary;
        this.random = new Random(seed);
    }

    /** Endless. */
    Stream<PatientCase> stream() {
        return Stream.generate(() -> Stream.generate(this::next)
                .flatMap(builder -> builder.buildIfConsistent().stream())
                .filter(this::isPossible)
                .findFirst()
                .orElseThrow());
    }

    private boolean isPossible(PatientCase stated) {
        return vocabulary.quantities().values().stream()
                .noneMatch(quantity -> stated.measurements().getOrDefault(quantity.code(), List.of()).stream()
                        .anyMatch(one ->
                                quantity.contradicted(one, stated.choices()).isPresent()));
    }

    private PatientCaseBuilder next() {
        PatientCaseBuilder builder = PatientCase.builder();
        maybe(() -> builder.id(oneOf(List.of("17", "a case", "ü \"x\""))));
        maybe(() -> builder.age(range(this::age)));
        maybe(() -> builder.sex(oneOf(List.of(Sex.values()))));
        maybe(() -> builder.asOf(TODAY));
        Set<String> told = complaints(builder);
        maybe(() -> builder.examinedAt(oneOf(vocabulary.regionsOfComplaints())));
        vocabulary.findings().stream()
                .filter(code -> !told.contains(code))
                .forEach(code -> maybe(() -> builder.finding(code, oneOf(List.of(Presence.values())))));
        maybe(builder::allOtherRedFlagsAbsent);
        maybe(() -> builder.suspected(some(vocabulary.codes(Kind.SUSPICION))));
        maybe(() -> builder.conditions(some(vocabulary.codes(Kind.CONDITION))));
        vocabulary
                .choices()
                .values()
                .forEach(choice -> maybe(() -> builder.chosen(
                        choice.code(), oneOf(List.copyOf(choice.values().keySet())))));
        vocabulary.quantities().values().forEach(quantity -> maybe(() -> measurements(quantity, builder)));
        maybe(() -> builder.imaging(imaging()));
        maybe(() -> builder.order(order()));
        return builder;
    }

    /** States the complaint or complaints, and tells which circumstances the first one tells of. */
    private Set<String> complaints(PatientCaseBuilder builder) {
        if (chance(0.3)) {
            List<Complaint> complaints = Stream.generate(this::complaint)
                    .limit(1 + random.nextInt(3))
                    .toList();
            builder.complaints(complaints);
            return complaints.get(0).circumstances().keySet();
        }
        maybe(() -> builder.complaint(oneOf(vocabulary.codes(Kind.COMPLAINT))));
        maybe(() -> builder.region(oneOf(vocabulary.regionsOfComplaints())));
        maybe(() -> builder.side(oneOf(List.of(Side.values()))));
        maybe(() -> builder.duration(range(this::duration)));
        return Set.of();
    }

    private Complaint complaint() {
        Map<String, Presence> circumstances = new LinkedHashMap<>();
        vocabulary
                .codes(Kind.CIRCUMSTANCE)
                .forEach(code -> maybe(() -> circumstances.put(code, oneOf(List.of(Presence.values())))));
        return new Complaint(
                oneOf(vocabulary.codes(Kind.COMPLAINT)),
                orNull(() -> oneOf(vocabulary.regionsOfComplaints())),
                orNull(() -> oneOf(List.of(Side.values()))),
                orNull(() -> range(this::duration)),
                circumstances);
    }

    private Age age() {
        return new Age(
                oneOf(List.of(0, 1, 7, 36, 107)), oneOf(List.of(0, 0, 1, 30)), oneOf(List.of(0, 0, 0, 60, 1439)));
    }

    private Duration duration() {
        return Duration.ofMinutes(oneOf(List.of(0, 1, 90, 24 * 60, 36 * 60, 21 * 24 * 60)));
    }

    private <T extends Comparable<T>> Range<T> range(Supplier<T> value) {
        T one = value.get();
        T other = chance(0.5) ? one : value.get();
        return one.compareTo(other) <= 0 ? new Range<>(one, other) : new Range<>(other, one);
    }

    private void measurements(Quantity quantity, PatientCaseBuilder builder) {
        for (List<String> units : quantity.systems().values()) {
            boolean written = quantity.onlyUnit().isEmpty() || chance(0.5);
            maybe(() -> builder.measured(quantity.code(), measurement(written ? oneOf(units) : "", quantity.whole())));
        }
    }

    private Measurement measurement(String unit, boolean whole) {
        BigDecimal from =
                new BigDecimal(oneOf(whole ? List.of("3", "7.0") : List.of("3", "4.5", "6.123456789012345678")));
        BigDecimal to = from.add(BigDecimal.ONE);
        return switch (random.nextInt(4)) {
            case 0 -> Measurement.of(from, unit);
            case 1 -> new Measurement(from, chance(0.5), to, chance(0.5), unit);
            case 2 -> new Measurement(from, chance(0.5), null, false, unit);
            default -> new Measurement(null, false, to, chance(0.5), unit);
        };
    }

    private List<PriorImaging> imaging() {
        List<PriorImaging> done = new ArrayList<>();
        List<Study> studies =
                vocabulary.studies().values().stream().filter(Study::isPrior).toList();
        for (int left = random.nextInt(4); left > 0; left--) {
            Study study = oneOf(studies);
            Study.Result result = oneOf(List.copyOf(study.results().values()));
            boolean normal = result.meaning() == Study.Meaning.NORMAL;
            done.add(new PriorImaging(
                    study.code(),
                    codeOrNull(study.techniques()),
                    oneOf(List.copyOf(vocabulary.regions().keySet())),
                    orNull(() -> oneOf(List.of(Side.values()))),
                    study.contrasted() ? orNull(() -> oneOf(List.of(Contrast.values()))) : null,
                    orNull(() -> TODAY.minusDays(random.nextInt(60))),
                    result.code(),
                    normal ? null : codeOrNull(study.findings()),
                    normal ? null : codeOrNull(study.sites())));
        }
        return done;
    }

    private ImagingOrder order() {
        Study study = oneOf(List.copyOf(vocabulary.studies().values()));
        return new ImagingOrder(
                study.code(),
                codeOrNull(study.techniques()),
                oneOf(List.copyOf(vocabulary.regions().keySet())),
                orNull(() -> oneOf(List.of(Side.values()))),
                study.contrasted() ? oneOf(List.of(Contrast.values())) : null);
    }

    private @Nullable String codeOrNull(Map<String, ?> codes) {
        return codes.isEmpty() ? null : orNull(() -> oneOf(List.copyOf(codes.keySet())));
    }

    private String[] some(List<String> codes) {
        return codes.stream().filter(code -> chance(0.3)).toArray(String[]::new);
    }

    private <T> @Nullable T orNull(Supplier<T> value) {
        return chance(0.5) ? value.get() : null;
    }

    private void maybe(Runnable statement) {
        if (chance(0.5)) {
            statement.run();
        }
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
