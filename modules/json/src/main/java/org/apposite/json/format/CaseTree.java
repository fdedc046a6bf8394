package org.apposite.json.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Complaint;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * What a tree of the format states, once it has been checked: it knows no vocabulary, and throws {@link
 * IllegalArgumentException} or {@link java.time.DateTimeException} at what is not as it must be, without saying where.
 */
public final class CaseTree {

    private final JsonNode tree;
    private final BiFunction<String, Measurement, Measurement> inDeclaredUnit;
    private final PatientCaseBuilder builder = PatientCase.builder();

    /**
     * A case to be built.
     *
     * @param tree the case
     * @param inDeclaredUnit brings what was measured of a quantity into a unit that the library takes
     */
    public CaseTree(JsonNode tree, BiFunction<String, Measurement, Measurement> inDeclaredUnit) {
        this.tree = tree;
        this.inDeclaredUnit = inDeclaredUnit;
    }

    public PatientCase patientCase() {
        if (tree.has("id")) {
            builder.id(text(tree, "id"));
        }
        readPatient(tree.path("patient"));
        readComplaints();
        codes(tree.at("/findings/present")).forEach(builder::present);
        codes(tree.at("/findings/absent")).forEach(this::readAbsent);
        if (tree.path("examination").has("region")) {
            builder.examinedAt(text(tree.path("examination"), "region"));
        }
        if (tree.has("suspected")) {
            builder.suspected(codes(tree.path("suspected")).toArray(String[]::new));
        }
        if (tree.has("conditions")) {
            builder.conditions(codes(tree.path("conditions")).toArray(String[]::new));
        }
        tree.path("choices")
                .properties()
                .forEach(one -> builder.chosen(one.getKey(), one.getValue().asText("")));
        tree.path("measurements").properties().forEach(one -> readMeasurements(one.getKey(), one.getValue()));
        if (tree.has("imaging")) {
            builder.imaging(
                    tree.path("imaging").valueStream().map(CaseTree::imaging).toList());
        }
        if (tree.has("order")) {
            builder.order(order(tree.path("order")));
        }
        return builder.build();
    }

    private void readPatient(JsonNode patient) {
        if (patient.has("sex")) {
            builder.sex(Coded.of(Sex.class, text(patient, "sex")));
        }
        if (patient.has("asOf")) {
            builder.asOf(LocalDate.parse(text(patient, "asOf")));
        }
        if (patient.has("age")) {
            JsonNode age = patient.path("age");
            builder.age(age.isObject() ? ageOfParts(age) : TimeText.age(age.asText("")));
        }
        if (patient.has("birthDate")) {
            LocalDate asOf = LocalDate.parse(text(patient, "asOf"));
            builder.age(BirthDate.of(text(patient, "birthDate")).age(asOf));
        }
    }

    /** An age to the day or minute is written as parts. */
    private static Range<Age> ageOfParts(JsonNode node) {
        return new Range<>(bound(node.path("from")), bound(node.path("to")));
    }

    private static Age bound(JsonNode node) {
        return new Age(whole(node.path("months"), -1), whole(node.path("days"), -1), whole(node.path("minutes"), 0));
    }

    private static int whole(JsonNode node, int otherwise) {
        return node.canConvertToInt() ? node.intValue() : otherwise;
    }

    private void readComplaints() {
        if (tree.has("complaints")) {
            builder.complaints(tree.path("complaints")
                    .valueStream()
                    .map(CaseTree::complaint)
                    .toList());
            return;
        }
        JsonNode complaint = tree.path("complaint");
        if (complaint.has("symptom")) {
            builder.complaint(text(complaint, "symptom"));
        }
        if (complaint.has("region")) {
            builder.region(text(complaint, "region"));
        }
        if (complaint.has("side")) {
            builder.side(Coded.of(Side.class, text(complaint, "side")));
        }
        if (complaint.has("duration")) {
            builder.duration(TimeText.duration(text(complaint, "duration")));
        }
        circumstances(complaint).forEach(builder::finding);
    }

    private static Complaint complaint(JsonNode node) {
        return new Complaint(
                text(node, "symptom"),
                textOrNull(node, "region"),
                codedOrNull(Side.class, node, "side"),
                node.has("duration") ? TimeText.duration(text(node, "duration")) : null,
                circumstances(node));
    }

    private static Map<String, Presence> circumstances(JsonNode complaint) {
        Map<String, Presence> circumstances = new LinkedHashMap<>();
        complaint.properties().forEach(one -> {
            if (!CaseSchema.COMPLAINT.contains(one.getKey())) {
                circumstances.put(
                        one.getKey(), Coded.of(Presence.class, one.getValue().asText("")));
            }
        });
        return circumstances;
    }

    private void readAbsent(String code) {
        if (code.equals(CaseSchema.ALL_OTHER_RED_FLAGS)) {
            builder.allOtherRedFlagsAbsent();
        } else {
            builder.absent(code);
        }
    }

    private void readMeasurements(String quantity, JsonNode stated) {
        for (JsonNode one : stated.isArray() ? stated : List.of(stated)) {
            builder.measured(quantity, inDeclaredUnit.apply(quantity, MeasurementText.read(one)));
        }
    }

    private static PriorImaging imaging(JsonNode node) {
        return new PriorImaging(
                text(node, "study"),
                textOrNull(node, "technique"),
                text(node, "region"),
                codedOrNull(Side.class, node, "side"),
                codedOrNull(Contrast.class, node, "contrast"),
                node.has("date") ? LocalDate.parse(text(node, "date")) : null,
                text(node, "result"),
                textOrNull(node, "finding"),
                textOrNull(node, "site"));
    }

    private static ImagingOrder order(JsonNode node) {
        return new ImagingOrder(
                text(node, "study"),
                textOrNull(node, "technique"),
                textOrNull(node, "region"),
                codedOrNull(Side.class, node, "side"),
                codedOrNull(Contrast.class, node, "contrast"));
    }

    private static List<String> codes(JsonNode list) {
        return list.valueStream().map(code -> code.asText("")).toList();
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asText("");
    }

    private static @Nullable String textOrNull(JsonNode node, String key) {
        return node.has(key) ? text(node, key) : null;
    }

    private static <E extends Enum<E> & Coded> @Nullable E codedOrNull(Class<E> list, JsonNode node, String key) {
        return node.has(key) ? Coded.of(list, text(node, key)) : null;
    }
}
