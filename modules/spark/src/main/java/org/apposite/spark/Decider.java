package org.apposite.spark;

import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apposite.ClinicalRules;
import org.apposite.columns.CaseColumns;
import org.apposite.columns.Decision;
import org.apposite.columns.DecisionStruct;
import org.apposite.columns.WrongColumnsException;
import org.apposite.model.Vocabulary;
import org.jspecify.annotations.Nullable;

/** From a row of certain columns to its decision. A row that has no answer is explained in its own row. */
final class Decider {

    private final ClinicalRules rules;
    private final StructType struct;
    private final CaseColumns columns;
    private final org.apposite.columns.Decider decider;

    private Decider(ClinicalRules rules, StructType struct, CaseColumns columns) {
        this.rules = rules;
        this.struct = struct;
        this.columns = columns;
        this.decider = new org.apposite.columns.Decider(rules);
    }

    /**
     * By rules, for a table.
     *
     * @param rules what answers
     * @param struct the columns of the table
     * @param besides names of columns that state nothing
     * @throws IllegalArgumentException when a column is missing, unknown, or of a wrong type: all of it
     */
    static Decider of(ClinicalRules rules, StructType struct, Set<String> besides) {
        return new Decider(rules, struct, bind(struct, rules.vocabulary(), besides));
    }

    static CaseColumns bind(StructType struct, Vocabulary vocabulary, Set<String> besides) {
        try {
            return CaseColumns.bind(Rows.fields(struct), vocabulary, besides);
        } catch (WrongColumnsException e) {
            throw new IllegalArgumentException(
                    e.with(
                            "caseSchema() of ShippedRules lists all columns that there can be; leave out others, or name them in \"besides\"."),
                    e);
        }
    }

    /** What a row that is null is told, of which nobody knows the columns. */
    static Row ofNull(ClinicalRules rules) {
        return new Decider(rules, new StructType(), CaseColumns.NONE).decide(null);
    }

    boolean reads(StructType other) {
        return struct.equals(other);
    }

    Row decide(@Nullable Row stated) {
        return row(decider.decide(columns, Rows.tuple(stated)), rules);
    }

    static Row row(Decision decision, ClinicalRules rules) {
        return Rows.row(DecisionStruct.of(decision, rules), DecisionStruct.TYPE);
    }
}
