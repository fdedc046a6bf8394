package org.apposite.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.NextStep;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.json.format.EscapedJson;
import org.apposite.json.record.CaseError;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/**
 * Answers as JSON, as {@link org.apposite.json.format.Schemas#answerSchema()} describes them. Equal answers give equal text on every machine.
 * Thread-safe.
 */
public final class AdviceJson {

    private AdviceJson() {}

    /**
     * An answer for a reader, indented by two spaces.
     *
     * @param advice the answer
     * @return JSON without a line break at its end
     */
    public static String pretty(Advice advice) {
        return IndentedJson.of(write(advice));
    }

    /**
     * An answer in one line.
     *
     * @param advice the answer
     * @return JSON without a line break
     */
    public static String compact(Advice advice) {
        return EscapedJson.of(write(advice).toString());
    }

    /**
     * What is given instead of an answer to a case that was refused, in one line.
     *
     * @param rejected the record of the case
     * @return JSON without a line break
     * @throws IllegalArgumentException when the case was not refused
     */
    public static String compact(CaseRecord rejected) {
        CaseError error = rejected.error()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the case of line " + rejected.line() + " was not refused: it has an answer, not an error"));
        ObjectNode node = object().put("id", rejected.id()).put("line", rejected.line());
        node.putObject("error")
                .put("code", error.code())
                .put("path", error.path())
                .put("message", error.message())
                .put("suggestion", error.suggestion());
        return EscapedJson.of(node.toString());
    }

    /**
     * An answer as a tree, to be put into another one.
     *
     * @param advice the answer
     * @return a new tree
     */
    public static ObjectNode write(Advice advice) {
        ObjectNode node =
                object().put("schemaVersion", 2).put("id", advice.id()).put("topic", advice.topic());
        node.set("headlines", list(advice.headlines(), AdviceJson::headline));
        node.put("outcome", advice.outcome().code());
        node.set("variant", orNull(advice.variant(), AdviceJson::variant));
        node.set("alsoMatches", texts(advice.alsoMatches()));
        node.set("exclusion", orNull(advice.exclusion(), AdviceJson::exclusion));
        node.set("redFlags", list(advice.redFlags(), AdviceJson::redFlag));
        node.set("differential", list(advice.differential(), AdviceJson::differential));
        node.set("recommendations", list(advice.recommendations(), AdviceJson::recommendation));
        node.set("alerts", list(advice.alerts(), AdviceJson::alert));
        node.set("nextSteps", list(advice.nextSteps(), AdviceJson::nextStep));
        node.set("missing", list(advice.missing(), AdviceJson::missing));
        node.set("order", orNull(advice.order(), AdviceJson::order));
        node.set("trace", list(advice.trace().steps(), AdviceJson::step));
        node.set("provenance", provenance(advice.provenance()));
        return node;
    }

    private static ObjectNode headline(Advice.Headline headline) {
        ObjectNode node = object().put("text", headline.text());
        node.set("sources", texts(headline.sources()));
        return node;
    }

    private static ObjectNode variant(VariantMatch variant) {
        return object().put("topic", variant.topic())
                .put("id", variant.id())
                .put("number", variant.number())
                .put("title", variant.title());
    }

    private static ObjectNode exclusion(Exclusion exclusion) {
        return object().put("id", exclusion.id())
                .put("text", exclusion.text())
                .put("seeInstead", exclusion.seeInstead())
                .put("source", exclusion.source());
    }

    private static ObjectNode redFlag(RedFlag flag) {
        return object().put("code", flag.code()).put("text", flag.text()).put("source", flag.source());
    }

    private static ObjectNode differential(Differential one) {
        ObjectNode node = object().put("code", one.code()).put("text", one.text());
        node.set("because", texts(one.because()));
        return node.put("source", one.source());
    }

