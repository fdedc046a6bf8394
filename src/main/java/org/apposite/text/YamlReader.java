package org.apposite.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.text.YamlDocument.Kind;
import org.apposite.text.YamlDocument.Limits;
import org.apposite.text.YamlDocument.Problem;
import org.apposite.text.YamlValue.Entry;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Makes a document of the events of the parser, and is the only class that knows the parser. Nothing that a text holds
 * makes it build more than what is written there. For one use.
 */
final class YamlReader {

    private static final int LONGEST_KEY_SHOWN = 60;
    private static final Pattern ENDLESS = Pattern.compile("end of stream|stream end|could not find expected ':'");
    private static final String NOT_YAML = "this is not part of YAML 1.2";
    /** What the parser says, by what a writer can make of it; the first that fits counts. */
    private static final Map<Pattern, String> IN_PLAIN_WORDS = inPlainWords();

    private final String text;
    private final Limits limits;
    private final StreamReader stream;
    private final ParserImpl parser;
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>();
    private int depth;
    private int values;
    private boolean ended;

    YamlReader(String text, Limits limits) {
        this.text = text;
        this.limits = limits;
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(limits.characters()).build();
        this.stream = new StreamReader(settings, text);
        this.parser = new ParserImpl(settings, stream);
    }

    private static Map<Pattern, String> inPlainWords() {
        Map<Pattern, String> words = new LinkedHashMap<>();
        words.put(
                Pattern.compile("mapping values are not allowed"),
                "there is one colon too many here, or the line above lacks one; put a text that contains a colon in quotes");
        words.put(
                Pattern.compile("could not find expected ':'"),
                "a key must be followed by a colon and a space, and there is none here");
        words.put(
                Pattern.compile("<block end>, but found '<scalar>'"),
                "there is something after the closing quote of a text; put a text that contains quotes in single quotes");
        words.put(
                Pattern.compile("expected <block end>"),
                "the line does not fit those above it: it begins further left or right than they do, or a space is"
                        + " missing after its hyphen");
        words.put(Pattern.compile("expected ',' or '\\]'"), "a list in brackets lacks a comma or its closing bracket");
        words.put(Pattern.compile("expected ',' or '}'"), "keys in braces lack a comma or their closing brace");
        words.put(
                Pattern.compile("parsing a flow node"),
                "something is missing between brackets or braces, or they are not closed");
        words.put(Pattern.compile("scanning a quoted scalar"), "a text in quotes is not closed");
        words.put(Pattern.compile("character '(.)' that cannot start"), "put a text that begins with $1 in quotes");
        words.put(Pattern.compile("scanning an (?:anchor|alias)"), "put a text that begins with & or * in quotes");
        words.put(
                Pattern.compile("unknown escape character (.)"),
                "\\\\$1 means nothing in double quotes; put a text that contains a backslash in single quotes");
        words.put(Pattern.compile("expected '<document start>'"), "this does not belong to what is above it");
        return words;
    }

    YamlDocument read() {
        checkWhole();
        next();
        YamlValue root = null;
        if (next() instanceof DocumentStartEvent) {
            root = value(next());
            next();
            Event more = next();
            if (more instanceof DocumentStartEvent) {
                report(Kind.SECOND_DOCUMENT, "", placeOf(more));
            }
        }
        return new YamlDocument(root, problems);
    }

    private void checkWhole() {
        OptionalInt refused = Characters.firstRefused(text);
        if (text.length() > limits.characters()) {
            end(Kind.TOO_LARGE, String.valueOf(limits.characters()), new Place(1, 1));
        } else if (refused.isPresent()) {
            int at = refused.getAsInt();
            int lineStart = text.lastIndexOf('\n', at) + 1;
            int breaks =
                    (int) text.chars().limit(lineStart).filter(c -> c == '\n').count();
            Place place = new Place(breaks + 1, text.codePointCount(lineStart, at) + 1);
            end(Kind.CONTROL_CHARACTER, Characters.name(text.charAt(at)), place);
        }
    }

    /** The next event, null when there is nothing more to read. */
    private @Nullable Event next() {
        if (ended) {
            return null;
        }
        try {
            return parser.next();
        } catch (MarkedYamlEngineException e) {
            path.clear();
            endMalformed(e);
        } catch (YamlEngineException | NumberFormatException e) {
            // Another version of YAML, or a number beyond all characters, comes without a place of its own.
            path.clear();
            end(Kind.MALFORMED, NOT_YAML, placeOf(stream.getMark()));
        }
        return null;
    }

