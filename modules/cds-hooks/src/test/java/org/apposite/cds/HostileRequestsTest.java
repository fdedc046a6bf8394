package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apposite.cds.HostileRequests.Hostile;
import org.apposite.cds.security.TrustedIssuer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent: a refusal or an answer that is well formed, and the next clinician gets the same warnings. */
@Timeout(300)
class HostileRequestsTest {

    /** Words of the service's own that a request may well hold too. */
    private static final Set<String> OWN_WORDS =
            Set.of("order-select", "accepted", "Bundle", "Patient", "QuestionnaireResponse");

    @TempDir
    Path folder;

    private CdsService service;
    private List<String> expected;

    @BeforeEach
    void open() {
        service = new CdsService(
                () -> Requests.RULES, Requests.settings().logs(folder).build());
        expected = warnings();
    }

    @AfterEach
    void close() {
        service.close();
    }

    @TestFactory
    Stream<DynamicTest> a_hostile_request_is_answered_within_bounds_and_the_next_good_one_as_ever() {
        return HostileRequests.all().map(one -> DynamicTest.dynamicTest(one.title(), () -> check(one)));
    }

    @Test
    void there_are_more_than_two_hundred_kinds_of_them_and_none_twice() {
        assertThat(HostileRequests.all().map(Hostile::title))
                .hasSizeGreaterThan(220)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_number_that_would_fill_the_memory_with_digits_is_refused() {
        for (String number :
                List.of("1e999999999", "1e-999999999", "-1E+401", "1e2147483647", "1e99999999999999999999")) {
            assertThat(service.handle(Requests.post(HostileRequests.SELECT, "{\"a\": " + number + "}"))
                            .status())
                    .as(number)
                    .isEqualTo(400);
        }
    }

    @Test
    void without_a_token_they_are_refused_before_they_are_read() throws IOException {
        Path keys = Files.writeString(folder.resolve("keys.json"), "{\"keys\": []}");
        TrustedIssuer issuer = new TrustedIssuer("https://ehr.example", Optional.empty(), Optional.of(keys));
        try (CdsService guarded = new CdsService(
                () -> Requests.RULES,
                Requests.settings().issuers(List.of(issuer)).build())) {
            for (Hostile one : HostileRequests.ofTables()) {
                CdsRequest request = one.request().get();
                CdsResponse response = guarded.handle(request);
                Invariants.hold(response);
                if (request.path().startsWith("/cds-services/")) {
                    assertThat(response.status()).as(one.title()).isEqualTo(401);
                }
            }
        }
    }

    @Test
    void a_draft_comes_back_without_what_is_empty_in_it_and_otherwise_as_it_was() {
        ObjectNode request = Requests.of("lumbar-mri.json");
        ObjectNode draft = (ObjectNode) request.at("/context/draftOrders/entry/0/resource");
        ((ObjectNode) draft.at("/code/coding/0")).put("code", "24981-3");
        JsonNode sent = draft.deepCopy();
        draft.putArray("performer").addObject().put("reference", "");
        draft.putObject("requester").putNull("reference");
        draft.putArray("instantiatesUri").addNull();
        JsonNode response = Requests.json(service.handle(Requests.post(HostileRequests.SELECT, request)));
        ObjectNode rated = (ObjectNode) response.at("/systemActions/0/resource");
        rated.remove("extension");
        assertThat(rated).isEqualTo(sent);
    }

    private void check(Hostile hostile) {
        CdsRequest request = hostile.request().get();
        CdsResponse response = service.handle(request);
        assertThat(response.body().length).isLessThan(3 * request.body().length + 64 * 1024);
        Invariants.hold(response);
        if (!request.method().equals("OPTIONS")) {
            assertThat(response.status()).isIn(200, 400, 401, 404, 405, 413, 415, 501, 503);
        }
        if (response.status() >= 400) {
            repeatsNothing(
                    request,
                    Requests.json(response)
                            .path("issue")
                            .path(0)
                            .path("diagnostics")
                            .textValue());
        } else if (response.headers().getOrDefault("Content-Type", "").startsWith("application/json")) {
            Requests.json(response).path("cards").forEach(HostileRequestsTest::isPlain);
        }
        assertThat(warnings()).isEqualTo(expected);
    }

    private static void repeatsNothing(CdsRequest request, String diagnostics) {
        assertThat(diagnostics).doesNotContainIgnoringCase(HostileRequests.CANARY);
        List<String> texts = new ArrayList<>();
        try {
            texts(new JsonMapper().readTree(request.body()), texts);
        } catch (IOException e) {
            return;
        }
        assertThat(texts.stream()
                        .filter(text -> text.length() > 5 && !OWN_WORDS.contains(text))
                        .filter(diagnostics::contains))
                .isEmpty();
    }

    private static void texts(JsonNode node, List<String> texts) {
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(child -> texts(child, texts));
    }

    /** Nothing of a request is markup on a card, and little of it is there at all. */
    private static void isPlain(JsonNode card) {
        ObjectNode shown = ((ObjectNode) card.deepCopy());
        shown.path("suggestions")
                .forEach(one -> one.path("actions").forEach(action -> ((ObjectNode) action).remove("resource")));
        String detail = shown.path("detail").textValue();
        String unescaped = detail.replaceAll("\\\\.", "");
        assertThat(unescaped)
                .doesNotContainPattern("[<>\\[\\]`!&_~]")
                .doesNotContainPattern("(?m)^ *(#|=|>|\\d+\\.)")
                .doesNotContainPattern("(^|[\\s(*_~])(https?:|www\\.|\\S+@)")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]");
        assertThat(detail).hasSizeLessThan(20_000);
        shown.remove("detail");
        assertThat(shown.toString())
                .doesNotContainIgnoringCase(HostileRequests.CANARY)
                .doesNotContain("<", "javascript:", "evil.example");
    }

    private List<String> warnings() {
        CdsResponse response = service.handle(Requests.post(HostileRequests.SELECT, Requests.of("lumbar-mri.json")));
        assertThat(response.status())
                .as(new String(response.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return Requests.json(response)
                .path("cards")
                .valueStream()
                .map(card ->
                        card.path("summary").textValue() + card.path("detail").textValue())
                .toList();
    }
}
