package org.apposite.spark;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Alert;
import org.apposite.patient.PatientCase;
import org.jspecify.annotations.Nullable;

/** From a row to its decision. A row that has no answer is explained in its own row, with the emergencies that stand all the same. */
final class Decider {

    private final ClinicalRules rules;
    private final CaseColumns columns;

    Decider(ClinicalRules rules, CaseColumns columns) {
        this.rules = rules;
        this.columns = columns;
    }

    boolean reads(StructType struct) {
        return columns.struct().equals(struct);
    }

    Row decide(@Nullable Row stated) {
        if (stated == null) {
            return DecisionSchema.error(rules, null, RowError.NO_CASE, "the row is null", List.of());
        }
        String id = columns.id(stated);
        PatientCase patient;
        try {
            patient = columns.read(stated);
        } catch (IllegalArgumentException e) {
            return DecisionSchema.error(rules, id, RowError.VALUE, message(e), emergencies(stated));
        }
        try {
            return DecisionSchema.answer(rules.evaluate(patient));
        } catch (EvaluationAborted e) {
            return DecisionSchema.error(rules, id, RowError.of(e.reason()), message(e), e.emergencies());
        } catch (IllegalArgumentException e) {
            return DecisionSchema.error(rules, id, RowError.CASE, message(e), emergencies(stated));
        } catch (RuntimeException e) {
            // No row ends a job of millions, whatever is wrong with this library: the row tells.
            return DecisionSchema.error(rules, id, RowError.FAULT, e.toString(), emergencies(stated));
        }
    }

    /** What a refused row states present may be an emergency, whatever else is wrong with it. */
    private List<Alert> emergencies(Row stated) {
        String[] present = columns.present(stated);
        if (present.length == 0) {
            return List.of();
        }
        try {
            return rules.evaluate(PatientCase.builder().present(present).build())
                    .alerts(Alert.Severity.CRITICAL);
        } catch (EvaluationAborted e) {
            return e.emergencies();
        } catch (RuntimeException e) {
            return List.of();
        }
    }

    private static String message(RuntimeException e) {
        return String.valueOf(e.getMessage());
    }
}
