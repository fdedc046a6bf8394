package org.apposite.spark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apposite.patient.Coded;
import org.apposite.patient.Contrast;
import org.apposite.patient.ImagingOrder;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the struct of a study, by name: one that was done, or one that is ordered.
 *
 * @param at the place of each field that the struct has
 */
record StudyFields(Map<String, Integer> at) {

    static final StructType PRIOR = StructType.fromDDL("study STRING, technique STRING, region STRING, side STRING,"
            + " contrast STRING, date DATE, result STRING, finding STRING, site STRING");
    static final StructType ORDER =
            StructType.fromDDL("study STRING, technique STRING, region STRING, side STRING, contrast STRING");

    /**
     * The fields of a struct.
     *
     * @param column the column that it is
     * @param struct the struct
     * @param known the fields that it can have
     * @param needed the fields that it must have
     * @param wrong takes what is wrong with it
     */
    static StudyFields bind(
            String column, StructType struct, StructType known, List<String> needed, List<String> wrong) {
        Map<String, Integer> at = new HashMap<>();
        List<String> names = List.of(known.fieldNames());
        for (StructField field : struct.fields()) {
            String name = CaseColumns.plain(field.name());
            if (!names.contains(name)) {
                wrong.add(CaseColumns.sentence(
                        "\"" + column + "\" has a field \"" + field.name() + "\", which no study has",
                        Spelling.didYouMeanOneOf(name, names)));
                continue;
            }
            boolean day = known.apply(name).dataType() instanceof DateType;
            boolean fits = field.dataType() instanceof NullType
                    || (day ? field.dataType() instanceof DateType : field.dataType() instanceof StringType);
            if (!fits) {
                wrong.add("\"" + column + "." + name + "\" is "
                        + field.dataType().sql() + ", and must be " + (day ? "DATE" : "STRING"));
            }
            at.put(name, struct.fieldIndex(field.name()));
        }
        needed.stream()
                .filter(name -> !at.containsKey(name))
                .forEach(name -> wrong.add("\"" + column + "\" has no field \"" + name + "\""));
        return new StudyFields(at);
    }

    PriorImaging prior(Row study) {
        Object date = value(study, "date");
        return new PriorImaging(
                needed(study, "study"),
                text(study, "technique"),
                needed(study, "region"),
                coded(Side.class, study, "side"),
                coded(Contrast.class, study, "contrast"),
                date == null ? null : Values.day(date),
                needed(study, "result"),
                text(study, "finding"),
                text(study, "site"));
    }

    ImagingOrder order(Row study) {
        return new ImagingOrder(
                needed(study, "study"),
                text(study, "technique"),
                text(study, "region"),
                coded(Side.class, study, "side"),
                coded(Contrast.class, study, "contrast"));
    }

    private @Nullable Object value(Row study, String field) {
        Integer place = at.get(field);
        return place == null ? null : study.get(place);
    }

    private @Nullable String text(Row study, String field) {
        Object value = value(study, field);
        return value == null ? null : value.toString();
    }

    private String needed(Row study, String field) {
        String text = text(study, field);
        if (text == null) {
            throw new IllegalArgumentException("a study needs its " + field + ", which is null");
        }
        return text;
    }

    private <E extends Enum<E> & Coded> @Nullable E coded(Class<E> list, Row study, String field) {
        String text = text(study, field);
        return text == null ? null : Coded.of(list, text);
    }
}
