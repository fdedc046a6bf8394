package org.apposite.batch;

import java.util.ArrayList;
import java.util.List;
import org.apposite.ClinicalRules;
import org.apposite.batch.Input.Decided;
import org.apposite.batch.answer.AnswerFormat;
import org.apposite.columns.Decision;
import org.apposite.columns.DecisionStruct;
import org.apposite.columns.Field;
import org.apposite.columns.FieldType;
import org.apposite.columns.FieldType.Struct;
import org.apposite.columns.Tuple;
import org.jspecify.annotations.Nullable;

/** An answer as a row: which row of the input, what is carried over of it, and the decision. */
final class AnswerRow {

    static final String ROW = "row";
    static final String DECISION = AnswerFormat.DECISION;

    private AnswerRow() {}

    static Struct columns(List<String> besides) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field(ROW, FieldType.LONG));
        besides.forEach(name -> fields.add(new Field(name, FieldType.STRING)));
        fields.add(new Field(DECISION, DecisionStruct.TYPE));
        return new Struct(fields);
    }

    static Tuple of(Decided row, Decision decision, ClinicalRules rules) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(row.number());
        values.addAll(row.carried());
        values.add(DecisionStruct.of(decision, rules));
        return Tuple.of(values.toArray());
    }
}
