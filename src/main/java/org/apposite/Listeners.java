package org.apposite;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apposite.EvaluationListener.Aborted;
import org.apposite.EvaluationListener.Answered;
import org.apposite.advice.Advice;
import org.apposite.advice.Alert.Severity;
import org.apposite.patient.PatientCase;
import org.slf4j.LoggerFactory;

/** Those who are told of evaluations, in the order in which they were added. */
record Listeners(List<EvaluationListener> all) {

    static final Listeners NONE = new Listeners(List.of());

    Listeners and(EvaluationListener another) {
        return new Listeners(Stream.concat(all.stream(), Stream.of(Objects.requireNonNull(another, "listener")))
                .toList());
    }

    /** Does an evaluation and tells of it. */
    Advice around(PatientCase patient, Supplier<Advice> evaluation) {
        if (all.isEmpty()) {
            return evaluation.get();
        }
        tell(EvaluationListener::started);
        long start = System.nanoTime();
        Advice advice;
        try {
            advice = evaluation.get();
        } catch (EvaluationAborted none) {
            Aborted aborted =
                    new Aborted(none.isDifference(), none.emergencies().size(), since(start));
            tell(listener -> listener.aborted(aborted));
            throw none;
        } catch (IllegalArgumentException refused) {
            Duration elapsed = since(start);
            tell(listener -> listener.refused(elapsed));
            throw refused;
        } catch (RuntimeException | Error fault) {
            Duration elapsed = since(start);
            tell(listener -> listener.failed(elapsed));
            throw fault;
        }
        Answered answered = new Answered(advice.topic(), advice.outcome(), critical(advice), since(start));
        tell(listener -> listener.answered(answered));
        tell(listener -> listener.answered(patient, advice));
        return advice;
    }

    private void tell(Consumer<EvaluationListener> what) {
        for (EvaluationListener listener : all) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LoggerFactory.getLogger(EvaluationListener.class)
                        .warn(
                                "The listener {} failed; the answer is not affected.",
                                listener.getClass().getName(),
                                e);
            }
        }
    }

    private static int critical(Advice advice) {
        return advice.alerts(Severity.CRITICAL).size();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
