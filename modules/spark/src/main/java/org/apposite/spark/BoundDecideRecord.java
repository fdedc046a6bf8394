package org.apposite.spark;

import java.io.Serial;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** {@code decide_record} of certain columns. It travels to executors with the texts of the rules and of the mapping. */
final class BoundDecideRecord implements ScalarFunction<ArrayData> {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final LocalTime NOON = LocalTime.of(12, 0);

    private final ShippedRules rules;
    private final RecordReading reading;
    private final DataType record;
    private final DataType time;
    private transient volatile @Nullable Ready ready;

    BoundDecideRecord(ShippedRules rules, RecordReading reading, DataType record, DataType time) {
        this.rules = rules;
        this.reading = reading;
        this.record = record;
        this.time = time;
    }

    private record Ready(RecordDecider decider, Function1<Object, Object> fromRows) {}

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {record, time};
    }

    @Override
    public DataType resultType() {
        return RecordSchema.TYPE;
    }

    @Override
    public boolean isResultNullable() {
        return false;
    }

    /** As {@link BoundDecide#isDeterministic()}. */
    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public String name() {
        return RecordFunction.NAME;
    }

    @Override
    public String canonicalName() {
        return "org.apposite." + RecordFunction.NAME + "(" + rules.digest() + ", " + reading.digest() + ")";
    }

    @Override
    public ArrayData produceResult(InternalRow arguments) {
        Ready now = ready;
        if (now == null) {
            now = new Ready(
                    RecordDecider.of(rules.rules(), reading),
                    CatalystTypeConverters.createToCatalystConverter(RecordSchema.TYPE));
            ready = now;
        }
        return (ArrayData) now.fromRows().apply(now.decider().decide(texts(arguments), time(arguments)));
    }

    /** Null is a record that is not there; a text that is null is as good as one that is no resource. */
    private @Nullable List<String> texts(InternalRow arguments) {
        if (arguments.isNullAt(0)) {
            return null;
        }
        if (!(record instanceof ArrayType)) {
            return List.of(arguments.getUTF8String(0).toString());
        }
        ArrayData lines = arguments.getArray(0);
        return IntStream.range(0, lines.numElements())
                .mapToObj(i -> lines.isNullAt(i) ? "" : lines.getUTF8String(i).toString())
                .toList();
    }

    /** Of a day its noon, where the patients are. */
    private @Nullable Instant time(InternalRow arguments) {
        if (arguments.isNullAt(1)) {
            return null;
        }
        return time instanceof DateType
                ? LocalDate.ofEpochDay(arguments.getInt(1))
                        .atTime(NOON)
                        .atZone(ZoneId.of(reading.zone()))
                        .toInstant()
                : Instant.EPOCH.plus(arguments.getLong(1), ChronoUnit.MICROS);
    }
}
