package org.apposite.cds;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import tools.jackson.databind.node.ObjectNode;

/** Resources of FHIR R4 as the FHIR module wants them. */
final class Resources {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    private Resources() {}

    /**
     * A resource.
     *
     * @param json the resource, not a bundle; its narrative is not read
     * @return empty when it cannot be read
     */
    static Optional<Resource> of(ObjectNode json) {
        ObjectNode read = json;
        if (json.has("text")) {
            read = json.deepCopy();
            read.remove("text");
        }
        IParser parser = FHIR.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false));
        try {
            return parser.parseResource(read.toString()) instanceof Resource resource
                    ? Optional.of(resource)
                    : Optional.empty();
        } catch (DataFormatException | IllegalArgumentException | IllegalStateException | ClassCastException e) {
            // Its message may hold what the resource says of the patient.
            return Optional.empty();
        }
    }

    /** What is written of a resource of the FHIR module. */
    static String json(Resource resource) {
        return FHIR.newJsonParser().encodeResourceToString(resource);
    }
}
