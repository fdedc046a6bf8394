package org.apposite.json.record;

import java.util.Locale;

/** How cases are written in a file or stream. */
public enum CaseFormat {
    /** YAML documents, separated by {@code ---} at the beginning of a line. */
    YAML,
    /** One JSON document; or one a line, when the first line that is not blank begins and ends with a brace. */
    JSON,
    /** One JSON document a line; blank lines are skipped. */
    NDJSON,
    /** What it looks like: JSON as {@link #JSON} reads it when it begins with a brace, otherwise YAML. */
    DETECT;

    /**
     * The format that a file's name promises.
     *
     * @param name the name or path of a file
     * @return YAML for {@code .yaml} and {@code .yml}, JSON for {@code .json}, NDJSON for {@code .ndjson} and
     *     {@code .jsonl}, otherwise DETECT
     */
    public static CaseFormat ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return switch (lower.substring(lower.lastIndexOf('.') + 1)) {
            case "yaml", "yml" -> YAML;
            case "json" -> JSON;
            case "ndjson", "jsonl" -> NDJSON;
            default -> DETECT;
        };
    }
}
