package org.apposite.columns;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apposite.columns.FieldType.Kind;
import org.apposite.columns.FieldType.ListOf;
import org.apposite.columns.FieldType.Scalar;
import org.apposite.columns.FieldType.Struct;

/** Of which types a column can be. A column of nothing but null, without a type, states nothing and can stand for any. */
enum ColumnType {
    PRESENCE(FieldType.BOOLEAN, is(Kind.BOOLEAN), "BOOLEAN, with null for unknown"),
    TEXT(FieldType.STRING, is(Kind.TEXT), "STRING"),
    NAME(FieldType.STRING, is(Kind.TEXT, Kind.WHOLE), "STRING or a whole number"),
    DAY(FieldType.DATE, is(Kind.DATE), "DATE"),
    COUNT(FieldType.INT, is(Kind.WHOLE), "INT"),
    NUMBER(
            FieldType.DOUBLE,
            is(Kind.WHOLE, Kind.NUMBER, Kind.TEXT),
            "a number, or STRING such as \"more than 60\" is written: \">60\""),
    NUMBER_WITH_UNIT(FieldType.STRING, is(Kind.TEXT), "STRING with its unit, such as \"3 ft\""),
    CODES(
            FieldType.list(FieldType.STRING),
            type -> type instanceof ListOf list && is(Kind.TEXT, Kind.NOTHING).test(list.element()),
            "ARRAY<STRING>"),
    STUDIES(
            FieldType.list(StudyFields.PRIOR),
            type -> type instanceof ListOf list && list.element() instanceof Struct,
            "ARRAY<STRUCT<...>>"),
    ORDER(StudyFields.ORDER, Struct.class::isInstance, "STRUCT<...>");

    private final FieldType usual;
    private final Predicate<FieldType> takes;
    private final String words;

    ColumnType(FieldType usual, Predicate<FieldType> takes, String words) {
        this.usual = usual;
        this.takes = takes;
        this.words = words;
    }

    private static Predicate<FieldType> is(Kind... kinds) {
        List<Kind> all = Arrays.asList(kinds);
        return type -> type instanceof Scalar scalar && all.contains(scalar.kind());
    }

    FieldType usual() {
        return usual;
    }

    /** What a file without types has in a column is known of each value; the fields of an order are columns of their own. */
    boolean takes(FieldType type) {
        return is(Kind.NOTHING).test(type)
                || takes.test(type)
                || (is(Kind.WRITTEN).test(type) && this != ORDER);
    }

    String words() {
        return words;
    }

    /**
     * The value that a text is, of a column that has no type of its own.
     *
     * @throws IllegalArgumentException when it is none of this type; the message says so
     */
    Object read(String text) {
        return switch (this) {
            case PRESENCE -> WrittenValue.presence(text);
            case DAY -> WrittenValue.day(text);
            case COUNT -> WrittenValue.whole(text);
            case CODES -> WrittenValue.codes(text);
            case STUDIES -> WrittenValue.noStudies(text);
            case TEXT, NAME, NUMBER, NUMBER_WITH_UNIT, ORDER -> text;
        };
    }
}
