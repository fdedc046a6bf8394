package org.apposite.fhir.mapping;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.jspecify.annotations.Nullable;

/**
 * How the filtration rate is read. Immutable.
 *
 * @param window how old it may be
 * @param unit its UCUM unit
 * @param equations its codes
 * @param boundAtLeast from what on "more than" counts as its value, null when never
 * @param boundAtMost up to what "less than" counts as its value, null when never
 */
public record FiltrationRate(
        Window window,
        String unit,
        List<Equation> equations,
        @Nullable BigDecimal boundAtLeast,
        @Nullable BigDecimal boundAtMost) {

    private static final BigDecimal GREATEST = new BigDecimal(300);

    public FiltrationRate {
        equations = List.copyOf(equations);
    }

    /**
     * Codes of a filtration rate by one kind of equation.
     *
     * @param name what it is
     * @param codes its codes
     * @param fromMonths the age from which it holds, in months
     */
    public record Equation(String name, Set<TerminologyCode> codes, int fromMonths) {

        public Equation {
            codes = Set.copyOf(codes);
        }
    }

    /** Whether a rate is believed: from 0 to 300 mL/min/1.73 m². */
    public static boolean isPlausible(BigDecimal rate) {
        return rate.signum() >= 0 && rate.compareTo(GREATEST) <= 0;
    }

    /** The equation that a concept names; empty when it is no filtration rate. */
    public Optional<Equation> equation(CodeableConcept concept) {
        List<TerminologyCode> codes = TerminologyCode.of(concept);
        return equations.stream()
                .filter(equation -> codes.stream().anyMatch(equation.codes()::contains))
                .findFirst();
    }

    /** The rate that an amount in its unit tells; empty when it does not tell it closely enough. */
    public Optional<BigDecimal> told(Amount amount) {
        BigDecimal from = amount.from();
        BigDecimal to = amount.to();
        boolean isLowEnough = to != null && boundAtMost != null && to.compareTo(boundAtMost) <= 0;
        boolean isHighEnough = from != null && boundAtLeast != null && from.compareTo(boundAtLeast) >= 0;
        Optional<BigDecimal> rate = Optional.empty();
        if (from != null && (to != null || isHighEnough)) {
            rate = Optional.of(from);
        } else if (to != null && isLowEnough) {
            rate = Optional.of(to);
        }
        return rate.filter(FiltrationRate::isPlausible);
    }
}
