package org.apposite.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apposite.json.RecordSplitter.RawRecord;
import org.apposite.json.Refusal.Place;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * One record as text: its tree, and the place of every value in it. Places are found by reading the text once more, so
 * that a record without an error pays nothing for them.
 */
final class Document {

    private static final int MAX_DEPTH = 32;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_TEXT = 2_000;

    private static final JsonFactory JSON = new JsonFactory();
    private static final YAMLFactory YAML = new YAMLFactory();
    /** Keys whose values are texts also when they look like a number, such as a year of birth. */
    private static final Set<String> TEXTS = Set.of("id", "birthDate");

    private static final String SEPARATELY =
            "Write each case by itself: one a line as JSON, or as YAML documents separated by ---.";
    private static final JsonPointer WHOLE = JsonPointer.empty();
    private static final Pattern ENDLESS = Pattern.compile("end of stream|stream end|could not find expected ':'");
    /** What the parser says of itself and not of the text. */
    private static final Pattern NOISE =
            Pattern.compile("(?s) \\((start marker at|for \\w+ starting).*| \\(code [^)]*\\)"
                    + "|(: was expecting)? \\(JSON .*|: (JSON spec|maybe a) .*");

    private final int line;
    private final boolean yaml;
    private final byte @Nullable [] bytes;
    private String text = "";
    private int[] codePoints = {};
    private @Nullable ObjectNode root;
    private int values;

    Document(RawRecord record) {
        this.line = record.line();
        this.yaml = record.yaml();
        this.bytes = record.bytes();
    }

    /** The line where it begins. */
    int line() {
        return line;
    }

    /** The id, as far as it has been read; null when there is none. */
    @Nullable
    String id() {
        JsonNode id = root == null ? null : root.get("id");
        return id != null && id.isString() ? id.stringValue() : null;
    }

    /**
     * Reads the tree.
     *
     * @throws Refusal when it is not one well-formed map
     */
    ObjectNode tree() {
        text = decoded();
        try (JsonParser parser = parser()) {
            JsonToken token = parser.nextToken();
            if (token == null || token == JsonToken.VALUE_NULL) {
                throw empty(WHOLE);
            }
            if (token != JsonToken.START_OBJECT) {
                String found = token == JsonToken.START_ARRAY ? "a list" : "a single value";
                throw new Refusal(
                                "CASE-108",
                                WHOLE,
                                found + " stands where a case is expected",
                                token == JsonToken.START_ARRAY
                                        ? SEPARATELY
                                        : "Write a case as keys and values, such as \"complaint:\".")
                        .at(place(parser));
            }
            ObjectNode tree = object(parser);
            if (parser.nextToken() != null) {
                throw new Refusal("CASE-101", WHOLE, "there is more after the end of the case", SEPARATELY)
                        .at(place(parser));
            }
            return tree;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /** What an empty case is refused with. */
    static Refusal empty(JsonPointer path) {
        return new Refusal("CASE-109", path, "the case is empty", "State at least the complaint.");
    }

    /** The place of a value, or of its key; of the innermost value around it when it is not there. */
    Place placeOf(JsonPointer path, boolean ofKey) {
        if (text.isEmpty() || path.matches()) {
            return new Place(line, 1);
        }
        try (JsonParser parser = parser()) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if ((token == JsonToken.PROPERTY_NAME) == ofKey
                        && parser.streamReadContext().pathAsPointer().equals(path)) {
                    return place(parser);
                }
            }
        }
        return placeOf(path.head(), false);
    }

    private JsonParser parser() {
        TokenStreamFactory factory = yaml ? YAML : JSON;
        return factory.createParser(ObjectReadContext.empty(), text);
    }

