package org.apposite.columns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apposite.columns.FieldType.ListOf;
import org.apposite.columns.FieldType.Struct;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of cases, bound by name to what they state. What a row states goes straight into a case, which the library
 * holds against its vocabulary as it does for every host. Immutable and thread-safe.
 */
public final class CaseColumns {

    /** Those of a table that has none: what a row that is null is read by. */
    public static final CaseColumns NONE = new CaseColumns(List.of(), -1);

    /** A column that is there. */
    private record Bound(
            CaseColumn column, int index, @Nullable StudyFields study) {

        Object plain(Object value) {
            return value instanceof String text ? column.type().read(text) : value;
        }
    }

    private final List<Bound> bound;
    private final int idAt;

    private CaseColumns(List<Bound> bound, int idAt) {
        this.bound = List.copyOf(bound);
        this.idAt = idAt;
    }

    /**
     * A name of a column as it is compared: upper case is not told from lower.
     *
     * @param name a name
     * @return the same in lower case
     */
    public static String plain(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String sentence(String what, @Nullable String then) {
        return then == null ? what : what + ". " + then;
    }

    /**
     * Every column that there can be.
     *
     * @param vocabulary what a case can state
     * @return a table needs only some of them, in any order
     */
    public static List<Field> all(Vocabulary vocabulary) {
        return CaseColumn.of(vocabulary).stream()
                .map(column -> new Field(column.name(), column.type().usual()))
                .toList();
    }

    /**
     * Binds the columns of a table.
     *
     * @param table its columns
     * @param vocabulary what they can state
     * @param besides names of columns that state nothing, as {@link #plain} has them
     * @return what reads its rows
     * @throws WrongColumnsException when a column is missing, unknown, or of a wrong type: all of it
     */
    public static CaseColumns bind(List<Field> table, Vocabulary vocabulary, Set<String> besides) {
        Map<String, CaseColumn> known = new HashMap<>();
        CaseColumn.of(vocabulary).forEach(column -> known.put(column.name(), column));
        List<String> names =
                CaseColumn.of(vocabulary).stream().map(CaseColumn::name).toList();
        List<String> wrong = new ArrayList<>();
        List<Bound> bound = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int idAt = -1;
        for (int i = 0; i < table.size(); i++) {
            Field field = table.get(i);
            String name = plain(field.name());
            CaseColumn column = known.get(name);
            if (besides.contains(name)) {
                continue;
            }
            if (column == null) {
                wrong.add(unknown(field.name(), names));
            } else if (!seen.add(name)) {
                wrong.add("there are two columns \"" + name + "\"");
            } else if (!column.type().takes(field.type())) {
                wrong.add("column \"" + name + "\" is " + field.type().ddl() + ", and must be "
                        + column.type().words());
            } else {
                bound.add(new Bound(column, i, study(column, field, wrong)));
                idAt = name.equals(CaseColumn.ID) ? i : idAt;
            }
        }
        if (!seen.contains(CaseColumn.COMPLAINT)) {
            wrong.add("there is no column \"" + CaseColumn.COMPLAINT + "\", without which no topic can answer");
        }
        if (!wrong.isEmpty()) {
            throw new WrongColumnsException(wrong);
        }
        return new CaseColumns(bound, idAt);
    }

    private static String unknown(String name, Collection<String> names) {
        return sentence(
                "column \"" + name + "\" is no datum of the vocabulary", Spelling.didYouMean(plain(name), names));
    }

    private static @Nullable StudyFields study(CaseColumn column, Field field, List<String> wrong) {
        if (column.type() == ColumnType.ORDER && field.type() instanceof Struct order) {
            return StudyFields.bind(column.name(), order, StudyFields.ORDER, List.of("study"), wrong);
        }
        if (column.type() == ColumnType.STUDIES
                && field.type() instanceof ListOf list
                && list.element() instanceof Struct prior) {
            return StudyFields.bind(
                    column.name(), prior, StudyFields.PRIOR, List.of("study", "region", "result"), wrong);
        }
        return null;
    }

    /** The host's name of the case; null when it has none. */
    @Nullable
    String id(Tuple row) {
        Object id = idAt < 0 ? null : row.at(idAt);
        return id == null ? null : id.toString();
    }

    /** The findings that a row states present, whatever else it states. */
    List<String> present(Tuple row) {
        List<String> present = new ArrayList<>();
        for (Bound one : bound) {
            String code = one.column().code();
            Object value = code == null ? null : row.at(one.index());
            if (code != null && value != null && isTrue(one, value)) {
                present.add(code);
            }
        }
        return present;
    }

    private static boolean isTrue(Bound column, Object value) {
        try {
            return Boolean.TRUE.equals(column.plain(value));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * What a row states.
     *
     * @param row its values, in the order of the columns
     * @return the case, which nobody has held against a vocabulary yet
     * @throws IllegalArgumentException when a column has a value that it cannot have: all that are so, a line for each
     */
    public PatientCase read(Tuple row) {
        PatientCaseBuilder patient = PatientCase.builder();
        Dates dates = new Dates();
        List<String> wrong = new ArrayList<>(0);
        for (Bound one : bound) {
            Object value = row.at(one.index());
            if (value != null) {
                try {
                    one.column().statement().state(new Stating(patient, dates, one.study()), one.plain(value));
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
