package org.apposite.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;

/**
 * The lock of a rule set, {@code rule-set.lock}: which content came with which version. Immutable and thread-safe.
 *
 * @param version the version of the rule set
 * @param files what each file held, by name
 * @param critical the codes of the critical alerts, by topic
 */
public record RuleLock(String version, SortedMap<String, Entry> files, SortedMap<String, SortedSet<String>> critical) {

    /** The name of the lock, beside {@code rule-set.yaml}. */
    public static final String FILE = "rule-set.lock";

    /** How large it may be: a line for each file. */
    public static final int MOST_BYTES = 16 << 20;

    private static final String HEAD = """
            # Which content came with which version. Written by "apposite lock", after the version in rule-set.yaml was
            # raised; never by hand.
            """;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern VERSION_LINE = Pattern.compile("(?m)^version[ \\t]*:.*$");
    private static final String RULE_SET = "rule-set.yaml";

    /** Copies the maps. */
    public RuleLock {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
        critical = Collections.unmodifiableSortedMap(new TreeMap<>(critical));
    }

    /**
     * One file.
     *
     * @param since the version with which the file became as it is
     * @param sha256 the digest of its text, in hexadecimal digits
     */
    public record Entry(String since, String sha256) {}

    /**
     * Reads a lock.
     *
     * @param text the text of its file
     * @return empty when it is no lock
     */
    public static Optional<RuleLock> read(String text) {
        YamlDocument document = YamlDocument.read(text);
        if (!document.problems().isEmpty() || !(document.root() instanceof Mapping top)) {
            return Optional.empty();
        }
        Optional<String> version = text(top, "version");
        if (version.isEmpty() || !(top.value("files").orElse(null) instanceof Mapping listed)) {
            return Optional.empty();
        }
        SortedMap<String, Entry> files = new TreeMap<>();
        for (YamlValue.Entry file : listed.entries().values()) {
            Optional<Entry> entry = entry(file.value());
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            files.put(file.key().text(), entry.get());
        }
        SortedMap<String, SortedSet<String>> critical = new TreeMap<>();
        if (top.value("critical-alerts").orElse(null) instanceof Mapping topics) {
            for (YamlValue.Entry topic : topics.entries().values()) {
                if (!(topic.value() instanceof Sequence codes)) {
                    return Optional.empty();
                }
                SortedSet<String> alerts = new TreeSet<>();
                codes.items().stream()
                        .filter(Scalar.class::isInstance)
                        .forEach(code -> alerts.add(((Scalar) code).text()));
                critical.put(topic.key().text(), alerts);
            }
        }
        return Optional.of(new RuleLock(version.get(), files, critical));
    }

    private static Optional<Entry> entry(YamlValue value) {
        return value instanceof Mapping map
                ? text(map, "since")
                        .flatMap(since -> text(map, "sha256")
                                .filter(SHA_256.asMatchPredicate())
                                .map(sha256 -> new Entry(since, sha256)))
                : Optional.empty();
    }

    private static Optional<String> text(Mapping map, String key) {
        return map.value(key)
                .filter(Scalar.class::isInstance)
                .map(Scalar.class::cast)
                .filter(scalar -> scalar.type() != Scalar.Type.NOTHING)
                .map(Scalar::text);
    }

    /** The text of the lock file: a line for each file, so that a change of content is a change of one line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEAD);
        text.append("version: ").append(quoted(version)).append("\nfiles:\n");
        files.forEach((name, entry) -> text.append("  ")
                .append(quoted(name))
                .append(": { since: ")
                .append(quoted(entry.since))
                .append(", sha256: \"")
                .append(entry.sha256)
                .append("\" }\n"));
        if (!critical.isEmpty()) {
            text.append("critical-alerts:\n");
            critical.forEach((topic, alerts) -> text.append("  ")
                    .append(topic)
                    .append(": [")
                    .append(String.join(", ", alerts))
                    .append("]\n"));
        }
        return text.toString();
    }

    /** Quoted always: a version such as 1.10 must not become the number 1.1. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /**
     * The digest of a file. Line ends count as LF, for a checkout may change them; and the version of the rule set does
     * not count, for it is what must change when anything else does.
     *
     * @param name the name of the file
     * @param text its text
     * @return hexadecimal digits
     */
    public static String sha256(String name, String text) {
        String counted = text.replace("\r\n", "\n");
        if (name.equals(RULE_SET)) {
            counted = VERSION_LINE.matcher(counted).replaceFirst("version:");
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(counted.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
