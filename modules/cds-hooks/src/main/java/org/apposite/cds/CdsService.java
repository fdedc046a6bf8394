package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.advice.Alert;
import org.apposite.cds.cards.CardIds;
import org.apposite.cds.request.Feedback;
import org.apposite.cds.request.Hook;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.fhir.mapping.MappingException;
import org.apposite.file.Looks;
import org.apposite.file.Looks.Refusal;
import org.apposite.log.Event;
import org.apposite.log.Event.Change;
import org.apposite.log.Logs;
import org.apposite.log.Writing;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A CDS Hooks 2.0 service for any web framework: requests in, responses out. Thread-safe.
 *
 * <pre>{@code
 * CdsSettings settings = CdsSettings.of(URI.create("https://cds.hospital.example"), Clock.systemDefaultZone()).build();
 * try (CdsService service = new CdsService(() -> rules, settings)) {
 *     CdsResponse response = service.handle(new CdsRequest("GET", "/cds-services", Map.of(), new byte[0]));
 * }
 * }</pre>
 *
 * <p>It answers {@code /cds-services}, {@code /cds-services/ID} and {@code /cds-services/ID/feedback} as <a
 * href="https://cds-hooks.hl7.org/2.0/">CDS Hooks</a> has them, {@code /PlanDefinition/TOPIC/$apply} of FHIR, a page with a form at
 * {@code /}, {@code /health/live}, {@code /health/ready} and {@code /metrics}. Every error is an OperationOutcome.
 */
