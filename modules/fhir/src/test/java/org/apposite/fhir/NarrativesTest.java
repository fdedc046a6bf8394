package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.fhir.in.FhirCase;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** What a resource says to a reader whose software does not know what is in it. */
class NarrativesTest {

    private static final FhirAdvice OUT = new FhirAdvice(Records.VOCABULARY, FhirMapping.bundled(Records.VOCABULARY));
    private static final PatientCase EMERGENCY = PatientCase.builder()
            .age(Age.ofYears(9))
            .complaint("back-pain")
            .region("thoracic")
            .present("neurologic-deficit", "fever")
            .build();

    private static Bundle bundle(String note) {
        Advice advice = Records.RULES.evaluate(EMERGENCY);
        FhirCase read = new FhirCase(EMERGENCY, List.of(), List.of(new FhirCase.Note("Condition/1", note)));
        return OUT.of(advice, read, new Reference("Patient/p"), new Identifier().setValue("1"), Instant.EPOCH);
    }

    private static List<DomainResource> resources(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(BundleEntryComponent::getResource)
                .map(DomainResource.class::cast)
                .toList();
    }

    @Test
    void each_resource_of_an_answer_and_of_a_topic_has_one_that_says_more_than_its_type() {
        assertThat(resources(bundle("a note"))).hasSizeGreaterThan(3).allSatisfy(NarrativesTest::isTold);
        Records.RULES
                .topics()
                .forEach(topic ->
                        assertThat(FhirArtifacts.of(Records.RULES, topic)).allSatisfy(NarrativesTest::isTold));
    }

    private static void isTold(DomainResource resource) {
        assertThat(resource.getText().getDivAsString())
                .as(resource.fhirType())
                .startsWith("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>" + resource.fhirType() + "</p><p>")
                .hasSizeLessThan(20_000);
    }

    @Test
    void an_emergency_stands_in_words_in_that_of_the_alerts() {
        Alert emergency = Records.RULES
                .evaluate(EMERGENCY)
                .alerts(Alert.Severity.CRITICAL)
                .get(0);
        assertThat(resources(bundle("a note")))
                .filteredOn(OperationOutcome.class::isInstance)
                .singleElement()
                .extracting(one -> one.getText().getDivAsString())
                .asString()
                .contains(emergency.text());
    }

    @Test
    void a_text_of_a_record_never_becomes_markup() {
        String hostile = "</p></div><script>alert(1)</script> & a < b \u0000\uFFFF";
        Bundle bundle = bundle(hostile);
        assertThat(resources(bundle))
                .filteredOn(GuidanceResponse.class::isInstance)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getText().getDivAsString())
                            .doesNotContain("<script")
                            .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; a &lt; b");
                });
    }
}
