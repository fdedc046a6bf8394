package org.apposite.columns;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/** Values as a file without types has them, as text. */
final class WrittenValue {

    private static final String NONE = "[]";

    private WrittenValue() {}

    static Boolean presence(String text) {
        return switch (text) {
            case "true", "TRUE", "True" -> true;
            case "false", "FALSE", "False" -> false;
            default ->
                throw new IllegalArgumentException("\"" + text
                        + "\" is neither true nor false; leave it empty when it is not known whether it is present");
        };
    }

    static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no date; write \"2026-01-31\"", e);
        }
    }

    static Long whole(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no whole number", e);
        }
    }

    /** Codes between semicolons; that there is none is said, since an empty text is unknown. */
    static List<String> codes(String text) {
        return text.equals(NONE)
                ? List.of()
                : Arrays.stream(text.split(";", -1)).map(String::strip).toList();
    }

    /** Studies have columns of their own; here it is said that there is none. */
    static List<Tuple> noStudies(String text) {
        if (text.equals(NONE)) {
            return List.of();
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no study; write \"[]\" when none was done, and each study in"
                        + " columns of its own: \"imaging.1.study\", \"imaging.1.region\", \"imaging.1.result\"");
    }
}