public final class CdsService extends Served implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdsService.class);
    private static final int MAX_READ_BYTES = 8 * 1024 * 1024;
    private static final String SERVICES = "/cds-services";
    private static final String ONE_LANE = "all";
    private static final List<String> LANES = List.of(ONE_LANE);
    private static final String QUESTIONNAIRES = "/Questionnaire/";
    /** What goes with every 401. */
    static final Map<String, String> LOGIN = Map.of("WWW-Authenticate", "Bearer");

    static final Map<String, String> ALWAYS = Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    private final Supplier<ClinicalRules> rules;
    private final CdsSettings settings;
    private final CardIds ids;
    private final OutgoingReads reads;
    private final Admission gate;
    private final Calls calls;
    private final Logs logs;
    private final Metrics metrics;
    private final QuestionnairePage page;
    private final FhirOperations operations;
    private final Map<String, Route> routes;

    private volatile Guideline guideline;
    private volatile boolean stopping;

    /** Why the mapping does not fit the rules that were loaded last; empty when it does. */
    private volatile String misfit = "";

    /**
     * A service. The first one in a process answers some calls of nobody before it is there, for six seconds at most, so that the
     * first clinician does not wait.
     *
     * @param rules the rules that answer; asked at every request, so that they can be exchanged
     * @param settings how it is to behave
     * @throws MappingException when the mapping file is wrong
     * @throws UncheckedIOException when the mapping file or the card key cannot be read, or the folder for logs not be written or
     *     holds logs that need a key
     * @throws IllegalArgumentException when the card key is no key, or others can read it
     */
    public CdsService(Supplier<ClinicalRules> rules, CdsSettings settings) {
        this(
                rules,
                settings,
                new Surroundings(
                        Metrics.ofProcess(),
                        MemoryBudget.ofReading().share(),
                        MemoryBudget.ofAside().share(),
                        List.of()));
    }

    /** A service beside others, or alone. */
    CdsService(Supplier<ClinicalRules> rules, CdsSettings settings, Surroundings around) {
        this.metrics = around.metrics();
        this.rules = Objects.requireNonNull(rules, "rules");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.page = new QuestionnairePage(settings.language());
        this.logs = opened(settings);
        try {
            this.ids = settings.cardKey()
                    .map(CardIds::withKey)
                    .or(() -> settings.logFolder().map(CardIds::in))
                    .or(() -> settings.logs()
                            .flatMap(storage -> settings.logKey())
                            .map(CardIds::by))
                    .orElseGet(CardIds::ofProcess);
            this.guideline = new Guideline(rules.get(), metrics::counting, settings, ids);
            this.guideline.tellTermsWithoutOutsideCode();
            logs.asked(guideline.rules(), false);
            this.reads = new OutgoingReads(settings.fhirServers(), settings.timeLimit(), MAX_READ_BYTES);
            metrics.crowded(reads);
            this.calls = new Calls(settings, reads, logs, around, ids);
            calls.operation();
            calls.candidate();
            this.gate = new Admission(settings, around.alsoAt(), around.memory());
        } catch (RuntimeException e) {
            // Nobody else may write to the logs while they are open.
            logs.close();
            throw e;
        }
        metrics.writing(logs);
        this.operations = new FhirOperations(settings.clock());
        this.routes = routes();
        settings.looks().ifPresent(looks -> {
            metrics.watching(looks, this::age);
            metrics.refusing("answering", () -> withMapping(looks.get()));
        });
        settings.silentLooks().ifPresent(looks -> metrics.refusing("tried-out", looks));
        WarmUp.once(() -> new Guideline(rules.get(), UnaryOperator.identity(), settings, ids), reads, settings.clock());
    }

    private static Logs opened(CdsSettings settings) {
        return settings.logs()
                .map(storage -> Logs.in(
                        storage, settings.logKey(), settings.clock(), settings.keepsCases(), settings.retention()))
                .orElseGet(() -> Logs.in(
                        settings.logFolder(),
                        settings.logKey(),
                        settings.clock(),
                        settings.keepsCases(),
                        settings.retention()));
    }

    private interface Route {
        CdsResponse answer(CdsRequest request);
    }

    /** What answers at which path, but for questionnaires and the files of the page. */
    private Map<String, Route> routes() {
        Map<String, Route> all = new HashMap<>();
        all.put(SERVICES, get(() -> CdsResponse.json(200, current().discovery())));
        for (Hook hook : Hook.values()) {
            String service = SERVICES + "/" + hook.service();
            all.put(
                    service,
                    request -> gate.ofCaller(
                            request,
                            (body, issuer) -> calls.answer(hook, body, request.body().length, issuer, current())));
            all.put(service + "/feedback", request -> gate.ofCaller(request, (body, issuer) -> feedback(hook, body)));
        }
        all.put("/", get(() -> page.file("/")));
        all.put("/topics", get(() -> QuestionnairePage.topics(current().topics())));
        all.put("/answer", this::answerOf);
        all.put("/health/live", get(() -> CdsResponse.json(200, Json.object().put("status", "up"))));
        all.put("/health/ready", get(this::ready));
        all.put("/metrics", get(metrics::response));
        return Map.copyOf(all);
    }

    private CdsResponse answerOf(CdsRequest request) {
        return gate.ofAnybody(
                request,
                body -> FhirOperations.wantsFhir(request)
                        ? operations.answer(QuestionnairePage.record(body), RequestId.of(request), current())
                        : page.answer(body, current()));
    }

    private Route get(Supplier<CdsResponse> response) {
        return request -> {
            gate.checkGet(request);
            return response.get();
        };
    }

    /**
     * Answers a request. It never throws for what a client sent.
     *
     * @param request the request
     * @return the response
     */
    @Override
    public CdsResponse handle(CdsRequest request) {
        Timer.Sample started = metrics.start();
        String id = RequestId.of(request);
        CdsRequest named = request.with(RequestId.HEADER, id);
        MDC.put(RequestId.IN_LOGS, id);
        try {
            CdsResponse response = answer(named);
            metrics.stop(started, label(named), response.status());
            return response.with(ALWAYS).with(Map.of(RequestId.HEADER, id)).with(gate.headersForPages(named));
        } finally {
            MDC.remove(RequestId.IN_LOGS);
        }
    }

    /** The path in figures and logs: one of a closed list, whatever clients ask for. */
    private String label(CdsRequest request) {
        if (FhirOperations.applied(request.path()).isPresent()) {
            return "/PlanDefinition/$apply";
        }
        return routes.containsKey(request.path()) ? request.path() : "other";
    }

    @Override
    CdsSettings settings() {
        return settings;
    }

    @Override
    List<String> lanes() {
        return LANES;
    }

    @Override
    String laneOf(String path, Optional<String> authorization) {
        return ONE_LANE;
    }

    @Override
    boolean isProbe(String path) {
        return PROBES.contains(path);
    }

    /**
     * Takes note of what has changed in the rules and in the operation, which would otherwise be noticed at the next request:
     * whoever changes them calls it at once, so that the logs have the moment. It does nothing when nothing has changed.
     */
    public void look() {
        if (!stopping) {
            current();
            calls.operation();
            calls.candidate();
        }
    }

    /** Says that the service is about to end: from now on it is not ready, while it keeps answering. */
    @Override
    public void stopping() {
        stopping = true;
    }

    /** Ends the service: logs are closed. */
    @Override
    public void close() {
        stopping = true;
        calls.close();
        logs.close();
        metrics.close();
    }

    private CdsResponse answer(CdsRequest request) {
        try {
            return route(request);
        } catch (Refused e) {
            // Such a message never has a word of the client's.
            LOG.atInfo()
                    .addKeyValue("status", e.status())
                    .addKeyValue("path", label(request))
                    .addKeyValue("reason", e.reason())
                    .log("refused");
            metrics.refused(e.status(), e.code());
            CdsResponse response = CdsResponse.of(e.in(settings.language()));
            return e.status() == 401 ? response.with(LOGIN) : response;
        } catch (EvaluationAborted e) {
            return withheld(e, e.emergencies(), settings.language());
        } catch (RuntimeException | StackOverflowError e) {
            // The message of a fault may hold what the client sent of a patient; its place does not.
            StackTraceElement[] place = e.getStackTrace();
            LOG.error(
                    "unexpected fault {} at {}",
                    e.getClass().getName(),
                    place.length == 0 ? "an unknown place" : place[0].toString());
            return CdsResponse.of(Refused.told(500, "exception", "fault").in(settings.language()));
        }
    }

    /** Tells the operator of an answer that was withheld, and the client of its emergencies. */
    static CdsResponse withheld(EvaluationAborted none, List<Alert> emergencies, Locale language) {
        // The message names a rule; what the alerts say may be of the patient.
        LOG.atError()
                .addKeyValue("reason", none.getMessage())
                .addKeyValue("emergencies", emergencies.size())
                .log(
                        none.isDifference()
                                ? "two readings of the rules differ"
                                : "the rules were stopped at their limit");
        String texts = emergencies.stream().map(alert -> " " + alert.text()).collect(Collectors.joining());
        Refused refused = none.isDifference()
                ? Refused.told(500, "exception", "no-answer", texts)
                : Refused.told(503, "timeout", "too-long", texts);
        return CdsResponse.of(refused.in(language));
    }

    private CdsResponse route(CdsRequest request) {
        if (request.method().equals("OPTIONS")) {
            return gate.preflight(request);
        }
        String path = request.path();
        Route route = routes.get(path);
        if (route != null) {
            return route.answer(request);
        }
        if (path.startsWith(SERVICES + "/")) {
            int end = path.indexOf('/', SERVICES.length() + 1);
            boolean known = routes.containsKey(end < 0 ? path : path.substring(0, end));
            throw Refused.notFound(known ? "there is nothing at this path" : "there is no service with this id");
        }
        Optional<String> applied = FhirOperations.applied(path);
        if (applied.isPresent()) {
            return gate.ofCaller(
                    request, (body, issuer) -> operations.apply(applied.get(), body, RequestId.of(request), current()));
        }
        CdsResponse found = path.startsWith(QUESTIONNAIRES)
                ? QuestionnairePage.questionnaire(path.substring(QUESTIONNAIRES.length()), current())
                : page.file(path);
        gate.checkGet(request);
        return found;
    }

    /** The rules of this moment with what is made of them. A mapping that does not fit new rules keeps the old ones. */
    private Guideline current() {
        ClinicalRules now = rules.get();
        Guideline known = guideline;
        if (known.isOf(now)) {
            misfit = "";
            return known;
        }
        synchronized (this) {
            if (!guideline.isOf(now)) {
                try {
                    List<Withdrawal> before = guideline.rules().withdrawals();
                    guideline = new Guideline(now, metrics::counting, settings, ids);
                    guideline.tellTermsWithoutOutsideCode();
                    logs.asked(now, false);
                    changesSince(before, now).forEach(logs::event);
                    misfit = "";
                } catch (MappingException e) {
                    // It is tried again at every request, and told again only when it is another.
                    if (!misfit.equals(String.valueOf(e.getMessage()))) {
                        misfit = String.valueOf(e.getMessage());
                        LOG.error("the mapping does not fit the new rules; the old ones keep answering: {}", misfit);
                    }
                }
            }
            return guideline;
        }
    }

    /** What is withdrawn now, and was not before, and what is no longer. */
    private static List<Event> changesSince(List<Withdrawal> before, ClinicalRules now) {
        List<Event> changes = new ArrayList<>();
        now.withdrawals().stream()
                .filter(one -> !before.contains(one))
                .map(one -> new Event.Changed(Change.WITHDRAWN, one.part().toString(), one.reason(), one.by()))
                .forEach(changes::add);
        before.stream()
                .filter(one -> !now.withdrawals().contains(one))
                .map(one -> new Event.Changed(
                        Change.RESTORED,
                        one.part().toString(),
                        one.reason(),
                        now.liftedWithdrawals().stream()
                                .filter(over -> over.withdrawal().equals(one))
                                .map(Lifted::by)
                                .findFirst()
                                .orElse(null)))
                .forEach(changes::add);
        return changes;
    }

    private CdsResponse ready() {
        return CdsResponse.json(stopping ? 503 : 200, health());
    }

    /** What there is to know of its health. */
    ObjectNode health() {
        if (stopping) {
            return Json.object().put("status", "stopping");
        }
        ClinicalRules answering = current().rules();
        Writing writing = logs.writing();
        ObjectNode health = Json.object()
                .put("status", answering.withdrawnEmergencies().isEmpty() && !writing.isFailing() ? "up" : "degraded")
                .put("rules", answering.version())
                .put("digest", answering.digest());
        if (!answering.withdrawals().isEmpty()) {
            ArrayNode withdrawn = health.putArray("withdrawn");
            answering.withdrawals().forEach(one -> withdrawn.add(one.part().toString()));
        }
        if (settings.isLogged()) {
            health.putObject("logs")
                    .put("status", writing.isFailing() ? "not-written" : "written")
                    .put("unwritten", writing.unwritten());
        }
        List<String> silent = calls.operation().silence().parts();
        if (!silent.isEmpty()) {
            silent.forEach(health.putArray("silent")::add);
        }
        if (settings.operation().fault().isPresent()) {
            health.put("operationFile", "not-taken");
        }
        settings.silentRules()
                .ifPresent(any -> calls.candidate()
                        .map(Guideline::rules)
                        .ifPresentOrElse(
                                tried -> health.putObject("silentRules")
                                        .put("status", calls.isLeavingOut() ? "partly-asked" : "asked")
                                        .put("rules", tried.version())
                                        .put("digest", tried.digest())
                                        .put("leftOut", calls.leftOutCalls())
                                        .put("failed", calls.failedCalls()),
                                () -> health.putObject("silentRules").put("status", "not-asked")));
        settings.silentLooks()
                .ifPresent(looks ->
                        tell(looks.get(), health.withObject("/silentRules").putObject("folder")));
        // The last good rules answer whatever became of the folder, so that the service stays ready.
        settings.looks().ifPresent(looks -> tell(withMapping(looks.get()), health.putObject("rulesFolder")));
        return health;
    }

    private void tell(Looks looks, ObjectNode folder) {
        folder.put(
                "status",
                looks.refusal().isPresent() ? "refused" : looks.fault().isEmpty() ? "read" : "not-read");
        looks.refusal().ifPresent(refusal -> {
            if (!refusal.file().isEmpty()) {
                folder.put("file", refusal.file());
            }
            if (!refusal.code().isEmpty()) {
                folder.put("code", refusal.code());
            }
        });
        folder.put("failedLooks", looks.failed()).put("secondsSinceGoodLook", age(looks));
    }

    /** Rules that could be loaded are refused, too, when the mapping does not fit them. */
    private Looks withMapping(Looks looks) {
        if (misfit.isEmpty() || looks.refusal().isPresent()) {
            return looks;
        }
        String file =
                settings.mapping().map(Path::getFileName).map(Path::toString).orElse("");
        return new Looks(looks.lastGood(), looks.failed(), looks.fault(), Optional.of(new Refusal(file, "")));
    }

    private long age(Looks looks) {
        return Duration.between(looks.lastGood(), settings.clock().instant()).toSeconds();
    }

    /** Answers 200 once everything is on the disk. */
    private CdsResponse feedback(Hook hook, ObjectNode body) {
        if (!logs.takesFeedback()) {
            throw new Refused(501, "not-supported", "this service keeps no feedback; it has no log folder");
        }
        List<ObjectNode> entries = Feedback.lines(hook, body, ids::isOwn, settings.clock());
        try {
            logs.feedback(entries.stream().map(ObjectNode::toString).toList());
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("reason", e.getMessage())
                    .log("feedback could not be written; check the log folder");
            throw new Refused(503, "transient", "the feedback could not be stored; send it again later");
        }
        entries.forEach(entry -> metrics.fedBack(entry.path("outcome").asText()));
        entries.stream()
                .filter(Feedback::isOverriddenWithReason)
                .forEach(entry -> calls.overridden(entry.path("card").asText()));
        return new CdsResponse(200, Map.of(), new byte[0]);
    }
}
