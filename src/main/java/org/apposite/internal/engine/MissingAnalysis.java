package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.circuit.Worlds;
import org.apposite.language.Patient;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;

/**
 * Finds what is not known and would matter, by the circuit of the rules: each open datum alone takes every value of its
 * domain, each value in a world of its own, and what would be concluded there is compared with what is concluded now.
 */
final class MissingAnalysis {

    /** The order of the effects, and with it the bit of each in a set of them. */
    private static final List<Effect> ORDER = List.of(Effect.values());

    private static final String LOOKING = "looking for what else could change it";

    private static final int VARIANT = bit(Effect.VARIANT);

    /** The effects of each set of them. */
    private static final List<List<Effect>> EFFECTS = IntStream.range(0, 1 << ORDER.size())
            .mapToObj(set ->
                    ORDER.stream().filter(effect -> (set & bit(effect)) != 0).toList())
            .toList();

    private static int bit(Effect effect) {
        return 1 << ORDER.indexOf(effect);
    }

    private final TopicEngine topic;
    private final Emergencies.Watch elsewhere;
    private final Evaluation.Budget budget;
    private final Worlds worlds;
    private final Evaluation.Result answer;
    private final Patient patient;
    private final PatientCase stated;

    MissingAnalysis(
            TopicEngine topic,
            Emergencies.Watch elsewhere,
            Evaluation.Budget budget,
            Worlds worlds,
            Evaluation.Result answer) {
        this.topic = topic;
        this.elsewhere = elsewhere;
        this.budget = budget;
        this.worlds = worlds;
        this.answer = answer;
        this.patient = answer.known().patient();
        this.stated = patient.stated();
    }

    /** The blocking data alone, most urgent first. */
    static List<MissingDatum> blocking(TopicEngine topic, Evaluation.Result answer, Evaluation.Budget budget) {
        if (answer.routed().blocking().isEmpty()) {
            return List.of();
        }
        List<String> open = open(topic, answer);
        return listed(topic, answer, open, new int[open.size()], budget);
    }

    /** The blocking data, most urgent first, and all others that could change the answer. */
    List<MissingDatum> missing() {
        List<String> open = open(topic, answer);
        return listed(topic, answer, open, effects(open, true), budget);
    }

    /** A derived finding is asked itself when no rule can decide it any more, whether the topic lists it or not. */
    private static List<String> open(TopicEngine topic, Evaluation.Result answer) {
        Set<String> asks = new LinkedHashSet<>(topic.topic().asks());
        asks.addAll(answer.routed().blocking());
        return asks.stream().filter(answer.known().patient()::isOpen).toList();
    }

    private static List<MissingDatum> listed(
            TopicEngine topic, Evaluation.Result answer, List<String> open, int[] effects, Evaluation.Budget budget) {
        Set<String> blocking = answer.routed().blocking();
        List<MissingDatum> first = new ArrayList<>();
        List<MissingDatum> others = new ArrayList<>();
        for (int i = 0; i < effects.length; i++) {
            String datum = open.get(i);
            if (blocking.contains(datum)) {
                first.add(missing(topic, datum, true, effects[i] | VARIANT));
            } else if (effects[i] != 0) {
                others.add(missing(topic, datum, false, effects[i]));
            }
        }
        first.addAll(others);
        for (MissingDatum one : first) {
            budget.write((long) one.code().length() + one.question().length());
        }
        return first;
    }

    /**
     * What to ask when the rules lead nowhere: the open data of which one alone would lead somewhere, or else, since several
     * together may, all open ones.
     */
    Set<String> askedNowhere() {
        List<String> open =
                topic.topic().asks().stream().filter(patient::isOpen).toList();
        int[] effects = effects(open, false);
        Set<String> leading = new LinkedHashSet<>();
        for (int i = 0; i < effects.length; i++) {
            if ((effects[i] & VARIANT) != 0) {
                leading.add(open.get(i));
            }
        }
        return leading.isEmpty() ? new LinkedHashSet<>(open) : leading;
    }

