package org.apposite.spark;

import java.io.Serial;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Function1;

/** {@code decide} of certain columns. It travels to executors with the texts of the rules, and is ready there at the first row. */
final class BoundDecide implements ScalarFunction<InternalRow> {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ShippedRules rules;
    private final StructType struct;
    private final TreeSet<String> besides;
    private transient volatile @Nullable Ready ready;

    BoundDecide(ShippedRules rules, StructType struct, Set<String> besides) {
        this.rules = rules;
        this.struct = struct;
        this.besides = new TreeSet<>(besides);
    }

    /** What an executor makes once of what has travelled: Spark's own converters, which registered functions go through as well. */
    private record Ready(Decider decider, Function1<Object, Object> toRow, Function1<Object, Object> fromRow) {}

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {struct};
    }

    @Override
    public DataType resultType() {
        return DecisionSchema.TYPE;
    }

    @Override
    public boolean isResultNullable() {
        return false;
    }

    /** Not that it were not: Spark would evaluate it once for each field that a query takes of the decision, and again below a filter. */
    @Override
    public boolean isDeterministic() {
        return false;
    }

    @Override
    public String name() {
        return "decide";
    }

    @Override
    public String canonicalName() {
        return "org.apposite.decide(" + rules.digest() + ")";
    }

    @Override
    public InternalRow produceResult(InternalRow arguments) {
        Ready now = ready;
        if (now == null) {
            now = new Ready(
                    Decider.of(rules.rules(), struct, besides),
                    CatalystTypeConverters.createToScalaConverter(struct),
                    CatalystTypeConverters.createToCatalystConverter(DecisionSchema.TYPE));
            ready = now;
        }
        Row stated = arguments.isNullAt(0) ? null : (Row) now.toRow().apply(arguments.getStruct(0, struct.length()));
        return (InternalRow) now.fromRow().apply(now.decider().decide(stated));
    }
}
