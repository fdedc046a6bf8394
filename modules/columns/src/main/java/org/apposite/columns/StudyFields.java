package org.apposite.columns;

import static org.apposite.columns.FieldType.DATE;
import static org.apposite.columns.FieldType.STRING;
import static org.apposite.columns.FieldType.field;
import static org.apposite.columns.FieldType.struct;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.columns.FieldType.Struct;
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

    static final Struct PRIOR = struct(
            field("study", STRING),
            field("technique", STRING),
            field("region", STRING),
            field("side", STRING),
            field("contrast", STRING),
            field("date", DATE),
            field("result", STRING),
            field("finding", STRING),
            field("site", STRING));
    static final Struct ORDER = struct(
            field("study", STRING),
            field("technique", STRING),
            field("region", STRING),
            field("side", STRING),
            field("contrast", STRING));

    /**
     * The fields of a struct.
     *
     * @param column the column that it is
     * @param struct the struct
     * @param known the fields that it can have
     * @param needed the fields that it must have
     * @param wrong takes what is wrong with it
     */
    static StudyFields bind(String column, Struct struct, Struct known, List<String> needed, List<String> wrong) {
        Map<String, Integer> at = new HashMap<>();
        Map<String, FieldType> types = known.fields().stream().collect(Collectors.toMap(Field::name, Field::type));
        List<String> names = known.fields().stream().map(Field::name).toList();
        for (int place = 0; place < struct.fields().size(); place++) {
            Field field = struct.fields().get(place);
            String name = CaseColumns.plain(field.name());
            FieldType type = types.get(name);
            if (type == null) {
                wrong.add(CaseColumns.sentence(
                        "\"" + column + "\" has a field \"" + field.name() + "\", which no study has",
                        Spelling.didYouMeanOneOf(name, names)));
                continue;
            }
            ColumnType needs = type.equals(DATE) ? ColumnType.DAY : ColumnType.TEXT;
            if (!needs.takes(field.type())) {
                wrong.add("\"" + column + "." + name + "\" is " + field.type().ddl() + ", and must be " + type.ddl());
            }
            at.put(name, place);
        }
        needed.stream()
                .filter(name -> !at.containsKey(name))
                .forEach(name -> wrong.add("\"" + column + "\" has no field \"" + name + "\""));
        return new StudyFields(at);
    }

    PriorImaging prior(Tuple study) {
        Object date = value(study, "date");
        return new PriorImaging(
                needed(study, "study"),
                text(study, "technique"),
                needed(study, "region"),
                coded(Side.class, study, "side"),
                coded(Contrast.class, study, "contrast"),
                date == null ? null : day(date),
                needed(study, "result"),
                text(study, "finding"),
                text(study, "site"));
    }

    ImagingOrder order(Tuple study) {
        return new ImagingOrder(
                needed(study, "study"),
                text(study, "technique"),
                text(study, "region"),
                coded(Side.class, study, "side"),
                coded(Contrast.class, study, "contrast"));
    }

    private static LocalDate day(Object date) {
        return date instanceof LocalDate day ? day : WrittenValue.day(date.toString());
    }

    private @Nullable Object value(Tuple study, String field) {
        Integer place = at.get(field);
        return place == null ? null : study.at(place);
    }

    private @Nullable String text(Tuple study, String field) {
        Object value = value(study, field);
        return value == null ? null : value.toString();
    }

    private String needed(Tuple study, String field) {
        String text = text(study, field);
        if (text == null) {
            throw new IllegalArgumentException("a study needs its " + field + ", which is null");
        }
        return text;
    }

    private <E extends Enum<E> & Coded> @Nullable E coded(Class<E> list, Tuple study, String field) {
        String text = text(study, field);
        return text == null ? null : Coded.of(list, text);
    }
}
