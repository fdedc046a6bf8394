package org.apposite.model;

import java.util.List;

/**
 * What could harm a patient whom a topic answers, and what of the topic meets it, as {@code hazards.yaml} states it. No answer rests on
 * it: it is for whoever judges the safety of the rules. Immutable and thread-safe.
 *
 * @param topic the id of the topic
 * @param id its id, unique in the topic
 * @param harm what would harm, a sentence
 * @param rules the ids of the rules that meet it
 * @param alerts the codes of the alerts that meet it
 * @param properties the codes of the properties by which it is proved to be met; none where it is only tested
 * @param residual the risk that remains, in words
 * @param sources the keys of its sources
 * @param file the file that states it, relative to the rules folder, with {@code /}
 * @param line the line where it begins, from 1
 */
public record Hazard(
        String topic,
        String id,
        String harm,
        List<String> rules,
        List<String> alerts,
        List<String> properties,
        String residual,
        List<String> sources,
        String file,
        int line) {

    /** Copies the lists. */
    public Hazard {
        rules = List.copyOf(rules);
        alerts = List.copyOf(alerts);
        properties = List.copyOf(properties);
        sources = List.copyOf(sources);
    }

    /**
     * The same hazard of rules to which something else was done.
     *
     * @param others the ids of the rules that meet it
     * @param otherFile the file that states it
     * @return a copy
     */
    public Hazard with(List<String> others, String otherFile) {
        return new Hazard(topic, id, harm, others, alerts, properties, residual, sources, otherFile, line);
    }
}
