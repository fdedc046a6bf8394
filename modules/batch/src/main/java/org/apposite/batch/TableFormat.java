package org.apposite.batch;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How a file of cases is written, or the answers to them. */
public enum TableFormat {
    /** A line for each: cases in the format of cases, answers as objects. */
    NDJSON("ndjson"),
    /** Columns with a header, a line for each row. */
    CSV("csv"),
    /** Columns with types; needs a {@link org.apposite.batch.columnar.ColumnarFile}. */
    PARQUET("parquet");

    private final String ending;

    TableFormat(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }

    /**
     * The format that a file's name promises.
     *
     * @param file a file
     * @return the format; empty when the name promises none
     */
    public static Optional<TableFormat> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "ndjson", "jsonl" -> Optional.of(NDJSON);
            case "csv", "tsv" -> Optional.of(CSV);
            case "parquet" -> Optional.of(PARQUET);
            default -> Optional.empty();
        };
    }
}
