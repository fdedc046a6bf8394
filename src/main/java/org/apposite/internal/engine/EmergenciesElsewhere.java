package org.apposite.internal.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.circuit.Worlds;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;

/**
 * The emergencies of the other topics in the worlds of the topic that answers: the same cases in worlds of every topic that one
 * of them wakes, so that these are evaluated all at once, too. Close it. For one thread.
 */
final class EmergenciesElsewhere implements AutoCloseable {

    private final Emergencies.Watch watch;
    private final PatientCase stated;
    private final Set<TopicEngine> awake;
    private final Map<TopicEngine, Worlds> worlds = new LinkedHashMap<>();

    /** Worlds in each of which nothing but a case is stated yet. */
    EmergenciesElsewhere(Emergencies.Watch watch, PatientCase stated) {
        this.watch = watch;
        this.stated = watch.ofNoTopic(stated);
        List<TopicEngine> woken = watch.woken(this.stated);
        this.awake = Set.copyOf(woken);
        woken.forEach(this::wake);
    }

    private void wake(TopicEngine topic) {
        worlds.computeIfAbsent(topic, any -> Worlds.of(topic.circuit(), stated));
    }

    /** Whether for each topic that hears of it a datum has no part in what is known of any other. */
    boolean standsAlone(String datum) {
        return worlds.keySet().stream().allMatch(topic -> topic.circuit().standsAlone(datum))
                && watch.restingOn(datum).stream()
                        .allMatch(topic -> topic.circuit().standsAlone(datum));
    }

    /** States a finding in one world, of which nothing is stated there yet. */
    void state(int world, String finding, Presence presence) {
        watch.restingOn(finding).forEach(this::wake);
        worlds.values().forEach(each -> each.state(world, finding, presence));
    }

    /** States the value of one datum that stands alone in one world. */
    void state(int world, String datum, PatientCase value) {
        watch.restingOn(datum).forEach(this::wake);
        worlds.values().forEach(each -> each.state(world, datum, value));
    }

    /** States another case in one world. */
    void state(int world, PatientCase alternative) {
        PatientCase other = watch.ofNoTopic(alternative);
        watch.woken(other).forEach(this::wake);
        worlds.values().forEach(each -> each.state(world, other));
    }

    /** States in every world the case as it stands. */
    void startAgain() {
        worlds.entrySet().removeIf(one -> {
            boolean sleeps = !awake.contains(one.getKey());
            if (sleeps) {
                one.getValue().close();
            }
            return sleeps;
        });
        worlds.values().forEach(Worlds::startAgain);
    }

    /** The codes of what the other topics raise, each with the worlds in which one does. */
    Map<String, Long> raised() {
        Map<String, Long> raised = new LinkedHashMap<>();
        worlds.forEach((topic, each) -> {
            watch.look();
            each.evaluate();
            topic.circuit().criticalAlerts().forEach((code, wire) -> {
                long in = each.holds(wire);
                if (in != 0) {
                    raised.merge(code, in, (before, more) -> before | more);
                }
            });
        });
        return raised;
    }

    @Override
    public void close() {
        worlds.values().forEach(Worlds::close);
        worlds.clear();
    }
}
