package org.apposite.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.Set;
import org.assertj.core.api.Assumptions;
import org.assertj.core.data.Percentage;
import org.fhir.ucum.Decimal;
import org.fhir.ucum.UcumEssenceService;
import org.fhir.ucum.UcumException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UcumTest {

    private static final Set<String> TEMPERATURES = Set.of("K", "Cel", "[degF]");
    private static final UcumEssenceService REFERENCE = reference();

    private static UcumEssenceService reference() {
        try (InputStream essence = UcumEssenceService.class.getResourceAsStream("/ucum-essence.xml")) {
            return new UcumEssenceService(essence);
        } catch (IOException | UcumException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0} {1} is {2} {3}")
    @CsvFileSource(resources = "/units.csv", numLinesToSkip = 1)
    void converts_as_the_table_says(BigDecimal value, String from, String result, String to) {
        String converted = Ucum.convert(value, from, to)
                .map(BigDecimal::stripTrailingZeros)
                .map(BigDecimal::toPlainString)
                .orElse("none");
        assertThat(converted).isEqualTo(result);
    }

    /**
     * What can be converted here, another implementation converts to the same number. It knows no temperatures, and keeps
     * only as many digits as the definition of a unit has.
     */
    @ParameterizedTest(name = "{0} {1} in {3}")
    @CsvFileSource(resources = "/units.csv", numLinesToSkip = 1)
    void converts_as_another_implementation_does(BigDecimal value, String from, String result, String to)
            throws UcumException {
        Assumptions.assumeThat(result).isNotEqualTo("none");
        Assumptions.assumeThat(TEMPERATURES).doesNotContain(from);
        Decimal theirs = REFERENCE.convert(new Decimal(value.toPlainString()), from, to);
        assertThat(new BigDecimal(theirs.asDecimal()))
                .isCloseTo(new BigDecimal(result), Percentage.withPercentage(0.05));
    }
}
