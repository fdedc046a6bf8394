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
    private static final ElementReader SHAPES = new ElementReader(FHIR, false);
    private static final ElementReader VALUES = new ElementReader(FHIR, true);

    private FhirResources() {}

    /**
     * Reads a resource.
     *
     * @param json the resource, a bundle as well; it is not changed
     * @return the resource; empty when it names no type of FHIR R4
     */
    public static Optional<Resource> read(ObjectNode json) {
        Faults faults = new Faults();
        Optional<Resource> read =
                SHAPES.resource(Objects.requireNonNull(json, "json")).flatMap(shaped -> parsed(shaped, faults));
        return faults.hasAny ? VALUES.resource(json).flatMap(valued -> parsed(valued, new Faults())) : read;
    }

    /** Whether the parser met a value that it cannot read. For one use. */
    private static final class Faults extends LenientErrorHandler {

        private boolean hasAny;

        Faults() {
            super(false);
        }

        @Override
        public void invalidValue(IParseLocation location, String value, String error) {
            hasAny = true;
        }
    }

    private static Optional<Resource> parsed(ObjectNode readable, Faults faults) {
        IParser parser = FHIR.newJsonParser();
        parser.setParserErrorHandler(faults);
        // A resource is what it says it is: what its entry says is another matter.
        parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
        try {
            return parser.parseResource(readable.toString()) instanceof Resource resource
                    ? Optional.of(resource)
                    : Optional.empty();
        } catch (RuntimeException e) {
            // Nothing is known to get here but a bad value. The message may hold what the resource says of the patient.
            faults.hasAny = true;
            return Optional.empty();
        }
    }
}
