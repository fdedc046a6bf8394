package org.apposite.authoring.document;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apposite.authoring.prove.Proof.Verdict;
import org.apposite.json.RuleCase;
import org.apposite.model.Hazard;
import org.apposite.model.Topic.Rule;

/**
 * A hazard with what is known of it.
 *
 * @param hazard the hazard
 * @param meeting what meets it, the rules first
 * @param cases the cases that show it
 * @param proofs the properties that prove it; none where it is only tested
 * @param isInherited whether the hazard is one of what a layer builds on, whose cases are elsewhere
 */
record HazardEntry(
        Hazard hazard, List<Meeting> meeting, List<RuleCase> cases, List<Property> proofs, boolean isInherited) {

    HazardEntry {
        meeting = List.copyOf(meeting);
        cases = List.copyOf(cases);
        proofs = List.copyOf(proofs);
    }

    /** Whether what meets a hazard speaks. */
    enum State {
        SPEAKS(""),
        WITHDRAWN("withdrawn"),
        LEFT_OUT("left out by the layer");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A rule or an alert that meets a hazard.
     *
     * @param code the id of the rule, or the code of the alert
     * @param isAlert whether it is an alert
     * @param rules the rule, or those that raise the alert; none where the layer leaves it out
     * @param state whether it speaks
     * @param why why it does not; empty where it does, or nobody said why
     */
    record Meeting(String code, boolean isAlert, List<Rule> rules, State state, String why) {

        Meeting {
            rules = List.copyOf(rules);
        }

        String words() {
            return (isAlert ? "alert " : "rule ") + code + (state == State.SPEAKS ? "" : " (" + state.words() + ")");
        }
    }

    /**
     * A property that proves a hazard to be met.
     *
     * @param code its code
     * @param title what it says
     * @param verdict what came out; empty when nothing was proved
     * @param why why it is not proved, or what is accepted, a sentence each
     */
    record Property(String code, String title, Optional<Verdict> verdict, List<String> why) {

        Property {
            why = List.copyOf(why);
        }

        String words() {
            return verdict.map(one -> one == Verdict.EXPLAINED ? "proved with exceptions" : one.words())
                    .orElse("not run");
        }

        boolean holds() {
            return verdict.filter(one -> one == Verdict.PROVED || one == Verdict.EXPLAINED)
                    .isPresent();
        }
    }

    String anchor() {
        return "hazard." + hazard.topic() + "." + hazard.id();
    }

    /** Whether something that meets it speaks. */
    boolean isMet() {
        return meeting.stream().anyMatch(one -> one.state() == State.SPEAKS);
    }

    boolean isOnlyTested() {
        return proofs.isEmpty();
    }

    /** Whether each property holds, if only but for what the topic accepts. */
    boolean isProved() {
        return !proofs.isEmpty() && proofs.stream().allMatch(Property::holds);
    }

    /** What proves it, in short. */
    String proved() {
        if (isOnlyTested()) {
            return "only tested";
        }
        if (isProved()) {
            return proofs.stream()
                    .map(Property::words)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
        return proofs.stream()
                .filter(one -> !one.holds())
                .map(Property::words)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
