package org.apposite.batch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.apposite.columns.CaseColumns;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a CSV file are: {@code night_pain} is a column, {@code order.study} a field of the order, and {@code
 * imaging.2.study} one of the second study.
 *
 * @param names the names as they stand there
 * @param columns what they are
 * @param values the value of each, of the cells of a row
 */
record CsvHeader(
        List<String> names, List<Field> columns, List<Function<List<@Nullable String>, @Nullable Object>> values) {

    static CsvHeader of(List<String> names) {
        Map<String, Map<String, Map<String, Integer>>> parts = new LinkedHashMap<>();
        List<Field> columns = new ArrayList<>();
        List<Function<List<@Nullable String>, @Nullable Object>> values = new ArrayList<>();
        for (int at = 0; at < names.size(); at++) {
            String[] path = names.get(at).split("\\.", -1);
            int place = at;
            if (path.length == 2 && isOrder(path[0])) {
                part(parts, path[0], "").putIfAbsent(path[1], place);
            } else if (path.length == 3 && isImaging(path[0])) {
                part(parts, path[0], path[1]).putIfAbsent(path[2], place);
            } else {
                columns.add(new Field(names.get(at), FieldType.WRITTEN));
                values.add(cells -> cells.get(place));
            }
        }
        parts.forEach((name, studies) -> {
            boolean isList = isImaging(name);
            Set<String> fields = new LinkedHashSet<>();
            studies.values().forEach(study -> fields.addAll(study.keySet()));
            FieldType.Struct struct = new FieldType.Struct(fields.stream()
                    .map(field -> new Field(field, FieldType.WRITTEN))
                    .toList());
            int plain = columns.stream()
                    .map(Field::name)
                    .map(CaseColumns::plain)
                    .toList()
                    .indexOf(CaseColumns.plain(name));
            if (isList && plain >= 0) {
                // Of a column beside those of the studies, which can only say that there is none.
                Function<List<@Nullable String>, @Nullable Object> none = values.get(plain);
                columns.set(plain, new Field(name, FieldType.list(struct)));
                values.set(plain, cells -> {
                    List<Tuple> done = studies(studies, fields, cells);
                    return done.isEmpty() ? none.apply(cells) : done;
                });
                return;
            }
            columns.add(new Field(name, isList ? FieldType.list(struct) : struct));
            values.add(cells -> {
                List<Tuple> done = studies(studies, fields, cells);
                return done.isEmpty() ? null : isList ? done : done.get(0);
            });
        });
        return new CsvHeader(List.copyOf(names), columns, values);
    }

    private static boolean isOrder(String name) {
        return CaseColumns.plain(name).equals("order");
    }

    private static boolean isImaging(String name) {
        return CaseColumns.plain(name).equals("imaging");
    }

    private static Map<String, Integer> part(
            Map<String, Map<String, Map<String, Integer>>> parts, String name, String study) {
        return parts.computeIfAbsent(CaseColumns.plain(name), any -> new LinkedHashMap<>())
                .computeIfAbsent(study, any -> new LinkedHashMap<>());
    }

    /** The studies of which any cell says something. */
    private static List<Tuple> studies(
            Map<String, Map<String, Integer>> studies, Set<String> fields, List<@Nullable String> cells) {
        List<Tuple> done = new ArrayList<>();
        for (Map<String, Integer> study : studies.values()) {
            @Nullable
            Object[] values = fields.stream()
                    .map(field -> study.containsKey(field) ? cells.get(study.get(field)) : null)
                    .toArray();
            if (Arrays.stream(values).anyMatch(Objects::nonNull)) {
                done.add(Tuple.of(values));
            }
        }
        return done;
    }

    Tuple row(List<@Nullable String> cells) {
        return Tuple.of(values.stream().map(value -> value.apply(cells)).toArray());
    }
}