    private static ObjectNode recommendation(Recommendation one) {
        ObjectNode node = object().put("procedure", one.procedure())
                .put("display", one.display())
                .put("region", one.region())
                .put("category", one.category().code())
                .put("disagreement", one.disagreement())
                .put("median", one.median())
                .put("preferred", one.preferred())
                .put("transcribed", one.transcribed());
        node.set("radiation", orNull(one.radiation(), AdviceJson::radiation));
        node.put("setAside", one.setAside());
        node.set("reasons", texts(one.reasons()));
        node.set("sources", texts(one.sources()));
        return node;
    }

    private static ObjectNode radiation(Radiation radiation) {
        ObjectNode node = object().put("level", radiation.level().code());
        node.set("minMilliSieverts", number(radiation.minMilliSieverts()));
        node.set("maxMilliSieverts", number(radiation.maxMilliSieverts()));
        return node;
    }

    private static ObjectNode alert(Alert alert) {
        ObjectNode node = object().put("code", alert.code())
                .put("severity", alert.severity().code())
                .put("text", alert.text());
        node.set("sources", texts(alert.sources()));
        return node;
    }

    private static ObjectNode nextStep(NextStep step) {
        return object().put("code", step.code())
                .put("urgency", step.urgency().code())
                .put("text", step.text())
                .put("source", step.source());
    }

    private static ObjectNode missing(MissingDatum datum) {
        ObjectNode node = object().put("code", datum.code())
                .put("question", datum.question())
                .put("blocking", datum.blocking());
        node.set(
                "couldChange",
                texts(datum.couldChange().stream().map(Coded::code).toList()));
        return node;
    }

    private static ObjectNode order(OrderReview order) {
        return object().put("procedure", order.procedure())
                .put("category", code(order.category()))
                .put("disagreement", order.disagreement())
                .put("preferred", order.preferred())
                .put("contrastOpen", order.contrastOpen())
                .put("setAside", order.setAside());
    }

    private static ObjectNode step(Trace.Step step) {
        ObjectNode node = object().put("rule", step.rule())
                .put("name", step.name())
                .put("file", step.file())
                .put("line", step.line());
        node.set("because", list(step.because(), AdviceJson::reason));
        node.set("concluded", list(step.concluded(), AdviceJson::conclusion));
        return node;
    }

    private static ObjectNode reason(Trace.Reason reason) {
        ObjectNode node =
                object().put("text", reason.text()).put("kind", reason.kind().code());
        node.set("codes", texts(reason.codes()));
        return node;
    }

    private static ObjectNode conclusion(Trace.Conclusion conclusion) {
        return object().put("text", conclusion.text())
                .put("kind", conclusion.kind().code())
                .put("code", conclusion.code());
    }

    private static ObjectNode provenance(Provenance provenance) {
        ObjectNode node = object().put("ruleSet", provenance.ruleSet())
                .put("version", provenance.version())
                .put("status", provenance.status().code())
                .put("digest", provenance.digest())
                .put("engine", provenance.engine());
        ObjectNode sources = node.putObject("sources");
        provenance.sources().forEach(sources::put);
        node.put("notice", provenance.notice());
        if (!provenance.layers().isEmpty()) {
            node.set("layers", list(provenance.layers(), AdviceJson::layer));
        }
        return node;
    }

    private static ObjectNode layer(Provenance.Layer layer) {
        ObjectNode node = object().put("ruleSet", layer.ruleSet())
                .put("version", layer.version())
                .put("digest", layer.digest());
        node.set(
                "lowered",
                list(
                        layer.lowered(),
                        one -> object().put("topic", one.topic())
                                .put("alert", one.alert())
                                .put("by", one.by())
                                .put("reason", one.reason())));
        return node;
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

    private static <T> JsonNode orNull(@Nullable T value, Function<T, ObjectNode> written) {
        return value == null ? JsonNodeFactory.instance.nullNode() : written.apply(value);
    }

    private static @Nullable String code(@Nullable Coded value) {
        return value == null ? null : value.code();
    }

    private static JsonNode number(@Nullable Double value) {
        if (value == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        return value == Math.rint(value)
                ? JsonNodeFactory.instance.numberNode(value.longValue())
                : JsonNodeFactory.instance.numberNode(value);
    }
}
