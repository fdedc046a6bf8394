package org.apposite.fhir.mapping;

import org.apposite.advice.Provenance;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.MetadataResource;

/**
 * How a definition that this project publishes is known. Immutable.
 *
 * @param url its URL, which ends with its id
 * @param version the version of the rules
 */
public record Canonical(String url, String version) {

    /** The id as a name that code can use. */
    public String name() {
        StringBuilder name = new StringBuilder();
        for (String word : Urls.id(url).split("-", -1)) {
            if (!word.isEmpty()) {
                name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return name.toString();
    }

    /** The same resource, with what every definition has. */
    public <R extends MetadataResource> R describe(R resource, String title, PublicationStatus status) {
        resource.setId(Urls.id(url));
        resource.setUrl(url);
        resource.setVersion(version);
        resource.setName("Apposite" + name());
        resource.setTitle(title);
        resource.setStatus(status);
        resource.setExperimental(false);
        return resource;
    }

    /** How far content has come, in the words of FHIR. */
    public static PublicationStatus status(Provenance.Status status) {
        return switch (status) {
            case DRAFT, REVIEWED -> PublicationStatus.DRAFT;
            case ACTIVE -> PublicationStatus.ACTIVE;
            case RETIRED -> PublicationStatus.RETIRED;
        };
    }

    /** The reference with the version that is meant. */
    @Override
    public String toString() {
        return url + "|" + version;
    }
}
