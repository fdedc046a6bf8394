package org.apposite.spark;

import static org.apposite.columns.FieldType.field;
import static org.apposite.columns.FieldType.list;
import static org.apposite.columns.FieldType.struct;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apposite.columns.DecisionStruct;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;

/** The decisions on a record as rows: those of {@link DecisionSchema}, and how each case came out of the resources. */
public final class RecordSchema {

    /** The fields of a decision, and behind them those of the record. */
    static final FieldType.Struct STRUCT = new FieldType.Struct(fields());

    /** The struct of one decision, as text that table definitions take. */
    public static final String DDL = STRUCT.columns();

    /** An array with a struct for each complaint. */
    public static final ArrayType TYPE = DataTypes.createArrayType(StructType.fromDDL(DDL), false);

    private RecordSchema() {}

    private static List<Field> fields() {
        List<Field> fields = new ArrayList<>(DecisionStruct.TYPE.fields());
        fields.addAll(struct(
                        field(
                                "facts",
                                list(struct(
                                        field("fact", FieldType.STRING),
                                        field("value", FieldType.STRING),
                                        field("resources", list(FieldType.STRING))))),
                        field(
                                "notes",
                                list(struct(
                                        field("resource", FieldType.STRING),
                                        field("text", FieldType.STRING),
                                        field("concern", FieldType.STRING),
                                        field("of_another", FieldType.BOOLEAN)))),
                        field("mapping", FieldType.STRING))
                .fields());
        return List.copyOf(fields);
    }
}
