package org.apposite.spark;

import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.columns.CaseColumns;
import org.apposite.file.RuleSource;
import org.apposite.model.RuleSetException;

/**
 * Rules as they travel from the driver to executors: the texts of their files and their digest. Each JVM makes rules of them once,
 * when its first row comes, and keeps them for every task, query and function that has rules of this digest.
 *
 * <p>Immutable, serializable and thread-safe.
 */
public final class ShippedRules implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The column that {@link #decide} adds. */
    public static final String DECISION = "decision";

    private final String digest;
    /** None for the rules that come with the library, which every executor has. */
    private final TreeMap<String, String> files;

    private ShippedRules(ClinicalRules rules, Map<String, String> files) {
        this.digest = rules.digest();
        this.files = new TreeMap<>(files);
        RulesOfJvm.keep(rules);
    }

    /**
     * The rules that come with the library.
     *
     * @return rules of which only the digest travels
     */
    public static ShippedRules bundled() {
        return new ShippedRules(ClinicalRules.bundled(), Map.of());
    }

    /**
     * Reads and checks rules on this machine, the driver; executors need not see the folder.
     *
     * @param named the folder that holds {@code rule-set.yaml}, or a zip or jar of it
     * @return the rules of the folder
     * @throws RuleSetException when they have errors, or build on a folder beside them, which does not travel; it lists all
     */
    public static ShippedRules from(Path named) {
        RuleSet read = RuleSet.read(named);
        if (!read.issues().isEmpty()) {
            throw new RuleSetException(read.issues());
        }
        Map<String, String> files = read.files();
        return new ShippedRules(rules(files), files);
    }

    private static ClinicalRules rules(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return ClinicalRules.from(RuleSource.of(bytes));
    }

    /**
     * The digest of the rules, as it stands in every row.
     *
     * @return {@code sha256:} and hexadecimal digits
     */
    public String digest() {
        return digest;
    }

    /**
     * The rules in this JVM, made of the texts if no function has needed them here before.
     *
     * @return rules with this digest
     * @throws IllegalStateException when the library of this JVM has other rules than that of the driver
     */
    public ClinicalRules rules() {
        return RulesOfJvm.of(this);
    }

    /** Makes rules of the texts. */
    ClinicalRules built() {
        ClinicalRules built = files.isEmpty() ? ClinicalRules.bundled() : rules(files);
        if (!built.digest().equals(digest)) {
            throw new IllegalStateException("the rules of this executor have the digest " + built.digest()
                    + ", those of the driver " + digest + ": run the same version of apposite on both");
        }
        return built;
    }

    /**
     * All columns that a case can have.
     *
     * @return a struct that {@code decide} takes; a table needs only some of them, in any order
     */
    public StructType caseSchema() {
        return Rows.struct(CaseColumns.all(rules().vocabulary()));
    }

    /**
     * Answers every row of a table.
     *
     * @param cases a table with a column for each datum
     * @param besides its columns that state nothing about the patient
     * @return the table with one more column, {@value #DECISION}, a struct as {@link DecisionSchema} has it
     * @throws IllegalArgumentException when a column is missing, unknown, or of a wrong type; it lists all of them
     */
    public Dataset<Row> decide(Dataset<Row> cases, String... besides) {
        Set<String> others = Arrays.stream(besides).map(CaseColumns::plain).collect(Collectors.toSet());
        Decider.bind(cases.schema(), rules().vocabulary(), others);
        Column[] stated = Arrays.stream(cases.columns())
                .filter(name -> !others.contains(CaseColumns.plain(name)))
                .map(name -> cases.col("`" + name.replace("`", "``") + "`"))
                .toArray(Column[]::new);
        return cases.withColumn(DECISION, function().apply(functions.struct(stated)));
    }

    /**
     * The function of one struct, to be applied to columns or registered by a name.
     *
     * @return a function that Spark evaluates once for each row, whatever else a query asks of its result
     */
    public UserDefinedFunction function() {
        return functions.udf(new DecideUdf(this), DecisionSchema.TYPE).asNondeterministic();
    }
}
