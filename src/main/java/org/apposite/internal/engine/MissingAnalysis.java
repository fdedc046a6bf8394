package org.apposite.internal.engine;

import java.util.ArrayList;
import java.util.HashMap;
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
        Trial trial = new Trial(data.size());
        for (int i = 0; i < data.size(); i++) {
            String datum = data.get(i);
            boolean heardElsewhere = elsewhere.listensTo(datum, stated);
            if (isFinding(datum) && !heardElsewhere && !isSignOfALevel(datum)) {
                trial.state(i, datum, Presence.PRESENT);
                trial.state(i, datum, Presence.ABSENT);
            } else if (topic.circuit().standsAlone(datum)
                    && !heardElsewhere
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
        private final Set<String> emergencies = elsewhere.codes(stated);
        private final Map<String, Long> emergenciesIn = new HashMap<>();
        private int next = 1;

        Trial(int data) {
            this.effects = new int[data];
            raiseEverywhere();
        }

        private void raiseEverywhere() {
            emergencies.forEach(code -> emergenciesIn.put(code, -1L));
        }

        void state(int datum, String finding, Presence presence) {
            worlds.state(world(datum), finding, presence);
        }

        void state(int datum, String code, PatientCase value) {
            worlds.state(world(datum), code, value);
        }

        void state(int datum, PatientCase alternative) {
            budget.look(LOOKING);
            int world = world(datum);
            worlds.state(world, alternative);
            Set<String> codes = elsewhere.codes(alternative);
            if (!codes.equals(emergencies)) {
                emergenciesIn.replaceAll((code, in) -> in & ~(1L << world));
                codes.forEach(code -> emergenciesIn.merge(code, 1L << world, (in, one) -> in | one));
            }
        }

        private int world(int datum) {
            budget.lookOften(LOOKING);
            if (next == Worlds.MOST) {
                evaluate();
                worlds.startAgain();
                raiseEverywhere();
                next = 1;
            }
            data[next] = datum;
            return next++;
        }

        void evaluate() {
            budget.look(LOOKING);
            long raised = 0;
            for (long in : emergenciesIn.values()) {
                raised |= in;
            }
            worlds.emergencyElsewhere(raised);
            worlds.evaluate();
            note(Effect.VARIANT, worlds.differInVariant());
            note(Effect.PREFERRED, worlds.differInPreferred());
            note(Effect.URGENCY, worlds.differInUrgency() | differInEmergencies());
        }

        private long differInEmergencies() {
            long differ = 0;
            for (Map.Entry<String, Integer> own :
                    topic.circuit().criticalAlerts().entrySet()) {
                long in = emergenciesIn.isEmpty() ? 0 : emergenciesIn.getOrDefault(own.getKey(), 0L);
                differ |= Worlds.differing(worlds.holds(own.getValue()) | in);
            }
            for (Map.Entry<String, Long> other : emergenciesIn.entrySet()) {
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
