package org.apposite.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apposite.advice.Advice.Outcome;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.MissingDatum.Effect;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.apposite.json.Expectation.Rating;
import org.apposite.json.format.CaseStatement;
import org.apposite.json.format.SchemaCheck;
import org.apposite.json.format.Schemas;
import org.apposite.json.record.CaseFormat;
import org.apposite.json.record.Document;
import org.apposite.json.record.MessageText;
import org.apposite.json.record.RecordSplitter;
import org.apposite.json.record.RecordSplitter.RawRecord;
import org.apposite.json.record.Refusal;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Coded;
import org.apposite.text.Place;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** Reads the files of cases beside the rules. Immutable. */
final class RuleCaseReader {

    private static final SchemaCheck SCHEMA = new SchemaCheck(Schemas.ruleCaseSchema(), "a case beside the rules");
    private static final JsonPointer WHOLE = JsonPointer.empty();
    private static final JsonPointer EXPECT = WHOLE.appendProperty("expect");
    private static final String NONE = "none";

    private final Vocabulary vocabulary;
    private final CaseStatement statement;

    RuleCaseReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.statement = new CaseStatement(vocabulary);
    }

    RuleCase read(String file, byte[] content) throws IOException {
        RecordSplitter splitter = new RecordSplitter(new ByteArrayInputStream(content), CaseFormat.YAML);
        RawRecord raw = splitter.next();
        Document document = new Document(raw == null ? new RawRecord(1, true, new byte[0]) : raw);
        try {
            ObjectNode tree = document.tree();
            checkFilledIn(tree);
            SCHEMA.check(tree, WHOLE);
            List<String> sources = sources(tree);
            Expectation expectation = expectation(tree.path("expect"));
            RawRecord more = splitter.next();
            if (more != null) {
                throw new Refusal(
                                "CASE-101",
                                WHOLE,
                                "there is more after the end of the case",
                                "Write one case per file.")
                        .at(new Place(more.line() - document.line() + 1, 1));
            }
            return new RuleCase(
                    file, tree.path("title").asText().strip(), sources, stated(tree, document), expectation);
        } catch (Refusal refusal) {
            CaseRecord wrong = CaseRecord.rejected(document.line(), null, refusal.in(document));
            return new RuleCase(file, file, List.of(), wrong, Expectation.NOTHING);
        }
    }

    private static void checkFilledIn(ObjectNode tree) {
        boolean waits = Stream.of(tree.path("title"), tree.path("source"))
                        .anyMatch(one -> one.asText("").equals(RuleCase.TODO))
                || tree.path("expect")
                        .valueStream()
                        .anyMatch(one -> one.asText("").equals(RuleCase.TODO));
        if (waits) {
            throw new Refusal(
                    "CASE-304",
                    WHOLE,
                    "this case still holds " + RuleCase.TODO,
                    "Fill in the title, the source, and what the answer must be.");
        }
    }

    /** The case itself may be refused: that is what some cases show. */
    private CaseRecord stated(ObjectNode tree, Document document) {
        JsonPointer at = WHOLE.appendProperty("case");
        int line = document.placeOf(at, true).line();
        try {
            return CaseRecord.accepted(line, statement.read((ObjectNode) tree.path("case"), at));
        } catch (Refusal refusal) {
            JsonNode id = tree.path("case").path("id");
            return CaseRecord.rejected(line, id.isTextual() ? id.asText() : null, refusal.in(document));
        }
    }

    private List<String> sources(ObjectNode tree) {
        List<String> sources = Stream.of(tree.path("source").asText().split(","))
                .map(String::strip)
                .toList();
        sources.forEach(
                source -> checkKnown("source", source, vocabulary.sources().keySet(), WHOLE.appendProperty("source")));
        return sources;
    }

    private Expectation expectation(JsonNode expect) {
        return new Expectation(
                text(expect.path("topic")),
                texts(expect.path("headlines")),
                coded(Outcome.class, expect.path("outcome")),
                text(expect.path("variant")),
                texts(expect.path("alsoMatches")),
                text(expect.path("exclusion")),
                texts(expect.path("redFlags")),
                procedures("preferred", expect.path("preferred")),
                procedures("setAside", expect.path("setAside")),
                ratings(expect.path("ratings")),
                map(expect.path("alerts"), severity -> Coded.of(Severity.class, severity.asText())),
                texts(expect.path("absentAlerts")),
                texts(expect.path("nextSteps")),
                map(expect.path("urgencies"), urgency -> Coded.of(Urgency.class, urgency.asText())),
                terms("blocking", texts(expect.path("blocking"))),
                missing(expect.path("missing")),
                terms("notMissing", texts(expect.path("notMissing"))),
                texts(expect.path("differential")),
                map(
                        expect.path("because"),
                        causes -> causes.valueStream().map(JsonNode::asText).toList()),
                order(expect.path("order")),
                region(expect.path("region")),
                texts(expect.path("fired")),
                texts(expect.path("notFired")),
                text(expect.path("error")));
    }

    private @Nullable List<String> procedures(String key, JsonNode node) {
        List<String> codes = texts(node);
        for (int i = 0; codes != null && i < codes.size(); i++) {
            JsonPointer at = EXPECT.appendProperty(key).appendIndex(i);
            checkKnown("procedure", codes.get(i), vocabulary.procedures().keySet(), at);
        }
        return codes;
    }

    private @Nullable Map<String, Rating> ratings(JsonNode node) {
        Map<String, Rating> ratings = map(
                node,
                row -> new Rating(
                        Coded.of(
                                Recommendation.Category.class,
                                row.path("category").asText()),
                        row.path("disagreement").asBoolean(false),
                        isStated(row.path("median")) ? row.path("median").asInt() : null,
                        isStated(row.path("radiation")) ? coded(Radiation.Level.class, row.path("radiation")) : null));
        if (ratings != null) {
            JsonPointer at = EXPECT.appendProperty("ratings");
            ratings.keySet()
                    .forEach(code -> checkKnown(
                            "procedure", code, vocabulary.procedures().keySet(), at.appendProperty(code)));
        }
        return ratings;
    }

    private @Nullable String region(JsonNode node) {
        String region = text(node);
        if (region != null) {
            checkKnown("region", region, vocabulary.regions().keySet(), EXPECT.appendProperty("region"));
        }
        return region;
    }

    private static boolean isStated(JsonNode node) {
        return !node.asText().equals(Expectation.NOT_STATED);
    }

    private @Nullable Map<String, List<Effect>> missing(JsonNode node) {
        Map<String, List<Effect>> missing = map(
                node,
                effects -> effects.valueStream()
                        .map(effect -> Coded.of(Effect.class, effect.asText()))
                        .toList());
        if (missing != null) {
            missing.keySet()
                    .forEach(code ->
                            checkTerm(code, EXPECT.appendProperty("missing").appendProperty(code)));
        }
        return missing;
    }

    /** A misspelt code that must not be missing would never be missed. */
    private @Nullable List<String> terms(String key, @Nullable List<String> codes) {
        for (int i = 0; codes != null && i < codes.size(); i++) {
            checkTerm(codes.get(i), EXPECT.appendProperty(key).appendIndex(i));
        }
        return codes;
    }

    private void checkTerm(String code, JsonPointer at) {
        checkKnown("term", code, vocabulary.terms().keySet(), at);
    }

    private static void checkKnown(String what, String code, Collection<String> known, JsonPointer at) {
        if (!known.contains(code)) {
            throw new Refusal(
                    "CASE-301",
                    at,
                    MessageText.quoted(code) + " is not a " + what + " of the vocabulary",
                    Spelling.didYouMean(code, known));
        }
    }

    private Expectation.@Nullable Order order(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        String procedure = text(node.path("procedure"));
        if (procedure != null && !procedure.equals(NONE)) {
            JsonPointer at = EXPECT.appendProperty("order").appendProperty("procedure");
            checkKnown("procedure", procedure, vocabulary.procedures().keySet(), at);
        }
        boolean unrated = NONE.equals(text(node.path("category")));
        return new Expectation.Order(
                procedure, unrated ? null : coded(Recommendation.Category.class, node.path("category")), unrated);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() ? null : node.asText();
    }

    private static @Nullable List<String> texts(JsonNode node) {
        return node.isMissingNode()
                ? null
                : node.valueStream().map(JsonNode::asText).toList();
    }

    private static <E extends Enum<E> & Coded> @Nullable E coded(Class<E> list, JsonNode node) {
        return node.isMissingNode() ? null : Coded.of(list, node.asText());
    }

    private static <V> @Nullable Map<String, V> map(JsonNode node, Function<JsonNode, V> read) {
        if (node.isMissingNode()) {
            return null;
        }
        Map<String, V> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), read.apply(entry.getValue())));
        return map;
    }
}
