package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apposite.patient.PatientCase;
import org.junit.jupiter.api.Test;

/** Once a case is answered, or was given no answer, nothing in the library holds it. */
class NothingOfAPatientIsKeptTest {

    private static final int MOST_COLLECTIONS = 50;

    @Test
    void a_case_that_was_answered_is_let_go() {
        assertThat(keptAfter(Rules.BUNDLED::evaluate)).isEmpty();
    }

    @Test
    void a_case_that_met_a_limit_is_let_go() {
        ClinicalRules limited = Rules.BUNDLED.withLimits(3, Duration.ofHours(1));

        assertThat(keptAfter(patient -> assertThat(catchThrowable(() -> limited.evaluate(patient)))
                        .isInstanceOf(EvaluationAborted.class)))
                .isEmpty();
    }

    /** The ids of the cases that are held after some were asked about, the last of them included. */
    private static List<String> keptAfter(Consumer<PatientCase> ask) {
        List<WeakReference<PatientCase>> cases = new ArrayList<>();
        for (PatientCase base : BaseCases.ofVariants().values()) {
            PatientCase patient = base.toBuilder().id("case " + cases.size()).build();
            ask.accept(patient);
            cases.add(new WeakReference<>(patient));
        }
        for (int i = 0; i < MOST_COLLECTIONS && !ids(cases).isEmpty(); i++) {
            System.gc();
        }
        return ids(cases);
    }

    private static List<String> ids(List<WeakReference<PatientCase>> cases) {
        List<String> ids = new ArrayList<>();
        cases.forEach(one -> {
            PatientCase held = one.get();
            if (held != null) {
                ids.add(held.id().orElseThrow());
            }
        });
        return ids;
    }
}
