package org.apposite.proof.stating;

import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apposite.circuit.Dimension;
import org.apposite.circuit.Worlds;
import org.apposite.language.Domain.About;
import org.apposite.language.QuestionKind.Asks;
import org.apposite.model.Quantity;
import org.apposite.model.Ucum;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;

/** From how questions are answered to a case that states what answers them so. */
public record Stating(Wiring circuit) {

    /** What is stated before can leave nothing that answers so: then nothing is added, and whoever comes out is looked at. */
    public PatientCase with(PatientCase before, Dimension dimension, BitSet wanted) {
        return answers(before, dimension).equals(wanted)
                ? before
                : all(before, dimension).stream()
                        .filter(one -> answers(one, dimension).equals(wanted))
                        .findFirst()
                        .orElse(before);
    }

    /**
     * The patient of whom values are stated, one after the other: first what others may rest on, and findings and an order, which
     * rest on nothing, at once. What contradicts the others is not stated.
     *
     * @param values of each dimension the place of its value, or one below 0 where none is stated
     */
    public PatientCase of(List<Integer> values) {
        PatientCase patient = circuit.nobody();
        List<PatientCase> simple = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Dimension dimension = circuit.dimensions().get(i);
            if (values.get(i) >= 0) {
                Dimension.Value value = dimension.values().get(values.get(i));
                if (isSimple(dimension)) {
                    simple.add(value.stated());
                } else {
                    PatientCase taken = taking(patient, dimension, value.stated());
                    patient = answers(taken, dimension).equals(value.holds())
                            ? taken
                            : with(patient, dimension, value.holds());
                }
            }
        }
        PatientCaseBuilder all = patient.toBuilder();
        for (PatientCase one : simple) {
            one.findings().forEach(all::finding);
            one.order().ifPresent(all::order);
        }
        return lastingLongEnough(all.buildIfConsistent().orElse(patient));
    }

    /** The case with what another states of a dimension. Most often it answers so here, too, and nothing has to be sought. */
    private static PatientCase taking(PatientCase before, Dimension dimension, PatientCase from) {
        if (dimension.about() == null) {
            return before;
        }
        PatientCaseBuilder builder = before.toBuilder();
        switch (dimension.about().asks()) {
            case AGE -> from.age().ifPresent(builder::age);
            case DURATION -> from.duration().ifPresent(builder::duration);
            case COMPLAINT -> from.complaint().ifPresent(builder::complaint);
            case REGION -> from.region().ifPresent(builder::region);
            case SUSPECTED -> from.suspected().ifPresent(all -> builder.suspected(all.toArray(String[]::new)));
            case FIRST -> {
                from.choices().forEach(builder::chosen);
                from.measurements().forEach((code, all) -> all.forEach(one -> builder.measured(code, one)));
            }
            case STUDY -> {
                List<PriorImaging> all = new ArrayList<>(before.imaging().orElse(List.of()));
                all.addAll(from.imaging().orElse(List.of()));
                if (from.imaging().isPresent()) {
                    builder.imagingNotStated().imaging(all);
                }
            }
            default -> {
                return before;
            }
        }
        return builder.buildIfConsistent().orElse(before);
    }

    private static boolean isSimple(Dimension dimension) {
        return dimension.about() != null
                && (dimension.about().asks() == Asks.FINDING
                        || dimension.about().asks() == Asks.ORDER);
    }

    /** The case once for everything that can be stated of what a dimension is about. */
    public List<PatientCase> all(PatientCase before, Dimension dimension) {
        About about = dimension.about();
        return about == null ? List.of() : circuit.statements(about, before);
    }

    public BitSet answers(PatientCase patient, Dimension dimension) {
        return circuit.answers(patient, dimension.wires());
    }

    /** How the first of some patients answers the questions of a dimension. */
    public static BitSet answers(Worlds worlds, Dimension dimension) {
        BitSet answers = new BitSet();
        for (int i = 0; i < dimension.wires().size(); i++) {
            answers.set(i, (worlds.holds(dimension.wires().get(i)) & 1) == 1);
        }
        return answers;
    }

    /** What lies within the complaint cannot be longer: of the durations that answer alike one is stated that is not shorter. */
    public PatientCase lastingLongEnough(PatientCase patient) {
        PatientCase longer = patient;
        for (Quantity quantity : circuit.vocabulary().quantities().values()) {
            for (Measurement one : patient.measurements().getOrDefault(quantity.code(), List.of())) {
                Optional<Range<Duration>> lasting = longer.duration();
                if (lasting.isPresent() && quantity.outlasts(one, lasting.get().to())) {
                    Optional<Duration> needed = Optional.ofNullable(one.from())
                            .flatMap(least -> Ucum.convert(least, one.unit(), "s"))
                            .map(seconds -> Duration.ofSeconds(
                                    seconds.setScale(0, RoundingMode.CEILING).longValue()));
                    if (needed.isPresent()) {
                        longer = longer.toBuilder()
                                .duration(needed.get())
                                .buildIfConsistent()
                                .orElse(longer);
                    }
                }
            }
        }
        return longer;
    }

    /** Whether wires hold of patients, one for each copy. */
    public boolean areSo(List<PatientCase> patients, List<Integer> wires) {
        int limit = 2 * circuit.size();
        for (int copy = 0; copy < patients.size(); copy++) {
            int number = copy;
            List<Integer> own = wires.stream()
                    .filter(wire -> wire / limit == number)
                    .map(wire -> wire % limit)
                    .toList();
            if (!circuit.canBeStated(patients.get(copy)) || !circuit.areSo(patients.get(copy), own)) {
                return false;
            }
        }
        return true;
    }
}
