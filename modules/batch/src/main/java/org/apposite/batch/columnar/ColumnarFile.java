package org.apposite.batch.columnar;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/** Reads and writes tables with types, such as those of Parquet; found by {@link java.util.ServiceLoader}, since its libraries are large. Thread-safe. */
public interface ColumnarFile {

    /** What to say to a person where there is none for Parquet. */
    String WANTING =
            "Parquet is read and written by libraries that do not come with the command. docs/batch.md says how to add them; CSV and"
                    + " NDJSON need none.";

    /**
     * The one for Parquet.
     *
     * @return empty when its libraries are not on the class path
     */
    static Optional<ColumnarFile> ofParquet() {
        return ServiceLoader.load(ColumnarFile.class).findFirst();
    }

    /**
     * Opens a file.
     *
     * @param file the file
     * @return its rows
     * @throws IOException when it cannot be read, or is none of this format
     */
    Rows read(Path file) throws IOException;

    /**
     * Begins a file.
     *
     * @param out where to; it is closed for the writer
     * @param columns what its rows have
     * @return what takes its rows
     * @throws IOException when it cannot be written
     */
    Writer write(OutputStream out, Struct columns) throws IOException;

    /** The rows of a file, for one thread. */
    interface Rows extends Closeable {

        /**
         * What the rows have.
         *
         * @return the columns
         */
        Struct columns();

        /**
         * The next row.
         *
         * @return its values, which do not change any more; null at the end
         * @throws IOException when the file cannot be read to its end
         */
        @Nullable
        Tuple next() throws IOException;
    }

    /** Takes rows, from one thread. */
    interface Writer extends Closeable {

        /**
         * Writes a row.
         *
         * @param row the values of the columns
         * @throws IOException when it cannot be written
         */
        void write(Tuple row) throws IOException;
    }
}
