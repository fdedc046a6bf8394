package org.apposite.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Objects;
import org.apposite.EvaluationListener;

/**
 * Counts and times evaluations. No tag tells anything of a patient, and none has more values than there are topics.
 *
 * <pre>{@code
 * ClinicalRules rules = ClinicalRules.bundled().withListener(new EvaluationMetrics(registry));
 * }</pre>
 *
 * <table>
 *   <caption>Meters</caption>
 *   <tr><th>name</th><th>what</th><th>tags</th></tr>
 *   <tr><td>{@code apposite.evaluations}</td><td>timer of answers</td><td>{@code topic}, or {@code none}; {@code outcome}</td></tr>
 *   <tr><td>{@code apposite.critical}</td><td>answers with a critical alert</td><td>{@code topic}</td></tr>
 *   <tr><td>{@code apposite.withheld}</td><td>evaluations without an answer</td>
 *       <td>{@code reason}: {@code limit} or {@code difference}</td></tr>
 *   <tr><td>{@code apposite.failed}</td><td>evaluations that ended by a fault</td><td></td></tr>
 *   <tr><td>{@code apposite.refused}</td><td>cases that state what the vocabulary does not have</td><td></td></tr>
 * </table>
 *
 * <p>Thread-safe. The counters stand from the start, so that an alarm can be set before anything happens.
 */
public final class EvaluationMetrics implements EvaluationListener {

    private static final String NO_TOPIC = "none";

    private final MeterRegistry registry;
    private final Counter refused;
    private final Counter failed;

    /**
     * Measures into a registry.
     *
     * @param registry the registry
     */
    public EvaluationMetrics(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.refused = Counter.builder("apposite.refused")
                .description("Cases that were refused, since they state what the vocabulary does not have.")
                .register(registry);
        this.failed = Counter.builder("apposite.failed")
                .description("Evaluations that ended by a fault.")
                .register(registry);
        withheld(true);
        withheld(false);
    }

    @Override
    public void answered(Answered answer) {
        String topic = Objects.requireNonNullElse(answer.topic(), NO_TOPIC);
        Timer.builder("apposite.evaluations")
                .description("Answers by topic and outcome, with the time they took.")
                .tag("topic", topic)
                .tag("outcome", answer.outcome().code())
                .register(registry)
                .record(answer.elapsed());
        if (answer.criticalAlerts() > 0) {
            Counter.builder("apposite.critical")
                    .description("Answers with a critical alert, by topic.")
                    .tag("topic", topic)
                    .register(registry)
                    .increment();
        }
    }

    @Override
    public void aborted(Aborted aborted) {
        withheld(aborted.isDifference()).increment();
    }

    @Override
    public void refused(Duration elapsed) {
        refused.increment();
    }

    @Override
    public void failed(Duration elapsed) {
        failed.increment();
    }

    private Counter withheld(boolean isDifference) {
        return Counter.builder("apposite.withheld")
                .description("Answers that were not given: a limit was met, or two readings of the rules differ.")
                .tag("reason", isDifference ? "difference" : "limit")
                .register(registry);
    }
}
