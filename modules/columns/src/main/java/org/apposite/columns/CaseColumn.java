package org.apposite.columns;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apposite.columns.CaseColumns.Stating;
import org.apposite.json.format.MeasurementText;
import org.apposite.json.format.TimeText;
import org.apposite.model.Quantity;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Term;
import org.apposite.patient.Coded;
import org.apposite.patient.Measurement;
import org.apposite.patient.PatientCase.Sex;
import org.apposite.patient.Presence;
import org.apposite.patient.PriorImaging;
import org.apposite.patient.Side;
import org.jspecify.annotations.Nullable;

/**
 * A column that a table of cases can have.
 *
 * @param name its name: the code of what it states, with {@code _} for {@code -}
 * @param type of which types it can be
 * @param code the code of the finding that it states present or absent, null when it states something else
 * @param statement what a value of it states, which is not null
 */
record CaseColumn(String name, ColumnType type, @Nullable String code, Statement statement) {

    static final String ID = "id";
    static final String COMPLAINT = "complaint";

    /** States a value. */
    @FunctionalInterface
    interface Statement {

        /** States it; throws {@link IllegalArgumentException} when it cannot be stated. */
        void state(Stating stating, Object value);
    }

    /** All columns that a table can have for a vocabulary: what every case can state, then its terms. */
    static List<CaseColumn> of(Vocabulary vocabulary) {
        Map<String, CaseColumn> columns = new LinkedHashMap<>();
        List<CaseColumn> all = new ArrayList<>(ofEveryCase());
        vocabulary.terms().values().forEach(term -> ofTerm(vocabulary, term, all));
        for (CaseColumn column : all) {
            if (columns.put(column.name(), column) != null) {
                throw new IllegalStateException("the vocabulary has a term whose column would be \"" + column.name()
                        + "\", which states something else already: these rules cannot be used on tables");
            }
        }
        return List.copyOf(columns.values());
    }

    private static CaseColumn other(String name, ColumnType type, Statement statement) {
        return new CaseColumn(name, type, null, statement);
    }

    private static List<CaseColumn> ofEveryCase() {
        return List.of(
                other(ID, ColumnType.NAME, (to, value) -> to.patient().id(value.toString())),
                other("as_of", ColumnType.DAY, (to, value) -> {
                    to.patient().asOf((LocalDate) value);
                    to.dates().asOf((LocalDate) value);
                }),
                other("birth_date", ColumnType.DAY, (to, value) -> to.dates().birth((LocalDate) value)),
                other("age", ColumnType.TEXT, (to, value) -> {
                    to.patient().age(time(value, "9 years\" or \"17 months", TimeText::age));
                    to.dates().ageStated();
                }),
                other("sex", ColumnType.TEXT, (to, value) -> to.patient().sex(Coded.of(Sex.class, value.toString()))),
                other(COMPLAINT, ColumnType.TEXT, (to, value) -> to.patient().complaint(value.toString())),
                other("region", ColumnType.TEXT, (to, value) -> to.patient().region(value.toString())),
                other(
                        "side",
                        ColumnType.TEXT,
                        (to, value) -> to.patient().side(Coded.of(Side.class, value.toString()))),
                other("duration", ColumnType.TEXT, (to, value) -> {
                    to.dates().durationStated();
                    to.patient().duration(time(value, "10 days\" or \"3 weeks", TimeText::duration));
                }),
                other("duration_days", ColumnType.COUNT, (to, value) -> {
                    to.dates().durationStated();
                    to.patient().durationDays(whole(value));
                }),
                other(
                        "examination_region",
                        ColumnType.TEXT,
                        (to, value) -> to.patient().examinedAt(value.toString())),
                other("all_other_red_flags_absent", ColumnType.PRESENCE, (to, value) -> {
                    if (Boolean.TRUE.equals(value)) {
                        to.patient().allOtherRedFlagsAbsent();
                    }
                }),
                other("suspected", ColumnType.CODES, (to, value) -> to.patient().suspected(codes(value))),
                other(
                        "conditions",
                        ColumnType.CODES,
                        (to, value) -> to.patient().conditions(codes(value))),
                other("imaging", ColumnType.STUDIES, (to, value) -> {
                    List<PriorImaging> done = new ArrayList<>();
                    for (Object study : (List<?>) value) {
                        done.add(Objects.requireNonNull(to.study()).prior((Tuple) stated(study)));
                    }
                    to.patient().imaging(done);
                }),
                other(
                        "order",
                        ColumnType.ORDER,
                        (to, value) -> to.patient()
                                .order(Objects.requireNonNull(to.study()).order((Tuple) value))));
    }

    private static void ofTerm(Vocabulary vocabulary, Term term, List<CaseColumn> into) {
        String code = term.code();
        String name = code.replace('-', '_');
        switch (term.kind()) {
            case FINDING, CIRCUMSTANCE, CONDITION ->
                into.add(new CaseColumn(
                        name,
                        ColumnType.PRESENCE,
                        code,
                        (to, value) -> to.patient()
                                .finding(code, Boolean.TRUE.equals(value) ? Presence.PRESENT : Presence.ABSENT)));
            case CHOICE ->
                into.add(
                        other(name, ColumnType.TEXT, (to, value) -> to.patient().chosen(code, value.toString())));
            case QUANTITY -> {
                Quantity quantity =
                        Objects.requireNonNull(vocabulary.quantities().get(code));
                ColumnType type = quantity.onlyUnit().isPresent() ? ColumnType.NUMBER : ColumnType.NUMBER_WITH_UNIT;
                into.add(other(name, type, (to, value) -> to.patient().measured(code, measurement(value, quantity))));
            }
            case SUSPICION, COMPLAINT, IMAGING, DATUM -> {
                // Values of columns that every case can have, or such columns themselves.
            }
        }
    }

    private static <T> T time(Object value, String examples, Function<String, T> read) {
        String text = value.toString().strip();
        try {
            return read.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" " + e.getMessage() + "; write \"" + examples + "\"", e);
        }
    }

    private static Measurement measurement(Object value, Quantity quantity) {
        try {
            return value instanceof Number
                    ? Measurement.of(number(value), "")
                    : MeasurementText.read(value.toString(), quantity);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + value + "\" " + e.getMessage(), e);
        }
    }

    private static String[] codes(Object value) {
        return ((List<?>) value).stream().map(code -> stated(code).toString()).toArray(String[]::new);
    }

    private static Object stated(@Nullable Object element) {
        if (element == null) {
            throw new IllegalArgumentException("the list has a null; leave it out");
        }
        return element;
    }

    /** A number as it is written: of a float no digits that only a double would have. */
    private static BigDecimal number(Object value) {
        try {
            return new BigDecimal(value.toString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is no number", e);
        }
    }

    private static int whole(Object value) {
        long number = ((Number) value).longValue();
        if (number != (int) number) {
            throw new IllegalArgumentException("is out of range");
        }
        return (int) number;
    }
}
