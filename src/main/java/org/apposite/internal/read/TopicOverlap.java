package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Applies;
import org.apposite.patient.Age;

/**
 * Two topics that answer one complaint and may both apply to one patient.
 *
 * @param first the topic that is loaded first
 * @param second the other
 * @param complaint the complaint that both answer
 * @param patient a patient to whom both apply, in words; empty when they apply to everybody
 */
record TopicOverlap(Topic first, Topic second, String complaint, String patient) {

    static List<TopicOverlap> of(List<Topic> topics) {
        List<TopicOverlap> overlaps = new ArrayList<>();
        for (int i = 0; i < topics.size(); i++) {
            for (int j = i + 1; j < topics.size(); j++) {
                Topic first = topics.get(i);
                Topic second = topics.get(j);
                if (areDisjoint(first.applies(), second.applies())) {
                    continue;
                }
                for (String complaint : second.complaints()) {
                    if (first.complaints().contains(complaint)) {
                        overlaps.add(
                                new TopicOverlap(first, second, complaint, patient(first.applies(), second.applies())));
                    }
                }
            }
        }
        return overlaps;
    }

    static boolean areDisjoint(Applies one, Applies other) {
        return isBelow(one, other)
                || isBelow(other, one)
                || (one.sex() != null && other.sex() != null && one.sex() != other.sex())
                || one.present().stream().anyMatch(other.absent()::contains)
                || other.present().stream().anyMatch(one.absent()::contains);
    }

    private static boolean isBelow(Applies one, Applies other) {
        Age end = one.youngerThan();
        Age begin = other.atLeast();
        return end != null && begin != null && end.compareTo(begin) <= 0;
    }

    private static String patient(Applies one, Applies other) {
        List<String> words = new ArrayList<>();
        for (Age least : ages(one, other)) {
            if (applies(one, least) && applies(other, least)) {
                words.add(least + " of age");
                break;
            }
        }
        if (one.sex() != null || other.sex() != null) {
            words.add("sex " + (one.sex() != null ? one.sex() : Objects.requireNonNull(other.sex())).code());
        }
        Set<String> present = new HashSet<>(one.present());
        present.addAll(other.present());
        present.stream().sorted().forEach(code -> words.add(code + " present"));
        return one.equals(Applies.TO_ALL) && other.equals(Applies.TO_ALL) ? "" : String.join(", ", words);
    }

    private static List<Age> ages(Applies one, Applies other) {
        List<Age> ages = new ArrayList<>(List.of(Age.ofMonths(0)));
        for (Applies applies : List.of(one, other)) {
            if (applies.atLeast() != null) {
                ages.add(applies.atLeast());
            }
        }
        return ages;
    }

    private static boolean applies(Applies applies, Age age) {
        return (applies.atLeast() == null || age.compareTo(applies.atLeast()) >= 0)
                && (applies.youngerThan() == null || age.compareTo(applies.youngerThan()) < 0);
    }
}
