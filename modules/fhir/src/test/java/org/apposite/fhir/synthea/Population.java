package org.apposite.fhir.synthea;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.fhir.FhirResources;
import org.hl7.fhir.r4.model.Resource;

/**
 * The children that Synthea has made up, as its export of bulk data holds them: a file for each type of resource, a resource in each
 * line. The profile {@code soak} generates them into {@code target/synthea}.
 *
 * @param lines the resources of each child, as they are written, by the child's id
 * @param ofNobody how many resources of each type name no patient
 */
record Population(Map<String, List<String>> lines, Map<String, Long> ofNobody) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TYPE = Pattern.compile("^\\{\"resourceType\":\"(\\w+)\",\"id\":\"([^\"]+)\"");
    private static final Pattern PATIENT = Pattern.compile("\"reference\":\"Patient/([^\"]+)\"");

    static Population read(Path folder) throws IOException {
        Map<String, List<String>> lines = new TreeMap<>();
        Map<String, Long> ofNobody = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try (Stream<String> all = Files.lines(file)) {
                all.forEach(line -> {
                    Matcher type = TYPE.matcher(line);
                    if (!type.find()) {
                        throw new IllegalStateException("no resource in " + file);
                    }
                    Matcher patient = PATIENT.matcher(line);
                    if (type.group(1).equals("Patient")) {
                        lines.computeIfAbsent(type.group(2), id -> new ArrayList<>())
                                .add(line);
                    } else if (patient.find()) {
                        lines.computeIfAbsent(patient.group(1), id -> new ArrayList<>())
                                .add(line);
                    } else {
                        ofNobody.merge(type.group(1), 1L, Long::sum);
                    }
                });
            }
        }
        // The threads of the generator do not write in the same order twice.
        lines.values().forEach(Collections::sort);
        return new Population(lines, ofNobody);
    }

    /** The resources of a child, through the reader that a service has. */
    List<Resource> record(String child) {
        return lines.getOrDefault(child, List.of()).stream()
                .map(line -> FhirResources.read(tree(line)).orElseThrow(() -> new IllegalStateException(line)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    static ObjectNode tree(String line) {
        try {
            return (ObjectNode) JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
