package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apposite.ClinicalRules;
import org.apposite.advice.Alert;
import org.apposite.advice.Alert.Severity;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.in.FhirRecord;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A record with a resource of each kind, of which one element after the other is not there, not known, unreadable or leads nowhere.
 * The emergency in it rests on several resources, so that it is there whatever one of them says.
 */
class UnstatedElementsTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ClinicalRules RULES = Records.RULES.withBlockingQuestionsOnly();
    private static final String ABSENT =
            "{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\","
                    + "\"valueCode\":\"masked\"}]}";

    private static final List<String> FINDINGS = findings(read(record()));

    /** A member of an object somewhere in a resource. */
    private record Place(ObjectNode resource, List<Object> steps, String path) {

        ObjectNode parent(JsonNode record, int entry) {
            JsonNode at = record.path("entry").path(entry).path("resource");
            for (Object step : steps.subList(0, steps.size() - 1)) {
                at = step instanceof Integer index ? at.path(index) : at.path((String) step);
            }
            return (ObjectNode) at;
        }

        String member() {
            return (String) steps.get(steps.size() - 1);
        }

        String name() {
            return resource.path("resourceType").asText() + "/"
                    + resource.path("id").asText();
        }
    }

    private static ObjectNode record() {
        try {
            return (ObjectNode) tree(Files.readString(Path.of("src/test/resources/unstated/full-record.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode tree(String json) {
        try {
            return new JsonMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_record_as_it_is_has_the_emergency_and_leaves_nothing_unread() {
        FhirCase read = read(record());
        assertThat(emergencies(read)).contains("neurologic-emergency");
        assertThat(read.notes())
                .extracting(Object::toString)
                .noneMatch(note -> note.contains("has elements") || note.contains("not known"));
    }

    @TestFactory
    List<DynamicTest> a_primitive_of_which_only_the_reason_of_its_absence_is_sent_is_unknown_with_a_note() {
        return everywhere(
                JsonNode::isValueNode,
                (parent, member) -> {
                    parent.remove(member);
                    parent.set("_" + member, tree(ABSENT));
                },
                "%s: says of some elements that they are not known: %s (masked)");
    }

    @TestFactory
    List<DynamicTest> a_value_with_a_reason_of_its_absence_beside_it_is_unknown_with_a_note() {
        return everywhere(
                JsonNode::isValueNode,
                (parent, member) -> parent.set("_" + member, tree(ABSENT)),
                "%s: says of some elements that they are not known: %s (masked)");
    }

    @TestFactory
    List<DynamicTest> an_element_that_cannot_be_read_loses_itself_alone_with_a_note() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String nonsense : List.of("[1,2]", "{\"nonsense\":1}", "\"\\u0000 30.2.2026\"")) {
            tests.addAll(everywhere(any -> true, (parent, member) -> parent.set(member, tree(nonsense)), ""));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> an_object_in_place_of_a_primitive_has_a_note() {
        return everywhere(
                JsonNode::isValueNode,
                (parent, member) -> parent.set(member, tree("{\"nonsense\":1}")),
                "%s: has elements that cannot be read, and are not counted: %s");
    }

    @TestFactory
    List<DynamicTest> an_element_that_is_not_there_changes_nothing_else() {
        return everywhere(any -> true, (parent, member) -> parent.remove(member), "");
    }

    @TestFactory
    List<DynamicTest> a_reference_that_leads_nowhere_loses_its_resource_at_most() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String broken : List.of(
                "Patient/gone",
                "gone",
                "#gone",
                "urn:uuid:gone",
                "http://",
                "https://elsewhere.example/fhir/Patient/p",
                "Group/p",
                "Patient/p/_history/",
                "?",
                " ")) {
            tests.addAll(everywhere(
                    any -> true,
                    (parent, member) -> parent.set(member, JSON.textNode(broken)),
                    "",
                    place -> place.member().equals("reference")));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> a_part_under_an_unknown_modifier_is_unknown_with_a_note() {
        return everywhere(
                any -> true,
                (parent, member) -> {
                    JsonNode value = parent.get(member);
                    ((ObjectNode) (value.isArray() ? value.get(0) : value))
                            .putArray("modifierExtension")
                            .addObject()
                            .put("url", "https://ehr.example/turned-around")
                            .put("valueBoolean", true);
                },
                "%s: has elements under an unknown modifier, which are not counted: %s",
                place -> List.of("component", "referenceRange", "series", "item", "answer")
                        .contains(place.member()));
    }

    private List<DynamicTest> everywhere(Predicate<JsonNode> kind, BiConsumer<ObjectNode, String> change, String note) {
        return everywhere(kind, change, note, place -> true);
    }

    private List<DynamicTest> everywhere(
            Predicate<JsonNode> kind, BiConsumer<ObjectNode, String> change, String note, Predicate<Place> where) {
        List<DynamicTest> tests = new ArrayList<>();
        ArrayNode entries = (ArrayNode) record().path("entry");
        for (int i = 0; i < entries.size(); i++) {
            ObjectNode resource = (ObjectNode) entries.get(i).path("resource");
            int entry = i;
            collect(resource, resource, List.of(), "", place -> {
                JsonNode value = place.parent(JSON.objectNode().set("entry", entries), entry)
                        .get(place.member());
                if (kind.test(value) && where.test(place)) {
                    tests.add(DynamicTest.dynamicTest(place.name() + " " + place.path(), () -> {
                        ObjectNode record = record();
                        change.accept(place.parent(record, entry), place.member());
                        check(read(record), place, note);
                    }));
                }
            });
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void check(FhirCase read, Place place, String note) {
        assertThat(emergencies(read)).contains("neurologic-emergency");
        if (!note.isEmpty()) {
            assertThat(findings(read))
                    .as("nothing is said to be absent or present by it")
                    .isSubsetOf(FINDINGS);
        }
        if (!note.isEmpty() && !place.path().equals("id") && !isSetAside(read, place)) {
            String path = place.path();
            assertThat(read.notes()).extracting(Object::toString).contains(note.formatted(place.name(), path));
        }
    }

    /** Of a resource that is not read, or of which it is not known whose it is, no element is told. */
    private static boolean isSetAside(FhirCase read, Place place) {
        return place.name().startsWith("Encounter/")
                || read.notes().stream()
                        .anyMatch(one -> one.resource().equals(place.name())
                                && one.text().contains("whose it is"));
    }

    private static void collect(
            ObjectNode resource, JsonNode at, List<Object> steps, String path, Consumer<Place> places) {
        if (at instanceof ObjectNode object) {
            object.forEachEntry((member, value) -> {
                if (member.equals("resourceType")) {
                    return;
                }
                List<Object> further = plus(steps, member);
                String name = path.isEmpty() ? member : path + "." + member;
                boolean isListOfPrimitives = value.isArray() && value.path(0).isValueNode();
                if (!isListOfPrimitives) {
                    places.accept(new Place(resource, further, value.isArray() ? name + "[0]" : name));
                }
                if (value.isArray()) {
                    for (int i = 0; i < value.size(); i++) {
                        collect(resource, value.get(i), plus(further, i), name + "[" + i + "]", places);
                    }
                } else {
                    collect(resource, value, further, name, places);
                }
            });
        }
    }

    private static List<Object> plus(List<Object> steps, Object step) {
        List<Object> all = new ArrayList<>(steps);
        all.add(step);
        return all;
    }

    private static FhirCase read(ObjectNode record) {
        Bundle bundle = (Bundle) FhirResources.read(record).orElseThrow();
        return Records.CASES.read(FhirRecord.of(bundle).ofPatient("p", "https://ehr.example/fhir"));
    }

    private static List<String> findings(FhirCase read) {
        return read.origins().stream()
                .filter(one -> List.of("present", "absent").contains(one.value()))
                .map(one -> one.fact() + " " + one.value())
                .toList();
    }

    private static List<String> emergencies(FhirCase read) {
        return RULES.evaluate(read.patient()).alerts(Severity.CRITICAL).stream()
                .map(Alert::code)
                .toList();
    }
}
