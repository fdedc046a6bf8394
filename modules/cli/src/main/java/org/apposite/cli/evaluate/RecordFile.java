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
import java.util.function.Consumer;
import org.apposite.cli.text.JsonFault;
import org.apposite.fhir.FhirResources;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * Reads the records in a file, as they come: each Bundle is that of a patient, and all single resources together are that of one
 * more, at the end. For one file.
 */
final class RecordFile {

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

    private final Consumer<Found> records;
    private final Consumer<String> faults;
    private final List<Resource> single = new ArrayList<>();
    private int firstSingle = 1;
    private boolean isEmpty = true;

    /**
     * A reader.
     *
     * @param records takes each record
     * @param faults takes what cannot be read, with its line
     */
    RecordFile(Consumer<Found> records, Consumer<String> faults) {
        this.records = records;
        this.faults = faults;
    }

    /**
     * Reads a file.
     *
     * @param isLines whether each of its lines is a value of its own, so that a broken one does not end it
     * @throws IOException when it cannot be read to its end
     */
    void read(InputStream in, boolean isLines) throws IOException {
        if (isLines) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    values(JSON.readValues(line), number);
                }
            }
        } else {
            values(JSON.readValues(in), 1);
        }
        if (!single.isEmpty()) {
            records.accept(new Found(firstSingle, List.copyOf(single)));
        }
        if (isEmpty) {
            faults.accept("1: no resource of FHIR in this file");
        }
    }

    private void values(MappingIterator<JsonNode> values, int firstLine) throws IOException {
        try {
            while (values.hasNextValue()) {
                int line = firstLine - 1 + values.getCurrentLocation().getLineNr();
                value(values.nextValue(), line);
            }
        } catch (JsonProcessingException e) {
            JsonFault fault = JsonFault.of(e);
            fault(firstLine - 1 + fault.line(), fault.words());
        }
    }

    private void value(JsonNode value, int line) {
        Optional<Resource> resource =
                value instanceof ObjectNode object ? FhirResources.read(object) : Optional.empty();
        resource.ifPresentOrElse(found -> add(found, line), () -> fault(line, "not a resource of FHIR R4"));
    }

    private void add(Resource resource, int line) {
        isEmpty = false;
        if (resource instanceof Bundle) {
            records.accept(new Found(line, List.of(resource)));
        } else {
            firstSingle = single.isEmpty() ? line : firstSingle;
            single.add(resource);
        }
    }

    private void fault(int line, String what) {
        isEmpty = false;
        faults.accept(line + ": " + what);
    }
}
