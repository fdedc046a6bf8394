package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.model.Topic.Place;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where the keys of a YAML file stand. A file that cannot be read has none; the library has reported it. */
final class YamlKeys {

    private static final Place TOP = new Place(1, 1);

    private final Optional<Node> root;

    private YamlKeys(Optional<Node> root) {
        this.root = root;
    }

    static YamlKeys of(String text) {
        try {
            return new YamlKeys(new Compose(
                            LoadSettings.builder().setAllowDuplicateKeys(true).build())
                    .composeString(text));
        } catch (YamlEngineException | StackOverflowError e) {
            return new YamlKeys(Optional.empty());
        }
    }

    /** The place of a key below other keys; the first place of the file when it is not there. */
    Place place(String... path) {
        Optional<Node> at = root;
        Place place = TOP;
        for (String key : path) {
            Optional<NodeTuple> tuple = at.flatMap(node -> entry(node, key));
            if (tuple.isEmpty()) {
                return place;
            }
            place = place(tuple.get().getKeyNode());
            at = tuple.map(NodeTuple::getValueNode);
        }
        return place;
    }

    /** The place of the item of a list in which a key has this value; that of the list's key when there is none. */
    Place item(String list, String key, String value) {
        List<Node> items = root.flatMap(node -> entry(node, list))
                .map(NodeTuple::getValueNode)
                .filter(SequenceNode.class::isInstance)
                .map(node -> ((SequenceNode) node).getValue())
                .orElse(List.of());
        for (Node item : items) {
            if (entry(item, key).flatMap(YamlKeys::text).filter(value::equals).isPresent()) {
                return place(item);
            }
        }
        return place(list);
    }

    /** The text of a key below other keys. */
    Optional<String> text(String... path) {
        Optional<Node> at = root;
        for (String key : path) {
            at = at.flatMap(node -> entry(node, key)).map(NodeTuple::getValueNode);
        }
        return at.filter(ScalarNode.class::isInstance).map(node -> ((ScalarNode) node).getValue());
    }

    /** All texts below a key below other keys, whatever the form of lists and maps there, without keys. */
    List<String> texts(String... path) {
        Optional<Node> at = root;
        for (String key : path) {
            at = at.flatMap(node -> entry(node, key)).map(NodeTuple::getValueNode);
        }
        return at.map(YamlKeys::texts).orElse(List.of());
    }

    private static List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof ScalarNode scalar) {
            texts.add(scalar.getValue());
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(one -> texts.addAll(texts(one)));
        } else if (node instanceof MappingNode map) {
            map.getValue().forEach(one -> texts.addAll(texts(one.getValueNode())));
        }
        return texts;
    }

    private static Optional<String> text(NodeTuple tuple) {
        return tuple.getValueNode() instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    private static Optional<NodeTuple> entry(Node node, String key) {
        if (node instanceof MappingNode map) {
            return map.getValue().stream()
                    .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                            && scalar.getValue().equals(key))
                    .findFirst();
        }
        return Optional.empty();
    }

    private static Place place(Node node) {
        return node.getStartMark()
                .map(mark -> new Place(mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(TOP);
    }
}
