package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of the shapes that the specification and Argonaut's guide print, written anew. */
class PrintedExamplesTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "patient-view-of-an-old-man",
                "order-select-of-diet-and-drug",
                "order-select-of-knee-angiography",
                "order-sign-with-members-of-3.0"
            })
    void what_the_rules_are_not_about_gets_an_empty_list_of_cards(String name) {
        ObjectNode request = Requests.of("printed/" + name + ".json");
        CdsResponse response = Requests.service()
                .handle(Requests.post(
                        "/cds-services/apposite-" + request.path("hook").textValue(), request));
        Invariants.hold(response);
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).asString().isEqualTo("{\"cards\":[]}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"feedback-accepted", "feedback-overridden", "feedback-overridden-with-reason"})
    void feedback_of_every_kind_is_taken(String name, @TempDir Path folder) {
        try (CdsService service = new CdsService(
                () -> Requests.RULES, Requests.settings().logs(folder).build())) {
            ObjectNode feedback = Requests.of("printed/" + name + ".json");
            // The cards of the printed examples are those of another service.
            feedback.path("feedback").forEach(entry -> ((ObjectNode) entry).put("card", Requests.cardOf(service)));
            CdsResponse response =
                    service.handle(Requests.post("/cds-services/apposite-order-sign/feedback", feedback));
            Invariants.hold(response);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        }
    }
}
