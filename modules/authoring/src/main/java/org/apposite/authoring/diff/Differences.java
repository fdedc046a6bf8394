package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apposite.ClinicalRules;
import org.apposite.authoring.diff.TopicDifference.Standing;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;
import org.apposite.patient.PatientCase;
import org.apposite.proof.Effort;

/**
 * Finds what two rule sets answer differently, of all patients that their vocabularies can express. Always gives the same.
 * Stateless and thread-safe.
 */
public final class Differences {

    /** Looks at a gate in about a second. */
    private static final long STEPS_OF_A_SECOND = 20_000_000;

    private Differences() {}

    /**
     * Compares.
     *
     * @param before the old rules
     * @param after the new rules
     * @param cases cases that are tried where nothing can be proved, such as those beside the rules
     * @param cohort cases of which it is counted how many a change touches; empty without a cohort
     * @param seconds about how long the solver may work for each topic; it counts its steps, so that the same is found on every
     *     machine
     * @param progress is told what comes next
     * @return what they answer differently
     */
    public static Difference between(
            ClinicalRules before,
            ClinicalRules after,
            List<RuleCase> cases,
            Optional<List<PatientCase>> cohort,
            int seconds,
            Consumer<String> progress) {
        List<TopicDifference> topics = new ArrayList<>();
        for (String topic : topics(before, after)) {
            progress.accept(topic);
            boolean was = has(before, topic);
            boolean is = has(after, topic);
            topics.add(
                    was && is
                            ? new TopicComparison(
                                            topic,
                                            before,
                                            after,
                                            patients(cases, topic),
                                            Effort.of(seconds * STEPS_OF_A_SECOND))
                                    .compare()
                            : new TopicDifference(
                                    topic, is ? Standing.ADDED : Standing.REMOVED, List.of(), List.of(), List.of(), 0));
        }
        Difference difference = new Difference(vocabulary(before, after), topics, -1, -1, List.of());
        return cohort.map(patients -> new Cohort(before, after).count(difference, patients))
                .orElse(difference);
    }

    private static Set<String> topics(ClinicalRules before, ClinicalRules after) {
        Set<String> all = new TreeSet<>();
        before.topics().forEach(one -> all.add(one.id()));
        after.topics().forEach(one -> all.add(one.id()));
        return all;
    }

    private static boolean has(ClinicalRules rules, String topic) {
        return rules.topics().stream().map(Topic::id).anyMatch(topic::equals);
    }

    private static List<PatientCase> patients(List<RuleCase> cases, String topic) {
        return cases.stream()
                .filter(one -> one.topic().equals(topic))
                .flatMap(one -> one.stated().patientCase().stream())
                .toList();
    }

    private static List<String> vocabulary(ClinicalRules before, ClinicalRules after) {
        List<String> different = new ArrayList<>();
        Set<String> codes = new LinkedHashSet<>(after.vocabulary().terms().keySet());
        codes.addAll(before.vocabulary().terms().keySet());
        for (String code : codes) {
            boolean was = before.vocabulary().terms().containsKey(code);
            boolean is = after.vocabulary().terms().containsKey(code);
            if (was != is) {
                different.add(code + (is ? " is new" : " is gone"));
            }
        }
        return different;
    }
}
