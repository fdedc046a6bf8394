package org.apposite.cds.log;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apposite.patient.Age;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingFinding;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.ImagingResult;
import org.apposite.patient.LesionSite;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Region;
import org.apposite.patient.Sex;
import org.apposite.patient.Study;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A case as the log of decisions keeps it: losslessly, which the format for cases is not, since a record can tell of one
 * condition without telling of the others. It holds no name and no id, but the age to the day: a patient's data.
 */
final class KeptCase {

    private KeptCase() {}

    static ObjectNode json(PatientCase patient) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        patient.age()
                .ifPresent(
                        age -> json.putObject("age").put("months", age.months()).put("days", age.days()));
        json.put("sex", patient.sex().code());
        patient.asOf().ifPresent(day -> json.put("asOf", day.toString()));
        patient.symptom().ifPresent(symptom -> json.put("symptom", symptom));
        json.put("region", patient.region().code());
        patient.durationDays().ifPresent(days -> json.put("durationDays", days));
        patient.examinedAt().ifPresent(region -> json.put("examinedAt", region.code()));
        patient.suspicions().ifPresent(codes -> codes.stream().sorted().forEach(json.putArray("suspected")::add));
        patient.conditions().ifPresent(codes -> codes.stream().sorted().forEach(json.putArray("conditions")::add));
        patient.egfr().ifPresent(rate -> json.put("egfr", rate));
        ObjectNode findings = json.putObject("findings");
        patient.findings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> findings.put(one.getKey(), one.getValue().code()));
        patient.imaging().ifPresent(studies -> {
            ArrayNode list = json.putArray("imaging");
            studies.forEach(study -> list.add(json(study)));
        });
        patient.order().ifPresent(order -> {
            ObjectNode node = json.putObject("order")
                    .put("study", order.study().code())
                    .put("region", order.region().code());
            put(node, "contrast", order.contrast());
        });
        return json;
    }

    private static ObjectNode json(PriorImaging study) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("study", study.study().code())
                .put("region", study.region().code())
                .put("result", study.result().code());
        study.when().ifPresent(day -> node.put("date", day.toString()));
        put(node, "finding", study.finding());
        put(node, "site", study.site());
        return node;
    }

    private static void put(ObjectNode node, String key, @Nullable Coded value) {
        if (value != null) {
            node.put(key, value.code());
        }
    }

    /**
     * The case that was written.
     *
     * @throws IllegalArgumentException when it is not one
     */
    static PatientCase read(JsonNode json) {
        PatientCaseBuilder builder = PatientCase.builder();
        if (json.has("age")) {
            builder.age(new Age(
                    json.path("age").path("months").intValue(),
                    json.path("age").path("days").intValue()));
        }
        builder.sex(coded(Sex.class, json, "sex"));
        if (json.has("asOf")) {
            builder.asOf(LocalDate.parse(text(json, "asOf")));
        }
        if (json.has("symptom")) {
            builder.symptom(text(json, "symptom"));
        }
        builder.region(coded(Region.class, json, "region"));
        if (json.has("durationDays")) {
            builder.durationDays(json.path("durationDays").intValue());
        }
        if (json.has("examinedAt")) {
            builder.examinedAt(coded(Region.class, json, "examinedAt"));
        }
        if (json.has("suspected")) {
            builder.suspected(texts(json.path("suspected")));
        }
        if (json.has("conditions")) {
            builder.conditions(texts(json.path("conditions")));
        }
        if (json.has("egfr")) {
            builder.egfr(json.path("egfr").doubleValue());
        }
        json.path("findings")
                .forEachEntry((code, value) -> builder.finding(code, Coded.of(Presence.class, value.asString(""))));
        if (json.has("imaging")) {
            List<PriorImaging> studies = new ArrayList<>();
            json.path("imaging").forEach(one -> studies.add(study(one)));
            builder.imaging(studies);
        }
        JsonNode order = json.path("order");
        if (order.isObject()) {
            builder.order(new ImagingOrder(
                    coded(Study.class, order, "study"),
                    coded(Region.class, order, "region"),
                    order.has("contrast") ? coded(Contrast.class, order, "contrast") : null));
        }
        return builder.build();
    }

    private static PriorImaging study(JsonNode one) {
        return new PriorImaging(
                coded(Study.class, one, "study"),
                coded(Region.class, one, "region"),
                one.has("date") ? LocalDate.parse(text(one, "date")) : null,
                coded(ImagingResult.class, one, "result"),
                one.has("finding") ? coded(ImagingFinding.class, one, "finding") : null,
                one.has("site") ? coded(LesionSite.class, one, "site") : null);
    }

    private static <E extends Enum<E> & Coded> E coded(Class<E> list, JsonNode json, String key) {
        return Coded.of(list, text(json, key));
    }

    private static String text(JsonNode json, String key) {
        return json.path(key).asString("");
    }

    private static String[] texts(JsonNode list) {
        return list.valueStream().map(one -> one.asString("")).toArray(String[]::new);
    }
}
