package org.apposite.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apposite.json.format.CaseSchema;
import org.apposite.json.format.CaseTree;
import org.apposite.json.format.MeasurementText;
import org.apposite.json.format.TimeText;
import org.apposite.json.record.YamlBlocks;
import org.apposite.patient.Coded;
import org.apposite.patient.Complaint;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * Writes a case in the format, with what it states and nothing else, and reads it back: nothing is lost, and no vocabulary is
 * needed, so that a case can be kept for longer than its vocabulary lasts. Equal cases give equal text on every machine, and a
 * {@link CaseReader} reads it as an equal case as long as its vocabulary allows all that it states. What the vocabulary calls
 * circumstances and conditions stands among the findings, since a case does not tell what they are. Thread-safe.
 */
public final class CaseJson {

    /** What is read as the same number wherever numbers are binary. */
    private static final Pattern SHORT_NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,8})([.]\\d{1,6})?");

    private CaseJson() {}

    /**
     * A case as JSON in one line.
     *
     * @param patient the case
     * @return JSON without a line break
     */
    public static String compact(PatientCase patient) {
        return write(patient).toString();
    }

    /**
     * A case as JSON for a reader, indented by two spaces.
     *
     * @param patient the case
     * @return JSON without a line break at its end
     */
    public static String pretty(PatientCase patient) {
        return IndentedJson.of(write(patient));
    }

    /**
     * A case as YAML in blocks.
     *
     * @param patient the case
     * @return YAML with a line break at its end
     */
    public static String yaml(PatientCase patient) {
        return YamlBlocks.of(write(patient));
    }

    /**
     * Writes a case.
     *
     * @param patient the case
     * @return its tree, equal for equal cases
     */
    public static ObjectNode write(PatientCase patient) {
        ObjectNode tree = object().put("schemaVersion", 2);
        patient.id().ifPresent(id -> tree.put("id", id));
        int stating = tree.size();
        ObjectNode person = object();
        patient.age().ifPresent(age -> person.put("age", TimeText.written(age)));
        patient.asOf().ifPresent(day -> person.put("asOf", day.toString()));
        put(person, "sex", patient.sex() == Sex.UNKNOWN ? null : patient.sex());
        set(tree, "patient", person);
        writeComplaints(patient, tree);
        set(tree, "findings", findings(patient));
        patient.examinedAt().ifPresent(region -> tree.putObject("examination").put("region", region));
        patient.suspected().ifPresent(codes -> codes.forEach(tree.putArray("suspected")::add));
        patient.conditions().ifPresent(codes -> codes.forEach(tree.putArray("conditions")::add));
        ObjectNode choices = object();
        patient.choices().forEach(choices::put);
        set(tree, "choices", choices);
        ObjectNode measurements = object();
        patient.measurements().forEach((code, all) -> measurements.set(code, measured(all)));
        set(tree, "measurements", measurements);
        patient.imaging().ifPresent(studies -> {
            ArrayNode imaging = tree.putArray("imaging");
            studies.forEach(study -> imaging.add(written(study)));
        });
        patient.order().ifPresent(order -> tree.set("order", written(order)));
        if (tree.size() == stating) {
            // A case has to state something, even if it is nothing.
            tree.putObject("patient");
        }
        return tree;
    }

    /**
     * Reads a case that was written, by this release or by one before language 2.
     *
     * @param tree the tree
     * @return the case
     * @throws IllegalArgumentException when it is no such tree, or states what contradicts itself
     */
    public static PatientCase read(JsonNode tree) {
        try {
            JsonNode kept = tree.has("schemaVersion") ? tree : ofLanguage1(tree);
            return new CaseTree(kept, (code, measurement) -> measurement).patientCase();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Before language 2 a case was kept flat, with its only quantity, if any, as a number beside the others. */
    private static ObjectNode ofLanguage1(JsonNode old) {
        ObjectNode tree = object();
        ObjectNode patient = tree.putObject("patient");
        if (old.has("age")) {
            ObjectNode age = patient.putObject("age");
            age.set("from", old.path("age"));
            age.set("to", old.path("age"));
        }
        copy(old, patient, "sex", "asOf");
        ObjectNode complaint = tree.putObject("complaint");
        copy(old, complaint, "symptom", "region");
        if (old.has("durationDays")) {
            complaint.put("duration", old.path("durationDays").asText() + " days");
        }
        if (old.has("examinedAt")) {
            tree.putObject("examination").set("region", old.path("examinedAt"));
        }
        ObjectNode findings = tree.putObject("findings");
        old.path("findings")
                .forEachEntry((code, presence) ->
                        findings.withArray(presence.asText("")).add(code));
        ObjectNode measurements = tree.putObject("measurements");
        old.forEachEntry((key, value) -> {
            if (value.isNumber() && !key.equals("durationDays")) {
                measurements.set(key, value);
            }
        });
        copy(old, tree, "suspected", "conditions", "imaging", "order");
        return tree;
    }

    private static void copy(JsonNode from, ObjectNode to, String... keys) {
        for (String key : keys) {
            if (from.has(key)) {
                to.set(key, from.path(key));
            }
        }
    }

    private static JsonNode measured(List<Measurement> all) {
        ArrayNode each = JsonNodeFactory.instance.arrayNode();
        for (Measurement one : all) {
            String text = MeasurementText.written(one);
            if (SHORT_NUMBER.matcher(text).matches()) {
                each.add(new BigDecimal(text));
            } else {
                each.add(text);
            }
        }
        return each.size() == 1 ? each.path(0) : each;
    }

    private static void writeComplaints(PatientCase patient, ObjectNode tree) {
        ObjectNode first = object();
        patient.complaint().ifPresent(code -> first.put("symptom", code));
        writePlace(
                patient.region().orElse(null),
                patient.side().orElse(null),
                patient.duration().orElse(null),
                first);
        patient.circumstances()
                .forEach(code -> put(first, code, patient.findings().getOrDefault(code, Presence.UNKNOWN)));
        if (patient.furtherComplaints().isEmpty()) {
            set(tree, "complaint", first);
            return;
        }
        ArrayNode complaints = tree.putArray("complaints").add(first);
        for (Complaint one : patient.furtherComplaints()) {
            ObjectNode node = complaints.addObject().put("symptom", one.code());
            writePlace(one.region(), one.side(), one.duration(), node);
            one.circumstances().forEach((code, presence) -> put(node, code, presence));
        }
    }

    private static void writePlace(
            @Nullable String region, @Nullable Side side, @Nullable Range<Duration> duration, ObjectNode node) {
        put(node, "region", region);
        put(node, "side", side);
        put(node, "duration", duration == null ? null : TimeText.writtenDuration(duration));
    }

    private static ObjectNode findings(PatientCase patient) {
        ObjectNode findings = object();
        new TreeMap<>(patient.findings()).forEach((code, presence) -> {
            if (!patient.circumstances().contains(code)) {
                findings.withArray(presence.code()).add(code);
            }
        });
        if (patient.allOtherRedFlagsAbsent()) {
            findings.withArray(Presence.ABSENT.code()).add(CaseSchema.ALL_OTHER_RED_FLAGS);
        }
        return findings;
    }

    private static ObjectNode written(PriorImaging study) {
        ObjectNode node = object().put("study", study.study());
        put(node, "technique", study.technique());
        node.put("region", study.region());
        put(node, "side", study.side());
        put(node, "contrast", study.contrast());
        put(node, "date", study.when().map(LocalDate::toString).orElse(null));
        node.put("result", study.result());
        put(node, "finding", study.finding());
        put(node, "site", study.site());
        return node;
    }

    private static ObjectNode written(ImagingOrder order) {
        ObjectNode node = object().put("study", order.study());
        put(node, "technique", order.technique());
        put(node, "region", order.region());
        put(node, "side", order.side());
        put(node, "contrast", order.contrast());
        return node;
    }

    private static void put(ObjectNode node, String key, @Nullable Coded value) {
        put(node, key, value == null ? null : value.code());
    }

    private static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    private static void set(ObjectNode node, String key, ObjectNode value) {
        if (!value.isEmpty()) {
            node.set(key, value);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
