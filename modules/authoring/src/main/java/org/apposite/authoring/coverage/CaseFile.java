package org.apposite.authoring.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.json.CaseJson;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;

/**
 * A case as a file beside the rules states it: circumstances with the complaint, conditions in a list, and nothing of what
 * nobody stated. A list of conditions is complete, so what cannot be said of them is said as near as it can.
 */
final class CaseFile {

    private CaseFile() {}

    static ObjectNode of(PatientCase patient, Vocabulary vocabulary) {
        ObjectNode tree = CaseJson.write(place(patient, vocabulary));
        tree.remove(List.of("schemaVersion", "id"));
        patient.findings().forEach((code, presence) -> {
            if (kind(code, vocabulary) == Kind.CIRCUMSTANCE) {
                tree.withObject("complaint").put(code, presence.code());
            }
        });
        ObjectNode person = tree.withObject("patient");
        if (patient.sex() == Sex.UNKNOWN) {
            person.remove("sex");
        }
        ObjectNode measurements = tree.withObject("measurements");
        for (Map.Entry<String, JsonNode> one : List.copyOf(measurements.properties())) {
            if (one.getValue().size() == 1) {
                measurements.set(one.getKey(), one.getValue().path(0));
            }
        }
        dropEmpty(tree.withObject("findings"), Set.of("present", "absent"));
        dropEmpty(tree, Set.of("patient", "complaint", "findings", "choices", "measurements"));
        return tree;
    }

    /** The case without the circumstances among its findings, and with its single conditions in the list. */
    private static PatientCase place(PatientCase patient, Vocabulary vocabulary) {
        var builder = patient.toBuilder();
        List<String> conditions = new ArrayList<>(patient.conditions().orElse(Set.of()));
        boolean listed = patient.conditions().isPresent();
        for (Map.Entry<String, Presence> one : patient.findings().entrySet()) {
            Kind kind = kind(one.getKey(), vocabulary);
            if (kind == Kind.CIRCUMSTANCE || kind == Kind.CONDITION) {
                builder.finding(one.getKey(), Presence.UNKNOWN);
            }
            if (kind == Kind.CONDITION) {
                listed = true;
                if (one.getValue() == Presence.PRESENT && !conditions.contains(one.getKey())) {
                    conditions.add(one.getKey());
                }
            }
        }
        return (listed ? builder.conditionsNotStated().conditions(conditions.toArray(String[]::new)) : builder).build();
    }

    private static Kind kind(String code, Vocabulary vocabulary) {
        Term term = vocabulary.terms().get(code);
        return term == null ? Kind.FINDING : term.kind();
    }

    private static void dropEmpty(ObjectNode node, Set<String> keys) {
        keys.stream().filter(key -> node.path(key).isEmpty()).forEach(node::remove);
    }
}
