package org.apposite.fhir.in;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.in.CaseDraft.Dated;
import org.apposite.fhir.mapping.QuantityCodes;
import org.apposite.fhir.words.Remark;
import org.apposite.model.Quantity;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Range;
import org.jspecify.annotations.Nullable;

/** Puts together what was measured: of several statements in one unit system the one that the vocabulary says counts. */
final class QuantityAssembly {

    private final CaseDraft draft;
    private final ComplaintAssembly.Told told;
    private final SourcedCase made;

    QuantityAssembly(CaseDraft draft, ComplaintAssembly.Told told, SourcedCase made) {
        this.draft = draft;
        this.told = told;
        this.made = made;
    }

    void assemble() {
        draft.mapping.quantities().forEach((code, codes) -> {
            List<Dated<Measurement>> counting = counting(
                    codes.quantity(),
                    stated(code, codes).stream()
                            .map(one -> grown(codes, one))
                            .filter(one -> !outlasts(codes.quantity(), one))
                            .toList());
            if (counting.isEmpty()) {
                return;
            }
            Set<String> resources = new LinkedHashSet<>();
            counting.forEach(one -> {
                made.builder.measured(code, one.value());
                resources.add(one.resource());
            });
            String value = counting.stream()
                    .map(one -> one.value().toString())
                    .distinct()
                    .collect(Collectors.joining(" or "));
            made.origin(code, value, resources);
        });
    }

    /**
     * What is stated; of a time that begins with the complaint also when its conditions say that it did, where that is later
     * for sure than all that is stated of it.
     */
    private List<Dated<Measurement>> stated(String code, QuantityCodes codes) {
        List<Dated<Measurement>> stated = draft.measured.getOrDefault(code, List.of());
        Stream<Dated<Measurement>> onsets = told.statements().stream()
                .filter(one -> codes.since().filter(one.code()::equals).isPresent())
                .flatMap(one -> one.since().map(since -> new Dated<>(codes.begun(), since, one.resource())).stream())
                .filter(one -> !one.when().from().isAfter(draft.asked.to()))
                .filter(one -> stated.stream().allMatch(other -> one.when().isAfter(other.when())));
        return Stream.concat(stated.stream(), onsets).toList();
    }

    /** A time that goes on is reckoned until the order was placed, or until now. */
    private Dated<Measurement> grown(QuantityCodes codes, Dated<Measurement> one) {
        Days told = one.when();
        Days asked = draft.asked;
        return new Dated<>(
                codes.grown(one.value(), elapsed(told.to(), asked.from()), elapsed(told.from(), asked.to())),
                told,
                one.resource());
    }

    private static Duration elapsed(Instant from, Instant to) {
        return from.isAfter(to) ? Duration.ZERO : Duration.between(from, to);
    }

    /** Whether a time within the complaint is told to be longer; it is set aside with a note. */
    private boolean outlasts(Quantity quantity, Dated<Measurement> one) {
        Optional<Duration> lasted =
                made.builder.buildIfConsistent().flatMap(PatientCase::duration).map(Range::to);
        if (lasted.isEmpty() || !quantity.outlasts(one.value(), lasted.get())) {
            return false;
        }
        draft.note(one.resource(), Remark.of("longer-than-complaint", quantity.brief(), one.value()));
        return true;
    }

    private static List<Dated<Measurement>> counting(Quantity quantity, List<Dated<Measurement>> all) {
        return switch (quantity.counts()) {
            case ANY -> all;
            case LATEST -> ofEachSystem(quantity, Dated.latest(all), lowest(quantity));
            case LOWEST -> ofEachSystem(quantity, all, lowest(quantity));
            case HIGHEST -> ofEachSystem(quantity, all, highest(quantity));
        };
    }

    /** The first of each unit system; of several of one day, where nothing else tells, the lowest. */
    private static List<Dated<Measurement>> ofEachSystem(
            Quantity quantity, List<Dated<Measurement>> all, Comparator<Dated<Measurement>> order) {
        Map<String, Dated<Measurement>> first = new LinkedHashMap<>();
        all.forEach(one -> first.merge(
                system(quantity, one.value()),
                one,
                (before, after) -> order.compare(after, before) < 0 ? after : before));
        return List.copyOf(first.values());
    }

    private static String system(Quantity quantity, Measurement measurement) {
        return amount(quantity, measurement, Objects.requireNonNullElse(measurement.from(), BigDecimal.ZERO))
                .map(Quantity.Amount::unit)
                .orElse("");
    }

    /** What is unbounded downwards is the lowest. */
    private static Comparator<Dated<Measurement>> lowest(Quantity quantity) {
        return Comparator.comparing(
                one -> number(quantity, one.value(), one.value().from()),
                Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()));
    }

    /** What is unbounded upwards is the highest. */
    private static Comparator<Dated<Measurement>> highest(Quantity quantity) {
        return Comparator.comparing(
                one -> number(quantity, one.value(), one.value().to()),
                Comparator.nullsFirst(Comparator.<BigDecimal>reverseOrder()));
    }

    private static @Nullable BigDecimal number(Quantity quantity, Measurement measurement, @Nullable BigDecimal end) {
        return end == null
                ? null
                : amount(quantity, measurement, end).map(Quantity.Amount::value).orElse(null);
    }

    private static Optional<Quantity.Amount> amount(Quantity quantity, Measurement measurement, BigDecimal end) {
        return quantity.comparable(end, measurement.unit());
    }
}
