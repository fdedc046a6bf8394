package org.apposite.authoring.coverage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apposite.json.CaseJson;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;

/** A case with one complaint as a file beside the rules states it: with the circumstances beside the complaint. */
final class CaseFile {

    private CaseFile() {}

    static ObjectNode of(PatientCase patient, Vocabulary vocabulary) {
        var others = patient.toBuilder();
        List<String> circumstances = vocabulary.codes(Kind.CIRCUMSTANCE);
        circumstances.forEach(code -> others.finding(code, Presence.UNKNOWN));
        ObjectNode tree = CaseJson.write(others.build());
        tree.remove(List.of("schemaVersion", "id"));
        patient.findings().forEach((code, presence) -> {
            if (circumstances.contains(code)) {
                tree.withObject("complaint").put(code, presence.code());
            }
        });
        return tree;
    }
}
