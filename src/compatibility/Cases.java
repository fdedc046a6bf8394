import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Writes cases in the format of the baseline, one a line: those beside its rules, then random patients. It knows the
 * format by the baseline's vocabulary, and nothing of Apposite's classes, which change.
 */
final class Cases {

    private static final JsonMapper JSON = new JsonMapper();

    private Cases() {}

    /**
     * Writes to standard output.
     *
     * @param arguments the folder of the baseline, how many random patients, their seed
     */
    public static void main(String... arguments) throws IOException {
        Path baseline = Path.of(arguments[0]);
        int patients = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        try (OutputStream buffered = new BufferedOutputStream(System.out);
                PrintStream out = new PrintStream(buffered, false, StandardCharsets.UTF_8)) {
            for (Path file : besideTheRules(baseline.resolve("rules-drl"))) {
                ObjectNode stated = (ObjectNode) yaml(file).path("case");
                out.print(stated.put("id", file.getFileName().toString()) + "\n");
            }
            RandomPatients random =
                    new RandomPatients(vocabulary(baseline.resolve("rules-drl/vocabulary")), new Random(seed));
            for (int number = 1; number <= patients; number++) {
                out.print(random.next("seed-" + seed + "-patient-" + number) + "\n");
            }
        }
    }

    /** All files of a vocabulary as one object. */
    private static JsonNode vocabulary(Path folder) throws IOException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String file : List.of("findings.yaml", "regions.yaml", "studies.yaml")) {
            all.setAll((ObjectNode) yaml(folder.resolve(file)));
        }
        return all;
    }

    private static JsonNode yaml(Path file) throws IOException {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
    }

    private static List<Path> besideTheRules(Path rules) throws IOException {
        try (Stream<Path> files = Files.walk(rules)) {
            return files.filter(file -> file.getParent().endsWith("cases"))
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}

/**
 * Patients of every kind, the same for the same seed: from an empty record to one in which everything is stated. Most complain of
 * back pain, so that the routing is reached. No case contradicts itself, so that each is answered and none refused.
 */
final class RandomPatients {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final int DAYS_OF_ILLNESS = 60;
    private static final List<String> CONTRASTS = List.of("without", "with", "without-and-with");

    private final JsonNode vocabulary;
    private final Random random;

    RandomPatients(JsonNode vocabulary, Random random) {
        this.vocabulary = vocabulary;
        this.random = random;
    }

    ObjectNode next(String id) {
        ObjectNode child = JsonNodeFactory.instance.objectNode().put("id", id);
        int daysLived = patient(child.putObject("patient"));
        complaint(child.putObject("complaint"), daysLived);
        if (chance(0.95)) {
            findings(child.putObject("findings"));
        }
        // The level of signs that are stated absent would be a contradiction.
        if (chance(0.2) && !child.at("/findings").has("absent")) {
            child.putObject("examination").put("region", oneOf(regionsOfComplaints()));
        }
        if (chance(0.6)) {
            child.set("suspected", some("suspicions", oneOf(List.of(0.0, 0.0, 0.25))));
        }
        if (chance(0.4)) {
            child.set("conditions", some("conditions", oneOf(List.of(0.0, 0.2))));
        }
        if (chance(0.2)) {
            child.putObject("measurements").put("egfr", oneOf(List.of(0.0, 5.0, 29.9, 30.0, 30.1, 60.0, 95.0, 300.0)));
        }
        if (chance(0.6)) {
            imaging(child.putArray("imaging"), child.at("/complaint/region").asText("unknown"), daysLived);
        }
        if (chance(0.4)) {
            order(child.putObject("order"), child.at("/complaint/region").asText("unknown"));
        }
        return child;
    }

    /** States the patient, and tells how many days the child has lived for sure. */
    private int patient(ObjectNode patient) {
        if (chance(0.5)) {
            patient.put("sex", oneOf(List.of("female", "male", "other", "unknown")));
        }
        boolean dated = chance(0.5);
        if (dated) {
            patient.put("asOf", TODAY.toString());
        }
        if (dated && chance(0.4)) {
            int days = between(0, (chance(0.9) ? 18 : 30) * 365);
            patient.put("birthDate", TODAY.minusDays(days).toString());
            return days;
        }
        return chance(0.9) ? age(patient) : Integer.MAX_VALUE;
    }

    private int age(ObjectNode patient) {
        int years = chance(0.9) ? between(0, 17) : between(18, 30);
        int months = between(0, 11);
        double unit = random.nextDouble();
        if (unit < 0.4) {
            patient.put("age", years + " years");
            return years * 365;
        }
        if (unit < 0.7) {
            patient.put("age", years + " years " + months + " months");
            return years * 365 + months * 30;
        }
        if (unit < 0.8) {
            patient.put("age", years * 12 + months + " months");
            return years * 365 + months * 30;
        }
        int few = between(0, 40);
        patient.put("age", few + (unit < 0.9 ? " weeks" : " days"));
        return unit < 0.9 ? few * 7 : few;
    }

    private void complaint(ObjectNode complaint, int daysLived) {
        if (chance(0.9)) {
            complaint.put("symptom", chance(0.6) ? "back-pain" : oneOf(codes("complaints")));
        }
        if (chance(0.8)) {
            List<String> possible = new ArrayList<>();
            vocabulary
                    .path("complaints")
                    .path(complaint.path("symptom").asText(""))
                    .path("regions")
                    .forEach(region -> possible.add(region.textValue()));
            complaint.put("region", oneOf(possible.isEmpty() ? regionsOfComplaints() : possible));
        }
        if (chance(0.8)) {
            complaint.put("duration", duration(Math.min(daysLived, chance(0.95) ? DAYS_OF_ILLNESS : 1000)));
        }
        for (String circumstance : codes("circumstances")) {
            if (chance(0.6)) {
                complaint.put(circumstance, chance(0.2) ? "present" : chance(0.9) ? "absent" : "unknown");
            }
        }
    }

    private String duration(int atMost) {
        int days = between(0, atMost);
        double unit = random.nextDouble();
        if (days >= 365 && unit < 0.5) {
            return days / 365 + " years";
        }
        if (days >= 30 && unit < 0.5) {
            return days / 30 + " months";
        }
        return unit < 0.25 ? days / 7 + " weeks" : days + " days";
    }

    private void findings(ObjectNode findings) {
        double known = oneOf(List.of(0.1, 0.5, 0.95, 1.0));
        double present = oneOf(List.of(0.0, 0.05, 0.2));
        ArrayNode there = JsonNodeFactory.instance.arrayNode();
        ArrayNode notThere = JsonNodeFactory.instance.arrayNode();
        for (String code : codes("findings")) {
            if (chance(known)) {
                (chance(present) ? there : notThere).add(code);
            }
        }
        if (chance(0.25)) {
            notThere.add("all-other-red-flags");
        }
        if (!there.isEmpty() || chance(0.5)) {
            findings.set("present", there);
        }
        if (!notThere.isEmpty() || chance(0.5)) {
            findings.set("absent", notThere);
        }
    }

    private void imaging(ArrayNode studies, String painful, int daysLived) {
        for (int left = between(0, 3); left > 0; left--) {
            String kind = chance(0.4) ? "radiography" : oneOf(withResults());
            ObjectNode study = studies.addObject()
                    .put("study", kind)
                    .put("region", regionNear(painful))
                    .put(
                            "result",
                            oneOf(keys(vocabulary.path("studies").path(kind).path("results"))));
            if (chance(0.5)) {
                int daysAgo = between(0, Math.min(daysLived, DAYS_OF_ILLNESS));
                study.put("date", TODAY.minusDays(daysAgo).toString());
            }
        }
    }

    private void order(ObjectNode order, String painful) {
        String study = oneOf(codes("studies"));
        order.put("study", study);
        order.put("region", regionNear(painful));
        if (vocabulary.path("studies").path(study).path("contrast").asBoolean()) {
            order.put("contrast", oneOf(CONTRASTS));
        }
    }

    private List<String> withResults() {
        return codes("studies").stream()
                .filter(study -> vocabulary.path("studies").path(study).has("results"))
                .toList();
    }

    private List<String> regionsOfComplaints() {
        return codes("regions").stream()
                .filter(region -> !vocabulary.path("regions").path(region).has("only"))
                .toList();
    }

    private String regionNear(String painful) {
        return chance(0.5) ? painful : oneOf(codes("regions"));
    }

    private ArrayNode some(String kind, double share) {
        ArrayNode some = JsonNodeFactory.instance.arrayNode();
        codes(kind).stream().filter(code -> chance(share)).forEach(some::add);
        return some;
    }

    private List<String> codes(String kind) {
        return keys(vocabulary.path(kind));
    }

    private static List<String> keys(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private boolean chance(double share) {
        return random.nextDouble() < share;
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
