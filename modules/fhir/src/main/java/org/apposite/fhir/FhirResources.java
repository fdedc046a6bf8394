package org.apposite.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;
import org.apposite.fhir.sent.ElementReader;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads resources of FHIR R4 from JSON as systems in use write it: one bad element loses that element, not its resource.
 *
 * <ul>
 *   <li>What cannot be read has FHIR's extension {@code data-absent-reason} in its place, with the code {@code error}; what is no
 *       element of FHIR R4 is named by an extension beside it. {@link FhirCases} has a note for each of both.
 *   <li>What is empty ({@code ""}, <code>{}</code>, {@code []}, {@code null}) says nothing. The narrative is not read, nor an id that
 *       can be none.
 *   <li>The work grows with the size of the JSON, whatever is wrong with it.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class FhirResources {

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final ElementReader ELEMENTS = new ElementReader(FHIR);

    private FhirResources() {}

    /**
     * Reads a resource.
     *
     * @param json the resource, a bundle as well; it is not changed
     * @return the resource; empty when it names no type of FHIR R4
     */
    public static Optional<Resource> read(ObjectNode json) {
        return ELEMENTS.resource(Objects.requireNonNull(json, "json")).flatMap(FhirResources::parsed);
    }

    private static Optional<Resource> parsed(ObjectNode readable) {
        IParser parser = FHIR.newJsonParser();
        parser.setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
        // A resource is what it says it is: what its entry says is another matter.
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        try {
            return parser.parseResource(readable.toString()) instanceof Resource resource
                    ? Optional.of(resource)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Nothing is known to get here. The message may hold what the resource says of the patient.
            return Optional.empty();
        }
    }
}
