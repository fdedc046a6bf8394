package org.apposite.authoring.diff;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apposite.json.format.EscapedJson;

/** A difference as JSON; {@code docs/schema/difference.schema.json} describes every key. Thread-safe. */
public final class DifferenceJson {

    private DifferenceJson() {}

    /**
     * Writes a difference. Equal ones give equal text on every machine.
     *
     * @param difference the difference
     * @return a JSON document
     */
    public static String of(Difference difference) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("schemaVersion", 1);
        document.put("equivalent", difference.isEquivalent()).put("verdict", difference.verdict());
        texts(document.putArray("vocabulary"), difference.vocabulary());
        ArrayNode topics = document.putArray("topics");
        for (TopicDifference topic : difference.topics()) {
            ObjectNode node = topics.addObject()
                    .put("topic", topic.topic())
                    .put("standing", topic.standing().words())
                    .put("equivalent", topic.isEquivalent())
                    .put("compared", topic.compared());
            ArrayNode changes = node.putArray("changes");
            topic.changes().forEach(one -> write(one, changes.addObject()));
            texts(node.putArray("notCompared"), topic.notCompared());
            texts(node.putArray("texts"), topic.texts());
        }
        if (difference.cohort() >= 0) {
            texts(
                    document.putObject("cohort")
                            .put("cases", difference.cohort())
                            .put("touched", difference.touched())
                            .putArray("notAnswered"),
                    difference.notAnswered());
        }
        return EscapedJson.of(document.toPrettyString()) + "\n";
    }

    private static void write(Change change, ObjectNode node) {
        node.put("id", change.id())
                .put("kind", change.kind().code())
                .put("subject", change.subject())
                .put("before", change.before())
                .put("after", change.after())
                .put("sentence", change.sentence());
        texts(node.putArray("conditions"), change.conditions());
        node.put("allConditions", change.areAllConditions());
        node.putObject("example")
                .put("file", change.example().file())
                .put("stated", change.example().stated())
                .put("text", change.example().text())
                .put("confirmed", change.example().confirmed());
        if (change.touched() >= 0) {
            node.put("touched", change.touched());
        }
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
