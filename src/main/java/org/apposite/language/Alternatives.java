package org.apposite.language;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apposite.model.Vocabulary;
import org.apposite.patient.PatientCase;
import org.apposite.patient.PatientCaseBuilder;

/**
 * Collects cases that differ from one in a single datum. A value that contradicts what is stated, such as pain that is older
 * than the patient, makes none.
 */
final class Alternatives {

    /** So many are kept together: a number that rules cut into a hundred pieces has more. */
    private static final int MOST = 5_000;

    private final Vocabulary vocabulary;
    private final PatientCase stated;
    private final List<PatientCase> cases = new ArrayList<>();
    private final Consumer<PatientCase> found;

    Alternatives(Vocabulary vocabulary, PatientCase stated) {
        this.vocabulary = vocabulary;
        this.stated = stated;
        this.found = this::keep;
    }

    private void keep(PatientCase one) {
        if (cases.size() == MOST) {
            throw new Domain.TooManyValues();
        }
        cases.add(one);
    }

    /** The same, each handed on as it is found: all of them at once can take much room. */
    Alternatives(Vocabulary vocabulary, PatientCase stated, Consumer<PatientCase> found) {
        this.vocabulary = vocabulary;
        this.stated = stated;
        this.found = found;
    }

    void add(Consumer<PatientCaseBuilder> change) {
        PatientCaseBuilder builder = stated.toBuilder();
        change.accept(builder);
        builder.buildIfConsistent().filter(vocabulary::isConsistent).ifPresent(found);
    }

    List<PatientCase> cases() {
        return cases;
    }
}
