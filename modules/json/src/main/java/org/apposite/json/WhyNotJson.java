package org.apposite.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;
import org.apposite.advice.Trace;
import org.apposite.advice.WhyNot;
import org.apposite.advice.WhyNot.Condition;
import org.apposite.advice.WhyNot.RuleState;

/**
 * Why an answer is not another one as JSON, as {@link org.apposite.json.format.Schemas#whyNotSchema()} describes it. Thread-safe.
 */
public final class WhyNotJson {

    private WhyNotJson() {}

    /**
     * As a tree, to be put into another one.
     *
     * @param whyNot why not
     * @return a new tree
     */
    public static ObjectNode write(WhyNot whyNot) {
        ObjectNode node = object().put("topic", whyNot.topic())
                .put("code", whyNot.code())
                .put("title", whyNot.title())
                .put("standing", whyNot.standing().code())
                .put("summary", whyNot.summary());
        node.set("decidedBy", list(whyNot.decidedBy(), WhyNotJson::rule));
        node.set("rules", list(whyNot.rules(), WhyNotJson::rule));
        return node;
    }

    private static ObjectNode rule(RuleState rule) {
        ObjectNode node = object().put("rule", rule.rule())
                .put("name", rule.name())
                .put("file", rule.file())
                .put("line", rule.line())
                .put("step", rule.step())
                .put("answer", rule.answer().code());
        node.set("concludes", list(rule.concludes(), WhyNotJson::conclusion));
        node.set("conditions", list(rule.conditions(), WhyNotJson::condition));
        return node;
    }

    private static ObjectNode conclusion(Trace.Conclusion conclusion) {
        return object().put("text", conclusion.text())
                .put("kind", conclusion.kind().code())
                .put("code", conclusion.code());
    }

    private static ObjectNode condition(Condition condition) {
        ObjectNode node = object().put("answer", condition.answer().code())
                .put("text", condition.text())
                .put("kind", condition.kind().code());
        ArrayNode codes = node.putArray("codes");
        condition.codes().forEach(codes::add);
        node.put("join", condition.join() == null ? null : condition.join().code());
        node.set("parts", list(condition.parts(), WhyNotJson::condition));
        node.set("rules", list(condition.rules(), WhyNotJson::rule));
        return node;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static <T> ArrayNode list(Collection<T> values, Function<T, ObjectNode> written) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(written.apply(value)));
        return array;
    }
}
