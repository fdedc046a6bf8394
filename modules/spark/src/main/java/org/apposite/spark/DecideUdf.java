package org.apposite.spark;

import java.io.Serial;
import java.nio.file.Path;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Answers one case, as a function that a session registers: {@code registerJavaFunction} makes it by its name. It takes a struct with
 * a field for each datum and gives a struct of {@link DecisionSchema#TYPE}; whoever registers it says so.
 *
 * <p>A function that is registered so cannot know its columns before the first row; the other entries tell a wrong column earlier.
 * Thread-safe.
 */
public final class DecideUdf implements UDF1<Row, Row> {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The setting of the session that names the folder or archive of the rules. */
    public static final String RULES = "spark.apposite.rules";

    private final ShippedRules shipped;
    private transient volatile @Nullable Decider decider;

    /** By the rules that the setting {@value #RULES} of the session names; without it by those of the library. */
    public DecideUdf() {
        this(named(SparkSession.active().conf().get(RULES, "")));
    }

    /**
     * By rules.
     *
     * @param rules the rules
     */
    public DecideUdf(ShippedRules rules) {
        shipped = rules;
    }

    /** The rules that a setting names; those of the library when it is empty. */
    static ShippedRules named(String folder) {
        return folder.isEmpty() ? ShippedRules.bundled() : ShippedRules.from(Path.of(folder));
    }

    /**
     * Answers a case.
     *
     * @param stated the case; null is answered with an error
     * @return the decision, never null
     * @throws IllegalArgumentException when a column is missing, unknown, or of a wrong type
     */
    @Override
    public Row call(@Nullable Row stated) {
        if (stated == null) {
            return Decider.ofNull(shipped.rules());
        }
        Decider ready = decider;
        StructType struct = stated.schema();
        if (ready == null || !ready.reads(struct)) {
            ready = Decider.of(shipped.rules(), struct, Set.of());
            decider = ready;
        }
        return ready.decide(stated);
    }
}
