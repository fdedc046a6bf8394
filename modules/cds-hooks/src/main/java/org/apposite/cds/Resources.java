package org.apposite.cds;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Resource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Resources of FHIR R4 as the FHIR module wants them. */
final class Resources {

    private static final FhirContext FHIR = FhirContext.forR4Cached();

    /** FHIR's, and a little more that servers in use have. An id is shown to people. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-._]{1,128}");

    private Resources() {}

    /**
     * A resource.
     *
     * @param json the resource, not a bundle; its narrative is not read, nor an id that is none
     * @return empty when it cannot be read
     */
    static Optional<Resource> of(ObjectNode json) {
        ObjectNode read = Json.object();
        json.forEachEntry((key, value) -> {
            if (!key.equals("text") && (!key.equals("id") || isId(value))) {
                read.set(key, value);
            }
        });
        IParser parser = FHIR.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false));
        try {
            return parser.parseResource(read.toString()) instanceof Resource resource
                    ? Optional.of(resource)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // The parser throws anything at nonsense. Its message may hold what the resource says of the patient.
            return Optional.empty();
        }
    }

    private static boolean isId(JsonNode value) {
        return value.isString() && ID.matcher(value.stringValue()).matches();
    }

    /** What is written of a resource of the FHIR module. */
    static String json(Resource resource) {
        return FHIR.newJsonParser().encodeResourceToString(resource);
    }
}
