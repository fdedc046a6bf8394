package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.fhir.FhirMapping;
import org.apposite.fhir.PatientSearches;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which orders of a call are reviewed, and what is said when one is not. The child of the request: see lumbar-mri.json. */
class DraftOrdersTest {

    private static final String LOINC = "http://loinc.org";
    private static final String THORACIC_BOTH = "24981-3";
    private static final String UNFOUND = "A selection names none of the draft orders; it was not reviewed.";

    /** A hospital's own codes of MRI without and with contrast, and of the lumbar spine without. */
    private static final String HOSPITAL = """
            systems:
              local: https://hospital.example/codes
            imaging:
              procedures:
                - { study: mri, region: cervical, contrast: without-and-with, codes: [local C] }
                - { study: mri, region: thoracic, contrast: without-and-with, codes: [local T], send: { local T: MR T-spine } }
                - { study: mri, region: lumbar, contrast: without-and-with, codes: [local L] }
                - { study: mri, region: lumbar, contrast: without, codes: [local L0] }
            """;

    private static final String LOCAL = "https://hospital.example/codes";

    private final CdsService service = Requests.service();

    @TempDir
    Path folder;

    static List<String> contexts() {
        String drafts = "{\"resourceType\":\"Bundle\",\"entry\":[%s]}";
        String order = "{\"resource\":{\"resourceType\":\"ServiceRequest\",\"id\":\"o\",\"status\":\"draft\",%s}}";
        Stream<String> orders = Stream.of(
                "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"30679-5\"}]}",
                "\"code\":{\"coding\":[{\"system\":\"http://www.ama-assn.org/go/cpt\",\"code\":\"72148\"}]}",
                "\"code\":{\"coding\":[{\"system\":\"https://hospital.example/local\",\"code\":\"IMG17\"}]}",
                "\"code\":{\"text\":\"MRI lumbar spine\"}",
                "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"24331-1\"}]}",
                "\"code\":7",
                "\"doNotPerform\":true",
                "\"note\":[{\"time\":\"2026-11-23 10:00\"}]");
        return Stream.concat(
                        orders.map(order::formatted).map(drafts::formatted),
                        Stream.of(
                                drafts.formatted(""),
                                drafts.formatted(
                                        "{\"resource\":{\"resourceType\":\"MedicationRequest\",\"id\":\"o\"}}"),
                                drafts.formatted("null"),
                                drafts.formatted("{\"resource\":7}"),
                                "{\"resourceType\":\"Bundle\"}",
                                "{\"resourceType\":\"Bundle\",\"entry\":{}}",
                                "{\"resourceType\":\"List\"}",
                                "[]",
                                "7",
                                "null"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contexts")
    void an_emergency_gives_its_card_first_whatever_is_ordered(String draftOrders) {
        for (String hook : List.of("order-select", "order-sign")) {
            for (String selections :
                    List.of("[\"ServiceRequest/o\"]", "[\"ServiceRequest/other\"]", "[]", "7", "[null]")) {
                ObjectNode request = emergency(Requests.of("lumbar-mri.json").put("hook", hook));
                context(request).set("draftOrders", Requests.json(draftOrders));
                context(request).set("selections", Requests.json(selections));
                assertThat(answer(request).at("/cards/0/indicator").textValue())
                        .as("%s of %s, %s", hook, draftOrders, selections)
                        .isEqualTo("critical");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "draft-1",
        "ServiceRequest/draft-1",
        "ServiceRequest/draft-1/_history/2",
        "https://fhir.example/r4/ServiceRequest/draft-1",
        "https://fhir.example/r4/ServiceRequest/draft-1/_history/2",
        "urn:uuid:6f0e2c1e-0000-4000-8000-00000000000a"
    })
    void a_selection_finds_its_draft_by_id_by_version_and_by_url(String selection) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ((ObjectNode) request.at("/context/draftOrders/entry/0"))
                .put("fullUrl", "urn:uuid:6f0e2c1e-0000-4000-8000-00000000000a");
        context(request).putArray("selections").add(selection);
        assertThat(summaries(answer(request))).singleElement().asString().startsWith("There are 2 warnings");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"#a", "RequestGroup/g#a", "https://fhir.example/r4/RequestGroup/g#a", "urn:uuid:7#a"})
    void a_selection_by_a_fragment_finds_the_draft_that_another_contains(String selection) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode entry = (ObjectNode) request.at("/context/draftOrders/entry/0");
        ObjectNode order = ((ObjectNode) entry.remove("resource")).put("id", "a");
        entry.put("fullUrl", "urn:uuid:7");
        entry.putObject("resource")
                .put("resourceType", "RequestGroup")
                .put("id", "g")
                .putArray("contained")
                .add(order);
        context(request).putArray("selections").add(selection);
        JsonNode card = answer(request).at("/cards/0");
        assertThat(card.path("summary").textValue()).startsWith("There are 2 warnings");
        assertThat(card.at("/suggestions/0/actions/0/type").textValue())
                .as("what is contained cannot be changed by its id")
                .isEqualTo("create");
    }

    @ParameterizedTest(name = "{0} finds none: {1}")
    @CsvSource({
        "ServiceRequest/Draft-1, true",
        "ServiceRequest/other, true",
        "other, true",
        "'', true",
        "https://fhir.example/r4/ServiceRequest/other, true",
        "MedicationRequest/other, false",
        "https://fhir.example/r4/MedicationRequest/other, false",
        "MedicationRequest/draft-1, false"
    })
    void a_selection_that_names_no_draft_is_told_unless_it_is_of_another_kind(String selection, boolean isTold) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        context(request).putArray("selections").add(selection);
        assertThat(summaries(answer(request))).isEqualTo(isTold ? List.of(UNFOUND) : List.of());
        assertThat(metrics(service).contains("reason=\"not-found\"")).isEqualTo(isTold);
    }

