package org.apposite.json.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.text.Characters;
import org.apposite.text.Place;
import org.apposite.text.YamlDocument.Kind;
import org.jspecify.annotations.Nullable;

/**
 * JSON. Places are found by reading the text once more, so that a record without an error pays nothing for them.
 */
final class JsonText implements RecordText {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonPointer WHOLE = JsonPointer.empty();
    /** What the parser says of itself and not of the text. */
    private static final Pattern NOISE =
            Pattern.compile("(?s) \\((start marker at|for \\w+ starting).*| \\(code [^)]*\\)"
                    + "|(: was expecting)? \\(JSON .*|: (JSON spec|maybe a) .*");

    /** Some releases of the parser tell where it ends, and others where it begins. */
    private static final Pattern UNKNOWN_TOKEN = Pattern.compile("^Unrecognized token '([^'.]*)");

    private final String text;
    private @Nullable ObjectNode root;
    private int values;

    JsonText(String text) {
        this.text = text;
    }

    @Override
    public ObjectNode tree() {
        try (JsonParser parser = parser()) {
            JsonToken token = parser.nextToken();
            if (token == null || token == JsonToken.VALUE_NULL) {
                throw Refusal.empty(WHOLE);
            }
            if (token != JsonToken.START_OBJECT) {
                throw Refusal.noMap(token == JsonToken.START_ARRAY).at(place(parser));
            }
            ObjectNode tree = object(parser);
            if (parser.nextToken() != null) {
                throw refusal(parser, Kind.SECOND_DOCUMENT, "");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new Refusal("CASE-101", WHOLE, "this has a number or a name that is too long to be read", null);
        } catch (JsonProcessingException e) {
            String words = NOISE.matcher(e.getOriginalMessage()).replaceAll("").replace("field name", "property name");
            throw new Refusal("CASE-101", WHOLE, "this is not well-formed JSON: " + MessageText.lowerFirst(words), null)
                    .at(place(e, words));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable String id() {
        JsonNode id = root == null ? null : root.get("id");
        return id != null && id.isTextual() ? id.textValue() : null;
    }

    @Override
    public @Nullable Place placeOf(JsonPointer path, boolean ofKey) {
        try (JsonParser parser = parser()) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if ((token == JsonToken.FIELD_NAME) == ofKey
                        && parser.getParsingContext().pathAsPointer().equals(path)) {
                    return place(parser);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return null;
    }

    private JsonParser parser() throws IOException {
        return JSON.createParser(text);
    }

    private static Place place(JsonParser parser) {
        return place(parser.currentTokenLocation());
    }

    private static Place place(JsonLocation location) {
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private Place place(JsonProcessingException fault, String words) {
        JsonLocation location = fault.getLocation() == null ? JsonLocation.NA : fault.getLocation();
        Place place = place(location);
        Matcher unknown = UNKNOWN_TOKEN.matcher(words);
        String token = unknown.find() ? unknown.group(1) : "";
        boolean atItsEnd = text.startsWith(token, (int) location.getCharOffset() - token.length());
        return atItsEnd ? new Place(place.line(), place.column() - token.length()) : place;
    }

    private ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = NODES.objectNode();
        if (root == null) {
            root = object;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = checked(parser, parser.currentName());
            if (object.has(name)) {
                throw refusal(parser, Kind.DUPLICATE_KEY, name);
            }
            JsonToken token = parser.nextToken();
            boolean isNumber = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
            object.set(name, isNumber && TEXTS.contains(name) ? text(parser) : value(parser, token));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser) throws IOException {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token));
        }
        return array;
    }

    private JsonNode value(JsonParser parser, JsonToken token) throws IOException {
        if (++values > MAX_VALUES) {
            throw refusal(parser, Kind.TOO_MANY_VALUES, String.valueOf(MAX_VALUES));
        }
        if (parser.getParsingContext().getNestingDepth() > MAX_DEPTH) {
            throw refusal(parser, Kind.TOO_DEEP, String.valueOf(MAX_DEPTH));
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> text(parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser, token);
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            default -> NODES.nullNode();
        };
    }

    private static JsonNode text(JsonParser parser) throws IOException {
        return NODES.textNode(checked(parser, parser.getText()));
    }

    private static JsonNode number(JsonParser parser, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return switch (parser.getNumberType()) {
                case INT -> NODES.numberNode(parser.getIntValue());
                case LONG -> NODES.numberNode(parser.getLongValue());
                default -> NODES.numberNode(parser.getBigIntegerValue());
            };
        }
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw Refusal.noNumber(parser.getText(), parser.getParsingContext().pathAsPointer())
                    .at(place(parser));
        }
        return NODES.numberNode(number);
    }

    private static String checked(JsonParser parser, String value) {
        if (value.length() > MAX_TEXT) {
            throw refusal(parser, Kind.TOO_LONG, String.valueOf(MAX_TEXT));
        }
        OptionalInt refused = Characters.firstRefused(value);
        if (refused.isPresent()) {
            throw refusal(parser, Kind.ESCAPED_CONTROL_CHARACTER, Characters.name(value.charAt(refused.getAsInt())));
        }
        return value;
    }

    private static Refusal refusal(JsonParser parser, Kind kind, String what) {
        return Refusal.of(kind, what, parser.getParsingContext().pathAsPointer())
                .at(place(parser));
    }
}
