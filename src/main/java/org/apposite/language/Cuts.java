package org.apposite.language;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apposite.language.QuestionKind.Cut;
import org.apposite.model.Datum;
import org.apposite.model.Quantity;
import org.apposite.model.Topic.Applies;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;
import org.apposite.patient.Age;
import org.apposite.patient.Measurement;
import org.apposite.patient.Range;

/**
 * Where the limits that rules ask about cut the ages, durations and quantities into pieces in which all answers are the same;
 * one value of each piece stands for all.
 */
final class Cuts {

    private static final BigDecimal TWO = new BigDecimal(2);

    /** Where a piece begins: at a value, or just above it. */
    private record Edge(BigDecimal value, boolean above) implements Comparable<Edge> {

        private static final Comparator<Edge> ORDER =
                Comparator.comparing(Edge::value).thenComparing(Edge::above);

        @Override
        public int compareTo(Edge other) {
            return ORDER.compare(this, other);
        }
    }

    private final SortedSet<Age> ages = new TreeSet<>(List.of(Age.ofMonths(0)));
    private final SortedSet<Duration> durations = new TreeSet<>(List.of(Duration.ZERO));
    private final Map<String, Map<String, SortedSet<Edge>>> quantities = new HashMap<>();

    Cuts(Collection<Question> questions, Scope scope) {
        for (Question question : questions) {
            QuestionKind.of(Fact.PATIENT, question.name())
                    .filter(kind -> kind.cut() != Cut.NONE)
                    .ifPresent(kind -> add(kind, question.arguments(), scope));
        }
        Applies applies = scope.topic().applies();
        Optional.ofNullable(applies.youngerThan()).ifPresent(age -> ages.add(age));
        Optional.ofNullable(applies.atLeast()).ifPresent(age -> ages.add(age));
    }

    private Cuts(Cuts one, Cuts other) {
        for (Cuts each : List.of(one, other)) {
            ages.addAll(each.ages);
            durations.addAll(each.durations);
            each.quantities.forEach((quantity, systems) -> systems.forEach((system, edges) -> quantities
                    .computeIfAbsent(quantity, any -> new HashMap<>())
                    .computeIfAbsent(system, any -> new TreeSet<>())
                    .addAll(edges)));
        }
    }

    /** Cut wherever either cuts. */
    Cuts and(Cuts other) {
        return new Cuts(this, other);
    }

    private void add(QuestionKind kind, List<Literal> arguments, Scope scope) {
        boolean above = kind.cut() == Cut.ABOVE;
        String datum = kind.data(arguments, scope).get(0);
        if (datum.equals(Datum.AGE.code())) {
            ages.add(Age.of(
                    arguments.get(0).number() + (above ? 1 : 0),
                    arguments.get(1).text()));
        } else if (datum.equals(Datum.DURATION.code())) {
            Duration limit =
                    Lasting.of(arguments.get(0).number(), arguments.get(1).text());
            boolean wholeDays = limit.equals(Duration.ofDays(limit.toDays()));
            durations.add(limit.plus(wholeDays ? Duration.ofDays(1) : Duration.ofMinutes(1)));
        } else {
            Quantity quantity = scope.vocabulary().quantities().get(datum);
            String unit = arguments.size() > 2 ? arguments.get(2).text() : "";
            Map<String, BigDecimal> limits = quantity == null
                    ? Map.of()
                    : quantity.limit(arguments.get(1).text(), unit);
            limits.forEach((system, limit) -> quantities
                    .computeIfAbsent(datum, any -> new HashMap<>())
                    .computeIfAbsent(system, any -> new TreeSet<>())
                    .add(new Edge(limit, above)));
        }
    }

    /** One age of each piece that the patient can have. */
    List<Age> ages(Optional<Range<Age>> said) {
        return pieces(ages, said);
    }

    /** One duration of each piece that the complaint can have lasted. */
    List<Duration> durations(Optional<Range<Duration>> said) {
        return pieces(durations, said);
    }

    private static <T extends Comparable<T>> List<T> pieces(SortedSet<T> starts, Optional<Range<T>> said) {
        if (said.isEmpty()) {
            return List.copyOf(starts);
        }
        Range<T> range = said.get();
        List<T> pieces = new ArrayList<>();
        pieces.add(range.from());
        starts.tailSet(range.from()).stream()
                .filter(start -> start.compareTo(range.from()) > 0 && start.compareTo(range.to()) <= 0)
                .forEach(pieces::add);
        return pieces;
    }

    /** One number of each piece of a quantity in a unit system, by the unit in which the system is compared. */
    List<BigDecimal> pieces(Quantity quantity, String unit) {
        return pieces(quantity, unit, List.of());
    }

    /** The same; the ends of what is stated, in this unit, cut too, so that a part of a piece has a number of its own. */
    List<BigDecimal> pieces(Quantity quantity, String unit, Collection<Measurement> stated) {
        Quantity.Bounds range = quantity.ranges().get(unit);
        TreeSet<Edge> edges = new TreeSet<>();
        for (Measurement one : stated) {
            if (one.from() != null) {
                edges.add(new Edge(one.from(), !one.fromIncluded()));
            }
            if (one.to() != null) {
                edges.add(new Edge(one.to(), false));
            }
        }
        if (range != null) {
            edges.add(new Edge(range.from(), false));
        }
        edges.addAll(quantities.getOrDefault(quantity.code(), Map.of()).getOrDefault(unit, new TreeSet<>()));
        List<BigDecimal> pieces = new ArrayList<>();
        for (Edge edge : edges) {
            BigDecimal value = edge.value;
            if (edge.above) {
                Edge next = edges.higher(edge);
                BigDecimal end = next != null ? next.value : range != null ? range.to() : value.add(TWO);
                value = quantity.whole()
                        ? value.add(BigDecimal.ONE)
                        : value.add(end).divide(TWO);
            }
            if (range == null || range.holds(value)) {
                pieces.add(value);
            }
        }
        return pieces;
    }
}
