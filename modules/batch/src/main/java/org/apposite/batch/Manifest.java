package org.apposite.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.ClinicalRules;
import org.apposite.file.FileFault;
import org.apposite.json.format.EscapedJson;

/** Of what the answers in a folder are, so that no other run goes on with them. */
final class Manifest {

    private static final String FILE = "batch.json";
    private static final JsonMapper MAPPER = new JsonMapper();

    private Manifest() {}

    static ObjectNode of(Batch.Settings settings, ClinicalRules rules, String inputDigest) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("schemaVersion", 1);
        all.put("program", settings.program());
        all.put("input", inputDigest);
        all.put("rules", rules.digest());
        all.put("from", settings.from().ending());
        all.put("to", settings.to().ending());
        settings.besides().forEach(all.putArray("besides")::add);
        all.put("site", settings.site());
        all.put("month", settings.month());
        all.put("partRows", settings.partRows());
        return all;
    }

    /** Writes it into a new folder; in one that has been begun it must be the same. */
    static void check(ObjectNode now, Parts parts, Path out) throws FileFault {
        Optional<String> kept = parts.find(FILE);
        if (kept.isEmpty()) {
            if (!parts.isEmpty()) {
                throw new BatchRefused(
                        out + ": this folder holds other things than a batch. Name a new folder, or an empty one.");
            }
            parts.write(FILE, EscapedJson.of(now.toPrettyString().replace("\r\n", "\n")) + "\n");
            return;
        }
        List<String> differences = differences(kept.get(), now);
        if (!differences.isEmpty()) {
            throw new BatchRefused(out + ": these are the answers of another batch: " + String.join("; ", differences)
                    + ". Name another folder, or call it as it was called to finish it.");
        }
    }

    private static List<String> differences(String kept, ObjectNode now) {
        List<String> differences = new ArrayList<>();
        try {
            JsonNode was = MAPPER.readTree(kept);
            now.properties().forEach(entry -> {
                JsonNode before = was.path(entry.getKey());
                if (!before.equals(entry.getValue())) {
                    differences.add(entry.getKey() + " was " + before + ", and is " + entry.getValue());
                }
            });
        } catch (JsonProcessingException e) {
            differences.add(FILE + " cannot be read");
        }
        return differences;
    }
}
