package org.apposite.authoring.cases;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apposite.json.CaseJson;
import org.apposite.json.CaseReader;
import org.apposite.json.CaseRecord;
import org.apposite.json.RuleCase;
import org.apposite.json.record.CaseFormat;
import org.apposite.json.record.YamlBlocks;
import org.apposite.language.Derived;
import org.apposite.language.Patient;
import org.apposite.language.Scope;
import org.apposite.model.Datum;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;

/**
 * A case with one complaint as a file beside the rules states it, with the circumstances beside the complaint. A person fills in
 * what to expect of it. Stateless and thread-safe.
 */
public final class CaseFile {

    private CaseFile() {}

    /**
     * A case as such a file states it.
     *
     * @param patient the case
     * @param vocabulary its codes
     * @return what stands under {@code case}
     */
    public static ObjectNode of(PatientCase patient, Vocabulary vocabulary) {
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

    /**
     * What such a file states.
     *
     * @param stated what stands under {@code case}
     * @param reader reads cases
     * @return empty when it cannot be read
     */
    public static Optional<PatientCase> read(ObjectNode stated, CaseReader reader) {
        byte[] json = stated.toString().getBytes(StandardCharsets.UTF_8);
        return reader.read(new ByteArrayInputStream(json), CaseFormat.JSON)
                .findFirst()
                .flatMap(CaseRecord::patientCase);
    }

    /**
     * The text of a file that fails until a person has filled it in.
     *
     * @param comment why it is there, in lines
     * @param stated what stands under {@code case}
     * @return YAML
     */
    public static String text(String comment, ObjectNode stated) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("title", RuleCase.TODO).put("source", RuleCase.TODO);
        file.set("case", stated);
        file.putObject("expect").put("outcome", RuleCase.TODO);
        return comment.lines().map(line -> "# " + line + "\n").collect(Collectors.joining()) + YamlBlocks.of(file);
    }

    /**
     * What a case states, in the words of a topic.
     *
     * @param stated the case
     * @param scope the topic
     * @return words in the middle of a sentence
     */
    public static String words(PatientCase stated, Scope scope) {
        List<String> words = eachInWords(stated, scope);
        return words.isEmpty() ? "nothing stated" : String.join(", ", words);
    }

    /**
     * What a case states more than another, in the words of a topic.
     *
     * @param stated the case
     * @param before the other
     * @param scope the topic
     * @return words in the middle of a sentence
     */
    public static String more(PatientCase stated, PatientCase before, Scope scope) {
        List<String> words = new ArrayList<>(eachInWords(stated, scope));
        words.removeAll(eachInWords(before, scope));
        return words.isEmpty() ? "nothing more" : String.join(", ", words);
    }

    /**
     * An order in words.
     *
     * @param order the order
     * @param scope the topic
     * @return words in the middle of a sentence
     */
    public static String words(ImagingOrder order, Scope scope) {
        String kind = order.technique() == null ? order.study() : order.technique();
        List<String> words = new ArrayList<>(List.of(scope.vocabulary().displayOfStudy(kind)));
        if (order.region() != null) {
            words.add(scope.regionWords(order.region()));
        }
        if (order.contrast() != null) {
            words.add(order.contrast().code().replace('-', ' ') + " contrast");
        }
        return words.get(0) + (words.size() == 1 ? "" : " (" + String.join(", ", words.subList(1, words.size())) + ")");
    }

    private static List<String> eachInWords(PatientCase stated, Scope scope) {
        Patient patient = new Patient(stated, scope, Derived.NOTHING);
        List<String> data = new ArrayList<>();
        for (Datum datum : Datum.values()) {
            if (!patient.isOpen(datum.code())) {
                data.add(datum.code());
            }
        }
        data.addAll(stated.choices().keySet());
        data.addAll(stated.measurements().keySet());
        data.addAll(stated.findings().keySet());
        List<String> words = new ArrayList<>();
        data.forEach(datum -> words.add(scope.display(datum) + " " + patient.value(datum)));
        stated.imaging().ifPresent(studies -> studies.forEach(one -> words.add(patient.words(one))));
        stated.order().ifPresent(order -> words.add("an order of " + words(order, scope)));
        return words;
    }
}
