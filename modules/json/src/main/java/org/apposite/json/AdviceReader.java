package org.apposite.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.Exclusion;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.Differential;
import org.apposite.advice.MissingDatum;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.OrderReview;
import org.apposite.advice.Provenance;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.advice.RedFlag;
import org.apposite.advice.Trace;
import org.apposite.json.format.SchemaCheck;
import org.apposite.json.format.Schemas;
import org.apposite.json.record.MessageText;
import org.apposite.json.record.Refusal;
import org.apposite.patient.Coded;
import org.jspecify.annotations.Nullable;

/** Reads answers that {@link AdviceJson} has written. Thread-safe. */
public final class AdviceReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final SchemaCheck SCHEMA = new SchemaCheck(Schemas.answerSchema(), "an answer");

    private AdviceReader() {}

    /**
     * Reads an answer.
     *
     * @param json the text of one answer
     * @return the answer, equal to the one that was written
     * @throws IllegalArgumentException when it is no JSON, or no answer as {@link org.apposite.json.format.Schemas#answerSchema()} describes it
     */
    public static Advice read(String json) {
        try {
            return read(MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is not well-formed JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads an answer.
     *
     * @param tree the answer
     * @return the answer, equal to the one that was written
     * @throws IllegalArgumentException when it is no answer as {@link org.apposite.json.format.Schemas#answerSchema()} describes it
     */
    public static Advice read(JsonNode tree) {
        if (!(tree instanceof ObjectNode answer)) {
            throw new IllegalArgumentException(MessageText.kind(tree) + " was found where an answer is expected");
        }
        try {
            SCHEMA.check(answer, JsonPointer.empty());
        } catch (Refusal refusal) {
            throw new IllegalArgumentException(refusal.message, refusal);
        }
        return answer(answer);
    }

    private static Advice answer(JsonNode node) {
        return new Advice(
                textOrNull(node, "id"),
                textOrNull(node, "topic"),
                list(node, "headlines", one -> new Advice.Headline(text(one, "text"), texts(one, "sources"))),
                coded(Outcome.class, node, "outcome"),
                orNull(node, "variant", AdviceReader::variant),
                texts(node, "alsoMatches"),
                orNull(node, "exclusion", AdviceReader::exclusion),
                list(node, "redFlags", one -> new RedFlag(text(one, "code"), text(one, "text"), text(one, "source"))),
                list(node, "differential", AdviceReader::differential),
                list(node, "recommendations", AdviceReader::recommendation),
                list(node, "alerts", AdviceReader::alert),
                list(node, "nextSteps", AdviceReader::nextStep),
                list(node, "missing", AdviceReader::missing),
                orNull(node, "order", AdviceReader::order),
                new Trace(list(node, "trace", AdviceReader::step)),
                provenance(node.path("provenance")));
    }

    private static VariantMatch variant(JsonNode node) {
        return new VariantMatch(
                text(node, "topic"), text(node, "id"), node.path("number").intValue(), text(node, "title"));
    }

    private static Exclusion exclusion(JsonNode node) {
        return new Exclusion(
                text(node, "id"), text(node, "text"), text(node, "seeInstead"), textOrNull(node, "source"));
    }

    private static Differential differential(JsonNode node) {
        return new Differential(text(node, "code"), text(node, "text"), texts(node, "because"), text(node, "source"));
    }

    private static Recommendation recommendation(JsonNode node) {
        return new Recommendation(
                text(node, "procedure"),
                text(node, "display"),
                textOrNull(node, "region"),
                coded(Recommendation.Category.class, node, "category"),
                flag(node, "disagreement"),
                orNull(node, "median", JsonNode::intValue),
                flag(node, "preferred"),
                flag(node, "transcribed"),
                orNull(node, "radiation", AdviceReader::radiation),
                textOrNull(node, "setAside"),
                texts(node, "reasons"),
                texts(node, "sources"));
    }

    private static Radiation radiation(JsonNode node) {
        return new Radiation(
                coded(Radiation.Level.class, node, "level"),
                orNull(node, "minMilliSieverts", JsonNode::doubleValue),
                orNull(node, "maxMilliSieverts", JsonNode::doubleValue));
    }

    private static Alert alert(JsonNode node) {
        return new Alert(
                text(node, "code"),
                coded(Severity.class, node, "severity"),
                text(node, "text"),
                texts(node, "sources"));
    }

    private static NextStep nextStep(JsonNode node) {
        return new NextStep(
                text(node, "code"), coded(Urgency.class, node, "urgency"), text(node, "text"), text(node, "source"));
    }

    private static MissingDatum missing(JsonNode node) {
        return new MissingDatum(
                text(node, "code"),
                text(node, "question"),
                flag(node, "blocking"),
                list(node, "couldChange", effect -> Coded.of(Effect.class, effect.textValue())));
    }

    private static OrderReview order(JsonNode node) {
        return new OrderReview(
                textOrNull(node, "procedure"),
                orNull(node, "category", one -> Coded.of(Recommendation.Category.class, one.textValue())),
                flag(node, "disagreement"),
                flag(node, "preferred"),
                flag(node, "contrastOpen"),
                textOrNull(node, "setAside"));
    }

    private static Trace.Step step(JsonNode node) {
        return new Trace.Step(
                text(node, "rule"),
                text(node, "name"),
                text(node, "file"),
                node.path("line").intValue(),
                list(node, "because", AdviceReader::reason),
                list(node, "concluded", AdviceReader::conclusion));
    }

    private static Trace.Reason reason(JsonNode node) {
        return new Trace.Reason(text(node, "text"), coded(Trace.Kind.class, node, "kind"), texts(node, "codes"));
    }

    private static Trace.Conclusion conclusion(JsonNode node) {
        return new Trace.Conclusion(
                text(node, "text"), coded(Trace.Kind.class, node, "kind"), textOrNull(node, "code"));
    }

    private static Provenance provenance(JsonNode node) {
        Map<String, String> sources = new LinkedHashMap<>();
        node.path("sources").forEachEntry((key, title) -> sources.put(key, title.textValue()));
        return new Provenance(
                text(node, "ruleSet"),
                text(node, "version"),
                coded(Provenance.Status.class, node, "status"),
                text(node, "digest"),
                text(node, "engine"),
                sources,
                text(node, "notice"),
                list(node, "layers", AdviceReader::layer));
    }

    private static Provenance.Layer layer(JsonNode node) {
        return new Provenance.Layer(
                text(node, "ruleSet"),
                text(node, "version"),
                text(node, "digest"),
                list(
                        node,
                        "lowered",
                        one -> new Provenance.Lowered(
                                text(one, "topic"), text(one, "alert"), text(one, "by"), text(one, "reason"))));
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).textValue();
    }

    private static @Nullable String textOrNull(JsonNode node, String key) {
        return orNull(node, key, JsonNode::textValue);
    }

    private static boolean flag(JsonNode node, String key) {
        return node.path(key).booleanValue();
    }

    private static <E extends Enum<E> & Coded> E coded(Class<E> list, JsonNode node, String key) {
        return Coded.of(list, text(node, key));
    }

    private static List<String> texts(JsonNode node, String key) {
        return list(node, key, JsonNode::textValue);
    }

    private static <T> List<T> list(JsonNode node, String key, Function<JsonNode, T> read) {
        return node.path(key).valueStream().map(read).toList();
    }

    private static <T> @Nullable T orNull(JsonNode node, String key, Function<JsonNode, T> read) {
        return node.path(key).isNull() ? null : read.apply(node.path(key));
    }
}
