package org.apposite.cli.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.fhir.FhirResources;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * The records in a file: each Bundle is that of a patient, and all single resources together are that of one more.
 *
 * @param all the records
 * @param faults what of the file could not be read, each with its line
 */
record RecordFile(List<Found> all, List<String> faults) {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    /**
     * A record and where it begins.
     *
     * @param line its line, from 1
     * @param resources its resources, or its Bundle
     */
    record Found(int line, List<Resource> resources) {

        /** The resource of the patient, when it is there. */
        Optional<Patient> patient() {
            return resources.stream()
                    .flatMap(one -> one instanceof Bundle bundle
                            ? bundle.getEntry().stream().map(Bundle.BundleEntryComponent::getResource)
                            : List.of(one).stream())
                    .filter(Patient.class::isInstance)
                    .map(Patient.class::cast)
                    .findFirst();
        }
    }

    /**
     * Reads a file.
     *
     * @param isLines whether each of its lines is a value of its own, so that a broken one does not end it
     * @throws IOException when it cannot be read to its end
     */
    static RecordFile read(InputStream in, boolean isLines) throws IOException {
        Reading reading = new Reading();
        if (isLines) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    reading.values(JSON.readValues(line), number);
                }
            }
        } else {
            reading.values(JSON.readValues(in), 1);
        }
        return reading.done();
    }

    /** What has been read of a file. */
    private static final class Reading {

        private final List<Found> bundles = new ArrayList<>();
        private final List<Resource> single = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private int firstSingle = 1;

        void values(MappingIterator<JsonNode> values, int firstLine) throws IOException {
            try {
                while (values.hasNextValue()) {
                    int line = firstLine - 1 + values.getCurrentLocation().getLineNr();
                    value(values.nextValue(), line);
                }
            } catch (JsonProcessingException e) {
                faults.add(firstLine - 1 + e.getLocation().getLineNr() + ": not JSON, column "
                        + e.getLocation().getColumnNr());
            }
        }

        private void value(JsonNode value, int line) {
            Optional<Resource> resource =
                    value instanceof ObjectNode object ? FhirResources.read(object) : Optional.empty();
            resource.ifPresentOrElse(found -> add(found, line), () -> faults.add(line + ": not a resource of FHIR R4"));
        }

        private void add(Resource resource, int line) {
            if (resource instanceof Bundle) {
                bundles.add(new Found(line, List.of(resource)));
            } else {
                firstSingle = single.isEmpty() ? line : firstSingle;
                single.add(resource);
            }
        }

        RecordFile done() {
            if (!single.isEmpty()) {
                bundles.add(new Found(firstSingle, List.copyOf(single)));
            }
            if (bundles.isEmpty() && faults.isEmpty()) {
                faults.add("1: no resource of FHIR in this file");
            }
            return new RecordFile(List.copyOf(bundles), List.copyOf(faults));
        }
    }
}
