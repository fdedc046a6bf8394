package org.apposite.parquet;

import java.util.Locale;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.Kind;
import org.apposite.columns.FieldType.ListOf;
import org.apposite.columns.FieldType.Scalar;
import org.apposite.columns.FieldType.Struct;

/** Types of Parquet and those of columns. */
final class Schema {

    private static final String ELEMENT = "element";

    private Schema() {}

    static Struct of(GroupType group) {
        return new Struct(group.getFields().stream()
                .map(field -> new Field(field.getName(), of(field)))
                .toList());
    }

    private static FieldType of(Type type) {
        if (type.isRepetition(Repetition.REPEATED)) {
            return FieldType.list(ofOne(type));
        }
        return ofOne(type);
    }

    private static FieldType ofOne(Type type) {
        if (type.isPrimitive()) {
            return new Scalar(kind(type.asPrimitiveType()), name(type.asPrimitiveType()));
        }
        GroupType group = type.asGroupType();
        LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
        if (logical instanceof ListLogicalTypeAnnotation && group.getFieldCount() == 1) {
            Type repeated = group.getType(0);
            return FieldType.list(
                    isWrapped(repeated) ? of(repeated.asGroupType().getType(0)) : ofOne(repeated));
        }
        if (logical instanceof MapLogicalTypeAnnotation) {
            return new Scalar(Kind.OTHER, "MAP");
        }
        return of(group);
    }

    /** Whether what is repeated in a list holds its element, and is not the element itself, as old writers had it. */
    static boolean isWrapped(Type repeated) {
        return !repeated.isPrimitive()
                && repeated.asGroupType().getFieldCount() == 1
                && !repeated.getName().equals("array")
                && !repeated.getName().endsWith("_tuple");
    }

    private static Kind kind(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        if (logical instanceof DecimalLogicalTypeAnnotation) {
            return Kind.NUMBER;
        }
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> Kind.BOOLEAN;
            case INT32, INT64 -> whole(logical);
            case FLOAT, DOUBLE -> Kind.NUMBER;
            case BINARY ->
                logical instanceof StringLogicalTypeAnnotation || logical instanceof EnumLogicalTypeAnnotation
                        ? Kind.TEXT
                        : Kind.OTHER;
            default -> Kind.OTHER;
        };
    }

    private static Kind whole(LogicalTypeAnnotation logical) {
        if (logical instanceof DateLogicalTypeAnnotation) {
            return Kind.DATE;
        }
        return logical == null || logical instanceof IntLogicalTypeAnnotation ? Kind.WHOLE : Kind.OTHER;
    }

    private static String name(PrimitiveType type) {
        LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
        return (logical == null ? type.getPrimitiveTypeName().name() : logical.toString()).toUpperCase(Locale.ROOT);
    }

    static MessageType of(Struct columns) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        columns.fields().forEach(field -> message.addField(of(field.type(), field.name())));
        return message.named("decisions");
    }

    private static Type of(FieldType type, String name) {
        if (type instanceof Struct struct) {
            Types.GroupBuilder<GroupType> group = Types.optionalGroup();
            struct.fields().forEach(field -> group.addField(of(field.type(), field.name())));
            return group.named(name);
        }
        if (type instanceof ListOf list) {
            return Types.optionalList().element(of(list.element(), ELEMENT)).named(name);
        }
        Scalar scalar = (Scalar) type;
        return switch (scalar.kind()) {
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case WHOLE ->
                Types.optional(scalar.equals(FieldType.INT) ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64)
                        .named(name);
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case DATE ->
                Types.optional(PrimitiveTypeName.INT32)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case TEXT, WRITTEN, NOTHING, OTHER ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(LogicalTypeAnnotation.stringType())
                        .named(name);
        };
    }
}
