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

    private final Vocabulary vocabulary;
    private final PatientCase stated;
    private final List<PatientCase> cases = new ArrayList<>();

    Alternatives(Vocabulary vocabulary, PatientCase stated) {
        this.vocabulary = vocabulary;
        this.stated = stated;
    }

    void add(Consumer<PatientCaseBuilder> change) {
        PatientCaseBuilder builder = stated.toBuilder();
        change.accept(builder);
        builder.buildIfConsistent().filter(vocabulary::isConsistent).ifPresent(cases::add);
    }

    List<PatientCase> cases() {
        return cases;
    }
}
