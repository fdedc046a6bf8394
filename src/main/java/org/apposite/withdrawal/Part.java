package org.apposite.withdrawal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apposite.language.RatingRow;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.text.Spelling;

/**
 * What can be withdrawn: a topic, a rule of it, or a row of its ratings. Immutable.
 *
 * @param topic the id of the topic
 * @param within nothing for the whole topic, the id of a rule, or the id of a variant and the code of a procedure
 */
public record Part(String topic, List<String> within) {

    private static final Pattern PATH = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+){0,2}");
    private static final int RULE = 1;
    private static final int RATING = 2;

    /** Copies the list. */
    public Part {
        within = List.copyOf(within);
    }

    /**
     * Reads a part as it is written: {@code TOPIC}, {@code TOPIC/RULE} or {@code TOPIC/VARIANT/PROCEDURE}.
     *
     * @param path a text
     * @return empty when it is written otherwise
     */
    public static Optional<Part> of(String path) {
        if (!PATH.matcher(path).matches()) {
            return Optional.empty();
        }
        List<String> names = List.of(path.split("/"));
        return Optional.of(new Part(names.get(0), names.subList(1, names.size())));
    }

    /**
     * What a person means, who may leave out the topic where only one has such a rule or rating.
     *
     * @param path a text
     * @param topics the topics
     * @return every part of these topics that the text can mean
     */
    public static List<Part> meant(String path, List<Topic> topics) {
        List<Part> meant = new ArrayList<>();
        of(path).filter(part -> part.isIn(topics)).ifPresent(meant::add);
        for (Topic topic : topics) {
            of(topic.id() + "/" + path).filter(part -> part.isIn(topics)).ifPresent(meant::add);
        }
        return meant;
    }

    /** Whether it is a topic as a whole. */
    public boolean isTopic() {
        return within.isEmpty();
    }

    /**
     * Whether topics have it.
     *
     * @param topics the topics
     * @return true when one of them is it, or has it
     */
    public boolean isIn(List<Topic> topics) {
        return topics.stream()
                .anyMatch(one -> one.id().equals(topic)
                        && (isTopic() || one.rules().stream().anyMatch(this::isOf)));
    }

    /**
     * What of topics is written most like what a person wrote.
     *
     * @param path a text that none of them has
     * @param topics the topics
     * @return a question to the reader, empty when nothing is near
     */
    public static Optional<String> nearest(String path, List<Topic> topics) {
        List<String> written = new ArrayList<>();
        for (Topic one : topics) {
            written.add(one.id());
            for (Rule rule : one.rules()) {
                written.add(one.id() + "/" + rule.id());
                written.add(rule.id());
            }
            RatingRow.of(one).forEach(row -> written.add(one.id() + "/" + row.variant() + "/" + row.procedure()));
        }
        return Optional.ofNullable(Spelling.didYouMean(path, written));
    }

    /** Whether a rule of the topic is this part, or has it among its ratings. */
    boolean isOf(Rule rule) {
        return isRule(rule)
                || (within.size() == RATING
                        && RatingRow.of(rule).stream()
                                .anyMatch(row -> row.variant().equals(within.get(0))
                                        && row.procedure().equals(within.get(1))));
    }

    /** Whether it is this rule of the topic. */
    boolean isRule(Rule rule) {
        return within.size() == RULE && rule.id().equals(within.get(0));
    }

    /** Whether a conclusion, of a rule that asks for the variant, is this rating. */
    boolean isRow(Consequence one) {
        return Verb.RATE.isOf(one) && one.arguments().get(0).text().equals(within.get(1));
    }

    /** As it is written. */
    @Override
    public String toString() {
        return isTopic() ? topic : topic + "/" + String.join("/", within);
    }
}
