package org.apposite.columns;

import java.util.List;
import java.util.stream.Collectors;

/** The type of a column, or of a field of one. Immutable. */
public sealed interface FieldType {

    /** What the values of a field are; a type that is told apart by nothing here is {@link #OTHER}. */
    enum Kind {
        /** {@link Boolean}. */
        BOOLEAN,
        /** A whole {@link Number}. */
        WHOLE,
        /** Any {@link Number}. */
        NUMBER,
        /** {@link String}. */
        TEXT,
        /** {@link java.time.LocalDate}. */
        DATE,
        /** Nothing but null. */
        NOTHING,
        /** Whatever the column is, as text: that of a file without types. */
        WRITTEN,
        /** Something that no case states. */
        OTHER
    }

    /** A truth value. */
    Scalar BOOLEAN = new Scalar(Kind.BOOLEAN, "BOOLEAN");
    /** A whole number of 32 bits. */
    Scalar INT = new Scalar(Kind.WHOLE, "INT");
    /** A whole number of 64 bits. */
    Scalar LONG = new Scalar(Kind.WHOLE, "BIGINT");
    /** A number. */
    Scalar DOUBLE = new Scalar(Kind.NUMBER, "DOUBLE");
    /** A text. */
    Scalar STRING = new Scalar(Kind.TEXT, "STRING");
    /** A day. */
    Scalar DATE = new Scalar(Kind.DATE, "DATE");
    /** Text of a file without types. */
    Scalar WRITTEN = new Scalar(Kind.WRITTEN, "TEXT");

    /**
     * The type as SQL has it.
     *
     * @return such as {@code ARRAY<STRING>}
     */
    String ddl();

    /**
     * A type without parts.
     *
     * @param kind what its values are
     * @param ddl the name that the table has for it
     */
    record Scalar(Kind kind, String ddl) implements FieldType {}

    /**
     * A list; its values are {@link List}.
     *
     * @param element what its elements are
     */
    record ListOf(FieldType element) implements FieldType {

        @Override
        public String ddl() {
            return "ARRAY<" + element.ddl() + ">";
        }
    }

    /**
     * Named fields; its values are {@link Tuple}.
     *
     * @param fields the fields, in the order in which a tuple has their values
     */
    record Struct(List<Field> fields) implements FieldType {

        /** Copies the list. */
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public String ddl() {
            return fields.stream()
                    .map(field -> field.name() + ": " + field.type().ddl())
                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
        }

        /**
         * The fields as columns of a table.
         *
         * @return such as {@code id STRING, alerts ARRAY<STRING>}
         */
        public String columns() {
            return fields.stream()
                    .map(field -> field.name() + " " + field.type().ddl())
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Fields of a struct.
     *
     * @param fields its fields
     * @return a struct
     */
    static Struct struct(Field... fields) {
        return new Struct(List.of(fields));
    }

    /**
     * A field.
     *
     * @param name its name
     * @param type its type
     * @return a field
     */
    static Field field(String name, FieldType type) {
        return new Field(name, type);
    }

    /**
     * A list.
     *
     * @param element the type of its elements
     * @return a type
     */
    static ListOf list(FieldType element) {
        return new ListOf(element);
    }
}