    private static MissingDatum missing(TopicEngine topic, String datum, boolean blocks, int effects) {
        Term term = topic.scope().vocabulary().terms().get(datum);
        String question = term == null ? datum : topic.topic().question(term);
        return new MissingDatum(datum, question, blocks, EFFECTS.get(effects));
    }

    /** What each datum could change, as a set of effects. */
    private int[] effects(List<String> data, boolean asksWhenNowhere) {
        worlds.asksWhenNowhere(asksWhenNowhere);
        try (EmergenciesElsewhere others = new EmergenciesElsewhere(elsewhere, stated)) {
            return effects(data, new Trial(data.size(), others));
        }
    }

    private int[] effects(List<String> data, Trial trial) {
        for (int i = 0; i < data.size(); i++) {
            String datum = data.get(i);
            if (isFinding(datum) && !isSignOfALevel(datum)) {
                trial.state(i, datum, Presence.PRESENT);
                trial.state(i, datum, Presence.ABSENT);
            } else if (topic.circuit().standsAlone(datum)
                    && trial.others.standsAlone(datum)
                    && !stated.measurements().containsKey(datum)) {
                for (PatientCase value : topic.values(datum)) {
                    trial.state(i, datum, value);
                }
            } else {
                int place = i;
                topic.domain().alternatives(datum, patient, alternative -> trial.state(place, alternative));
            }
        }
        trial.evaluate();
        return trial.effects;
    }

    /** The last sign that is open while its level is stated cannot be absent. */
    private boolean isSignOfALevel(String datum) {
        return stated.examinedAt().isPresent()
                && topic.scope().vocabulary().signs().contains(datum);
    }

    private boolean isFinding(String datum) {
        Term term = topic.scope().vocabulary().terms().get(datum);
        return term != null && term.isFinding();
    }

    /** Worlds that are filled one after the other. The first is the case as it stands. */
    private final class Trial {

        private final int[] effects;
        private final int[] data = new int[Worlds.MOST];
        private final EmergenciesElsewhere others;
        private int next = 1;

        Trial(int data, EmergenciesElsewhere others) {
            this.effects = new int[data];
            this.others = others;
        }

        void state(int datum, String finding, Presence presence) {
            int world = world(datum);
            worlds.state(world, finding, presence);
            others.state(world, finding, presence);
        }

        void state(int datum, String code, PatientCase value) {
            int world = world(datum);
            worlds.state(world, code, value);
            others.state(world, code, value);
        }

        void state(int datum, PatientCase alternative) {
            budget.look(LOOKING);
            int world = world(datum);
            worlds.state(world, alternative);
            others.state(world, alternative);
        }

        private int world(int datum) {
            budget.lookOften(LOOKING);
            if (next == Worlds.MOST) {
                evaluate();
                worlds.startAgain();
                others.startAgain();
                next = 1;
            }
            data[next] = datum;
            return next++;
        }

        void evaluate() {
            budget.look(LOOKING);
            Map<String, Long> raised = others.raised();
            long any = 0;
            for (long in : raised.values()) {
                any |= in;
            }
            worlds.emergencyElsewhere(any);
            worlds.evaluate();
            note(Effect.VARIANT, worlds.differInVariant());
            note(Effect.PREFERRED, worlds.differInPreferred());
            note(Effect.URGENCY, worlds.differInUrgency() | differInEmergencies(raised));
        }

        private long differInEmergencies(Map<String, Long> raised) {
            long differ = 0;
            for (Map.Entry<String, Integer> own :
                    topic.circuit().criticalAlerts().entrySet()) {
                long in = raised.isEmpty() ? 0 : raised.getOrDefault(own.getKey(), 0L);
                differ |= Worlds.differing(worlds.holds(own.getValue()) | in);
            }
            for (Map.Entry<String, Long> other : raised.entrySet()) {
                if (!topic.circuit().criticalAlerts().containsKey(other.getKey())) {
                    differ |= Worlds.differing(other.getValue());
                }
            }
            return differ;
        }

        private void note(Effect effect, long in) {
            for (long left = in; left != 0; left &= left - 1) {
                int world = Long.numberOfTrailingZeros(left);
                if (world < next) {
                    effects[data[world]] |= bit(effect);
                }
            }
        }
    }
}
