package org.apposite.authoring.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of a YAML file in block style, to be changed where they stand, so that comments and layout stay. A key that is
 * written otherwise is not found.
 */
final class YamlLines {

    private final List<String> lines;

    YamlLines(String text) {
        this.lines = new ArrayList<>(List.of(text.split("\n", -1)));
    }

    /**
     * A key with what belongs to it.
     *
     * @param from its first line, that of a comment above it or its own
     * @param key its own line
     * @param to behind its last line
     * @param indent how far it stands to the right
     */
    record Block(int from, int key, int to, int indent) {}

    /** The block of a key below other keys. */
    Optional<Block> find(String... path) {
        Block within = new Block(0, -1, lines.size(), -1);
        for (String key : path) {
            Optional<Block> found = find(within, key);
            if (found.isEmpty()) {
                return found;
            }
            within = found.get();
        }
        return Optional.of(within);
    }

    /** The block of a key directly below another. */
    Optional<Block> find(Block within, String key) {
        return below(within).stream()
                .filter(block -> lines.get(block.key).strip().matches(Pattern.quote(key) + ":( .*)?"))
                .findFirst();
    }

    /** The blocks directly below a key. */
    List<Block> below(Block within) {
        List<Block> blocks = new ArrayList<>();
        int indent = -1;
        int comments = -1;
        int key = -1;
        int from = -1;
        int last = -1;
        for (int i = within.key + 1; i < within.to; i++) {
            String line = lines.get(i);
            boolean isComment = line.strip().startsWith("#");
            if (line.isBlank() || isComment) {
                comments = !isComment ? -1 : comments < 0 ? i : comments;
                continue;
            }
            if (indent < 0) {
                indent = indent(line);
            }
            if (indent(line) == indent) {
                if (key >= 0) {
                    blocks.add(new Block(from, key, last + 1, indent));
                }
                from = comments < 0 ? i : comments;
                key = i;
            }
            comments = -1;
            last = i;
        }
        if (key >= 0) {
            blocks.add(new Block(from, key, last + 1, indent));
        }
        return blocks;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** Lines of a block, moved so that its key would stand so far to the right. */
    List<String> moved(int from, int to, int by) {
        return lines.subList(from, to).stream()
                .map(line -> line.isBlank() ? line : by < 0 ? line.substring(-by) : " ".repeat(by) + line)
                .toList();
    }

    String keyOf(Block block) {
        String line = lines.get(block.key).strip();
        return line.substring(0, line.indexOf(':'));
    }

    void rename(Block block, String key) {
        String line = lines.get(block.key);
        lines.set(block.key, line.replaceFirst(Pattern.quote(keyOf(block)), key));
    }

    void replace(int from, int to, List<String> with) {
        lines.subList(from, to).clear();
        lines.addAll(from, with);
    }

    void remove(Block block) {
        replace(block.from, block.to, List.of());
    }

    void insert(int at, List<String> more) {
        lines.addAll(at, more);
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
