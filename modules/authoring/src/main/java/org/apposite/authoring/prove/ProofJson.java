package org.apposite.authoring.prove;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apposite.authoring.prove.Proof.Fault;
import org.apposite.authoring.prove.Proof.Witness;
import org.apposite.json.format.EscapedJson;
import org.apposite.proof.Trials;

/** Proofs as JSON. Equal proofs give equal text on every machine. Thread-safe. */
public final class ProofJson {

    private ProofJson() {}

    /**
     * Writes proofs.
     *
     * @param proofs the proofs
     * @return a JSON document; file and line are null where a fault is about no rule
     */
    public static String of(List<Proof> proofs) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("schemaVersion", 1);
        ArrayNode list = document.putArray("proofs");
        for (Proof proof : proofs) {
            ObjectNode node = list.addObject()
                    .put("topic", proof.topic())
                    .put("property", proof.property().code())
                    .put("title", proof.property().title())
                    .put("verdict", proof.verdict().words())
                    .put("questions", proof.questions());
            Trials.Extent tested = proof.tested();
            if (tested == null) {
                node.putNull("tested");
            } else {
                node.putObject("tested")
                        .put("patients", tested.patients())
                        .put("data", tested.data())
                        .put("ofData", tested.of());
            }
            ArrayNode faults = node.putArray("faults");
            proof.faults().forEach(fault -> write(fault, faults.addObject()));
            ArrayNode open = node.putArray("open");
            proof.open().forEach(open::add);
            ArrayNode explained = node.putArray("explained");
            for (Proof.Explained one : proof.explained()) {
                ObjectNode accepted = explained
                        .addObject()
                        .put("reason", one.reason())
                        .put("file", one.file())
                        .put("line", one.line());
                one.sources().forEach(accepted.putArray("sources")::add);
                one.sentences().forEach(accepted.putArray("sentences")::add);
            }
        }
        return EscapedJson.of(document.toPrettyString()) + "\n";
    }

    private static void write(Fault fault, ObjectNode node) {
        node.put("sentence", fault.sentence())
                .put("file", fault.file())
                .put("line", fault.line() == 0 ? null : (Integer) fault.line())
                .put("confirmed", fault.confirmed());
        ArrayNode witnesses = node.putArray("witnesses");
        for (Witness witness : fault.witnesses()) {
            witnesses
                    .addObject()
                    .put("file", witness.file())
                    .put("stated", witness.stated())
                    .put("text", witness.text());
        }
    }
}
