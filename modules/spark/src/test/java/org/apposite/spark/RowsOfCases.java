package org.apposite.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apposite.json.format.MeasurementText;
import org.apposite.json.format.TimeText;
import org.apposite.model.Vocabulary;
import org.apposite.patient.Coded;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.jspecify.annotations.Nullable;

/** Cases as rows of a table that has every column. */
final class RowsOfCases {

    static final Path RULES = Path.of("../../rules-drl");

    /** The name of the copied rules. */
    static final String NAME = "of-a-test";

    private RowsOfCases() {}

    /** Copies the rules into an empty folder, where they have another name and so another digest. */
    static void copyRules(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(RULES)) {
            for (Path one : (Iterable<Path>) all::iterator) {
                Path target = folder.resolve(RULES.relativize(one));
                if (Files.isDirectory(one)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(one, target);
                }
            }
        }
        Files.delete(folder.resolve("rule-set.lock"));
        Path ruleSet = folder.resolve("rule-set.yaml");
        Files.writeString(ruleSet, Files.readString(ruleSet).replaceFirst("(?m)^name: .*$", "name: " + NAME));
    }

    static Row of(PatientCase patient, StructType struct, Vocabulary vocabulary) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", patient.id().orElse(null));
        values.put("as_of", patient.asOf().map(java.sql.Date::valueOf).orElse(null));
        values.put("age", patient.age().map(TimeText::written).orElse(null));
        values.put("sex", patient.sex().code());
        values.put("complaint", patient.complaint().orElse(null));
        values.put("region", patient.region().orElse(null));
        values.put("side", patient.side().map(Coded::code).orElse(null));
        values.put("duration", patient.duration().map(TimeText::writtenDuration).orElse(null));
        values.put("examination_region", patient.examinedAt().orElse(null));
        values.put("all_other_red_flags_absent", patient.allOtherRedFlagsAbsent() ? true : null);
        values.put("suspected", patient.suspected().map(List::copyOf).orElse(null));
        values.put("conditions", patient.conditions().map(List::copyOf).orElse(null));
        values.put(
                "imaging",
                patient.imaging()
                        .map(all -> all.stream().map(RowsOfCases::study).toList())
                        .orElse(null));
        values.put("order", patient.order().map(RowsOfCases::order).orElse(null));
        patient.findings().forEach((code, presence) -> values.put(column(code), presence == Presence.PRESENT));
        patient.choices().forEach((code, value) -> values.put(column(code), value));
        patient.measurements()
                .forEach((code, all) -> values.put(column(code), measured(all.get(0), hasOneUnit(code, vocabulary))));
        List<@Nullable Object> row = new ArrayList<>();
        for (String name : struct.fieldNames()) {
            row.add(values.remove(name));
        }
        values.values().removeIf(Objects::isNull);
        if (!values.isEmpty()) {
            throw new IllegalStateException("no columns for " + values);
        }
        return RowFactory.create(row.toArray());
    }

    /** Whether one row of this table can say all that the case says: one complaint, and of each quantity one number. */
    static boolean fits(PatientCase patient, Vocabulary vocabulary) {
        return patient.furtherComplaints().isEmpty()
                && patient.measurements().entrySet().stream()
                        .allMatch(quantity -> quantity.getValue().size() == 1
                                && (quantity.getValue().get(0).isExact()
                                        || !hasOneUnit(quantity.getKey(), vocabulary)));
    }

    private static boolean hasOneUnit(String quantity, Vocabulary vocabulary) {
        return Objects.requireNonNull(vocabulary.quantities().get(quantity))
                .onlyUnit()
                .isPresent();
    }

    private static String column(String code) {
        return code.replace('-', '_');
    }

    private static Object measured(Measurement one, boolean oneUnit) {
        return oneUnit ? Objects.requireNonNull(one.from()).doubleValue() : MeasurementText.written(one);
    }

    private static Row study(PriorImaging study) {
        return RowFactory.create(
                study.study(),
                study.technique(),
                study.region(),
                code(study.side()),
                code(study.contrast()),
                study.when().map(java.sql.Date::valueOf).orElse(null),
                study.result(),
                study.finding(),
                study.site());
    }

    private static Row order(ImagingOrder order) {
        return RowFactory.create(
                order.study(), order.technique(), order.region(), code(order.side()), code(order.contrast()));
    }

    private static @Nullable String code(@Nullable Coded coded) {
        return coded == null ? null : coded.code();
    }
}
