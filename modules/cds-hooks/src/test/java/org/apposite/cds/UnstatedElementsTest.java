package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A call with a record of every kind of resource and an emergency that rests on several of them: whatever one member of it is, the
 * answer is a critical card.
 */
class UnstatedElementsTest {

    private static final Path RECORD = Path.of("../fhir/src/test/resources/unstated/full-record.json");
    private static final JsonNode ABSENT =
            Requests.json("{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\","
                    + "\"valueCode\":\"masked\"}]}");
    private static final ObjectNode CALL = call();

    private static CdsService service;

    @BeforeAll
    static void start() {
        service = Requests.service();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    /** All of a call whose patient is the one of the record. */
    private static ObjectNode call() {
        try {
            ObjectNode call = Requests.of("lumbar-mri.json");
            ((ObjectNode) call.path("context")).put("patientId", "p");
            call.put("fhirServer", "https://ehr.example/fhir");
            call.path("context").path("draftOrders").path("entry").forEach(entry -> {
                ObjectNode draft = (ObjectNode) entry.path("resource");
                draft.put("doNotPerform", false).put("priority", "urgent");
                ((ObjectNode) draft.path("subject")).put("reference", "Patient/p");
            });
            ObjectNode prefetch = call.putObject("prefetch");
            JsonNode record = Requests.json(Files.readString(RECORD));
            prefetch.set("patient", record.path("entry").path(0).path("resource"));
            prefetch.set("conditions", record);
            return call;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_call_as_it_is_has_a_critical_card() {
        assertCritical("nothing changed", CALL);
    }

    @TestFactory
    Stream<DynamicTest> a_primitive_with_nothing_but_the_reason_of_its_absence() {
        return everywhere(true, (parent, member) -> {
            parent.remove(member);
            parent.set("_" + member, ABSENT);
        });
    }

    @TestFactory
    Stream<DynamicTest> a_member_that_is_not_there() {
        return everywhere(false, ObjectNode::remove);
    }

    @TestFactory
    Stream<DynamicTest> a_member_that_is_nonsense() {
        return everywhere(false, (parent, member) -> parent.set(member, Requests.json("[{\"nonsense\":\"+0100\"},7]")));
    }

    @TestFactory
    Stream<DynamicTest> a_text_that_no_code_and_no_date_has() {
        return everywhere(true, (parent, member) -> parent.put(member, "30.2. STAT?"));
    }

    /** Without these a call is none, is of somebody else, or has no record. */
    private static final Set<String> NEEDED = Set.of(
            "/hook",
            "/context",
            "/context/patientId",
            "/prefetch",
            "/prefetch/conditions",
            "/prefetch/conditions/resourceType",
            "/prefetch/conditions/entry");

    private static Stream<DynamicTest> everywhere(boolean primitives, BiConsumer<ObjectNode, String> change) {
        List<String> parents = new ArrayList<>();
        collect(CALL, "", parents);
        return parents.stream().flatMap(parent -> {
            List<String> members = new ArrayList<>();
            CALL.at(parent).fieldNames().forEachRemaining(members::add);
            return members.stream()
                    .filter(member -> !NEEDED.contains(parent + "/" + member))
                    .filter(member ->
                            !primitives || CALL.at(parent).path(member).isValueNode())
                    .map(member -> DynamicTest.dynamicTest(parent + "/" + member, () -> {
                        ObjectNode call = CALL.deepCopy();
                        change.accept((ObjectNode) call.at(parent), member);
                        assertCritical(parent + "/" + member, call);
                    }));
        });
    }

    private static void collect(JsonNode node, String path, List<String> parents) {
        if (node instanceof ObjectNode object) {
            parents.add(path);
            object.forEachEntry((member, value) -> collect(value, path + "/" + member, parents));
        } else {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, parents);
            }
        }
    }

    private static void assertCritical(String changed, ObjectNode call) {
        CdsResponse response = service.handle(Requests.post("/cds-services/apposite-order-select", call));
        assertThat(response.status()).as(changed).isEqualTo(200);
        assertThat(Requests.json(response)
                        .path("cards")
                        .path(0)
                        .path("indicator")
                        .textValue())
                .as(changed)
                .isEqualTo("critical");
    }
}