    @Test
    void only_what_asks_for_something_is_a_proposal() {
        Set<String> over = Set.of("revoked", "completed", "entered-in-error");
        for (ServiceRequestStatus status : ServiceRequestStatus.values()) {
            if (status == ServiceRequestStatus.NULL) {
                continue;
            }
            for (boolean doNotPerform : new boolean[] {false, true}) {
                ObjectNode request = Requests.of("lumbar-mri.json");
                draft(request).put("status", status.toCode()).put("doNotPerform", doNotPerform);
                JsonNode response = answer(request);
                assertThat(response.path("cards").isEmpty())
                        .as("%s, doNotPerform %s", status.toCode(), doNotPerform)
                        .isEqualTo(doNotPerform || over.contains(status.toCode()));
            }
        }
        assertThat(metrics(service)).contains("reason=\"not-proposed\",system=\"" + LOINC + "\"} 10.0");
    }

    @Test
    void of_more_orders_than_are_reviewed_the_first_ten_are_and_a_note_tells_of_the_rest() {
        ObjectNode request = Requests.of("lumbar-mri.json").put("hook", "order-sign");
        ArrayNode entries = (ArrayNode) request.at("/context/draftOrders/entry");
        for (int i = 2; i <= 12; i++) {
            entries.addObject().set("resource", draft(request).deepCopy().put("id", "draft-" + i));
        }
        List<String> summaries = summaries(answer(request));
        assertThat(summaries).hasSize(2);
        assertThat(summaries.get(0)).startsWith("There are 2 warnings for these orders.");
        assertThat(summaries.get(1)).contains("beyond the ten that are reviewed at once");
        assertThat(metrics(service)).contains("reason=\"too-many\",system=\"" + LOINC + "\"} 2.0");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"coding":[{"system":"http://www.ama-assn.org/go/cpt","code":"72148"}]}                                    | http://www.ama-assn.org/go/cpt
            {"coding":[{"system":"urn:oid:1.2.840.114350.1","code":"IMG17","display":"MR Anna Example"}]}              | urn:oid:1.2.840.114350.1
            {"coding":[{"system":"https://hospital.example/Anna-Example","code":"17"}],"text":"MRI of Anna Example"}   | other
            {"text":"MRI of Anna Example"}                                                                             | none
            """)
    void an_order_that_is_not_recognised_is_counted_by_its_system_and_told_where_the_hospital_wants_it(
            String code, String system) {
        ObjectNode request = Requests.of("lumbar-mri.json");
        draft(request).set("code", Requests.json(code));
        assertThat(answer(request).path("cards")).isEmpty();
        assertThat(metrics(service))
                .contains("apposite_unreviewed_total{hook=\"order-select\",reason=\"unrecognised\",system=\"" + system
                        + "\"} 1.0")
                .doesNotContain("Anna", "72148", "IMG17");
        try (CdsService explaining = new CdsService(
                () -> Requests.RULES, Requests.settings().explainUnrecognised().build())) {
            JsonNode response = answer(explaining, request);
            assertThat(summaries(response))
                    .singleElement()
                    .asString()
                    .startsWith("An order for imaging, ")
                    .endsWith(", is not in the mapping of codes; it was not reviewed.");
            assertThat(response.at("/cards/0/indicator").textValue()).isEqualTo("info");
        }
    }

    @Test
    void three_orders_of_a_whole_spine_are_one_study_each_rated_with_it() throws Exception {
        try (CdsService own = hospital()) {
            JsonNode response = answer(own, ordering("C", "T", "L"));
            assertThat(summaries(response))
                    .containsExactly("May be appropriate; usually appropriate here: "
                            + "MRI thoracic spine without and with IV contrast.");
            assertThat(ratings(response))
                    .containsExactly("o0 may-be-appropriate", "o1 may-be-appropriate", "o2 may-be-appropriate");
            assertThat(response.at("/cards/0/suggestions")).hasSize(1);
            assertThat(response.at("/cards/0/suggestions/0/actions")
                            .valueStream()
                            .map(action -> action.path("type").textValue()))
                    .containsExactly("update", "delete", "delete");
        }
    }

    @Test
    void orders_that_show_the_pain_together_do_whether_or_not_both_were_selected() throws Exception {
        try (CdsService own = hospital()) {
            ObjectNode request = ordering("T", "L");
            another(request, "conditions", "pain2", "279039007");
            another(request, "imagingReports", "films2", "24972-2");
            assertThat(answer(own, request).path("cards")).isEmpty();
            assertThat(ratings(answer(own, request))).containsExactly("o0 appropriate", "o1 appropriate");

            request.put("hook", "order-select");
            context(request).putArray("selections").add("ServiceRequest/o1");
            assertThat(ratings(answer(own, request))).containsExactly("o1 appropriate");

            ((ArrayNode) request.at("/context/draftOrders/entry")).remove(0);
            JsonNode alone = answer(own, request);
            assertThat(ratings(alone)).as("alone it leaves a part out").isEmpty();
            assertThat(alone.path("cards")).hasSize(1);
        }
    }

    @Test
    void a_study_that_is_among_the_drafts_is_not_suggested_again() throws Exception {
        try (CdsService own = hospital()) {
            JsonNode response = answer(own, ordering("T", "L0"));
            assertThat(response.path("cards")).hasSize(1);
            assertThat(response.at("/cards/0").has("suggestions")).isFalse();
        }
    }

    @Test
    void the_code_of_the_clients_own_system_comes_first_and_every_code_has_its_display() throws Exception {
        try (CdsService own = hospital()) {
            JsonNode coding = answer(own, ordering("L0")).at("/cards/0/suggestions/0/actions/0/resource/code/coding");
            assertThat(coding.valueStream()
                            .map(one -> one.path("system").textValue() + " "
                                    + one.path("code").textValue() + " "
                                    + one.path("display").textValue()))
                    .containsExactly(
                            LOCAL + " T MR T-spine",
                            "https://apposite.org/fhir/CodeSystem/procedure"
                                    + " mri-spine-area-of-interest-without-and-with-iv-contrast"
                                    + " MRI spine area of interest without and with IV contrast");
            JsonNode loinc = answer(own, Requests.of("lumbar-mri.json"))
                    .at("/cards/0/suggestions/0/actions/0/resource/code/coding");
            assertThat(loinc.valueStream().map(one -> one.path("code").textValue()))
                    .startsWith(THORACIC_BOTH, "T");
            assertThat(loinc.valueStream().map(one -> one.path("display").asText("")))
                    .noneMatch(String::isBlank);
        }
    }

    @Test
    void all_else_that_a_client_sent_in_an_order_stays_as_it_was() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode order = draft(request);
        ObjectNode sent = (ObjectNode) Requests.json("""
                {"meta":{"tag":[{"code":"x"}]},"identifier":[{"value":"17"}],"priority":"urgent","intent":"order",
                "orderDetail":[{"text":"call first"}],"occurrenceDateTime":"2026-11-24","asNeededBoolean":false,
                "authoredOn":"2026-11-23","requester":{"reference":"Practitioner/3"},
                "reasonCode":[{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10-cm","code":"M54.6"}],"text":"back"}],
                "reasonReference":[{"reference":"Condition/pain"}],"insurance":[{"reference":"Coverage/1"}],
                "supportingInfo":[{"reference":"Observation/1"}],"note":[{"text":"ward 7"}],
                "patientInstruction":"eat nothing","contained":[{"resourceType":"Device","id":"d"}],
                "extension":[{"url":"https://hospital.example/x","valueString":"y"}],"unknownMember":{"a":[1.50]}}
                """);
        order.setAll(sent);
        JsonNode changed = answer(request).at("/cards/0/suggestions/0/actions/0/resource");
        order.forEachEntry((key, value) -> {
            if (!key.equals("code") && !key.equals("extension")) {
                assertThat(changed.path(key)).as(key).isEqualTo(value);
            }
        });
        assertThat(changed.at("/extension/0")).isEqualTo(order.at("/extension/0"));
    }

    @Test
    void the_site_of_an_order_stays_while_its_region_does() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        draft(request).putArray("bodySite").addObject().put("text", "the sore spot");
        String changed = "/cards/0/suggestions/0/actions/0/resource";
        assertThat(answer(request).at(changed).has("bodySite")).isFalse();
        ((ObjectNode) draft(request).at("/code/coding/0")).put("code", "36532-0");
        assertThat(answer(request).at(changed).has("bodySite")).isTrue();
    }

    @Test
    void no_order_of_another_region_is_ever_rated_appropriate() {
        FhirMapping mapping = FhirMapping.bundled(Requests.RULES.vocabulary());
        String known = PatientSearches.of(mapping, Requests.RULES.topics()).stream()
                .filter(search -> search.name().equals("procedures"))
                .findFirst()
                .orElseThrow()
                .parameters();
        List<String> appropriate = new ArrayList<>();
        int rated = 0;
        for (String code : known.substring("code=".length()).split(",", -1)) {
            int bar = code.indexOf('|');
            String named = code.substring(bar + 1);
            if (named.isEmpty()) {
                continue;
            }
            ObjectNode request = Requests.of("lumbar-mri.json");
            ((ObjectNode) draft(request).at("/code/coding/0"))
                    .put("system", code.substring(0, bar))
                    .put("code", named);
            for (String rating : ratings(answer(request))) {
                rated++;
                if (rating.endsWith(" appropriate")) {
                    appropriate.add(named);
                }
            }
        }
        assertThat(rated).isGreaterThan(10);
        assertThat(appropriate)
                .as("studies of the thoracic spine, or of a region that holds it")
                .containsExactlyInAnyOrder("24981-3", "36532-0", "396171000119100", "411571000119106");
    }

    @Test
    void where_a_hospital_wants_it_an_order_of_the_best_category_gets_no_card_and_its_rating() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ((ObjectNode) draft(request).at("/code/coding/0")).put("code", "36532-0");
        assertThat(summaries(answer(request))).singleElement().asString().startsWith("There is a warning");
        try (CdsService quiet = new CdsService(
                () -> Requests.RULES, Requests.settings().quietForEquals().build())) {
            assertThat(answer(quiet, request).path("cards")).isEmpty();
            assertThat(ratings(answer(quiet, request))).containsExactly("draft-1 appropriate");
            assertThat(answer(quiet, Requests.of("lumbar-mri.json")).path("cards"))
                    .as("an order of another region is no equal")
                    .hasSize(1);
            ((ObjectNode) draft(request).at("/code/coding/0")).put("code", "24979-7");
            assertThat(answer(quiet, request).path("cards"))
                    .as("what may be appropriate is no equal")
                    .hasSize(1);
        }
    }

    @Test
    void the_ids_of_card_decision_call_and_order_stand_together_in_the_log() throws Exception {
        JsonNode response;
        try (CdsService logged = new CdsService(
                () -> Requests.RULES, Requests.settings().logs(folder).build())) {
            response = answer(logged, Requests.of("lumbar-mri.json"));
        }
        List<String> lines = Files.readAllLines(folder.resolve("decisions.jsonl"));
        JsonNode loaded = Requests.json(lines.get(0));
        assertThat(loaded.path("event").textValue()).isEqualTo("rules");
        assertThat(loaded.at("/rules/digest").textValue()).isEqualTo(Requests.RULES.digest());
        assertThat(lines).hasSize(2);
        JsonNode line = Requests.json(lines.get(1));
        assertThat(line.at("/cards/0/id")).isEqualTo(response.at("/cards/0/uuid"));
        assertThat(line.at("/cards/0/indicator")).isEqualTo(response.at("/cards/0/indicator"));
        assertThat(line.at("/cards/0/kind").textValue()).isEqualTo("study");
        assertThat(line.at("/orders/0/id").textValue()).isEqualTo("draft-1");
        assertThat(line.at("/orders/0/asked").textValue()).isEqualTo("mri-spine-area-of-interest-without-iv-contrast");
        assertThat(line.path("preferred").isEmpty() && line.path("ratings").isEmpty())
                .isFalse();
        assertThat(line.path("hookInstance").textValue()).isEqualTo("5b2d0f4c-3a0e-4f0c-8d8e-6a6f1f9d2c11");
        assertThat(line.path("id").textValue()).matches("[0-9a-f-]{36}");
    }

    private CdsService hospital() throws Exception {
        Path file = Files.writeString(folder.resolve("hospital.yaml"), HOSPITAL);
        return new CdsService(
                () -> Requests.RULES, Requests.settings().mapping(file).build());
    }

    /** The child of the request, with orders by the hospital's codes that are about to be signed. */
    private static ObjectNode ordering(String... codes) {
        ObjectNode request = Requests.of("lumbar-mri.json").put("hook", "order-sign");
        ArrayNode entries = (ArrayNode) request.at("/context/draftOrders/entry");
        ObjectNode order = (ObjectNode) entries.remove(0).path("resource");
        for (int i = 0; i < codes.length; i++) {
            ObjectNode next = order.deepCopy().put("id", "o" + i);
            ((ObjectNode) next.at("/code/coding/0")).put("system", LOCAL).put("code", codes[i]);
            entries.addObject().set("resource", next);
        }
        return request;
    }

    private static void another(ObjectNode request, String search, String id, String code) {
        ArrayNode entries = (ArrayNode) request.path("prefetch").path(search).path("entry");
        ObjectNode another = ((ObjectNode) entries.path(0).path("resource").deepCopy()).put("id", id);
        ((ObjectNode) another.at("/code/coding/0")).put("code", code);
        entries.addObject().set("resource", another);
    }

    private static ObjectNode emergency(ObjectNode request) {
        request.at("/prefetch/observations/entry").forEach(entry -> {
            String id = entry.at("/resource/id").textValue();
            if (id.equals("neuro") || id.equals("bladder")) {
                ((ObjectNode) entry.path("resource")).put("valueBoolean", true);
            }
        });
        return request;
    }

    private static ObjectNode context(ObjectNode request) {
        return (ObjectNode) request.path("context");
    }

    private static ObjectNode draft(ObjectNode request) {
        return (ObjectNode) request.at("/context/draftOrders/entry/0/resource");
    }

    private JsonNode answer(ObjectNode request) {
        return answer(service, request);
    }

    private static JsonNode answer(CdsService service, ObjectNode request) {
        CdsResponse response = service.handle(
                Requests.post("/cds-services/apposite-" + request.path("hook").textValue(), request));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        Invariants.hold(response);
        return Requests.json(response);
    }

    private static List<String> summaries(JsonNode response) {
        return response.path("cards")
                .valueStream()
                .map(card -> card.path("summary").textValue())
                .toList();
    }

    private static List<String> ratings(JsonNode response) {
        return response.path("systemActions")
                .valueStream()
                .map(action -> action.path("resource"))
                .map(order -> order.path("id").textValue() + " "
                        + order.at("/extension/0/valueCodeableConcept/coding/0/code")
                                .textValue())
                .toList();
    }

    private static String metrics(CdsService service) {
        return new String(service.handle(Requests.get("/metrics")).body(), StandardCharsets.UTF_8);
    }
}
