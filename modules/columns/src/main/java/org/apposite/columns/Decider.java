package org.apposite.columns;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Alert;
import org.apposite.columns.Decision.Answered;
import org.apposite.columns.Decision.Refused;
import org.apposite.patient.PatientCase;
import org.apposite.patient.Presence;
import org.jspecify.annotations.Nullable;

/**
 * From a row to its decision. No row ends a job of millions: one that has no answer is told why, with the emergencies that stand all the
 * same. Thread-safe.
 */
public final class Decider {

    private final ClinicalRules rules;

    /**
     * By rules.
     *
     * @param rules what answers
     */
    public Decider(ClinicalRules rules) {
        this.rules = rules;
    }

    /**
     * Decides a row.
     *
     * @param columns what its values state
     * @param row the row; null is refused
     * @return its answer, or why it has none
     */
    public Decision decide(CaseColumns columns, @Nullable Tuple row) {
        if (row == null) {
            return refuse(null, RowError.NO_CASE, "the row is null", List.of());
        }
        PatientCase patient;
        try {
            patient = columns.read(row);
        } catch (IllegalArgumentException e) {
            return refuse(columns.id(row), RowError.VALUE, message(e), columns.present(row));
        } catch (RuntimeException e) {
            // Whatever is wrong with this library: the row tells.
            return refuse(columns.id(row), RowError.FAULT, e.toString(), columns.present(row));
        }
        return decide(patient);
    }

    /**
     * Decides a case.
     *
     * @param patient the case
     * @return its answer, or why it has none
     */
    public Decision decide(PatientCase patient) {
        try {
            return new Answered(rules.evaluate(patient));
        } catch (EvaluationAborted e) {
            return new Refused(patient.id().orElse(null), RowError.of(e.reason()), message(e), e.emergencies());
        } catch (IllegalArgumentException e) {
            return refuse(patient, RowError.CASE, message(e));
        } catch (RuntimeException e) {
            return refuse(patient, RowError.FAULT, e.toString());
        }
    }

    private Refused refuse(PatientCase patient, RowError error, String message) {
        List<String> present = patient.findings().entrySet().stream()
                .filter(finding -> finding.getValue() == Presence.PRESENT)
                .map(Map.Entry::getKey)
                .toList();
        return refuse(patient.id().orElse(null), error, message, present);
    }

    /**
     * Refuses a row. What it states present may be an emergency, whatever else is wrong with it.
     *
     * @param id the host's name of the case, null when it has none
     * @param error what kind of reason there is
     * @param message the reason
     * @param present the findings that it states present
     * @return why it has no answer, and the emergencies that stand
     */
    public Refused refuse(@Nullable String id, RowError error, String message, Collection<String> present) {
        return new Refused(id, error, message, emergencies(present));
    }

    private List<Alert> emergencies(Collection<String> present) {
        String[] known =
                present.stream().filter(rules.vocabulary().terms()::containsKey).toArray(String[]::new);
        if (known.length == 0) {
            return List.of();
        }
        try {
            return rules.evaluate(PatientCase.builder().present(known).build()).alerts(Alert.Severity.CRITICAL);
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
