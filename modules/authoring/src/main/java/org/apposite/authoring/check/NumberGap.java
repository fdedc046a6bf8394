package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apposite.circuit.Circuit;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Dimension.Value;
import org.apposite.language.Derived;
import org.apposite.language.Domain.About;
import org.apposite.language.Patient;
import org.apposite.language.Scope;
import org.apposite.language.Verb;
import org.apposite.model.Datum;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Range;
import org.apposite.proof.Patients;

/**
 * APP-225: a gap between bounds: a patient who is answered when younger and when older, and for whom no rule says anything in
 * between; the same of how long the complaint has lasted.
 */
final class NumberGap implements Lint {

    private static final int COPIES = 3;

    @Override
    public void look(Subject subject, Report report) {
        for (Topic topic : subject.topics()) {
            if (subject.isSound(topic)) {
                subject.reach(topic).ifPresent(reach -> {
                    look(reach, Datum.AGE, PatientCase::age, report);
                    look(reach, Datum.DURATION, PatientCase::duration, report);
                });
            }
        }
    }

    private static <T extends Comparable<T>> void look(
            Reach reach, Datum datum, Function<PatientCase, Optional<Range<T>>> number, Report report) {
        Circuit circuit = reach.circuit();
        About about = circuit.domain().about(datum.code());
        for (Dimension dimension : circuit.dimensions()) {
            if (about.equals(dimension.about())) {
                List<Value> exact = dimension.values().stream()
                        .filter(value ->
                                number.apply(value.stated()).map(Range::isExact).orElse(false))
                        .sorted(Comparator.comparing(value ->
                                number.apply(value.stated()).orElseThrow().from()))
                        .toList();
                Patients patients = Patients.of(circuit, reach.effort());
                patients.varyAlone(COPIES, Set.of(about));
                new Search(reach, datum, dimension.wires(), exact, patients).report(report);
            }
        }
    }

    /** Looks at the same patient with a lower value, one in between, and a higher one. */
    private record Search(Reach reach, Datum datum, List<Integer> wires, List<Value> exact, Patients patients) {

        void report(Report report) {
            for (int between = 1; between < exact.size() - 1; between++) {
                for (int lower = between - 1; lower >= 0; lower--) {
                    for (int higher = between + 1; higher < exact.size(); higher++) {
                        List<Integer> gap = gap(lower, between, higher);
                        boolean isClosed = patients.none(gap);
                        if (reach.effort().isSpent()) {
                            return;
                        }
                        if (!isClosed) {
                            report(gap, lower, between, higher, report);
                            return;
                        }
                    }
                }
            }
        }

        private void report(List<Integer> gap, int lower, int between, int higher, Report report) {
            Rule below = answering(0, gap);
            Rule above = answering(2, gap);
            if (reach.effort().isSpent()) {
                return;
            }
            report.at(
                    below,
                    CheckCode.NUMBER_GAP,
                    "this rule answers a patient with " + words(lower) + ", and the rule at " + above.file() + ":"
                            + above.line() + " the same patient with " + words(higher)
                            + ", but no rule says anything with " + words(between),
                    "Close the gap between the two bounds, or exclude, with a reason, the patients in between.");
        }

        private Rule answering(int copy, List<Integer> gap) {
            return reach.topic().rules().stream()
                    .filter(rule -> rule.then().stream().anyMatch(Verb.VARIANT_CANDIDATE::isOf))
                    .filter(rule -> {
                        List<Integer> with = new ArrayList<>(gap);
                        with.add(patients.at(copy, reach.of(rule)));
                        return !patients.none(with);
                    })
                    .findFirst()
                    .orElseThrow();
        }

        private List<Integer> gap(int lower, int between, int higher) {
            Circuit circuit = reach.circuit();
            List<Integer> gap = new ArrayList<>();
            for (int copy : new int[] {0, 2}) {
                gap.add(patients.at(copy, Patients.not(circuit.dataRequired())));
                gap.add(patients.at(copy, Patients.not(circuit.notApplicable())));
            }
            gap.add(patients.at(1, circuit.notApplicable()));
            circuit.exclusions().forEach(code -> gap.add(patients.at(1, Patients.not(circuit.excluded(code)))));
            gap.addAll(isValue(0, exact.get(lower)));
            gap.addAll(isValue(1, exact.get(between)));
            gap.addAll(isValue(2, exact.get(higher)));
            return gap;
        }

        private List<Integer> isValue(int copy, Value value) {
            return IntStream.range(0, wires.size())
                    .mapToObj(i -> patients.at(copy, value.holds().get(i) ? wires.get(i) : Patients.not(wires.get(i))))
                    .toList();
        }

        private String words(int place) {
            Scope scope = reach.circuit().scope();
            Patient patient = new Patient(exact.get(place).stated(), scope, Derived.NOTHING);
            return scope.display(datum.code()) + " " + patient.value(datum.code());
        }
    }
}
