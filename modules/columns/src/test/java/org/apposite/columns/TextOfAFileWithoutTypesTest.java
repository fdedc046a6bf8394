package org.apposite.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.ClinicalRules;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Text says what it is: it is read as the column is, and never taken for an absence when it is nothing of the kind. */
class TextOfAFileWithoutTypesTest {

    private static final Vocabulary VOCABULARY = ClinicalRules.bundled().vocabulary();
    private static final String FINDING = VOCABULARY.codes(Kind.FINDING).get(0);

    private static PatientCase read(String column, @Nullable Object value) {
        return CaseColumns.bind(
                        List.of(new Field("complaint", FieldType.WRITTEN), new Field(column, FieldType.WRITTEN)),
                        VOCABULARY,
                        Set.of())
                .read(Tuple.of("back-pain", value));
    }

    @Test
    void a_finding_is_present_absent_or_unknown() {
        String column = FINDING.replace('-', '_');

        assertThat(read(column, "true").findings()).containsEntry(FINDING, Presence.PRESENT);
        assertThat(read(column, "false").findings()).containsEntry(FINDING, Presence.ABSENT);
        assertThat(read(column, null).findings()).doesNotContainKey(FINDING);
    }

    @Test
    void whatever_else_stands_there_is_refused() {
        Map<String, List<String>> wrong = new LinkedHashMap<>();
        wrong.put(FINDING.replace('-', '_'), List.of("yes", "no", "0", "1", "null", "N/A", "t", "-"));
        wrong.put("as_of", List.of("1/2/2026", "2026-02-30", "20260101", "today"));
        wrong.put("duration_days", List.of("3 weeks", "1.5", "", "99999999999"));
        wrong.put("age", List.of("nine", "9"));
        wrong.put("sex", List.of("F"));
        wrong.put("imaging", List.of("mri", "none"));

        wrong.forEach((column, values) -> assertThat(values)
                .allSatisfy(value -> assertThatThrownBy(() -> read(column, value))
                        .as(value)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("column \"" + column + "\"")));
    }

    @Test
    void dates_numbers_and_codes_are_read() {
        assertThat(read("as_of", "2026-01-31").asOf()).contains(LocalDate.of(2026, 1, 31));
        assertThat(read("duration_days", "21").duration()).isPresent();
        assertThat(read("suspected", "cancer; infection").suspected())
                .hasValueSatisfying(all -> assertThat(all).containsExactlyInAnyOrder("cancer", "infection"));
    }

    @Test
    void a_list_that_is_stated_to_be_empty_is_another_thing_than_one_that_nobody_stated() {
        assertThat(read("suspected", "[]").suspected())
                .hasValueSatisfying(all -> assertThat(all).isEmpty());
        assertThat(read("suspected", null).suspected()).isEmpty();
        assertThat(read("imaging", "[]").imaging())
                .hasValueSatisfying(all -> assertThat(all).isEmpty());
        assertThat(read("imaging", null).imaging()).isEmpty();
    }

    @Test
    void every_column_but_that_of_the_order_can_be_text() {
        List<String> refused = CaseColumns.all(VOCABULARY).stream()
                .map(Field::name)
                .filter(name -> !name.equals("complaint"))
                .filter(name -> {
                    try {
                        read(name, null);
                        return false;
                    } catch (WrongColumnsException e) {
                        assertThat(e.problems()).singleElement().asString().contains("\"" + name + "\" is TEXT");
                        return true;
                    }
                })
                .toList();

        assertThat(refused).containsExactly("order");
    }
}
