package org.apposite.benchmarks;

import java.util.concurrent.TimeUnit;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.patient.PatientCase;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The full answer for the index case: by the engine, checked and not, by hand-written Java, and with the analysis of missing data. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class IndexCaseBenchmark {

    private final PatientCase patient = IndexCase.patientCase();
    private final ClinicalRules withMissing = ClinicalRules.bundled();
    private final ClinicalRules rules = withMissing.withBlockingQuestionsOnly();
    private final ClinicalRules unchecked = rules.withoutAnswerCheck();
    private final ClinicalRules withMissingUnchecked = withMissing.withoutAnswerCheck();
    private final HandWrittenAdvice handWritten = new HandWrittenAdvice(rules, patient);

    /** Refuses to measure two things that do not give the same answer. */
    @Setup
    public void outputsAreEqual() {
        Advice expected = handWritten.advise(patient);
        if (!rules.evaluate(patient).equals(expected)) {
            throw new IllegalStateException("the engine and the hand-written Java do not give the same answer");
        }
    }

    /** The engine. */
    @Benchmark
    public Advice engine() {
        return rules.evaluate(patient);
    }

    /** The engine, whose answer is not checked by the circuit of the rules. */
    @Benchmark
    public Advice unchecked() {
        return unchecked.evaluate(patient);
    }

    /** The limit. */
    @Benchmark
    public Advice handWritten() {
        return handWritten.advise(patient);
    }

    /** The engine with the analysis of what else is unknown. */
    @Benchmark
    public Advice withMissing() {
        return withMissing.evaluate(patient);
    }

    /** The same, not checked. */
    @Benchmark
    public Advice withMissingUnchecked() {
        return withMissingUnchecked.evaluate(patient);
    }
}
