package org.apposite.authoring.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apposite.authoring.diff.TopicDifference.Standing;

/**
 * How two rule sets differ.
 *
 * @param vocabulary codes that only one of them has, or that mean something else, a few words each
 * @param topics topic by topic
 * @param cohort how many cases were answered by both; -1 without a cohort
 * @param touched how many of these are answered differently, but for texts; -1 without a cohort
 * @param notAnswered how many cases of the cohort one of the rule sets could not answer, and why, a sentence each
 */
public record Difference(
        List<String> vocabulary, List<TopicDifference> topics, int cohort, int touched, List<String> notAnswered) {

    /** Copies the lists. */
    public Difference {
        vocabulary = List.copyOf(vocabulary);
        topics = List.copyOf(topics);
        notAnswered = List.copyOf(notAnswered);
    }

    /**
     * Whether it is proved that every patient is answered alike, but for texts.
     *
     * @return false also when something could not be compared
     */
    public boolean isEquivalent() {
        return topics.stream().allMatch(TopicDifference::isEquivalent);
    }

    /**
     * The same of some topics.
     *
     * @param wanted the ids of topics
     * @return the difference without the others
     */
    public Difference only(Set<String> wanted) {
        return new Difference(
                vocabulary,
                topics.stream().filter(one -> wanted.contains(one.topic())).toList(),
                cohort,
                touched,
                notAnswered);
    }

    /**
     * Whether both have the same topics, and all that they say was compared.
     *
     * @return false when a change could be hidden
     */
    public boolean isComparedWhole() {
        return topics.stream()
                .allMatch(one ->
                        one.standing() == Standing.IN_BOTH && one.notCompared().isEmpty());
    }

    /**
     * What comes out in the end.
     *
     * @return a sentence
     */
    public String verdict() {
        if (isEquivalent()) {
            return "Equivalent: every patient is answered alike"
                    + (topics.stream().allMatch(one -> one.texts().isEmpty()) ? "." : ", but for texts and sources.");
        }
        int changes = changes().size();
        long open = topics.stream().mapToLong(one -> one.notCompared().size()).sum();
        long alone = topics.stream()
                .filter(one -> one.standing() != Standing.IN_BOTH)
                .count();
        List<String> parts = new ArrayList<>();
        parts.add(changes == 0 ? "no change found" : changes == 1 ? "1 change" : changes + " changes");
        if (alone > 0) {
            parts.add(alone == 1 ? "1 topic only in one of them" : alone + " topics only in one of them");
        }
        if (open > 0) {
            parts.add(open + " not compared");
        }
        return (changes > 0 || alone > 0 ? "Different: " : "Not decided: ") + String.join("; ", parts) + ".";
    }

    /**
     * All changes.
     *
     * @return the changes of all topics
     */
    public List<Change> changes() {
        return topics.stream().flatMap(one -> one.changes().stream()).toList();
    }
}
