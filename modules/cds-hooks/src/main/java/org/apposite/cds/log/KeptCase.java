package org.apposite.cds.log;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Complaint;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Range;
import org.apposite.patient.Sex;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A case as the log of decisions keeps it: losslessly, which the format for cases is not, since a record can tell of one
 * condition without telling of the others. It holds no name and no id, but the age to the minute: a patient's data.
 *
 * <p>The lines of earlier versions are read too: they call the complaint {@code symptom}, state an exact {@code age} and
 * {@code durationDays}, and each measurement as a number under its own code.
 */
final class KeptCase {

    private static final String DAYS = "durationDays";

    private KeptCase() {}

    static ObjectNode json(PatientCase patient) {
        ObjectNode json = object();
        patient.age().ifPresent(age -> {
            ObjectNode node = json.putObject("age");
            node.set("from", json(age.from()));
            node.set("to", json(age.to()));
        });
        json.put("sex", patient.sex().code());
        patient.asOf().ifPresent(day -> json.put("asOf", day.toString()));
        patient.complaint().ifPresent(code -> json.put("complaint", code));
        putPlace(
                json,
                patient.region().orElse(null),
                patient.side().orElse(null),
                patient.duration().orElse(null));
        if (!patient.furtherComplaints().isEmpty()) {
            ArrayNode further = json.putArray("furtherComplaints");
            patient.furtherComplaints().forEach(one -> further.add(json(one)));
        }
        patient.examinedAt().ifPresent(region -> json.put("examinedAt", region));
        patient.suspected().ifPresent(codes -> codes.forEach(json.putArray("suspected")::add));
        patient.conditions().ifPresent(codes -> codes.forEach(json.putArray("conditions")::add));
        putPresences(json, "findings", patient.findings());
        if (patient.allOtherRedFlagsAbsent()) {
            json.put("allOtherRedFlagsAbsent", true);
        }
        if (!patient.choices().isEmpty()) {
            patient.choices().forEach(json.putObject("choices")::put);
        }
        if (!patient.measurements().isEmpty()) {
            ObjectNode measurements = json.putObject("measurements");
            patient.measurements().forEach((code, all) -> {
                ArrayNode list = measurements.putArray(code);
                all.forEach(one -> list.add(json(one)));
            });
        }
        patient.imaging().ifPresent(studies -> {
            ArrayNode list = json.putArray("imaging");
            studies.forEach(study -> list.add(json(study)));
        });
        patient.order().ifPresent(order -> {
            ObjectNode node = json.putObject("order").put("study", order.study());
            putStudy(node, order.technique(), order.region(), order.side(), order.contrast());
        });
        return json;
    }

    private static ObjectNode json(Age age) {
        return object().put("months", age.months()).put("days", age.days()).put("minutes", age.minutes());
    }

    private static ObjectNode json(Complaint one) {
        ObjectNode node = object().put("complaint", one.code());
        putPlace(node, one.region(), one.side(), one.duration());
        putPresences(node, "circumstances", one.circumstances());
        return node;
    }

    private static ObjectNode json(Measurement one) {
        ObjectNode node = object();
        putEnd(node, "from", one.from(), one.fromIncluded());
        putEnd(node, "to", one.to(), one.toIncluded());
        return node.put("unit", one.unit());
    }

    /** A number as text, since a number of JSON keeps no more digits than its reader. */
    private static void putEnd(ObjectNode node, String key, @Nullable BigDecimal end, boolean included) {
        put(node, key, end == null ? null : end.toPlainString());
        node.put(key + "Included", included);
    }

    private static ObjectNode json(PriorImaging study) {
        ObjectNode node = object().put("study", study.study());
        putStudy(node, study.technique(), study.region(), study.side(), study.contrast());
        node.put("result", study.result());
        study.when().ifPresent(day -> node.put("date", day.toString()));
        put(node, "finding", study.finding());
        put(node, "site", study.site());
        return node;
    }

    private static void putStudy(
            ObjectNode node,
            @Nullable String technique,
            String region,
            @Nullable Side side,
            @Nullable Contrast contrast) {
        put(node, "technique", technique);
        node.put("region", region);
        put(node, "side", code(side));
        put(node, "contrast", code(contrast));
    }

    private static void putPlace(
            ObjectNode node, @Nullable String region, @Nullable Side side, @Nullable Range<Duration> duration) {
        put(node, "region", region);
        put(node, "side", code(side));
        if (duration != null) {
            node.putObject("duration")
                    .put("from", duration.from().toString())
                    .put("to", duration.to().toString());
        }
    }

    private static void putPresences(ObjectNode json, String key, Map<String, Presence> presences) {
        ObjectNode node = json.putObject(key);
        new TreeMap<>(presences).forEach((code, presence) -> node.put(code, presence.code()));
    }

    private static void put(ObjectNode node, String key, @Nullable String value) {
        if (value != null) {
            node.put(key, value);
        }
    }

