package org.apposite.authoring.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.json.format.EscapedJson;
import org.apposite.model.RuleIssue;

/** Findings in SARIF 2.1.0 (OASIS), which code hosts and editors show beside the lines. */
public final class Sarif {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final String ROOT = "RULES";
    private static final String PLAIN = "-._~/";

    private Sarif() {}

    /**
     * Writes findings.
     *
     * @param findings the findings
     * @param version the version of the tool
     * @param titles a short title for each code; a code without one is its own title
     * @return a SARIF log of one run; equal for equal findings
     */
    public static String of(List<Finding> findings, String version, Map<String, String> titles) {
        ObjectNode log =
                JsonNodeFactory.instance.objectNode().put("$schema", SCHEMA).put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "apposite").put("version", version);
        Map<String, Level> levels = new TreeMap<>();
        findings.forEach(finding -> levels.merge(
                finding.issue().code(), finding.level(), (one, other) -> one.compareTo(other) <= 0 ? one : other));
        List<String> codes = new ArrayList<>(levels.keySet());
        ArrayNode rules = driver.putArray("rules");
        levels.forEach((code, level) -> {
            ObjectNode rule = rules.addObject().put("id", code);
            rule.putObject("shortDescription").put("text", titles.getOrDefault(code, code));
            rule.putObject("help").put("text", "apposite explain " + code);
            rule.putObject("defaultConfiguration").put("level", level(level));
        });
        run.put("columnKind", "utf16CodeUnits");
        run.putObject("originalUriBaseIds")
                .putObject(ROOT)
                .putObject("description")
                .put("text", "The rules folder.");
        ArrayNode results = run.putArray("results");
        Map<String, Integer> seen = new HashMap<>();
        findings.forEach(finding -> result(results.addObject(), finding, codes, seen));
        return EscapedJson.of(log.toPrettyString()) + "\n";
    }

    private static void result(ObjectNode result, Finding finding, List<String> codes, Map<String, Integer> seen) {
        RuleIssue issue = finding.issue();
        result.put("ruleId", issue.code())
                .put("ruleIndex", codes.indexOf(issue.code()))
                .put("level", level(finding.level()));
        result.putObject("message").put("text", finding.text());
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(issue.file())).put("uriBaseId", ROOT);
        if (issue.line() > 0) {
            ObjectNode region = place.putObject("region").put("startLine", issue.line());
            if (issue.column() > 0) {
                region.put("startColumn", issue.column());
            }
            if (issue.excerpt() != null) {
                region.putObject("snippet").put("text", issue.excerpt());
            }
        }
        String mark = fingerprint(issue);
        int number = seen.merge(mark, 1, Integer::sum);
        result.putObject("partialFingerprints").put("apposite/v1", mark + ":" + number);
    }

    private static String level(Level level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    /** The path as an address: what is more than a plain letter, digit or sign is written by its bytes in UTF-8. */
    private static String uri(String file) {
        StringBuilder uri = new StringBuilder();
        for (byte one : file.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one > ' ' && (Character.isLetterOrDigit(one) || PLAIN.indexOf(one) >= 0);
            if (plain) {
                uri.append((char) one);
            } else {
                uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(one));
            }
        }
        return uri.toString();
    }

    /** What stays the same when lines above are added or removed. */
    private static String fingerprint(RuleIssue issue) {
        try {
            String text = issue.code() + "\n" + issue.file() + "\n" + issue.message() + "\n"
                    + (issue.excerpt() == null ? "" : issue.excerpt().strip());
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
