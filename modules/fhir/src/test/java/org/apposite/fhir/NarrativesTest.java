package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert;
import org.apposite.fhir.in.FhirCase;
import org.apposite.fhir.words.Remark;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCase;
import org.apposite.text.Characters;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

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
        FhirCase read =
                new FhirCase(EMERGENCY, List.of(), List.of(new FhirCase.Note("Condition/1", Remark.words(note))));
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

    static Stream<String> hostileTexts() throws IOException {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("../../src/test/resources/hostile-texts.properties"))) {
            texts.load(reader);
        }
        return texts.stringPropertyNames().stream().sorted().map(texts::getProperty);
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void whatever_a_text_holds_its_narrative_is_xml_that_shows_all_that_it_says(String hostile) throws Exception {
        String told = resources(bundle(hostile)).stream()
                .filter(GuidanceResponse.class::isInstance)
                .map(one -> one.getText().getDivAsString())
                .collect(Collectors.joining());

        Document read = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(told)));

        assertThat(told).contains("Condition/1");
        assertThat(read.getElementsByTagName("script").getLength()).isZero();
        assertThat(told.codePoints().filter(Characters::isHidden)).isEmpty();
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
