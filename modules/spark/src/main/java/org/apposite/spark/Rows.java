package org.apposite.spark;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.Kind;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Types and rows of Spark, and what they are without it. */
final class Rows {

    private Rows() {}

    static List<Field> fields(StructType struct) {
        return Arrays.stream(struct.fields())
                .map(field -> new Field(field.name(), type(field.dataType())))
                .toList();
    }

    static StructType struct(List<Field> fields) {
        StructType struct = new StructType();
        for (Field field : fields) {
            struct = struct.add(field.name(), DataType.fromDDL(field.type().ddl()));
        }
        return struct;
    }

    private static FieldType type(DataType type) {
        if (type instanceof StructType struct) {
            return new FieldType.Struct(fields(struct));
        }
        if (type instanceof ArrayType array) {
            return FieldType.list(type(array.elementType()));
        }
        return new FieldType.Scalar(kind(type), type.sql());
    }

    private static Kind kind(DataType type) {
        if (type instanceof BooleanType) {
            return Kind.BOOLEAN;
        }
        if (type instanceof StringType) {
            return Kind.TEXT;
        }
        if (type instanceof IntegerType || type instanceof LongType || type instanceof ShortType) {
            return Kind.WHOLE;
        }
        if (type instanceof NumericType) {
            return Kind.NUMBER;
        }
        if (type instanceof DateType) {
            return Kind.DATE;
        }
        return type instanceof NullType ? Kind.NOTHING : Kind.OTHER;
    }

    /** A row as what states a case: read where it is asked for, since most columns of most rows are null. */
    private record RowTuple(Row row) implements Tuple {

        @Override
        public @Nullable Object at(int index) {
            return plain(row.get(index));
        }
    }

    static @Nullable Tuple tuple(@Nullable Row row) {
        return row == null ? null : new RowTuple(row);
    }

    /** A value as rows hold it, which depends on the settings of a session and on who made the row. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Row row) {
            return new RowTuple(row);
        }
        if (value instanceof Seq || value instanceof List) {
            List<@Nullable Object> list = new ArrayList<>();
            list(value).forEach(one -> list.add(plain(one)));
            return list;
        }
        return value;
    }

    static List<?> list(Object value) {
        return value instanceof Seq<?> seq ? CollectionConverters.asJava(seq) : (List<?>) value;
    }

    /** A tuple of the columns of a decision as a row. */
    static Row row(Tuple tuple, FieldType.Struct type) {
        Object[] values = new Object[type.fields().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(tuple.at(i), type.fields().get(i).type());
        }
        return RowFactory.create(values);
    }

    private static @Nullable Object value(@Nullable Object value, FieldType type) {
        if (value instanceof Tuple tuple && type instanceof FieldType.Struct struct) {
            return row(tuple, struct);
        }
        if (value instanceof List<?> list && type instanceof FieldType.ListOf of) {
            return list.stream().map(one -> value(one, of.element())).toList();
        }
        return value;
    }
}
