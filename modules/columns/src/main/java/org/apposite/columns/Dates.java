package org.apposite.columns;

import java.time.LocalDate;
import java.util.List;
import org.apposite.patient.Age;
import org.apposite.patient.PatientCaseBuilder;
import org.jspecify.annotations.Nullable;

/** What of a row can only be stated once all its columns are read: the age on the day of the case. */
final class Dates {

    private @Nullable LocalDate birth;
    private @Nullable LocalDate asOf;
    private boolean isAgeStated;
    private boolean isDurationStated;

    void birth(LocalDate day) {
        birth = day;
    }

    void asOf(LocalDate day) {
        asOf = day;
    }

    void ageStated() {
        isAgeStated = true;
    }

    void durationStated() {
        if (isDurationStated) {
            throw new IllegalArgumentException("the duration is stated by two columns; one of them must be null");
        }
        isDurationStated = true;
    }

    void state(PatientCaseBuilder patient, List<String> wrong) {
        if (birth == null) {
            return;
        }
        if (isAgeStated) {
            wrong.add("column \"birth_date\": the age is stated by two columns; one of them must be null");
        } else if (asOf == null) {
            wrong.add("column \"birth_date\": it needs the date of the case, column \"as_of\"");
        } else {
            try {
                patient.age(Age.between(birth, asOf));
            } catch (IllegalArgumentException e) {
                wrong.add("column \"birth_date\": " + e.getMessage());
            }
        }
    }
}