    private void endMalformed(MarkedYamlEngineException e) {
        String words = e.getProblem() + (e.getContext() == null ? "" : " " + e.getContext());
        if (words.contains("(TAB)")) {
            end(Kind.TAB, "a line cannot be indented with a tab", placeOf(e.getProblemMark()));
        } else {
            // What has no end is best shown where it begins.
            boolean endless = ENDLESS.matcher(words).find();
            Optional<Mark> mark = endless ? e.getContextMark().or(e::getProblemMark) : e.getProblemMark();
            end(Kind.MALFORMED, plain(words), placeOf(mark));
        }
    }

    private static String plain(String words) {
        for (Map.Entry<Pattern, String> one : IN_PLAIN_WORDS.entrySet()) {
            Matcher matcher = one.getKey().matcher(words);
            if (matcher.find()) {
                StringBuilder plain = new StringBuilder();
                matcher.appendReplacement(plain, one.getValue());
                return plain.substring(matcher.start());
            }
        }
        return NOT_YAML;
    }

    /** The value that begins with an event, null when reading has ended before it. */
    private @Nullable YamlValue value(@Nullable Event first) {
        if (!(first instanceof NodeEvent node)) {
            return null;
        }
        if (values++ > limits.values()) {
            end(Kind.TOO_MANY_VALUES, String.valueOf(limits.values()), placeOf(node));
            return null;
        }
        return node instanceof CollectionStartEvent start ? collection(start) : scalar(node);
    }

    private @Nullable YamlValue collection(CollectionStartEvent start) {
        Place place = placeOf(start);
        checkForm(start, start.getTag(), place);
        if (depth == limits.depth()) {
            end(Kind.TOO_DEEP, String.valueOf(limits.depth()), place);
            return null;
        }
        depth++;
        YamlValue collection = start instanceof SequenceStartEvent ? sequence(place) : mapping(place);
        depth--;
        return collection;
    }

    private Sequence sequence(Place place) {
        List<YamlValue> items = new ArrayList<>();
        for (Event event = next(); event != null && !(event instanceof SequenceEndEvent); event = next()) {
            path.addLast(String.valueOf(items.size()));
            YamlValue item = value(event);
            path.pollLast();
            if (item != null) {
                items.add(item);
            }
        }
        return new Sequence(items, place);
    }

    private Mapping mapping(Place place) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event instanceof NodeEvent first; event = next()) {
            if (first instanceof CollectionStartEvent) {
                end(Kind.KEY_OF_PARTS, "", placeOf(first));
                break;
            }
            path.addLast(textOf(first));
            Scalar key = scalar(first);
            checkKey(key, entries.containsKey(key.text()));
            YamlValue value = value(next());
            path.pollLast();
            if (value != null) {
                entries.putIfAbsent(key.text(), new Entry(key, value));
            }
        }
        return new Mapping(entries, place);
    }

    private void checkKey(Scalar key, boolean isTaken) {
        String text = key.text();
        if (isTaken) {
            boolean isLong = text.length() > LONGEST_KEY_SHOWN;
            report(Kind.DUPLICATE_KEY, isLong ? text.substring(0, LONGEST_KEY_SHOWN) + "..." : text, key.place());
        }
        if (key.plain() && text.equals("<<")) {
            report(Kind.MERGE_KEY, "", key.place());
        }
    }

    private Scalar scalar(NodeEvent node) {
        Place place = placeOf(node);
        String written = textOf(node);
        if (!(node instanceof ScalarEvent scalar)) {
            report(Kind.ALIAS, "", place);
            return new Scalar(written, true, place);
        }
        checkForm(scalar, scalar.getTag(), place);
        if (written.length() > limits.textCharacters()) {
            report(Kind.TOO_LONG, String.valueOf(limits.textCharacters()), place);
        }
        Characters.firstRefused(written)
                .ifPresent(at -> report(Kind.ESCAPED_CONTROL_CHARACTER, Characters.name(written.charAt(at)), place));
        return new Scalar(written, scalar.isPlain(), place);
    }

    private static String textOf(NodeEvent node) {
        return node instanceof ScalarEvent scalar
                ? scalar.getValue()
                : "*" + node.getAnchor().map(Anchor::getValue).orElse("");
    }

    private void checkForm(NodeEvent node, Optional<String> tag, Place place) {
        if (node.getAnchor().isPresent()) {
            report(Kind.ANCHOR, "", place);
        }
        if (tag.isPresent()) {
            report(Kind.TAG, "", place);
        }
    }

    private void end(Kind kind, String what, Place place) {
        report(kind, what, place);
        ended = true;
    }

    private void report(Kind kind, String what, Place place) {
        problems.add(new Problem(kind, what, place, List.copyOf(path)));
    }

    private static Place placeOf(Event event) {
        return placeOf(event.getStartMark());
    }

    private static Place placeOf(Optional<Mark> mark) {
        return mark.map(one -> new Place(one.getLine() + 1, one.getColumn() + 1))
                .orElseThrow();
    }
}
