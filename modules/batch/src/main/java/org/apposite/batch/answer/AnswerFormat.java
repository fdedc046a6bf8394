package org.apposite.batch.answer;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apposite.columns.Tuple;

/**
 * How answers are written.
 *
 * @param <E> what an answer becomes before its turn to be written has come
 */
public interface AnswerFormat<E> {

    /** The column of the decision, whose fields need no name before theirs in a table without structs. */
    String DECISION = "decision";

    /**
     * Makes an answer ready, by any thread.
     *
     * @param row the values of the columns
     * @return what is written in its turn
     */
    E encode(Tuple row);

    /**
     * Begins a file.
     *
     * @param out where to; it is closed for the writer
     * @return what takes answers
     * @throws IOException when it cannot be written
     */
    Writer<E> begin(OutputStream out) throws IOException;

    /**
     * Writes a file, from one thread.
     *
     * @param <E> what an answer has become
     */
    interface Writer<E> extends Closeable {

        /**
         * Writes an answer.
         *
         * @param row the answer
         * @throws IOException when it cannot be written
         */
        void write(E row) throws IOException;
    }
}
