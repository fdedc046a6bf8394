package org.apposite.cds;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apposite.ClinicalRules;
import org.apposite.advice.Advice;
import org.apposite.advice.Advice.VariantMatch;
import org.apposite.cds.request.Unreviewed;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.file.Looks;
import org.apposite.log.Decision.Mode;
import org.apposite.log.Decision.Why;
import org.apposite.log.Logs;
import org.apposite.metrics.EvaluationMetrics;

/** The figures of a running service, for Prometheus. None has a tag that tells anything of a patient. */
final class Metrics implements AutoCloseable {

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    /** Clients could name any number of them. */
    private static final int MOST_SYSTEMS = 50;

    private final Set<String> systems = ConcurrentHashMap.newKeySet();
    private final PrometheusMeterRegistry shown;
    private final MeterRegistry registry;

    private final EvaluationMetrics evaluations;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private Metrics(PrometheusMeterRegistry shown, MeterRegistry registry) {
        this.shown = shown;
        this.registry = registry;
        this.evaluations = new EvaluationMetrics(registry);
    }

    /** The figures of a service that is alone in its process, and of the process. */
    static Metrics ofProcess() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Metrics metrics = new Metrics(registry, registry);
        metrics.showMachine();
        return metrics;
    }

    /** The figures of several in one process: those of nobody among them, with this name on them. */
    static Metrics ofSeveral(String nobody) {
        return named(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), nobody);
    }

    /** The figures of one more in the same process, with its name on them. */
    Metrics ofOneMore(String name) {
        return named(shown, name);
    }

    private static Metrics named(PrometheusMeterRegistry all, String name) {
        CompositeMeterRegistry named = new CompositeMeterRegistry();
        named.config().commonTags("hospital", name);
        named.add(all);
        return new Metrics(all, named);
    }

    /** Shows memory, threads and collections of the Java machine. */
    void showMachine() {
        for (MeterBinder binder : List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                collections)) {
            binder.bindTo(shown);
        }
    }

    /** Shows how the watch of the rules folder fares. */
    void watching(Supplier<Looks> watch, ToLongFunction<Looks> age) {
        FunctionCounter.builder(
                        "apposite.rules.folder.failed.looks",
                        watch,
                        one -> one.get().failed())
                .description("Looks at the rules folder in which something could not be read.")
                .register(registry);
        TimeGauge.builder(
                        "apposite.rules.folder.good.look.age",
                        watch,
                        TimeUnit.SECONDS,
                        one -> age.applyAsLong(one.get()))
                .description("Time since everything in the rules folder could be read last.")
                .strongReference(true)
                .register(registry);
    }

    /** Shows whether a folder holds what was not taken. */
    void refusing(String rules, Supplier<Looks> watch) {
        Gauge.builder(
                        "apposite.rules.refused",
                        watch,
                        one -> one.get().refusal().isPresent() ? 1 : 0)
                .description(
                        "1 while a folder of rules holds what is not taken, else 0; by whether its rules answer or are tried out.")
                .tag("rules", rules)
                .strongReference(true)
                .register(registry);
    }

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
        count("apposite.decisions", "Answers by hook, outcome, variant and digest of the rules.", tags(hook, advice));
    }

    private static Tags tags(String hook, Advice advice) {
        VariantMatch variant = advice.variant();
        return Tags.of(
                "hook",
                hook,
                "outcome",
                advice.outcome().code(),
                "variant",
                variant == null ? "none" : variant.id(),
                "digest",
                advice.provenance().digest());
    }

    void shown(String hook, String indicator) {
        count("apposite.cards", "Cards by hook and indicator.", Tags.of("hook", hook, "indicator", indicator));
    }

    void suppressed(String hook, Why why) {
        count(
                "apposite.cards.suppressed",
                "Cards that were not shown again, by hook and reason.",
                Tags.of("hook", hook, "why", why.code()));
    }

    void silent(String hook, Mode mode, Advice advice) {
        count(
                "apposite.silent.decisions",
                "Answers that nobody was shown, by hook, rules, outcome, variant and digest of the rules.",
                tags(hook, advice).and(which(mode)));
    }

    void silentCard(String hook, Mode mode, String indicator) {
        count(
                "apposite.silent.cards",
                "Cards that nobody was shown, by hook, rules and indicator.",
                Tags.of("hook", hook, "indicator", indicator).and(which(mode)));
    }

    /** Of which rules something is counted: those that answer, or others beside them. */
    private static Tag which(Mode mode) {
        return Tag.of("rules", mode == Mode.TRIED_OUT ? "tried-out" : "answering");
    }

    /** Counts a call about which the rules that are tried out said nothing. */
    void silentFault(String reason) {
        count(
                "apposite.silent.faults",
                "Calls about which rules that are tried out were not asked or gave no answer, by reason.",
                Tags.of("reason", reason));
    }

    void fedBack(String outcome) {
        count("apposite.feedback", "What clinicians did with cards.", Tags.of("outcome", outcome));
    }

    void refused(int status, String code) {
        count(
                "apposite.refusals",
                "Requests that were refused, by status and code of the OperationOutcome.",
                Tags.of("status", String.valueOf(status), "code", code));
    }

    private void count(String name, String description, Tags tags) {
        Counter.builder(name)
                .description(description)
                .tags(tags)
                .register(registry)
                .increment();
    }

    void unreviewed(String hook, Unreviewed one) {
        String system = systems.size() < MOST_SYSTEMS || systems.contains(one.system()) ? one.system() : "more";
        systems.add(system);
        registry.counter(
                        "apposite.unreviewed",
                        "hook",
                        hook,
                        "reason",
                        one.reason().code(),
                        "system",
                        system)
                .increment();
    }

    /** Shows how often a call went without reading, since too many others were reading. */
    void crowded(OutgoingReads reads) {
        FunctionCounter.builder("apposite.reads.crowded", reads, OutgoingReads::turnedAway)
                .description("Calls that read nothing because too many others were reading from a FHIR server.")
                .register(registry);
    }

    /** Shows how many lines of the logs could not be written. */
    void writing(Logs logs) {
        FunctionCounter.builder(
                        "apposite.log.unwritten", logs, one -> one.writing().unwritten())
                .description("Lines of decisions and feedback that could not be written to their logs.")
                .register(registry);
    }

    /** Counts resources that were set aside because they are, or may be, of somebody else. */
    void setAside(int resources) {
        registry.counter("apposite.others.resources").increment(resources);
    }

    CdsResponse response() {
        return CdsResponse.text("text/plain; version=0.0.4; charset=utf-8", shown.scrape());
    }

    /** Stops listening to the collector of garbage; of several, its figures are not shown any more. */
    @Override
    public void close() {
        collections.close();
        if (registry != shown) {
            registry.clear();
        }
    }
}
