package org.apposite.spark;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apposite.columns.CaseColumns;
import org.jspecify.annotations.Nullable;

/**
 * A catalog with one function, {@code decide}, which a query calls without any registration:
 *
 * <pre>
 * spark.sql.catalog.imaging          org.apposite.spark.RulesCatalog
 * spark.sql.catalog.imaging.rules    /data/rules     (a folder or archive that the driver sees; without it the rules of the library)
 * spark.sql.catalog.imaging.besides  site,month      (columns that state nothing about the patient)
 *
 * SELECT imaging.decide(struct(*)) AS decision FROM orders
 * </pre>
 *
 * <p>The rules are read when the catalog is first used, and stay those until the session ends.
 */
public final class RulesCatalog implements FunctionCatalog {

    /** The option that names the folder or archive of the rules. */
    public static final String RULES = "rules";

    /** The option that names columns that state nothing, with commas. */
    public static final String BESIDES = "besides";

    private static final String FUNCTION = "decide";

    private @Nullable String name;
    private @Nullable UnboundFunction decide;

    /** For Spark, which makes a catalog by its name. */
    public RulesCatalog() {}

    @Override
    public void initialize(String ownName, CaseInsensitiveStringMap options) {
        Set<String> besides = Arrays.stream(options.getOrDefault(BESIDES, "").split(","))
                .map(column -> CaseColumns.plain(column.strip()))
                .filter(column -> !column.isEmpty())
                .collect(Collectors.toSet());
        name = ownName;
        decide = new DecideFunction(DecideUdf.named(options.getOrDefault(RULES, "")), besides);
    }

    @Override
    public String name() {
        return String.valueOf(name);
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return namespace.length == 0 ? new Identifier[] {Identifier.of(namespace, FUNCTION)} : new Identifier[0];
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        UnboundFunction loaded = decide;
        if (loaded == null
                || identifier.namespace().length != 0
                || !identifier.name().equalsIgnoreCase(FUNCTION)) {
            throw new NoSuchFunctionException(identifier);
        }
        return loaded;
    }
}
