package org.apposite.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.StructType;

/** {@code decide} before anybody has said of which columns. */
record DecideFunction(ShippedRules rules, Set<String> besides) implements UnboundFunction {

    @Override
    public String name() {
        return "decide";
    }

    @Override
    public String description() {
        return "decide(struct(*)): which study is appropriate for the patient of a row, and why; as " + rules.digest();
    }

    @Override
    public BoundFunction bind(StructType arguments) {
        if (arguments.fields().length != 1 || !(arguments.fields()[0].dataType() instanceof StructType struct)) {
            throw new UnsupportedOperationException("decide takes one struct: write decide(struct(*))");
        }
        try {
            Decider.bind(struct, rules.rules().vocabulary(), besides);
        } catch (IllegalArgumentException e) {
            throw new UnsupportedOperationException(e.getMessage(), e);
        }
        return new BoundDecide(rules, struct, besides);
    }
}
