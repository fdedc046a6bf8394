package org.apposite.fhir.out;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The entries of a bundle, with ids that are made of what is answered: an answer given twice is the same. For one use. */
final class AnswerEntries {

    private final String seed;
    private final Bundle bundle = new Bundle();

    AnswerEntries(String seed) {
        this.seed = seed;
        bundle.setId(uuid("bundle"));
    }

    Bundle bundle() {
        return bundle;
    }

    Reference add(String name, Resource resource) {
        // An id of this form stays out of what is written: the server that stores a resource names it.
        resource.setId(urn(name));
        bundle.addEntry().setFullUrl(urn(name)).setResource(resource);
        return new Reference(urn(name));
    }

    /** References to all that has been added. */
    List<Reference> references() {
        return bundle.getEntry().stream()
                .map(entry -> new Reference(entry.getFullUrl()))
                .toList();
    }

    String urn(String name) {
        return "urn:uuid:" + uuid(name);
    }

    private String uuid(String name) {
        return UUID.nameUUIDFromBytes((seed + "\n" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
