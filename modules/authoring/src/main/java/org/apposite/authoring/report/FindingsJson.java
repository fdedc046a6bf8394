package org.apposite.authoring.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.apposite.authoring.Finding;
import org.apposite.json.format.EscapedJson;
import org.apposite.model.LayerChange;
import org.apposite.model.RuleIssue;

/** Findings as JSON; {@code docs/schema/findings.schema.json} describes every key. */
public final class FindingsJson {

    private FindingsJson() {}

    /**
     * Writes findings.
     *
     * @param findings the findings
     * @return a JSON document; line and column are null where the whole file or line is meant
     */
    public static String of(List<Finding> findings) {
        return of(findings, List.of());
    }

    /**
     * Writes findings, and what a layer changes.
     *
     * @param findings the findings
     * @param changes what the layer makes different from what it builds on; none when it is no layer
     * @return a JSON document; what is not stated is null
     */
    public static String of(List<Finding> findings, List<LayerChange> changes) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("schemaVersion", 1);
        ArrayNode list = document.putArray("findings");
        for (Finding finding : findings) {
            RuleIssue issue = finding.issue();
            ObjectNode node = list.addObject();
            node.put("level", finding.level().name().toLowerCase(Locale.ROOT));
            node.put("code", issue.code());
            node.put("file", issue.file());
            node.put("line", issue.line() == 0 ? null : (Integer) issue.line());
            node.put("column", issue.column() == 0 ? null : (Integer) issue.column());
            node.put("message", issue.message());
            node.put("suggestion", issue.suggestion());
            node.put("excerpt", issue.excerpt());
        }
        if (!changes.isEmpty()) {
            ArrayNode changed = document.putArray("changes");
            for (LayerChange change : changes) {
                changed.addObject()
                        .put(
                                "kind",
                                change.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .put("topic", change.topic())
                        .put("what", change.what())
                        .put("file", change.file())
                        .put("line", change.line())
                        .put("by", change.by())
                        .put("reason", change.reason());
            }
        }
        return EscapedJson.of(document.toPrettyString()) + "\n";
    }
}
