package org.apposite.spark;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * {@code decide_record} before anybody has said of which columns.
 *
 * @param rules what answers
 * @param mapping the hospital's mapping as the driver sees it, empty when there is none
 * @param allImaging whether each record holds all imaging
 */
record RecordFunction(ShippedRules rules, String mapping, boolean allImaging) implements UnboundFunction {

    static final String NAME = "decide_record";

    private static final String USE =
            NAME + " takes a record, STRING or ARRAY<STRING>, and the DATE or TIMESTAMP that ages and"
                    + " times are counted to: write " + NAME + "(record, as_of)";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return NAME + "(record, as_of): which study is appropriate for the patient of a record of FHIR R4, and why; as "
                + rules.digest();
    }

    @Override
    public BoundFunction bind(StructType arguments) {
        if (arguments.fields().length != 2) {
            throw new UnsupportedOperationException(USE);
        }
        DataType record = arguments.fields()[0].dataType();
        DataType time = arguments.fields()[1].dataType();
        boolean isRecord = record instanceof StringType
                || (record instanceof ArrayType lines && lines.elementType() instanceof StringType);
        if (!isRecord || !(time instanceof DateType || time instanceof TimestampType)) {
            throw new UnsupportedOperationException(USE + "; here it has " + record.sql() + " and " + time.sql());
        }
        try {
            String zone = SparkSession.active().conf().get("spark.sql.session.timeZone");
            RecordReading reading = RecordReading.of(mapping, allImaging, zone);
            // A mapping that is wrong is told before the query starts.
            RecordDecider.of(rules.rules(), reading);
            return new BoundDecideRecord(rules, reading, record, time);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedOperationException(e.getMessage(), e);
        }
    }
}
