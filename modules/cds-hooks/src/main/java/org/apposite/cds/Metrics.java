package org.apposite.cds;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.metrics.EvaluationMetrics;

/** The figures of a running service, for Prometheus. */
final class Metrics {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final EvaluationMetrics evaluations = new EvaluationMetrics(registry);

    /** The same rules, whose evaluations are counted. */
    ClinicalRules counting(ClinicalRules rules) {
        return rules.withListener(evaluations);
    }

    Timer.Sample start() {
        return Timer.start(registry);
    }

    void stop(Timer.Sample sample, String route, int status) {
        sample.stop(Timer.builder("apposite.requests")
                .description("Requests by path and status, with the time they took.")
                .tag("path", route)
                .tag("status", String.valueOf(status))
                .serviceLevelObjectives(BOUNDS)
                .register(registry));
    }

    void decided(String hook, Advice advice) {
        VariantMatch variant = advice.variant();
        registry.counter(
                        "apposite.decisions",
                        "hook",
                        hook,
                        "outcome",
                        advice.outcome().code(),
                        "variant",
                        variant == null ? "none" : variant.id(),
                        "digest",
                        advice.provenance().digest())
                .increment();
    }

    /** Counts resources that were set aside because they are, or may be, of somebody else. */
    void setAside(int resources) {
        registry.counter("apposite.others.resources").increment(resources);
    }

    CdsResponse response() {
        return CdsResponse.text("text/plain; version=0.0.4; charset=utf-8", registry.scrape());
    }
}
