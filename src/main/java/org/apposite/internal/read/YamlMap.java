package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A map of a YAML file, read strictly: what is asked for and missing, or there and not asked for, becomes an issue at
 * its place. Reading goes on with neutral values, so that one pass finds everything.
 */
final class YamlMap {

    private static final int MAX_CODE_POINTS = 1 << 20;

    private final SourceFile file;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final @Nullable Node whole;

    private YamlMap(SourceFile file, @Nullable Node node) {
        this.file = file;
        this.whole = node;
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                keys.put(key, tuple.getKeyNode());
                if (values.put(key, tuple.getValueNode()) != null) {
                    report(tuple.getKeyNode(), "the key \"" + key + "\" stands twice", "Keep one of them.");
                }
            }
        } else {
            reportHere(IssueCode.YAML, "keys with values are expected here", null);
        }
    }

    /** The map of a file, null when it is no YAML; then that has been reported. */
    static @Nullable YamlMap of(SourceFile file) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.name())
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CODE_POINTS)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(Typography.plain(file));
            return new YamlMap(file, root.orElse(null));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            file.report(
                    IssueCode.YAML,
                    mark == null ? 0 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1,
                    "this is not valid YAML: " + e.getProblem(),
                    "Check indentation, colons and quotes.");
        } catch (StackOverflowError e) {
            file.report(IssueCode.TOO_LARGE, 0, 0, "something in this file is nested too deep to be read", null);
        } catch (YamlEngineException e) {
            file.report(IssueCode.YAML, 0, 0, "this is not valid YAML: " + e.getMessage(), null);
        }
        return null;
    }

    private static Node emptyMap() {
        return new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private static int column(Node node) {
        return node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
    }

    private void report(Node node, String message, @Nullable String suggestion) {
        file.report(IssueCode.YAML, line(node), column(node), message, suggestion);
    }

    /** Reports at the value of a key, or where the map begins when it has no such key. */
    void report(IssueCode code, String key, String message, @Nullable String suggestion) {
        Node node = values.get(key);
        if (node == null) {
            reportHere(code, message, suggestion);
        } else {
            file.report(code, line(node), column(node), message, suggestion);
        }
    }

    /** Reports at an item of the list of a key. */
    void report(IssueCode code, String key, int item, String message, @Nullable String suggestion) {
        Node node = values.get(key) instanceof SequenceNode list
                        && item < list.getValue().size()
                ? list.getValue().get(item)
                : values.get(key);
        if (node == null) {
            reportHere(code, message, suggestion);
        } else {
            file.report(code, line(node), column(node), message, suggestion);
        }
    }

    /** Reports where the map begins. */
    void reportHere(IssueCode code, String message, @Nullable String suggestion) {
        file.report(code, whole == null ? 1 : line(whole), whole == null ? 1 : column(whole), message, suggestion);
    }

    SourceFile file() {
        return file;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** Reports every key that is none of these. */
    void allow(String... allowed) {
        Set<String> known = Set.of(allowed);
        values.forEach((key, node) -> {
            if (!known.contains(key)) {
                report(
                        keys.getOrDefault(key, node),
                        "the key \"" + key + "\" is not known here",
                        Suggestion.didYouMean(key, known));
            }
        });
    }

    String text(String key) {
        Node node = values.get(key);
        if (node == null) {
            reportHere(IssueCode.YAML, "the key \"" + key + "\" is missing", "Add it.");
            return "";
        }
        return text(node, key);
    }

    private String text(Node node, String key) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        report(node, "\"" + key + "\" must be a text", null);
        return "";
    }

    String textOr(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    List<String> texts(String key) {
        Node node = values.get(key);
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> texts.add(text(item, key)));
        } else {
            report(IssueCode.YAML, key, "\"" + key + "\" must be a list", null);
        }
        return texts;
    }

    /** A list of texts, or one text in place of a list of one. */
    List<String> textOrTexts(String key) {
        return values.get(key) instanceof ScalarNode ? List.of(text(key)) : texts(key);
    }

    /** A list of lists of texts. */
    List<List<String>> lists(String key) {
        Node node = values.get(key);
        List<List<String>> lists = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                lists.add(texts(item, key));
            }
        } else {
            report(IssueCode.YAML, key, "\"" + key + "\" must be a list", null);
        }
        return lists;
    }

    private List<String> texts(Node node, String key) {
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> texts.add(text(item, key)));
        } else {
            report(node, "\"" + key + "\" must be a list of lists", null);
        }
        return texts;
    }

    List<YamlMap> maps(String key) {
        Node node = values.get(key);
        List<YamlMap> maps = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> maps.add(new YamlMap(file, item)));
        } else {
            report(IssueCode.YAML, key, "\"" + key + "\" must be a list", null);
        }
        return maps;
    }

    YamlMap map(String key) {
        Node node = values.get(key);
        if (node == null) {
            reportHere(IssueCode.YAML, "the key \"" + key + "\" is missing", "Add it.");
        }
        return new YamlMap(file, node == null ? emptyMap() : node);
    }

    /** Every key with its map, in the order of the file. */
    void eachMap(BiConsumer<String, YamlMap> reader) {
        values.forEach((key, node) -> reader.accept(key, new YamlMap(file, node)));
    }

    /** Every key with its list of texts, or else with its map, in the order of the file. */
    void eachListOrMap(BiConsumer<String, List<String>> ofList, BiConsumer<String, YamlMap> ofMap) {
        values.forEach((key, node) -> {
            if (node instanceof SequenceNode) {
                ofList.accept(key, texts(key));
            } else {
                ofMap.accept(key, new YamlMap(file, node));
            }
        });
    }

    /** Every key with its text, in the order of the file. */
    void eachText(BiConsumer<String, String> reader) {
        values.keySet().forEach(key -> reader.accept(key, text(key)));
    }

    /** Every key with its list of texts, in the order of the file. */
    void eachTexts(BiConsumer<String, List<String>> reader) {
        values.keySet().forEach(key -> reader.accept(key, texts(key)));
    }

    /** Every key with its list of numbers, in the order of the file. */
    void eachNumbers(BiConsumer<String, List<Double>> reader) {
        values.keySet().forEach(key -> {
            List<Double> numbers = new ArrayList<>();
            for (String text : texts(key)) {
                try {
                    numbers.add(Double.valueOf(text));
                } catch (NumberFormatException e) {
                    report(IssueCode.YAML, key, "\"" + text + "\" must be a number", null);
                }
            }
            reader.accept(key, numbers);
        });
    }
}
