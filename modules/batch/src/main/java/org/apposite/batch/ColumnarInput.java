package org.apposite.batch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apposite.batch.answer.TupleJson;
import org.apposite.batch.columnar.ColumnarFile;
import org.apposite.columns.CaseColumns;
import org.apposite.columns.Field;
import org.apposite.columns.Tuple;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/** A table with types. */
final class ColumnarInput implements Input {

    private final ColumnarFile.Rows rows;
    private final CaseColumns columns;
    private final List<Integer> carriedAt;
    private long number;

    ColumnarInput(ColumnarFile.Rows rows, Path file, List<String> besides, Vocabulary vocabulary) {
        this.rows = rows;
        List<Field> fields = rows.columns().fields();
        carriedAt = Carried.places(besides, fields.stream().map(Field::name).toList(), file);
        columns = Carried.bind(fields, vocabulary, besides, file);
    }

    @Override
    public @Nullable RawRow next() throws IOException {
        Tuple row = rows.next();
        long at = ++number;
        return row == null
                ? null
                : decider -> new Decided(at, carried(row), () -> json(row), List.of(decider.decide(columns, row)));
    }

    private List<@Nullable String> carried(Tuple row) {
        List<@Nullable String> carried = new ArrayList<>();
        for (int at : carriedAt) {
            Object value = row.at(at);
            carried.add(value == null ? null : value.toString());
        }
        return carried;
    }

    private ObjectNode json(Tuple row) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        TupleJson.put(object, rows.columns(), row);
        return object;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
