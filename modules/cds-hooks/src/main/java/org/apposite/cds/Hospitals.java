package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.cds.security.CallerCheck;
import org.apposite.cds.security.RefusedCaller;
import org.apposite.cds.security.TrustedIssuer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Several hospitals on one service, each with rules, mapping, settings and logs of its own. Thread-safe.
 *
 * <p>Whose a request is, is told by its path, which may begin with the name of a hospital ({@code /north/cds-services/ID}), or else by
 * the issuer of its token. The issuer only chooses: the token is then checked as that of the hospital, which trusts its own
 * issuers alone. A request of nobody gets 401, and never the answer of another. {@code /health/live}, {@code /health/ready} and
 * {@code /metrics} are those of all.
 *
 * <p>A hospital whose rules, mapping or logs cannot be used answers 503 until {@link #retry} finds that they can; the others never
 * notice.
 */
public final class Hospitals extends Served implements AutoCloseable {

    /** What figures have in place of a hospital when a request is of none. */
    static final String NONE = "none";

    /** What a hospital is called in the lines of the operational log. */
    static final String IN_LOGS = "hospital";

    private static final Logger LOG = LoggerFactory.getLogger(Hospitals.class);

    /** So long is waited for a hospital to open, so that one whose files hang keeps the others from nothing. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final CdsSettings shared;
    private final Duration patience;
    private final Map<String, Place> byName = new LinkedHashMap<>();
    private final Map<String, Place> byIssuer = new HashMap<>();
    private final Metrics ofNobody;
    private volatile boolean stopping;

    /**
     * Opens every hospital that can be opened.
     *
     * @param shared what holds for all: the base URL, the names of the host, the connections, and the size of a body
     * @param all the hospitals, one or more
     * @throws IllegalArgumentException when a name or an issuer is given twice, or the base of a hospital is not the base of all with
     *     its name
     */
    public Hospitals(CdsSettings shared, Collection<Hospital> all) {
        this(shared, all, PATIENCE);
    }

    Hospitals(CdsSettings shared, Collection<Hospital> all, Duration patience) {
        this.shared = Objects.requireNonNull(shared, "shared");
        this.patience = patience;
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no hospital");
        }
        List<String> names = new ArrayList<>(all.stream().map(Hospital::name).toList());
        names.add(NONE);
        Map<String, Metrics> metrics = Metrics.ofHospitals(names);
        this.ofNobody = Objects.requireNonNull(metrics.get(NONE));
        MemoryBudget memory = MemoryBudget.ofReading(all.size());
        MemoryBudget aside = MemoryBudget.ofAside(all.size());
        for (Hospital one : all) {
            check(one);
            Place place = new Place(
                    one,
                    new Surroundings(
                            Objects.requireNonNull(metrics.get(one.name())),
                            memory.share(),
                            aside.share(),
                            List.of(shared.base())));
            byName.put(one.name(), place);
            for (TrustedIssuer issuer : one.settings().issuers()) {
                if (byIssuer.put(issuer.iss(), place) != null) {
                    throw new IllegalArgumentException("the issuer " + issuer.iss() + " is given twice");
                }
            }
        }
        ofNobody.showMachine();
        retry();
    }

    private void check(Hospital one) {
        if (byName.containsKey(one.name())) {
            throw new IllegalArgumentException("the hospital " + one.name() + " is given twice");
        }
        String base = shared.base() + "/" + one.name();
        if (!one.settings().base().equals(base)) {
            throw new IllegalArgumentException("the base of the hospital " + one.name() + " must be " + base
                    + ", but is " + one.settings().base());
        }
    }

    /** A hospital, with its service as long as there is one. */
    private static final class Place {

        private final Hospital hospital;
        private final Surroundings around;
        private volatile Optional<CdsService> service = Optional.empty();
        private volatile String fault = "";
        private final AtomicBoolean isOpening = new AtomicBoolean();

        // Guarded by this.
        private boolean closed;

        Place(Hospital hospital, Surroundings around) {
            this.hospital = hospital;
            this.around = around;
        }

        /** Opens it, in a thread of its own that nobody waits for any longer than he has patience. */
        void open(Duration patience) {
            if (service.isPresent() || !isOpening.compareAndSet(false, true)) {
                return;
            }
            Map<String, String> whose = MDC.getCopyOfContextMap();
            Thread opening = new Thread(
                    () -> {
                        MDC.setContextMap(whose);
                        try {
                            opened(new CdsService(hospital.rules().load(), hospital.settings(), around));
                        } catch (RuntimeException | StackOverflowError e) {
                            tell(e instanceof RuntimeException ? String.valueOf(e.getMessage()) : e.toString());
                        } finally {
                            isOpening.set(false);
                        }
                    },
                    "apposite-opening");
            opening.setDaemon(true);
            opening.start();
            try {
                opening.join(Math.max(1, patience.toMillis()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (opening.isAlive()) {
                tell("its rules or logs hang; it is served once they have been read");
            }
        }

        private synchronized void opened(CdsService made) {
            if (closed) {
                made.close();
            } else {
                service = Optional.of(made);
                LOG.info("the hospital is served");
            }
        }

        private synchronized void tell(String now) {
            // Told again only when it is another.
            if (service.isEmpty() && !fault.equals(now)) {
                fault = now;
                LOG.error("the hospital cannot be served, the others are: {}", fault);
            }
        }

        synchronized void close() {
            closed = true;
            service.ifPresent(CdsService::close);
        }
    }

    /**
     * Tries again to open the hospitals that could not be opened. It may take seconds, and a minute for one whose files hang: that is
     * not waited for again.
     */
    public void retry() {
        byName.values()
                .forEach(place -> of(place, () -> {
                    place.open(patience);
                    return place;
                }));
    }

    /**
     * The hospitals that cannot be served now, and why.
     *
     * @return a line or more for each, by its name
     */
    public Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        byName.forEach((name, place) -> {
            if (place.service.isEmpty()) {
                faults.put(name, place.fault);
            }
        });
        return faults;
    }

    /** What is done for a hospital, with its name in every line that is logged meanwhile in this thread. */
    private static <T> T of(Place place, Supplier<T> work) {
        MDC.put(IN_LOGS, place.hospital.name());
        try {
            return work.get();
        } finally {
            MDC.remove(IN_LOGS);
        }
    }

    @Override
    public CdsResponse handle(CdsRequest request) {
        return switch (request.path()) {
            case "/health/live" ->
                CdsResponse.json(200, Json.object().put("status", "up")).with(CdsService.ALWAYS);
            case "/health/ready" -> ready().with(CdsService.ALWAYS);
            case "/metrics" -> ofNobody.response().with(CdsService.ALWAYS);
            default -> handed(request);
        };
    }

    private CdsResponse handed(CdsRequest request) {
        String id = RequestId.of(request);
        CdsRequest named = request.with(RequestId.HEADER, id);
        MDC.put(RequestId.IN_LOGS, id);
        try {
            Optional<Place> byPath = placeOf(request.path());
            return byPath.map(place -> of(place, () -> answer(place, named.below(place.hospital.name()))))
                    .orElseGet(() -> {
                        Place place = called(named);
                        return of(place, () -> answer(place, named));
                    });
        } catch (Refused e) {
            LOG.atWarn().addKeyValue("reason", e.reason()).log("a request of no hospital was refused");
            ofNobody.refused(e.status(), e.code());
            return CdsResponse.of(e)
                    .with(CdsService.ALWAYS)
                    .with(e.status() == 401 ? CdsService.LOGIN : Map.of())
                    .with(Map.of(RequestId.HEADER, id));
        } finally {
            MDC.remove(RequestId.IN_LOGS);
        }
    }

    /** The hospital that the first part of a path names. */
    private Optional<Place> placeOf(String path) {
        int end = path.indexOf('/', 1);
        return Optional.ofNullable(
                byName.get(end < 0 ? path.substring(Math.min(1, path.length())) : path.substring(1, end)));
    }

    /**
     * The hospital that a request without a name is for.
     *
     * @throws Refused when there is none
     */
    private Place called(CdsRequest request) {
        if (request.method().equals("OPTIONS")) {
            // A browser asks without a token.
            String origin = request.header("Origin").orElse("");
            return byName.values().stream()
                    .filter(place -> place.hospital.settings().origins().contains(origin))
                    .findFirst()
                    .orElseThrow(() -> new Refused(403, "forbidden", "this origin may not call"));
        }
        try {
            Place place = byIssuer.get(CallerCheck.claimedIssuer(request.header("Authorization")));
            if (place != null) {
                return place;
            }
        } catch (RefusedCaller e) {
            throw new Refused(
                    401,
                    "login",
                    "several hospitals are served here: send a token of an issuer that belongs to one, or put the name of the"
                            + " hospital before the path");
        }
        throw new Refused(401, "login", "the issuer of this token belongs to no hospital that is served here");
    }

    private CdsResponse answer(Place place, CdsRequest request) {
        if (request.path().isEmpty()) {
            return new CdsResponse(
                            308, Map.of("Location", place.hospital.settings().base() + "/"), new byte[0])
                    .with(CdsService.ALWAYS);
        }
        if (request.path().equals("/metrics")) {
            return CdsResponse.of(Refused.notFound("the figures of all hospitals are at /metrics"))
                    .with(CdsService.ALWAYS);
        }
        return place.service.map(service -> service.handle(request)).orElseGet(() -> {
            Refused refused = new Refused(
                    503, "transient", "this hospital cannot be served now; its operator finds the reason in the log");
            LOG.atWarn().log("refused, since the hospital cannot be served");
            place.around.metrics().refused(refused.status(), refused.code());
            return CdsResponse.of(refused).with(CdsService.ALWAYS);
        });
    }

    private CdsResponse ready() {
        ObjectNode health = Json.object();
        if (stopping) {
            return CdsResponse.json(503, health.put("status", "stopping"));
        }
        List<String> down = List.copyOf(faults().keySet());
        ObjectNode each = Json.object();
        byName.forEach((name, place) -> each.set(
                name,
                place.service
                        .map(service -> of(place, service::health))
                        .orElseGet(() -> Json.object().put("status", "down"))));
        boolean areAllUp =
                each.valueStream().allMatch(one -> one.path("status").asText().equals("up"));
        health.put("status", areAllUp ? "up" : down.size() < byName.size() ? "degraded" : "down");
        health.set("hospitals", each);
        return CdsResponse.json(down.size() < byName.size() ? 200 : 503, health);
    }

    @Override
    CdsSettings settings() {
        return shared;
    }

    @Override
    List<String> lanes() {
        List<String> lanes = new ArrayList<>(byName.keySet());
        lanes.add(NONE);
        return lanes;
    }

    @Override
    String laneOf(String path, Optional<String> authorization) {
        Optional<Place> place = placeOf(path);
        if (place.isEmpty() && authorization.isPresent()) {
            try {
                place = Optional.ofNullable(byIssuer.get(CallerCheck.claimedIssuer(authorization)));
            } catch (RefusedCaller e) {
                // It is of nobody, and is refused when its turn comes.
            }
        }
        return place.map(one -> one.hospital.name()).orElse(NONE);
    }

    @Override
    boolean isProbe(String path) {
        return PROBES.contains(path)
                || placeOf(path)
                        .filter(place -> PROBES.contains(
                                path.substring(place.hospital.name().length() + 1)))
                        .isPresent();
    }

    /** Says that all are about to end: none is ready any more, while they keep answering. */
    @Override
    public void stopping() {
        stopping = true;
        byName.values().forEach(place -> place.service.ifPresent(CdsService::stopping));
    }

    /** Ends all services: their logs are closed. */
    @Override
    public void close() {
        stopping();
        byName.values()
                .forEach(place -> of(place, () -> {
                    place.close();
                    return place;
                }));
        ofNobody.close();
    }
}
