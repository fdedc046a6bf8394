package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.cds.request.Json;
import org.apposite.text.Characters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules whose every text was written to be obeyed, at the service: forms, cards, figures and resources hold it as words. */
class HostileRulesAtTheServiceTest {

    private static final String TEXT = HostileRequests.hostileTexts().stream()
            .filter(text -> text.chars().noneMatch(Character::isISOControl))
            .filter(text -> Characters.firstDeception(text).isEmpty())
            .map(text ->
                    text.replace('"', '\'').replace('\\', '/').replace("{", "(").replace("}", ")"))
            .collect(Collectors.joining(" "));

    @TempDir
    static Path folder;

    private static CdsService service;

    @BeforeAll
    static void load() throws IOException {
        Folders.copy(Folders.MADE_UP, folder);
        replace("gnome-limb/topic.yaml", "Sore limb of a gnome (made up for tests)", '"' + TEXT + '"');
        replace("gnome-limb/topic.yaml", "A sore limb of which nothing is known yet", '"' + TEXT + '"');
        replace("vocabulary/findings.yaml", "Is a foot cold as ice?", '"' + TEXT + '"');
        replace("vocabulary/findings.yaml", "a cold foot", '"' + TEXT + '"');
        replace("rule-set.yaml", "made-up-rules", '"' + TEXT + '"');
        replace("rule-set.yaml", "1.0.0", '"' + TEXT + '"');
        Path limb = folder.resolve("gnome-limb/limb.drl");
        Files.writeString(limb, Files.readString(limb) + """

                rule "%1$s"
                    @id( limb-headline )
                    @source( book-of-gnomes )
                when
                    Routing( matched( "fresh" ) )
                then
                    conclude.headline( "%1$s" );
                end
                """.formatted(TEXT));
        ClinicalRules rules = ClinicalRules.from(folder);
        service = new CdsService(() -> rules, Requests.settings().build());
    }

    private static void replace(String name, String what, String by) throws IOException {
        String text = Files.readString(folder.resolve(name));
        assertThat(text).contains(what);
        Files.writeString(folder.resolve(name), text.replace(what, by));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/cds-services",
                "/topics",
                "/Questionnaire/gnome-limb",
                "/PlanDefinition/gnome-limb",
                "/metadata",
                "/health/ready",
                "/metrics"
            })
    void whatever_the_service_tells_of_rules_is_whole(String path) {
        CdsResponse response = service.handle(Requests.get(path));
        Invariants.hold(response);
        assertThat(new String(response.body(), StandardCharsets.UTF_8).lines())
                .noneMatch(line -> line.startsWith("::"));
    }

    @Test
    void a_card_shows_the_words_and_no_markup() {
        ObjectNode request = Requests.of("lumbar-mri.json").put("hook", "patient-view");
        ((ObjectNode) request.path("context")).remove(List.of("selections", "draftOrders"));
        ObjectNode answers = Json.object()
                .put("resourceType", "QuestionnaireResponse")
                .put("id", "answers")
                .put("status", "completed")
                .put("questionnaire", "https://apposite.org/fhir/Questionnaire/gnome-limb")
                .put("authored", "2026-11-23T10:00:00Z");
        answers.putObject("subject").put("reference", "Patient/child-9");
        ObjectNode item = answers.putArray("item").addObject().put("linkId", "complaint");
        item.putArray("answer")
                .addObject()
                .putObject("valueCoding")
                .put("system", "https://apposite.org/fhir/CodeSystem/term")
                .put("code", "sore-limb");
        ObjectNode prefetch = request.putObject("prefetch");
        prefetch.putObject("patient").put("resourceType", "Patient").put("id", "child-9");
        prefetch.putObject("answers")
                .put("resourceType", "Bundle")
                .put("type", "searchset")
                .putArray("entry")
                .addObject()
                .set("resource", answers);

        CdsResponse response = service.handle(Requests.post("/cds-services/apposite-patient-view", request));
        Invariants.hold(response);
        JsonNode cards = Requests.json(response).path("cards");

        assertThat(cards).isNotEmpty();
        assertThat(cards)
                .allSatisfy(card -> assertThat(card.path("detail").textValue())
                        .doesNotContainPattern("(?<!\\\\)[<>\\[\\]`~|]")
                        .doesNotContain("http://", "www."));
        assertThat(cards.toString()).contains("FORGED");
    }
}