    private Place place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private Place place(TokenStreamLocation location) {
        return new Place(line - 1 + Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private String decoded() {
        if (bytes == null) {
            throw new Refusal("CASE-107", WHOLE, "the case is larger than 1 MiB", SEPARATELY).at(new Place(line, 1));
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), chars, true);
        String decoded =
                yaml ? chars.flip().toString() : chars.flip().toString().stripTrailing();
        if (result.isError()) {
            throw new Refusal("CASE-102", WHOLE, "this is not UTF-8", "Save the file as UTF-8.")
                    .at(placeAfter(decoded, decoded.length()));
        }
        for (int i = 0; i < decoded.length(); i++) {
            if (isRefused(decoded.charAt(i))) {
                throw new Refusal(
                                "CASE-103",
                                WHOLE,
                                "a control character (" + named(decoded.charAt(i)) + ") stands here",
                                "Remove it.")
                        .at(placeAfter(decoded, i));
            }
        }
        if (yaml) {
            codePoints = decoded.codePoints().toArray();
        }
        return decoded;
    }

    private Place placeAfter(String before, int length) {
        int lines = 0;
        int startOfLine = 0;
        for (int i = 0; i < length; i++) {
            if (before.charAt(i) == '\n') {
                lines++;
                startOfLine = i + 1;
            }
        }
        return new Place(line + lines, length - startOfLine + 1);
    }

    private ObjectNode object(JsonParser parser) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        if (root == null) {
            root = object;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            checkForm(parser);
            String name = checked(parser, parser.currentName());
            if (object.has(name)) {
                throw refusal(parser, "CASE-104", Words.quoted(name) + " is stated twice", "Leave one of them out.");
            }
            if (yaml && name.equals("<<")) {
                throw refusal(parser, "CASE-105", "a merge key (<<) is not read", "Write the keys out.");
            }
            JsonToken token = parser.nextToken();
            boolean isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
            object.set(name, isNumber && TEXTS.contains(name) ? text(parser) : value(parser, token));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    private JsonNode value(JsonParser parser, JsonToken token) {
        checkForm(parser);
        if (++values > MAX_VALUES) {
            throw refusal(parser, "CASE-107", "the case has more than " + MAX_VALUES + " values", null);
        }
        if (parser.streamReadContext().getNestingDepth() > MAX_DEPTH) {
            throw refusal(parser, "CASE-106", "this is nested more than " + MAX_DEPTH + " levels deep", null);
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> text(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
            case VALUE_TRUE, VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(token == JsonToken.VALUE_TRUE);
            default -> JsonNodeFactory.instance.nullNode();
        };
    }

    private JsonNode text(JsonParser parser) {
        return JsonNodeFactory.instance.stringNode(checked(parser, parser.getString()));
    }

    private JsonNode number(JsonParser parser, JsonToken token) {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return switch (parser.getNumberType()) {
                case INT -> JsonNodeFactory.instance.numberNode(parser.getIntValue());
                case LONG -> JsonNodeFactory.instance.numberNode(parser.getLongValue());
                default -> JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
            };
        }
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw refusal(
                    parser, "CASE-206", Words.quoted(parser.getString()) + " is not a number to reckon with", null);
        }
        return JsonNodeFactory.instance.numberNode(number);
    }

    /** In YAML an anchor, alias or tag shows in the first character of a key or value. */
    private void checkForm(JsonParser parser) {
        if (!yaml) {
            return;
        }
        long offset = parser.currentTokenLocation().getCharOffset();
        int first = offset >= 0 && offset < codePoints.length ? codePoints[(int) offset] : 0;
        if (first == '&' || first == '*') {
            String what = first == '&' ? "an anchor (&)" : "an alias (*)";
            throw refusal(parser, "CASE-105", what + " is not read", "Write the value out where it belongs.");
        }
        if (first == '!') {
            throw refusal(parser, "CASE-105", "a tag (!) is not read", "Leave it out.");
        }
    }

    private String checked(JsonParser parser, String value) {
        if (value.length() > MAX_TEXT) {
            throw refusal(parser, "CASE-107", "this text is longer than " + MAX_TEXT + " characters", null);
        }
        for (int i = 0; i < value.length(); i++) {
            char one = value.charAt(i);
            boolean pair = i + 1 < value.length() && Character.isSurrogatePair(one, value.charAt(i + 1));
            if (isRefused(one) || (Character.isSurrogate(one) && !pair)) {
                String what = Character.isSurrogate(one) ? "half a character (" : "a control character (";
                throw refusal(parser, "CASE-103", "the text contains " + what + named(one) + ")", "Remove it.");
            }
            i += pair ? 1 : 0;
        }
        return value;
    }

    private static boolean isRefused(char one) {
        return Character.isISOControl(one) && one != '\t' && one != '\n' && one != '\r';
    }

    private static String named(char one) {
        return String.format("U+%04X", (int) one);
    }

    private Refusal refusal(JsonParser parser, String code, String message, @Nullable String suggestion) {
        return new Refusal(code, parser.streamReadContext().pathAsPointer(), message, suggestion).at(place(parser));
    }

    private Refusal malformed(JacksonException e) {
        String language = yaml ? "YAML" : "JSON";
        String problem = e.getOriginalMessage();
        Place place = place(e.getLocation() == null ? TokenStreamLocation.NA : e.getLocation());
        if (e.getCause() instanceof MarkedYamlEngineException marked) {
            problem = marked.getProblem() + (marked.getContext() == null ? "" : " " + marked.getContext());
            // What has no end is best shown where it begins.
            boolean endless = ENDLESS.matcher(problem).find();
            Optional<Mark> mark =
                    endless ? marked.getContextMark().or(marked::getProblemMark) : marked.getProblemMark();
            place = mark.map(one -> new Place(line + one.getLine(), one.getColumn() + 1))
                    .orElse(place);
        } else if (yaml) {
            problem = "a key must be plain text";
        }
        boolean tab = yaml && problem.contains("(TAB)");
        String words = tab ? "a tab cannot indent" : NOISE.matcher(problem).replaceAll("");
        return new Refusal(
                        "CASE-101",
                        WHOLE,
                        "this is not well-formed " + language + ": " + Words.lowerFirst(words),
                        tab ? "Indent with spaces." : null)
                .at(place);
    }
}
