package org.apposite.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.MetadataResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FhirArtifactsTest {

    static List<MetadataResource> artifacts() {
        return Validation.ARTIFACTS;
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void every_artifact_is_valid(MetadataResource artifact) {
        assertThat(Validation.problems(artifact)).as(artifact.getUrl()).isEmpty();
    }
}
