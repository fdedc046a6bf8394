package org.apposite.cds;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apposite.fhir.FhirArtifacts;
import org.hl7.fhir.r4.model.MetadataResource;
import org.junit.jupiter.api.Test;

/** A client can look up each code of this project that it is sent. */
class ExportedCodesTest {

    private static final Pattern OWN = Pattern.compile("https://apposite\\.org/fhir/CodeSystem/[a-z-]+");

    @Test
    void whatever_code_system_of_the_project_a_card_names_is_exported_with_each_topic() {
        CdsResponse response = Requests.service()
                .handle(Requests.post("/cds-services/apposite-order-select", Requests.of("lumbar-mri.json")));
        Set<String> named = OWN.matcher(new String(response.body(), StandardCharsets.UTF_8))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .contains(
                        "https://apposite.org/fhir/CodeSystem/topic",
                        "https://apposite.org/fhir/CodeSystem/override-reason");
        Requests.RULES
                .topics()
                .forEach(topic -> assertThat(FhirArtifacts.of(Requests.RULES, topic))
                        .extracting(MetadataResource::getUrl)
                        .containsAll(named));
    }
}
