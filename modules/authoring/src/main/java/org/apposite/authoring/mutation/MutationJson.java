package org.apposite.authoring.mutation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apposite.authoring.mutation.MutationReport.Fate;
import org.apposite.authoring.mutation.MutationReport.Mutant;
import org.apposite.json.format.EscapedJson;

/** Reports of mutation as JSON. Equal reports give equal text on every machine. Thread-safe. */
public final class MutationJson {

    private static final int TENTHS = 10;

    private MutationJson() {}

    /**
     * A report: the counts by kind, and every mutant that was not noticed.
     *
     * @param report the report
     * @return JSON without a line break at its end
     */
    public static String of(MutationReport report) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", 1);
        root.put("cases", report.casesTried());
        ArrayNode leftOut = root.putArray("casesLeftOut");
        report.casesLeftOut().forEach(leftOut::add);
        if (report.untried() > 0) {
            root.put("untried", report.untried());
        }
        root.put("counted", report.counted());
        root.put("percentNoticed", Math.floor(report.percentNoticed() * TENTHS) / TENTHS);
        ArrayNode kinds = root.putArray("kinds");
        for (MutantKind kind : MutantKind.values()) {
            ObjectNode one = kinds.addObject().put("kind", kind.code());
            for (Fate fate : Fate.values()) {
                one.put(fate.code(), report.count(kind, fate));
            }
        }
        ArrayNode mutants = root.putArray("notNoticed");
        report.mutants().stream().filter(one -> one.fate() != Fate.NOTICED).forEach(one -> mutants.add(mutant(one)));
        return EscapedJson.of(root.toPrettyString().replace("\r\n", "\n"));
    }

    private static ObjectNode mutant(Mutant mutant) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", mutant.kind().code())
                .put("rule", mutant.rule())
                .put("file", mutant.file())
                .put("line", mutant.line())
                .put("column", mutant.column())
                .put("before", mutant.before())
                .put("after", mutant.after())
                .put("fate", mutant.fate().code())
                .put("note", mutant.note());
    }
}
