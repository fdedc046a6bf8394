package org.apposite.json.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A tree as YAML in blocks, for a person to read and fill in. */
public final class YamlBlocks {

    /** Words, what begins with a number and goes on in words, and days: no text that YAML could take for something else. */
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile(
            "(?!(?:true|false|null)$)[a-zA-Z](?:[\\w ./-]*[\\w.])?|\\d+ [a-zA-Z](?:[\\w ./-]*[\\w.])?|\\d{4}-\\d{2}-\\d{2}",
            Pattern.CASE_INSENSITIVE);

    private YamlBlocks() {}

    public static String of(JsonNode tree) {
        return String.join("\n", lines(tree)) + "\n";
    }

    private static List<String> lines(JsonNode node) {
        List<String> lines = new ArrayList<>();
        if (node.isEmpty()) {
            lines.add(inOneLine(node));
        } else if (node.isArray()) {
            node.forEach(item -> {
                List<String> block = lines(item);
                lines.add("- " + block.get(0));
                block.stream().skip(1).forEach(line -> lines.add("  " + line));
            });
        } else {
            node.forEachEntry((key, value) -> {
                if (value.isEmpty()) {
                    lines.add(key + ": " + inOneLine(value));
                    return;
                }
                lines.add(key + ":");
                lines(value).forEach(line -> lines.add(value.isArray() ? line : "  " + line));
            });
        }
        return lines;
    }

    /** A single value, or what is empty; YAML reads JSON as well. */
    private static String inOneLine(JsonNode node) {
        return node.isTextual() && NEEDS_NO_QUOTES.matcher(node.textValue()).matches()
                ? node.textValue()
                : node.toString();
    }
}
