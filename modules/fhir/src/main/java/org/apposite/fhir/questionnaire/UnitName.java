package org.apposite.fhir.questionnaire;

/** How a unit is shown on a form. */
final class UnitName {

    private UnitName() {}

    /** The code of UCUM without its brackets, braces and qualifiers: ft of [ft_i], 1.73 m² of {1.73_m2}. */
    static String of(String unit) {
        String plain = unit.replaceAll("\\[([a-z]+)_[a-z]+]", "$1")
                .replaceAll("[\\[\\]{}]", "")
                .replace('_', ' ');
        return plain.replaceAll("(?<=[A-Za-z])2(?!\\d)", "²").replaceAll("(?<=[A-Za-z])3(?!\\d)", "³");
    }
}
