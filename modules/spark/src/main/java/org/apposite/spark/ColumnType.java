package org.apposite.spark;

import java.util.function.Predicate;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Of which types a column can be. A column of nothing but null, without a type, states nothing and can stand for any. */
enum ColumnType {
    PRESENCE(DataTypes.BooleanType, DataTypes.BooleanType::equals, "BOOLEAN, with null for unknown"),
    TEXT(DataTypes.StringType, StringType.class::isInstance, "STRING"),
    NAME(DataTypes.StringType, type -> type instanceof StringType || isWhole(type), "STRING or a whole number"),
    DAY(DataTypes.DateType, DateType.class::isInstance, "DATE"),
    COUNT(DataTypes.IntegerType, ColumnType::isWhole, "INT"),
    NUMBER(
            DataTypes.DoubleType,
            type -> type instanceof NumericType || type instanceof StringType,
            "a number, or STRING such as \"more than 60\" is written: \">60\""),
    NUMBER_WITH_UNIT(DataTypes.StringType, StringType.class::isInstance, "STRING with its unit, such as \"3 ft\""),
    CODES(
            DataTypes.createArrayType(DataTypes.StringType),
            type -> type instanceof ArrayType array && isText(array.elementType()),
            "ARRAY<STRING>"),
    STUDIES(
            DataTypes.createArrayType(StudyFields.PRIOR),
            type -> type instanceof ArrayType array && array.elementType() instanceof StructType,
            "ARRAY<STRUCT<...>>"),
    ORDER(StudyFields.ORDER, StructType.class::isInstance, "STRUCT<...>");

    private final DataType usual;
    private final Predicate<DataType> takes;
    private final String words;

    ColumnType(DataType usual, Predicate<DataType> takes, String words) {
        this.usual = usual;
        this.takes = takes;
        this.words = words;
    }

    DataType usual() {
        return usual;
    }

    boolean takes(DataType type) {
        return type instanceof NullType || takes.test(type);
    }

    String words() {
        return words;
    }

    private static boolean isText(DataType type) {
        return type instanceof StringType || type instanceof NullType;
    }

    private static boolean isWhole(DataType type) {
        return type instanceof IntegerType || type instanceof LongType || type instanceof ShortType;
    }
}
