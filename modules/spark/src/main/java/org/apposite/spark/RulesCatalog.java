package org.apposite.spark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apposite.columns.CaseColumns;
import org.jspecify.annotations.Nullable;

/**
 * A catalog with two functions, which a query calls without any registration:
 *
 * <pre>
 * spark.sql.catalog.imaging              org.apposite.spark.RulesCatalog
 * spark.sql.catalog.imaging.rules        /data/rules          (a folder or archive that the driver sees; without it the rules of the library)
 * spark.sql.catalog.imaging.besides      site,month           (columns that state nothing about the patient)
 * spark.sql.catalog.imaging.mapping      /data/hospital.yaml  (a hospital's mapping of codes, for records)
 * spark.sql.catalog.imaging.all-imaging  true                 (each record holds all imaging of its illness; without it false)
 *
 * SELECT imaging.decide(struct(*)) AS decision FROM orders
 * SELECT imaging.decide_record(record, as_of) AS decisions FROM records
 * </pre>
 *
 * <p>The second reads records of FHIR R4, and needs {@code apposite-fhir} beside this jar. The rules are read when the catalog is first
 * used, and stay those until the session ends.
 */
public final class RulesCatalog implements FunctionCatalog {

    /** The option that names the folder or archive of the rules. */
    public static final String RULES = "rules";

    /** The option that names columns that state nothing, with commas. */
    public static final String BESIDES = "besides";

    /** The option that names a hospital's mapping of codes, by which records are read. */
    public static final String MAPPING = "mapping";

    /** The option that says whether each record holds all imaging of its illness. */
    public static final String ALL_IMAGING = "all-imaging";

    private static final String READER_OF_RECORDS = "org.apposite.fhir.FhirCases";

    private @Nullable String name;
    private Map<String, UnboundFunction> functions = Map.of();

    /** For Spark, which makes a catalog by its name. */
    public RulesCatalog() {}

    @Override
    public void initialize(String ownName, CaseInsensitiveStringMap options) {
        Set<String> besides = Arrays.stream(options.getOrDefault(BESIDES, "").split(","))
                .map(column -> CaseColumns.plain(column.strip()))
                .filter(column -> !column.isEmpty())
                .collect(Collectors.toSet());
        name = ownName;
        ShippedRules rules = DecideUdf.named(options.getOrDefault(RULES, ""));
        functions = Stream.of(
                        new DecideFunction(rules, besides),
                        new RecordFunction(
                                rules, options.getOrDefault(MAPPING, ""), options.getBoolean(ALL_IMAGING, false)))
                .collect(Collectors.toUnmodifiableMap(UnboundFunction::name, function -> function));
    }

    @Override
    public String name() {
        return String.valueOf(name);
    }

    @Override
    public Identifier[] listFunctions(String[] namespace) {
        return namespace.length == 0
                ? functions.keySet().stream()
                        .sorted()
                        .map(function -> Identifier.of(namespace, function))
                        .toArray(Identifier[]::new)
                : new Identifier[0];
    }

    @Override
    public UnboundFunction loadFunction(Identifier identifier) throws NoSuchFunctionException {
        UnboundFunction loaded = functions.get(identifier.name().toLowerCase(Locale.ROOT));
        if (loaded == null || identifier.namespace().length != 0) {
            throw new NoSuchFunctionException(identifier);
        }
        if (loaded instanceof RecordFunction && !hasReaderOfRecords()) {
            throw new UnsupportedOperationException(loaded.name()
                    + " reads records of FHIR, and needs org.apposite:apposite-fhir beside apposite-spark: add it to"
                    + " --packages or --jars");
        }
        return loaded;
    }

    private static boolean hasReaderOfRecords() {
        try {
            Class.forName(READER_OF_RECORDS, false, RulesCatalog.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
