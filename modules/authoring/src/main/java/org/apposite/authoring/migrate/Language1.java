package org.apposite.authoring.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.json.record.Document;
import org.apposite.json.record.RecordSplitter.RawRecord;

/** What language 1 named otherwise, and what it had in Java, as a resource says. */
final class Language1 {

    private final Map<String, String> types;
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final Map<String, JsonNode> questions = new LinkedHashMap<>();
    private final Map<String, String> placeholders;
    private final Map<String, String> sections;
    private final Map<String, String> topic;
    private final Map<String, String> places;
    private final JsonNode moved;
    private final JsonNode areas;
    private final Pattern words;

    Language1() {
        JsonNode names = new Document(
                        new RawRecord(1, true, resource("language-1.yaml").getBytes(StandardCharsets.UTF_8)))
                .tree();
        types = texts(names.path("types"));
        types.forEach((before, after) -> facts.put(simple(before), simple(after)));
        names.path("questions").forEachEntry(questions::put);
        placeholders = texts(names.path("placeholders"));
        sections = texts(names.path("sections"));
        topic = texts(names.path("topic"));
        places = texts(names.path("places"));
        moved = names.path("moved");
        areas = names.path("areas");
        // A comment, a text in quotes, a question or fact with its parenthesis, or a name with dots.
        words = Pattern.compile(
                "//[^\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\\n])*\"|\\b(" + String.join("|", calls())
                        + ")(\\s*\\(\\s*)(\\)?)|[A-Za-z_][\\w.]*",
                Pattern.DOTALL);
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Language1.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.forEachEntry((key, value) -> texts.put(key, value.asText()));
        return texts;
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private List<String> calls() {
        List<String> calls = new ArrayList<>(questions.keySet());
        calls.addAll(facts.keySet());
        return calls;
    }

    /** A rule file in language 2. */
    String rules(String text) {
        return words.matcher(text).replaceAll(found -> Matcher.quoteReplacement(word(found)));
    }

    private String word(MatchResult found) {
        String word = found.group();
        String call = found.group(1);
        if (call != null) {
            JsonNode question = questions.get(call);
            return question == null
                    ? Objects.requireNonNull(facts.get(call)) + found.group(2) + found.group(3)
                    : question(question, found.group(2), found.group(3));
        }
        return word.startsWith("\"") ? filled(word) : types.getOrDefault(word, word);
    }

    private static String question(JsonNode question, String open, String close) {
        String name = question.path("is").asText();
        if (!question.has("about")) {
            return name + open + close;
        }
        String about = '"' + question.path("about").asText() + '"';
        return close.isEmpty() ? name + open + about + ", " : name + open.stripTrailing() + " " + about + " " + close;
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> one : placeholders.entrySet()) {
            filled = filled.replace("{" + one.getKey() + "}", "{" + one.getValue() + "}");
        }
        return filled;
    }

    /** The old names, for comments that still speak of them. */
    List<String> oldNames() {
        List<String> names = new ArrayList<>(questions.keySet());
        facts.forEach((before, after) -> {
            if (!before.equals(after)) {
                names.add(before);
            }
        });
        names.addAll(placeholders.keySet());
        names.addAll(sections.keySet());
        names.add("area:");
        return names;
    }

    /** Renames sections or lists. */
    void rename(YamlLines file) {
        sections.forEach((before, after) -> file.find(before).ifPresent(block -> file.rename(block, after)));
    }

    /** Says in a topic what language 1 said of every topic, below its complaints. */
    void complete(YamlLines file) {
        sections.values()
                .forEach(section -> file.find(section).ifPresent(block -> {
                    List<String> lines = new ArrayList<>();
                    topic.forEach((key, value) -> lines.add(key + ": " + value));
                    file.insert(block.to(), lines);
                }));
    }

    /** Says where complaints are when no region is stated. */
    void place(YamlLines findings) {
        places.forEach((complaint, region) -> {
            for (String section : sections.values()) {
                findings.find(section, complaint, "question")
                        .ifPresent(question -> findings.insert(
                                question.to(), List.of(" ".repeat(question.indent()) + "region: " + region)));
            }
        });
    }

    /** Moves entries of the data into files of their own, each in the words of the folder; without an entry nobody asks for it. */
    void move(YamlLines findings, Map<String, YamlLines> files) {
        moved.forEachEntry((code, where) -> {
            YamlLines target =
                    Objects.requireNonNull(files.get(where.path("file").asText()));
            String[] path = where.path("at").valueStream().map(JsonNode::asText).toArray(String[]::new);
            YamlLines.Block to = target.find(path).orElseThrow();
            YamlLines.Block entry = findings.find("data", code).orElse(null);
            if (entry == null) {
                target.remove(to);
                return;
            }
            for (YamlLines.Block part : findings.below(entry)) {
                YamlLines.Block there = target.find(path).orElseThrow();
                YamlLines.Block own = target.find(there, findings.keyOf(part)).orElse(null);
                int indent = target.below(there).get(0).indent();
                List<String> lines = findings.moved(part.from(), part.to(), indent - part.indent());
                if (own == null) {
                    target.insert(there.to(), lines);
                } else {
                    target.replace(own.from(), own.to(), lines);
                }
            }
            target.insert(to.from(), findings.moved(entry.from(), entry.key(), to.indent() - entry.indent()));
            findings.remove(entry);
        });
    }

    private static final Pattern AREA = Pattern.compile("(?m)^([^#\n]*?)\\barea:[ \t]*([a-z-]+)");

    /** Says of each procedure which region it shows. */
    String procedures(String text) {
        return AREA.matcher(text).replaceAll(found -> {
            JsonNode region = areas.path(found.group(2));
            if (region.isMissingNode()) {
                return Matcher.quoteReplacement(found.group());
            }
            String before = found.group(1);
            String between = before.isBlank() ? "\n" + before : ", ";
            return Matcher.quoteReplacement(before
                    + region.properties().stream()
                            .map(one -> one.getKey() + ": " + one.getValue().asText())
                            .collect(Collectors.joining(between)));
        });
    }
}
