package org.apposite.authoring.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.apposite.authoring.Finding;
import org.apposite.json.format.EscapedJson;
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
        return EscapedJson.of(document.toPrettyString()) + "\n";
    }
}
