package org.apposite.cds;

import io.micrometer.core.instrument.Timer;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.EvaluationAborted;
import org.apposite.cds.cards.Consultation;
import org.apposite.cds.log.Logs;
import org.apposite.cds.security.CallerCheck;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.cds.security.RefusedCaller;
import org.apposite.fhir.MappingException;
import org.apposite.fhir.PatientSearches.Search;
import org.apposite.patient.PatientCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
 * href="https://cds-hooks.hl7.org/2.0/">CDS Hooks</a> has them, a page with a form at {@code /}, {@code /health/live},
 * {@code /health/ready} and {@code /metrics}. Every error is an OperationOutcome.
 */
public final class CdsService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdsService.class);
    private static final int MAX_READ_BYTES = 8 * 1024 * 1024;
    private static final int MAX_KEYS_BYTES = 256 * 1024;
    private static final Duration KEYS_TIME_LIMIT = Duration.ofSeconds(5);
    private static final String SERVICES = "/cds-services";
    static final Map<String, String> ALWAYS = Map.of("Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");

    private final Supplier<ClinicalRules> rules;
    private final CdsSettings settings;
    private final OutgoingReads reads;
    private final CallerCheck callers;
    private final Logs logs;
    private final Feedback feedback;
    private final Metrics metrics = new Metrics();
    private final FormPage page = new FormPage();

    private volatile Guideline guideline;
    private volatile boolean stopping;

    /**
     * A service.
     *
     * @param rules the rules that answer; asked at every request, so that they can be exchanged
     * @param settings how it is to behave
     * @throws MappingException when the mapping file is wrong
     * @throws UncheckedIOException when the mapping file cannot be read, or the folder for logs not be written
     */
    public CdsService(Supplier<ClinicalRules> rules, CdsSettings settings) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.guideline = new Guideline(rules.get(), settings);
        this.reads = new OutgoingReads(settings.fhirServers(), settings.timeLimit(), MAX_READ_BYTES);
        this.callers = new CallerCheck(settings.issuers(), keys(settings), settings.clock());
        this.logs = Logs.in(settings.logs(), settings.clock(), settings.keepsCases());
        this.feedback = new Feedback(logs, settings.clock());
        warmUp();
    }

    /** The first reading of FHIR takes a second; a clinician should not be the one who waits for it. */
    private void warmUp() {
        Resources.of(Json.object().put("resourceType", "Patient"));
        guideline.rules().evaluate(PatientCase.builder().build());
    }

    private static OutgoingReads keys(CdsSettings settings) {
        Set<URI> places = settings.issuers().stream()
                .flatMap(issuer -> issuer.jku().stream())
                .collect(Collectors.toSet());
        return new OutgoingReads(places, KEYS_TIME_LIMIT, MAX_KEYS_BYTES);
    }

    /**
     * Answers a request. It never throws for what a client sent.
     *
     * @param request the request
     * @return the response
     */
    public CdsResponse handle(CdsRequest request) {
        Timer.Sample started = metrics.start();
        CdsResponse response = answer(request);
        metrics.stop(started, Route.of(request.path()), response.status());
        return response.with(ALWAYS).with(Origins.headers(settings.origins(), request));
    }

    int maxBodyBytes() {
        return settings.maxBodyBytes();
    }

    /** Says that the service is about to end: from now on it is not ready, while it goes on answering. */
    public void stopping() {
        stopping = true;
    }

    /** Ends the service: logs are closed. */
    @Override
    public void close() {
        stopping = true;
        logs.close();
    }

    private CdsResponse answer(CdsRequest request) {
        try {
            return route(request);
        } catch (Refused e) {
            // Such a message never has a word of the client's.
            LOG.atInfo()
                    .addKeyValue("status", e.status())
                    .addKeyValue("path", Route.of(request.path()))
                    .addKeyValue("reason", e.getMessage())
                    .log("refused");
            return e.status() == 401 ? e.response().with(Map.of("WWW-Authenticate", "Bearer")) : e.response();
        } catch (EvaluationAborted e) {
            LOG.error("the rules were stopped at their limit: {}", e.getMessage());
            return new Refused(503, "timeout", "the rules took too long and gave no answer; the order was not reviewed")
                    .response();
        } catch (RuntimeException | StackOverflowError e) {
            // The message of a fault may hold what the client sent of a patient; its place does not.
            StackTraceElement[] place = e.getStackTrace();
            LOG.error(
                    "unexpected fault {} at {}",
                    e.getClass().getName(),
                    place.length == 0 ? "an unknown place" : place[0].toString());
            return new Refused(500, "exception", "unexpected fault of this service; the order was not reviewed")
                    .response();
        }
    }

    private CdsResponse route(CdsRequest request) {
        String path = request.path();
        if (request.method().equals("OPTIONS")) {
            return Origins.preflight(settings.origins(), request);
        }
        if (path.startsWith(SERVICES + "/")) {
            String[] parts = path.substring(SERVICES.length() + 1).split("/", -1);
            Hook hook = Hook.ofService(parts[0])
                    .orElseThrow(() -> new Refused(404, "not-found", "there is no service of this id"));
            if (parts.length == 1) {
                return post(request, true, body -> call(hook, body));
            }
            if (parts.length == 2 && parts[1].equals("feedback")) {
                return post(request, true, body -> feedback.take(hook, body));
            }
            throw new Refused(404, "not-found", "there is nothing at this path");
        }
        return switch (path) {
            case SERVICES -> get(request, discovery());
            case "/health/live" -> get(request, Json.response(200, Json.object().put("status", "up")));
            case "/health/ready" -> get(request, ready());
            case "/metrics" -> get(request, metrics.response());
            case "/topics" -> get(request, FormPage.topics(current().topics()));
            case "/answer" -> post(request, false, body -> FormPage.answer(current(), body));
            default -> other(request);
        };
    }

    private CdsResponse other(CdsRequest request) {
        String questionnaires = "/Questionnaire/";
        if (request.path().startsWith(questionnaires)) {
            String topic = request.path().substring(questionnaires.length());
            return get(request, FormPage.questionnaire(current(), topic));
        }
        return get(
                request,
                page.file(request.path())
                        .orElseThrow(() -> new Refused(404, "not-found", "there is nothing at this path")));
    }

    private static CdsResponse get(CdsRequest request, CdsResponse response) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new Refused(405, "not-supported", "this path answers GET");
        }
        return response;
    }

    private interface Answering {
        CdsResponse of(ObjectNode body);
    }

    private CdsResponse post(CdsRequest request, boolean authenticated, Answering answering) {
        if (!request.method().equals("POST")) {
            throw new Refused(405, "not-supported", "this path answers POST");
        }
        if (authenticated && !settings.issuers().isEmpty()) {
            authenticate(request);
        }
        if (request.body().length > settings.maxBodyBytes()) {
            throw new Refused(413, "too-long", "the body is longer than " + settings.maxBodyBytes() + " bytes");
        }
        String type = request.header("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
        if (!type.equalsIgnoreCase("application/json") && !type.equalsIgnoreCase("application/fhir+json")) {
            throw new Refused(415, "not-supported", "the Content-Type must be application/json");
        }
        return answering.of(Json.read(request.body()));
    }

    private void authenticate(CdsRequest request) {
        try {
            callers.check(request.header("Authorization"), settings.base() + request.path());
        } catch (RefusedCaller e) {
            LOG.atWarn().addKeyValue("reason", e.reason()).log("a caller was refused");
            throw new Refused(401, "login", "a valid token of a trusted issuer is needed");
        }
    }

    /** The rules of this moment with what is made of them. A mapping that does not fit new rules keeps the old ones. */
    private Guideline current() {
        ClinicalRules now = rules.get();
        Guideline known = guideline;
        if (known.rules() == now) {
            return known;
        }
        synchronized (this) {
            if (guideline.rules() != now) {
                try {
                    guideline = new Guideline(now, settings);
                } catch (MappingException e) {
                    LOG.error("the mapping does not fit the new rules; the old ones answer on: {}", e.getMessage());
                }
            }
            return guideline;
        }
    }

    private CdsResponse ready() {
        return stopping
                ? Json.response(503, Json.object().put("status", "stopping"))
                : Json.response(
                        200,
                        Json.object()
                                .put("status", "up")
                                .put("rules", current().rules().version())
                                .put("digest", current().rules().digest()));
    }

    private CdsResponse discovery() {
        ObjectNode body = Json.object();
        ArrayNode services = body.putArray("services");
        for (Hook hook : Hook.values()) {
            ObjectNode service = services.addObject()
                    .put("hook", hook.hook())
                    .put("id", hook.service())
                    .put("title", hook.title())
                    .put("description", hook.description());
            ObjectNode prefetch = service.putObject("prefetch");
            for (Search search : current().searches()) {
                prefetch.put(search.name(), search.of("{{context.patientId}}"));
            }
            service.put(
                    "usageRequirements",
                    "What is not sent, and cannot be read with a token, counts as unknown, never as absent.");
        }
        return Json.response(200, body);
    }

    private CdsResponse call(Hook hook, ObjectNode body) {
        HookCall call = HookCall.read(hook, body);
        Guideline answering = current();
        List<DraftOrder> orders = answering.orders(call);
        if (hook.isOfOrders() && orders.isEmpty()) {
            return Json.response(200, answering.cards().response(call.patient(), List.of(), List.of()));
        }
        PatientRecord found = new RecordGathering(answering.searches(), reads, settings.timeLimit()).gather(call);
        List<Consultation> consultations = answering.consult(call, orders, found);
        for (Consultation one : consultations) {
            metrics.decided(hook, one.advice());
            logs.decided(one.id(), hook.hook(), one.read(), one.advice());
        }
        if (!found.hasPatient() && consultations.stream().noneMatch(Consultation::isEmergency)) {
            throw new Refused(
                    412,
                    "incomplete",
                    "the patient was not sent and could not be read; without the age there is no answer");
        }
        if (consultations.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("hook", hook.hook())
                    .addKeyValue("unread", found.unread().size())
                    .log("nothing to say: the record has no complaint that the rules are about");
        }
        return Json.response(200, answering.cards().response(call.patient(), consultations, found.unread()));
    }
}
