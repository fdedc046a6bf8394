package org.apposite.batch.answer;

import java.io.IOException;
import java.io.OutputStream;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;

/**
 * Answers as a table with types.
 *
 * @param file what writes it
 * @param columns its columns
 */
public record ColumnarAnswers(ColumnarFile file, Struct columns) implements AnswerFormat<Tuple> {

    @Override
    public Tuple encode(Tuple row) {
        return row;
    }

    @Override
    public Writer<Tuple> begin(OutputStream out) throws IOException {
        ColumnarFile.Writer writer = file.write(out, columns);
        return new Writer<>() {
            @Override
            public void write(Tuple row) throws IOException {
                writer.write(row);
            }

            @Override
            public void close() throws IOException {
                writer.close();
            }
        };
    }
}
