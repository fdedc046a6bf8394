package org.apposite.batch.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.ListOf;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table without structs: {@code variant.id} is a field of a struct; of a list there are its elements between semicolons,
 * and of structs in a list their codes, with what tells how much each weighs.
 *
 * @param name its name
 * @param value its value of a row
 */
record FlatColumn(String name, Function<Tuple, @Nullable Object> value) {

    private static final Set<String> WEIGHTS = Set.of("severity", "urgency", "category", "blocking");

    static List<FlatColumn> of(Struct struct) {
        List<FlatColumn> all = new ArrayList<>();
        add("", struct, tuple -> tuple, all);
        return all;
    }

    private static void add(
            String prefix, Struct struct, Function<Tuple, @Nullable Tuple> from, List<FlatColumn> into) {
        for (int i = 0; i < struct.fields().size(); i++) {
            Field field = struct.fields().get(i);
            int at = i;
            Function<Tuple, @Nullable Object> value = row -> {
                Tuple tuple = from.apply(row);
                return tuple == null ? null : tuple.at(at);
            };
            if (field.type() instanceof Struct inner) {
                // The decision itself needs no name before those of its fields.
                String below = field.name().equals(AnswerFormat.DECISION) ? prefix : prefix + field.name() + ".";
                add(below, inner, row -> (Tuple) value.apply(row), into);
            } else {
                into.add(new FlatColumn(prefix + field.name(), row -> flat(value.apply(row), field.type())));
            }
        }
    }

    String text(Tuple row) {
        Object flat = value.apply(row);
        return flat == null ? "" : flat.toString();
    }

    private static @Nullable Object flat(@Nullable Object value, FieldType type) {
        if (value instanceof List<?> list && type instanceof ListOf of) {
            return list.stream().map(one -> element(one, of.element())).collect(Collectors.joining(";"));
        }
        return value;
    }

    private static String element(Object one, FieldType type) {
        if (one instanceof Tuple tuple && type instanceof Struct struct) {
            StringBuilder text = new StringBuilder(String.valueOf(tuple.at(0)));
            for (int i = 1; i < struct.fields().size(); i++) {
                if (WEIGHTS.contains(struct.fields().get(i).name())) {
                    text.append('=').append(tuple.at(i));
                }
            }
            return text.toString();
        }
        return one.toString();
    }
}
