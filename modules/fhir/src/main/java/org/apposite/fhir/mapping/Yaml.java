package org.apposite.fhir.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a YAML file that knows its place. What is wrong goes to one list of issues, and reading goes on with
 * neutral values, so that one pass finds everything.
 */
final class Yaml {

    private static final int MAX_CODE_POINTS = 1 << 20;

    private final List<MappingIssue> issues;
    private final Node node;
    private final @Nullable Node name;
    private final Map<String, Yaml> entries = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();

    private Yaml(List<MappingIssue> issues, @Nullable Node name, Node node) {
        this.issues = issues;
        this.name = name;
        this.node = node;
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                if (keys.put(key, tuple.getKeyNode()) != null) {
                    report(tuple.getKeyNode(), "the key \"" + key + "\" stands twice", "Keep one of them.");
                }
                entries.put(key, new Yaml(issues, tuple.getKeyNode(), tuple.getValueNode()));
            }
        }
    }

    /** The root of a file, null when it is no YAML map; then that has been reported. */
    static @Nullable Yaml of(String file, String text, List<MappingIssue> issues) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CODE_POINTS)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode) {
                return new Yaml(issues, null, root.get());
            }
            issues.add(new MappingIssue(file, 1, 1, "keys with values are expected here", null));
        } catch (MarkedYamlEngineException e) {
            Mark mark = e.getProblemMark().orElse(null);
            issues.add(new MappingIssue(
                    file,
                    mark == null ? 0 : mark.getLine() + 1,
                    mark == null ? 0 : mark.getColumn() + 1,
                    "this is not valid YAML: " + e.getProblem(),
                    "Check indentation, colons and quotes."));
        } catch (StackOverflowError e) {
            issues.add(new MappingIssue(file, 0, 0, "something in this file is nested too deep to be read", null));
        } catch (YamlEngineException e) {
            boolean alias = String.valueOf(e.getMessage()).contains("aliases");
            issues.add(
                    alias
                            ? new MappingIssue(file, 0, 0, "an alias (*) is not read here", "Write the value out.")
                            : new MappingIssue(file, 0, 0, "this is not valid YAML: " + e.getMessage(), null));
        }
        return null;
    }

    /** The file that this value stands in. */
    String file() {
        return node.getStartMark().map(Mark::getName).orElse("");
    }

    Map<String, Yaml> entries() {
        if (!(node instanceof MappingNode)) {
            report("keys with values are expected here", null);
        }
        return entries;
    }

    /** The same, after every key that is none of these has been reported. */
    Map<String, Yaml> entries(Set<String> known) {
        entries().keySet().stream().filter(key -> !known.contains(key)).forEach(key -> reportKey(key, known));
        return entries;
    }

    List<Yaml> items() {
        if (!(node instanceof SequenceNode list)) {
            report("a list is expected here", "Write it as [one, two].");
            return List.of();
        }
        List<Yaml> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(new Yaml(issues, null, item));
        }
        return items;
    }

    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        if (node instanceof AnchorNode) {
            report("an alias is not read here", "Write the value out.");
        } else {
            report("one value is expected here", null);
        }
        return "";
    }

    private void reportKey(String key, Collection<String> known) {
        Node at = keys.get(key);
        report(at == null ? node : at, "\"" + key + "\" is not a key of this place", Nearest.suggestion(key, known));
    }

    /** Reports at the key that this value stands under. */
    void reportName(String message, @Nullable String suggestion) {
        report(name == null ? node : name, message, suggestion);
    }

    void report(String message, @Nullable String suggestion) {
        report(node, message, suggestion);
    }

    private void report(Node at, String message, @Nullable String suggestion) {
        Mark mark = at.getStartMark().orElse(null);
        issues.add(new MappingIssue(
                mark == null ? "" : mark.getName(),
                mark == null ? 0 : mark.getLine() + 1,
                mark == null ? 0 : mark.getColumn() + 1,
                message,
                suggestion));
    }
}
