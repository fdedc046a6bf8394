package org.apposite.cds;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apposite.json.CaseJson;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.record.CaseFormat;
import org.apposite.model.Quantity;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.Age;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;

/** Patients of whom anything may be stated that a vocabulary has, the same for the same seed; medically they mean nothing. */
final class RandomPatients {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final Vocabulary vocabulary;
    private final Random random;

    RandomPatients(Vocabulary vocabulary, long seed) {
        this.vocabulary = vocabulary;
        this.random = new Random(seed);
    }

    /** Endless. */
    Stream<PatientCase> stream() {
        return Stream.generate(this::next)
                .flatMap(builder -> builder.buildIfConsistent().stream())
                .filter(this::isPossible);
    }

    /** As a link that holds it is read. */
    boolean isPossible(PatientCase patient) {
        InputStream json = new ByteArrayInputStream(CaseJson.compact(patient).getBytes(StandardCharsets.UTF_8));
        try (Stream<CaseRecord> read = new CaseReader(vocabulary).read(json, CaseFormat.JSON)) {
            return read.allMatch(one -> one.patientCase().isPresent());
        }
    }

    private PatientCaseBuilder next() {
        PatientCaseBuilder builder = PatientCase.builder().asOf(TODAY);
        maybe(0.9, () -> builder.age(age()));
        maybe(0.7, () -> builder.sex(oneOf(List.of(Sex.values()))));
        maybe(0.9, () -> builder.complaint(oneOf(vocabulary.codes(Kind.COMPLAINT))));
        maybe(0.5, () -> builder.region(oneOf(vocabulary.regionsOfComplaints())));
        maybe(0.1, () -> builder.side(oneOf(List.of(Side.values()))));
        maybe(0.5, () -> builder.durationDays(random.nextInt(60)));
        maybe(0.1, () -> builder.examinedAt(oneOf(vocabulary.regionsOfComplaints())));
        double told = random.nextDouble();
        vocabulary
                .findings()
                .forEach(code ->
                        maybe(told, () -> builder.finding(code, chance(0.2) ? Presence.PRESENT : Presence.ABSENT)));
        maybe(0.1, builder::allOtherRedFlagsAbsent);
        maybe(0.2, () -> builder.suspected(some(vocabulary.codes(Kind.SUSPICION))));
        maybe(0.1, () -> builder.conditions(some(vocabulary.codes(Kind.CONDITION))));
        vocabulary
                .choices()
                .values()
                .forEach(choice -> maybe(
                        0.3,
                        () -> builder.chosen(
                                choice.code(), oneOf(List.copyOf(choice.values().keySet())))));
        vocabulary
                .quantities()
                .values()
                .forEach(quantity -> maybe(0.3, () -> builder.measured(quantity.code(), measured(quantity))));
        maybe(0.5, () -> builder.imaging(imaging()));
        maybe(
                0.3,
                () -> builder.order(
                        new ImagingOrder(oneOf(List.copyOf(vocabulary.studies().keySet())), null, null, null, null)));
        return builder;
    }

    private Range<Age> age() {
        Age one = new Age(random.nextInt(80 * 12), random.nextInt(30), 0);
        return chance(0.8) ? Range.exactly(one) : new Range<>(one, new Age(one.months() + 11, 0, 0));
    }

    private Measurement measured(Quantity quantity) {
        String unit = oneOf(quantity.units());
        BigDecimal number = BigDecimal.valueOf(1 + random.nextInt(100));
        return chance(0.7) ? Measurement.of(number, unit) : new Measurement(number, chance(0.5), null, false, unit);
    }

    private List<PriorImaging> imaging() {
        List<PriorImaging> done = new ArrayList<>();
        for (Study study : vocabulary.studies().values()) {
            while (study.isPrior() && chance(0.4)) {
                PriorImaging plain = PriorImaging.of(
                        study.code(),
                        oneOf(List.copyOf(vocabulary.regions().keySet())),
                        oneOf(List.copyOf(study.results().keySet())));
                done.add(chance(0.5) ? plain.on(TODAY.minusDays(random.nextInt(90))) : plain);
            }
        }
        return done;
    }

    private String[] some(Collection<String> codes) {
        return codes.stream().filter(code -> chance(0.3)).toArray(String[]::new);
    }

    private <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private void maybe(double probability, Runnable state) {
        if (chance(probability)) {
            state.run();
        }
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
