package org.apposite.json.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apposite.model.Choice;
import org.apposite.model.Quantity;
import org.apposite.model.Study;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;

/** The schema of a case with the codes of a vocabulary. Thread-safe. */
public final class CaseSchema {

    /** Stands among the absent findings for every red flag that is not stated otherwise. */
    public static final String ALL_OTHER_RED_FLAGS = "all-other-red-flags";

    /** The keys of a complaint that are no circumstance. */
    static final Set<String> COMPLAINT = Set.of("symptom", "region", "side", "duration");

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Vocabulary vocabulary;
    private final ObjectNode schema;

    private CaseSchema(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        try {
            this.schema = (ObjectNode) MAPPER.readTree(Schemas.caseSchema());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The schema with all codes but those of terms: of a term that stands at a wrong place {@link TermCheck} can say where
     * it belongs.
     */
    static String withoutTerms(Vocabulary vocabulary) {
        return new CaseSchema(vocabulary).structured().schema.toString();
    }

    /** The schema with all codes. */
    static String complete(Vocabulary vocabulary) {
        CaseSchema filled = new CaseSchema(vocabulary).structured();
        filled.fillTerms();
        return filled.schema.toPrettyString();
    }

    private CaseSchema structured() {
        List<Study> studies = List.copyOf(vocabulary.studies().values());
        enumerate(definition("regionOfComplaint"), vocabulary.regionsOfComplaints());
        enumerate(definition("region"), vocabulary.regions().keySet());
        fillCircumstances();
        fillChoices();
        fillMeasurements();
        fillImaging(studies.stream().filter(Study::isPrior).toList());
        fillOrder(studies);
        return this;
    }

    private void fillTerms() {
        enumerate(definition("symptom"), vocabulary.codes(Kind.COMPLAINT));
        enumerate(definition("finding"), vocabulary.findings());
        enumerate(
                definition("absentFinding"),
                Stream.concat(vocabulary.findings().stream(), Stream.of(ALL_OTHER_RED_FLAGS))
                        .toList());
        enumerate(definition("suspicion"), vocabulary.codes(Kind.SUSPICION));
        enumerate(definition("condition"), vocabulary.codes(Kind.CONDITION));
    }

    private void fillCircumstances() {
        ObjectNode complaint = closed(definition("complaint"));
        for (String code : vocabulary.codes(Kind.CIRCUMSTANCE)) {
            object(complaint, "properties", code)
                    .put("description", definitionOf(code))
                    .put("$ref", "#/$defs/presence");
        }
    }

    private void fillChoices() {
        ObjectNode choices = closed(object(schema, "properties", "choices"));
        for (Choice choice : vocabulary.choices().values()) {
            ObjectNode node = object(choices, "properties", choice.code());
            node.put("description", definitionOf(choice.code()));
            enumerate(node, choice.values().keySet());
        }
    }

    private void fillMeasurements() {
        ObjectNode measurements = closed(object(schema, "properties", "measurements"));
        for (Quantity quantity : vocabulary.quantities().values()) {
            object(measurements, "properties", quantity.code())
                    .put("description", definitionOf(quantity.code()) + " In " + Units.plain(quantity) + ".")
                    .put("$ref", "#/$defs/measurement");
        }
    }

    private void fillImaging(List<Study> studies) {
        ObjectNode imaging = definition("imaging");
        enumerateAll(imaging, "study", studies, study -> List.of(study.code()));
        enumerateAll(imaging, "technique", studies, study -> study.techniques().keySet());
        enumerateAll(imaging, "result", studies, study -> study.results().keySet());
        enumerateAll(imaging, "finding", studies, study -> study.findings().keySet());
        enumerateAll(imaging, "site", studies, study -> study.sites().keySet());
        for (Study study : studies) {
            ObjectNode then = then(imaging, study);
            allow(then, "technique", study.techniques());
            allow(then, "result", study.results());
            allow(then, "finding", study.findings());
            allow(then, "site", study.sites());
            if (!study.contrasted()) {
                object(then, "properties").put("contrast", false);
            }
            List<String> normal = study.results().values().stream()
                    .filter(result -> result.meaning() == Study.Meaning.NORMAL)
                    .map(Study.Result::code)
                    .toList();
            for (String detail : List.of("finding", "site")) {
                enumerate(object(then, "dependentSchemas", detail, "properties", "result", "not"), normal);
            }
        }
    }

    private void fillOrder(List<Study> studies) {
        ObjectNode order = definition("order");
        enumerateAll(order, "study", studies, study -> List.of(study.code()));
        enumerateAll(order, "technique", studies, study -> study.techniques().keySet());
        for (Study study : studies) {
            ObjectNode then = then(order, study);
            allow(then, "technique", study.techniques());
            if (!study.contrasted()) {
                object(then, "properties").put("contrast", false);
            }
        }
    }

    /** What holds of one kind of study alone. */
    private static ObjectNode then(ObjectNode definition, Study study) {
        ArrayNode all = definition.withArray("allOf");
        ObjectNode one = all.addObject();
        ObjectNode condition = one.putObject("if");
        object(condition, "properties", "study").put("const", study.code());
        condition.putArray("required").add("study");
        return one.putObject("then");
    }

    private static void allow(ObjectNode then, String key, Map<String, ?> codes) {
        if (codes.isEmpty()) {
            object(then, "properties").put(key, false);
        } else {
            enumerate(object(then, "properties", key), codes.keySet());
        }
    }

    private static void enumerateAll(
            ObjectNode definition, String key, List<Study> studies, Function<Study, Collection<String>> codes) {
        enumerate(
                object(definition, "properties", key),
                studies.stream()
                        .flatMap(study -> codes.apply(study).stream())
                        .distinct()
                        .toList());
    }

    private static void enumerate(ObjectNode node, Collection<String> codes) {
        node.remove("$ref");
        codes.forEach(node.putArray("enum")::add);
    }

    /** Keys that are not named are refused from here on. */
    private static ObjectNode closed(ObjectNode node) {
        node.remove("propertyNames");
        return node.put("additionalProperties", false);
    }

    private ObjectNode definition(String name) {
        return object(schema, "$defs", name);
    }

    private String definitionOf(String code) {
        Vocabulary.Term term = vocabulary.terms().get(code);
        return term == null ? code : term.definition();
    }

    private static ObjectNode object(ObjectNode from, String... keys) {
        ObjectNode node = from;
        for (String key : keys) {
            node = node.path(key) instanceof ObjectNode there ? there : node.putObject(key);
        }
        return node;
    }
}
