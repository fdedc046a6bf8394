package org.apposite.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UcumTest {

    @ParameterizedTest(name = "{0} {1} is {2} {3}")
    @CsvFileSource(resources = "/units.csv", numLinesToSkip = 1)
    void converts_as_the_table_says(BigDecimal value, String from, String result, String to) {
        String converted = Ucum.convert(value, from, to)
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .orElse("none");
        assertThat(converted).isEqualTo(result);
    }
}