    private static @Nullable String code(@Nullable Coded value) {
        return value == null ? null : value.code();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * The case that was written.
     *
     * @throws IllegalArgumentException when it is not one
     */
    static PatientCase read(JsonNode json) {
        PatientCaseBuilder builder = PatientCase.builder();
        readComplaints(json, builder);
        JsonNode age = json.path("age");
        if (age.isObject()) {
            builder.age(age.has("from") ? new Range<>(age(age.path("from")), age(age.path("to"))) : exactly(age));
        }
        builder.sex(coded(Sex.class, json, "sex"));
        if (json.has("asOf")) {
            builder.asOf(LocalDate.parse(text(json, "asOf")));
        }
        if (json.has("examinedAt")) {
            builder.examinedAt(text(json, "examinedAt"));
        }
        if (json.has("suspected")) {
            builder.suspected(texts(json.path("suspected")));
        }
        if (json.has("conditions")) {
            builder.conditions(texts(json.path("conditions")));
        }
        presences(json.path("findings")).forEach(builder::finding);
        if (json.path("allOtherRedFlagsAbsent").asBoolean(false)) {
            builder.allOtherRedFlagsAbsent();
        }
        json.path("choices").forEachEntry((code, value) -> builder.chosen(code, value.asString("")));
        readMeasurements(json, builder);
        if (json.has("imaging")) {
            List<PriorImaging> studies = new ArrayList<>();
            json.path("imaging").forEach(one -> studies.add(study(one)));
            builder.imaging(studies);
        }
        JsonNode order = json.path("order");
        if (order.isObject()) {
            builder.order(new ImagingOrder(
                    text(order, "study"),
                    textOrNull(order, "technique"),
                    text(order, "region"),
                    codedOrNull(Side.class, order, "side"),
                    codedOrNull(Contrast.class, order, "contrast")));
        }
        return builder.build();
    }

    private static Range<Age> exactly(JsonNode age) {
        return Range.exactly(age(age));
    }

    private static Age age(JsonNode age) {
        return new Age(
                age.path("months").intValue(),
                age.path("days").intValue(),
                age.path("minutes").asInt(0));
    }

    private static void readComplaints(JsonNode json, PatientCaseBuilder builder) {
        String code = textOrNull(json, json.has("complaint") ? "complaint" : "symptom");
        if (json.has("furtherComplaints")) {
            List<Complaint> all = new ArrayList<>();
            all.add(Complaint.of(Objects.requireNonNullElse(code, "")));
            json.path("furtherComplaints").forEach(one -> all.add(complaint(one)));
            builder.complaints(all);
        } else if (code != null) {
            builder.complaint(code);
        }
        if (json.has("region")) {
            builder.region(text(json, "region"));
        }
        if (json.has("side")) {
            builder.side(coded(Side.class, json, "side"));
        }
        Range<Duration> duration = duration(json);
        if (duration != null) {
            builder.duration(duration);
        } else if (json.has(DAYS)) {
            builder.durationDays(json.path(DAYS).intValue());
        }
    }

    private static Complaint complaint(JsonNode one) {
        return new Complaint(
                text(one, "complaint"),
                textOrNull(one, "region"),
                codedOrNull(Side.class, one, "side"),
                duration(one),
                presences(one.path("circumstances")));
    }

    private static @Nullable Range<Duration> duration(JsonNode json) {
        JsonNode duration = json.path("duration");
        return duration.isObject()
                ? new Range<>(Duration.parse(text(duration, "from")), Duration.parse(text(duration, "to")))
                : null;
    }

    private static Map<String, Presence> presences(JsonNode json) {
        Map<String, Presence> presences = new TreeMap<>();
        json.forEachEntry((code, value) -> presences.put(code, Coded.of(Presence.class, value.asString(""))));
        return presences;
    }

    private static void readMeasurements(JsonNode json, PatientCaseBuilder builder) {
        json.path("measurements")
                .forEachEntry((code, all) -> all.forEach(one -> builder.measured(code, measurement(one))));
        json.forEachEntry((key, value) -> {
            if (value.isNumber() && !key.equals(DAYS)) {
                builder.measured(key, value.doubleValue());
            }
        });
    }

    private static Measurement measurement(JsonNode one) {
        return new Measurement(
                end(one, "from"),
                one.path("fromIncluded").asBoolean(false),
                end(one, "to"),
                one.path("toIncluded").asBoolean(false),
                text(one, "unit"));
    }

    private static @Nullable BigDecimal end(JsonNode one, String key) {
        return one.has(key) ? new BigDecimal(text(one, key)) : null;
    }

    private static PriorImaging study(JsonNode one) {
        return new PriorImaging(
                text(one, "study"),
                textOrNull(one, "technique"),
                text(one, "region"),
                codedOrNull(Side.class, one, "side"),
                codedOrNull(Contrast.class, one, "contrast"),
                one.has("date") ? LocalDate.parse(text(one, "date")) : null,
                text(one, "result"),
                textOrNull(one, "finding"),
                textOrNull(one, "site"));
    }

    private static <E extends Enum<E> & Coded> E coded(Class<E> list, JsonNode json, String key) {
        return Coded.of(list, text(json, key));
    }

    private static <E extends Enum<E> & Coded> @Nullable E codedOrNull(Class<E> list, JsonNode json, String key) {
        return json.has(key) ? coded(list, json, key) : null;
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).asString("");
    }

    private static @Nullable String textOrNull(JsonNode json, String key) {
        return json.has(key) ? text(json, key) : null;
    }

    private static String[] texts(JsonNode list) {
        return list.valueStream().map(one -> one.asString("")).toArray(String[]::new);
    }
}
