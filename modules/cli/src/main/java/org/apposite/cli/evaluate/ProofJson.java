package org.apposite.cli.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;
import org.apposite.json.CaseJson;
import org.apposite.proof.Change;
import org.apposite.proof.NextQuestions;
import org.apposite.proof.WhatIf;

/** What can be found out about one case as JSON; {@code docs/schema} has a schema for each. */
final class ProofJson {

    private ProofJson() {}

    static ObjectNode of(NextQuestions found) {
        ObjectNode node = object().put("topic", found.topic().isEmpty() ? null : found.topic());
        node.set("questions", list(found.questions(), ProofJson::question));
        node.set("irrelevant", texts(found.irrelevant()));
        node.set("notLookedAt", texts(found.notLookedAt()));
        return node;
    }

    private static ObjectNode question(NextQuestions.Question question) {
        ObjectNode node = object().put("code", question.code())
                .put("question", question.question())
                .put("blocking", question.blocking());
        NextQuestions.Example one = question.example();
        ObjectNode example = node.putObject("example");
        example.set("beside", list(one.beside(), ProofJson::change));
        example.put("before", one.before()).put("after", one.after());
        example.set("changes", texts(one.changes()));
        example.put("confirmed", one.isConfirmed());
        return node;
    }

    static ObjectNode of(WhatIf found) {
        ObjectNode node = object().put("topic", found.topic());
        node.set("targets", list(found.targets(), ProofJson::target));
        return node;
    }

    private static ObjectNode target(WhatIf.Target target) {
        ObjectNode node = object().put("code", target.code())
                .put("title", target.title())
                .put("kind", target.isVariant() ? "variant" : "preferred");
        node.set("ways", list(target.ways(), ProofJson::way));
        return node.put("more", target.hasMore())
                .put("impossible", target.isImpossible())
                .put("notLookedAt", target.notLookedAt().isEmpty() ? null : target.notLookedAt());
    }

    private static ObjectNode way(WhatIf.Way way) {
        ObjectNode node = object();
        node.set("changes", list(way.changes(), ProofJson::change));
        node.put("outcome", way.decision().outcome().code())
                .put("variant", way.decision().variant());
        node.set("preferred", texts(way.decision().preferred()));
        node.set("case", CaseJson.write(way.patient()));
        return node.put("confirmed", way.isConfirmed());
    }

    private static ObjectNode change(Change change) {
        return object().put("code", change.datum())
                .put("name", change.name())
                .put("before", change.before())
                .put("after", change.after());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static <T> ArrayNode list(Collection<T> values, Function<T, ObjectNode> written) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(written.apply(value)));
        return array;
    }
}
