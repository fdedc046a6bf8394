package org.apposite.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apposite.columns.CaseColumns;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Kind;
import org.jspecify.annotations.Nullable;

/** Made-up patients, each by its number: complaints, ages and findings of a vocabulary, and one row in a hundred that is garbage. */
final class Cohort {

    private final List<String> complaints;
    private final StructType struct;

    Cohort(Vocabulary vocabulary) {
        complaints = vocabulary.codes(Kind.COMPLAINT);
        StructType columns = StructType.fromDDL("id LONG, complaint STRING, age STRING, duration_days INT");
        for (StructField field : Rows.struct(CaseColumns.all(vocabulary)).fields()) {
            if (field.dataType().equals(DataTypes.BooleanType)) {
                columns = columns.add(field);
            }
        }
        struct = columns;
    }

    StructType struct() {
        return struct;
    }

    Row patient(long number) {
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        List<@Nullable Object> values = new ArrayList<>();
        values.add(number);
        values.add(number % 100 == 7 ? "garbage" : complaints.get(random.nextInt(complaints.size())));
        values.add((1 + random.nextInt(80)) + " years");
        values.add(random.nextBoolean() ? 1 + random.nextInt(200) : null);
        while (values.size() < struct.length()) {
            int stated = random.nextInt(10);
            values.add(stated == 0 ? Boolean.TRUE : stated < 6 ? Boolean.FALSE : null);
        }
        return RowFactory.create(values.toArray());
    }
}
