package org.apposite.fhir.out;

import org.apposite.fhir.mapping.Urls;
import org.apposite.model.Vocabulary;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;

/** How resources cite a source. */
final class Sources {

    private Sources() {}

    static Coding coding(Vocabulary vocabulary, String key) {
        Vocabulary.Source source = vocabulary.sources().get(key);
        return new Coding(Urls.SOURCE, key, source == null ? null : source.title());
    }

    static RelatedArtifact citation(String key, String title) {
        return new RelatedArtifact()
                .setType(RelatedArtifactType.CITATION)
                .setLabel(key)
                .setCitation(title);
    }
}
