package org.apposite.spark;

import org.apache.spark.sql.types.StructType;
import org.apposite.columns.DecisionStruct;

/** A decision as a row: the answer, or why there is none. */
public final class DecisionSchema {

    /** The version of the struct, which every row states. A field may be added at the end without a new one. */
    public static final int VERSION = DecisionStruct.VERSION;

    /** The struct, as text that {@code registerJavaFunction} and table definitions take. */
    public static final String DDL = DecisionStruct.TYPE.columns();

    /** The same as a type. */
    public static final StructType TYPE = StructType.fromDDL(DDL);

    private DecisionSchema() {}
}
