package org.apposite.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.Kind;
import org.apposite.columns.FieldType.ListOf;
import org.apposite.columns.FieldType.Scalar;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/** The values of a row, read where they are asked for. */
record GroupTuple(Group group, Struct struct) implements Tuple {

    @Override
    public @Nullable Object at(int index) {
        FieldType type = struct.fields().get(index).type();
        int times = group.getFieldRepetitionCount(index);
        if (type instanceof ListOf list && group.getType().getType(index).isRepetition(Repetition.REPEATED)) {
            List<@Nullable Object> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(value(group, index, i, list.element()));
            }
            return all;
        }
        return times == 0 ? null : value(group, index, 0, type);
    }

    private static @Nullable Object value(Group group, int index, int which, FieldType type) {
        if (type instanceof Struct struct) {
            return new GroupTuple(group.getGroup(index, which), struct);
        }
        if (type instanceof ListOf list) {
            return elements(group.getGroup(index, which), list);
        }
        return scalar(group, index, which, (Scalar) type);
    }

    private static List<@Nullable Object> elements(Group list, ListOf type) {
        List<@Nullable Object> all = new ArrayList<>();
        boolean isWrapped = Schema.isWrapped(list.getType().getType(0));
        for (int i = 0; i < list.getFieldRepetitionCount(0); i++) {
            if (!isWrapped) {
                all.add(value(list, 0, i, type.element()));
                continue;
            }
            Group one = list.getGroup(0, i);
            all.add(one.getFieldRepetitionCount(0) == 0 ? null : value(one, 0, 0, type.element()));
        }
        return all;
    }

    private static Object scalar(Group group, int index, int which, Scalar type) {
        Type declared = group.getType().getType(index);
        PrimitiveType.PrimitiveTypeName name =
                declared.isPrimitive() ? declared.asPrimitiveType().getPrimitiveTypeName() : null;
        if (name == null) {
            return group.getValueToString(index, which);
        }
        if (declared.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
            return new BigDecimal(unscaled(group, index, which, name), decimal.getScale());
        }
        return switch (name) {
            case BOOLEAN -> group.getBoolean(index, which);
            case INT32 ->
                type.kind() == Kind.DATE
                        ? LocalDate.ofEpochDay(group.getInteger(index, which))
                        : (Object) (long) group.getInteger(index, which);
            case INT64 -> group.getLong(index, which);
            case FLOAT -> group.getFloat(index, which);
            case DOUBLE -> group.getDouble(index, which);
            case BINARY -> group.getString(index, which);
            default -> group.getValueToString(index, which);
        };
    }

    private static BigInteger unscaled(Group group, int index, int which, PrimitiveType.PrimitiveTypeName name) {
        return switch (name) {
            case INT32 -> BigInteger.valueOf(group.getInteger(index, which));
            case INT64 -> BigInteger.valueOf(group.getLong(index, which));
            default -> new BigInteger(group.getBinary(index, which).getBytes());
        };
    }
}
