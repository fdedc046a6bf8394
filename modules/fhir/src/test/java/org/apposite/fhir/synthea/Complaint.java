package org.apposite.fhir.synthea;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apposite.fhir.FhirResources;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.hl7.fhir.r4.model.Resource;

/**
 * What is laid over the record of a child who has no complaint, and what the answer must then be. The labels are written in the table,
 * by what was put there; no engine has told them.
 *
 * @param title what the child has
 * @param statements what is put into the record
 * @param labels what must come out
 */
record Complaint(String title, List<String> statements, List<String> labels) {

    private static final Path TABLE = Path.of("src/test/resources/synthea/complaints.txt");
    private static final Map<String, String> SYSTEMS = Map.of(
            "snomed", "http://snomed.info/sct",
            "loinc", "http://loinc.org",
            "icd-10-cm", "http://hl7.org/fhir/sid/icd-10-cm");
    private static final String OWN = "https://apposite.org/fhir/CodeSystem/";

    static List<Complaint> all() throws IOException {
        List<Complaint> all = new ArrayList<>();
        for (String block : Files.readString(TABLE).split("\n\n", -1)) {
            List<String> lines = block.lines().toList();
            List<String> statements = lines.stream()
                    .filter(line -> line.matches("(condition|finding|report|score|order) .*"))
                    .toList();
            all.add(new Complaint(
                    lines.get(0).substring(2),
                    statements,
                    lines.stream()
                            .skip(1)
                            .filter(line -> !statements.contains(line))
                            .toList()));
        }
        return all;
    }

    /** A label of a child of this age, such as {@code expect}; without one there is none. */
    Optional<String> label(String name, boolean under4Years) {
        String other = under4Years ? "from 4 years" : "under 4 years";
        return labels.stream()
                .filter(line -> line.startsWith(name) && !line.contains(other))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    /** The resources, which began some days ago, with some that must not matter. */
    List<Resource> resources(String child, LocalDate today, Vocabulary vocabulary, Random random) {
        LocalDate day = today.minusDays(1 + random.nextInt(5));
        List<Resource> all = new ArrayList<>();
        int number = 0;
        for (String statement : statements) {
            for (String one : each(statement, vocabulary)) {
                all.add(resource(one.split(" ", -1), "added-" + ++number, child, day));
            }
        }
        String deficit = "condition snomed 264552009 active";
        String error = json(deficit.split(" ", -1), "in-error", child, day).replace("confirmed", "entered-in-error");
        all.add(read(error));
        all.add(resource(deficit.split(" ", -1), "of-another", child + "-twin", day));
        all.add(read(json("condition snomed 386661006 active".split(" ", -1), "refuted", child, day.minusYears(1))
                .replace("confirmed", "refuted")));
        return all;
    }

    /** What is denied of everything is denied of each finding that nothing else states. */
    private List<String> each(String statement, Vocabulary vocabulary) {
        if (!statement.contains("*")) {
            return List.of(statement);
        }
        return Stream.of(Kind.FINDING, Kind.CIRCUMSTANCE)
                .flatMap(kind -> vocabulary.codes(kind).stream())
                .filter(code -> !statements.contains("finding " + code + " yes"))
                .map(code -> statement.replace("*", code))
                .toList();
    }

    private static Resource resource(String[] words, String id, String child, LocalDate day) {
        return read(json(words, id, child, day));
    }

    private static Resource read(String json) {
        return FhirResources.read(Population.tree(json)).orElseThrow();
    }

    private static String json(String[] words, String id, String child, LocalDate day) {
        String body = switch (words[0]) {
            case "condition" ->
                """
                            "resourceType":"Condition","clinicalStatus":%s,"verificationStatus":%s,"code":%s,"onsetDateTime":"%s","recordedDate":"%s"
                            """.formatted(
                                code("http://terminology.hl7.org/CodeSystem/condition-clinical", "active"),
                                code(
                                        "http://terminology.hl7.org/CodeSystem/condition-ver-status",
                                        words[3].equals("active") ? "confirmed" : words[3]),
                                code(SYSTEMS.get(words[1]), words[2]),
                                day,
                                day);
            case "finding" -> """
                            "resourceType":"Observation","status":"final","code":%s,"valueBoolean":%s,"effectiveDateTime":"%s"
                            """.formatted(code(OWN + "term", words[1]), words[2].equals("yes"), day);
            case "score" -> """
                            "resourceType":"Observation","status":"final","code":%s,"effectiveDateTime":"%s","valueQuantity":{"value":%s,"system":"http://unitsofmeasure.org","code":"{score}"}
                            """.formatted(code(SYSTEMS.get(words[1]), words[2]), day, words[3]);
            case "report" ->
                """
                            "resourceType":"DiagnosticReport","status":"final","code":%s,"conclusionCode":[%s],"effectiveDateTime":"%s"
                            """.formatted(code(SYSTEMS.get(words[1]), words[2]), code(OWN + "imaging-result", words[3]), day);
            default -> """
                            "resourceType":"ServiceRequest","status":"draft","intent":"order","code":%s,"authoredOn":"%s"
                            """.formatted(code(SYSTEMS.get(words[1]), words[2]), day);
        };
        return "{\"id\":\"" + id + "\",\"subject\":{\"reference\":\"Patient/" + child + "\"}," + body.strip() + "}";
    }

    private static String code(String system, String code) {
        return "{\"coding\":[{\"system\":\"" + system + "\",\"code\":\"" + code + "\"}]}";
    }

    @Override
    public String toString() {
        return title;
    }
}
