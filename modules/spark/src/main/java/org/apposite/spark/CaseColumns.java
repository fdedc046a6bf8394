package org.apposite.spark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of cases, bound by name to what they state. What a row states goes straight into a case, which the library
 * holds against its vocabulary as it does for every host: a way over JSON would need a Jackson that Spark does not have.
 */
final class CaseColumns {

    static final CaseColumns NONE = new CaseColumns(new StructType(), List.of(), -1);

    /** A column that is there. */
    private record Bound(
            CaseColumn column, int index, @Nullable StudyFields study) {}

    private final StructType struct;
    private final List<Bound> bound;
    private final int idAt;

    private CaseColumns(StructType struct, List<Bound> bound, int idAt) {
        this.struct = struct;
        this.bound = List.copyOf(bound);
        this.idAt = idAt;
    }

    /** A name as it is compared: Spark does not tell upper case from lower. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String sentence(String what, @Nullable String then) {
        return then == null ? what : what + ". " + then;
    }

    /** Every column that there is. */
    static StructType all(Vocabulary vocabulary) {
        StructType all = new StructType();
        for (CaseColumn column : CaseColumn.of(vocabulary)) {
            all = all.add(column.name(), column.type().usual());
        }
        return all;
    }

    /**
     * Binds a struct.
     *
     * @param struct the columns of a table
     * @param vocabulary what they can state
     * @param besides names of columns that state nothing
     * @throws IllegalArgumentException when a column is missing, unknown, or of a wrong type: all of it
     */
    static CaseColumns bind(StructType struct, Vocabulary vocabulary, Set<String> besides) {
        Map<String, CaseColumn> known = new HashMap<>();
        CaseColumn.of(vocabulary).forEach(column -> known.put(column.name(), column));
        List<String> names =
                CaseColumn.of(vocabulary).stream().map(CaseColumn::name).toList();
        List<String> wrong = new ArrayList<>();
        List<Bound> bound = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int idAt = -1;
        StructField[] fields = struct.fields();
        for (int i = 0; i < fields.length; i++) {
            String name = plain(fields[i].name());
            CaseColumn column = known.get(name);
            if (besides.contains(name)) {
                continue;
            }
            if (column == null) {
                wrong.add(unknown(fields[i].name(), names));
            } else if (!seen.add(name)) {
                wrong.add("there are two columns \"" + name + "\"");
            } else if (!column.type().takes(fields[i].dataType())) {
                wrong.add("column \"" + name + "\" is " + fields[i].dataType().sql() + ", and must be "
                        + column.type().words());
            } else {
                bound.add(new Bound(column, i, study(column, fields[i], wrong)));
                idAt = name.equals(CaseColumn.ID) ? i : idAt;
            }
        }
        if (!seen.contains(CaseColumn.COMPLAINT)) {
            wrong.add("there is no column \"" + CaseColumn.COMPLAINT + "\", without which no topic can answer");
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "these columns are no case: " + String.join("; ", wrong)
                            + ". caseSchema() of ShippedRules lists all columns that there can be; leave out others, or name them in \"besides\".");
        }
        return new CaseColumns(struct, bound, idAt);
    }

    private static String unknown(String name, Collection<String> names) {
        return sentence(
                "column \"" + name + "\" is no datum of the vocabulary", Spelling.didYouMean(plain(name), names));
    }

    private static @Nullable StudyFields study(CaseColumn column, StructField field, List<String> wrong) {
        if (column.type() == ColumnType.ORDER && field.dataType() instanceof StructType order) {
            return StudyFields.bind(column.name(), order, StudyFields.ORDER, List.of("study"), wrong);
        }
        if (column.type() == ColumnType.STUDIES
                && field.dataType() instanceof ArrayType array
                && array.elementType() instanceof StructType prior) {
            return StudyFields.bind(
                    column.name(), prior, StudyFields.PRIOR, List.of("study", "region", "result"), wrong);
        }
        return null;
    }

    StructType struct() {
        return struct;
    }

    /** The host's name of the case; null when it has none. */
    @Nullable
    String id(Row row) {
        Object id = idAt < 0 ? null : row.get(idAt);
        return id == null ? null : id.toString();
    }

    /** The findings that a row states present, whatever else it states. */
    String[] present(Row row) {
        return bound.stream()
                .filter(one -> one.column().type() == ColumnType.PRESENCE
                        && one.column().code() != null
                        && Boolean.TRUE.equals(row.get(one.index())))
                .map(one -> one.column().code())
                .toArray(String[]::new);
    }

    /**
     * What a row states.
     *
     * @throws IllegalArgumentException when a column has a value that it cannot have: all that are so
     */
    PatientCase read(Row row) {
        PatientCaseBuilder patient = PatientCase.builder();
        Dates dates = new Dates();
        List<String> wrong = new ArrayList<>(0);
        for (Bound one : bound) {
            Object value = row.get(one.index());
            if (value != null) {
                try {
                    one.column().statement().state(new Stating(patient, dates, one.study()), value);
                } catch (IllegalArgumentException e) {
                    wrong.add("column \"" + one.column().name() + "\": " + e.getMessage());
                }
            }
        }
        dates.state(patient, wrong);
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return patient.build();
    }

    /** Where a statement goes. */
    record Stating(
            PatientCaseBuilder patient,
            Dates dates,
            @Nullable StudyFields study) {}
}
