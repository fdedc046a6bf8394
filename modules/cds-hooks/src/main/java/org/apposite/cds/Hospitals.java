package org.apposite.cds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apposite.ClinicalRules;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.cds.security.CallerCheck;
import org.apposite.cds.security.RefusedCaller;
import org.apposite.cds.security.TrustedIssuer;
import org.apposite.fhir.FhirMapping;
import org.jspecify.annotations.Nullable;
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

    /** So long a hospital that ends or is exchanged waits for the calls that it is answering. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    /** So long calls wait for a hospital that is being exchanged: the longer its logs, the longer they take to open. */
    private static final Duration EXCHANGE = Duration.ofSeconds(30);

    private final CdsSettings shared;
    private final Duration patience;
    private final MemoryBudget memory = MemoryBudget.ofReading();
    private final MemoryBudget aside = MemoryBudget.ofAside();
    private final Metrics ofNobody;
    private volatile Register register = new Register(List.of());
    private volatile boolean stopping;
    private volatile boolean isRefused;

    // Guarded by changing.
    private final Object changing = new Object();
    private List<Hospital> wanted = List.of();

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
        this.ofNobody = Metrics.ofSeveral(NONE);
        ofNobody.showMachine();
        serve(all);
    }

    /** Which hospitals there are at a moment, by what a request names. */
    private static final class Register {

        private final Map<String, Place> byName = new LinkedHashMap<>();
        private final Map<String, Place> byIssuer = new HashMap<>();
        private final List<String> lanes;

        Register(Collection<Place> places) {
            for (Place place : places) {
                byName.put(place.hospital.name(), place);
                place.hospital.settings().issuers().forEach(issuer -> byIssuer.put(issuer.iss(), place));
            }
            List<String> names = new ArrayList<>(byName.keySet());
            names.add(NONE);
            this.lanes = List.copyOf(names);
        }

        Register with(Place place) {
            Map<String, Place> places = new LinkedHashMap<>(byName);
            places.put(place.hospital.name(), place);
            return new Register(places.values());
        }
    }

    /**
     * Serves these hospitals from now on, while calls go on. One that is equal to one before goes on as it was; one that is
     * no longer among them finishes the calls that it is answering; another one of the same name takes the place of the
     * one before once its rules have been loaded, and calls wait for that moment. Where it cannot be opened the one before goes on.
     *
     * @param all the hospitals, one or more
     * @throws IllegalArgumentException when a name or an issuer is given twice, or the base of a hospital is not the base of all with
     *     its name; then nothing is changed
     */
    public void serve(Collection<Hospital> all) {
        check(all);
        synchronized (changing) {
            wanted = List.copyOf(all);
            isRefused = false;
            change();
        }
    }

    /** Says that the hospitals that somebody wants now cannot be read: those before go on, and the health tells it. */
    public void refuse() {
        isRefused = true;
    }

    private void check(Collection<Hospital> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no hospital");
        }
        Set<String> names = new HashSet<>();
        Set<String> issuers = new HashSet<>();
        for (Hospital one : all) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException("the hospital " + one.name() + " is given twice");
            }
            String base = shared.base() + "/" + one.name();
            if (!one.settings().base().equals(base)) {
                throw new IllegalArgumentException("the base of the hospital " + one.name() + " must be " + base
                        + ", but is " + one.settings().base());
            }
            for (TrustedIssuer issuer : one.settings().issuers()) {
                if (!issuers.add(issuer.iss())) {
                    throw new IllegalArgumentException("the issuer " + issuer.iss() + " is given twice");
                }
            }
        }
    }

    private void change() {
        Map<String, Place> before = register.byName;
        List<Place> now = new ArrayList<>();
        Map<Place, Hospital> exchanged = new LinkedHashMap<>();
        for (Hospital one : wanted) {
            Place known = before.get(one.name());
            if (known == null || (!known.hospital.equals(one) && known.service.isEmpty())) {
                now.add(place(one, false));
            } else {
                now.add(known);
                if (!known.hospital.equals(one) && !one.equals(known.givenUp)) {
                    exchanged.put(known, one);
                }
            }
        }
        register = new Register(now);
        before.values().stream()
                .filter(place -> !now.contains(place))
                .forEach(gone -> with(gone, () -> {
                    gone.end();
                    if (!register.byName.containsKey(gone.hospital.name())) {
                        LOG.info("the hospital is no longer served");
                    }
                }));
        now.forEach(place -> with(place, () -> place.open(patience)));
        exchanged.forEach((old, one) -> with(old, () -> exchange(old, one)));
    }

    private Place place(Hospital hospital, boolean isAwaited) {
        return new Place(
                hospital,
                new Surroundings(
                        ofNobody.ofOneMore(hospital.name()), memory.share(), aside.share(), List.of(shared.base())),
                isAwaited);
    }

    /** Its rules are loaded first, which takes seconds; its logs can be of one service only, and are handed over. */
    private void exchange(Place old, Hospital one) {
        Place next = place(one, true);
        if (!next.isPrepared(patience)) {
            old.refuse(next.fault);
            next.end();
            return;
        }
        register = register.with(next);
        old.close();
        next.open(patience);
        if (next.service.isPresent()) {
            old.hospital.rules().close();
            LOG.info("the settings of the hospital were changed");
            return;
        }
        Place back = place(old.hospital, true);
        back.refuse(next.fault);
        back.givenUp = one;
        register = register.with(back);
        next.end();
        back.open(patience);
    }

    /** A hospital, with its service as long as there is one. */
    private static final class Place {

        private final Hospital hospital;
        private final Surroundings around;
        private volatile Optional<CdsService> service = Optional.empty();
        private volatile String fault = "";
        /** Why other settings of the hospital could not be taken, empty when there are none. */
        private volatile String refused = "";
        /** Settings that are not tried again, since this one would have to be closed for that. */
        private volatile @Nullable Hospital givenUp;

        private final AtomicBoolean isAtWork = new AtomicBoolean();

        // Guarded by this.
        /** Whether it takes the place of another, so that calls wait until it is open. */
        private boolean isAwaited;

        private boolean closed;
        private int inside;

        Place(Hospital hospital, Surroundings around, boolean isAwaited) {
            this.hospital = hospital;
            this.around = around;
            this.isAwaited = isAwaited;
        }

        /** Loads its rules and reads its mapping: what can be wrong before its logs are free. */
        boolean isPrepared(Duration patience) {
            AtomicBoolean isPrepared = new AtomicBoolean();
            work(patience, () -> {
                ClinicalRules loaded = hospital.rules().load().get();
                hospital.settings().mapping().ifPresent(file -> FhirMapping.withFile(loaded.vocabulary(), file));
                isPrepared.set(true);
            });
            return isPrepared.get();
        }

        /** Opens it, or tells why it cannot be opened. */
        void open(Duration patience) {
            if (service.isEmpty()) {
                work(patience, () -> opened(new CdsService(hospital.rules().load(), hospital.settings(), around)));
            }
            synchronized (this) {
                isAwaited = false;
                notifyAll();
            }
        }

        /** Does something in a thread of its own, for which nobody waits any longer than he has patience. */
        private void work(Duration patience, Runnable what) {
            if (!isAtWork.compareAndSet(false, true)) {
                return;
            }
            Map<String, String> whose = MDC.getCopyOfContextMap();
            Thread opening = new Thread(
                    () -> {
                        MDC.setContextMap(whose);
                        try {
                            what.run();
                        } catch (RuntimeException | StackOverflowError e) {
                            tell(e instanceof RuntimeException ? String.valueOf(e.getMessage()) : e.toString());
                        } finally {
                            isAtWork.set(false);
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
                hospital.rules().onChange(made::look);
                LOG.info("the hospital is served");
            }
        }

        private synchronized void tell(String now) {
            // Told again only when it is another; of settings that are to be exchanged by whoever exchanges them.
            if (service.isEmpty() && !fault.equals(now)) {
                fault = now;
                if (!isAwaited) {
                    LOG.error("the hospital cannot be served, the others are: {}", fault);
                }
            }
        }

        void refuse(String why) {
            if (!refused.equals(why)) {
                refused = why;
                LOG.error(
                        "what was set before goes on, since the hospital cannot be served by what is set now: {}", why);
            }
        }

        /** Lets a call in, while which it is not closed; false when it is, and another may have its place. */
        synchronized boolean enter() {
            long until = System.nanoTime() + EXCHANGE.toNanos();
            while (isAwaited && !closed && isPausedBefore(until)) {
                // It is looked again.
            }
            if (!closed) {
                inside++;
            }
            return !closed;
        }

        synchronized void leave() {
            inside--;
            notifyAll();
        }

        /** Closes its service once it has answered the calls that are in it. */
        synchronized void close() {
            closed = true;
            notifyAll();
            long until = System.nanoTime() + LAST_CALLS.toNanos();
            while (inside > 0 && isPausedBefore(until)) {
                // It is looked again.
            }
            service.ifPresentOrElse(CdsService::close, around.metrics()::close);
            around.memory().end();
            around.aside().end();
        }

        /** Waits for a change; false when the time is over. */
        private synchronized boolean isPausedBefore(long until) {
            long left = until - System.nanoTime();
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                return left > 0;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Closes its service, and ends the watch of its rules. */
        void end() {
            close();
            hospital.rules().close();
        }
    }

    /**
     * Tries again to open the hospitals that could not be opened, or whose rules or mapping, as they are set now, could not be read. It may take seconds, and a minute
     * for one whose files hang: that is not waited for again.
     */
    public void retry() {
        synchronized (changing) {
            change();
        }
    }

    /**
     * The hospitals that cannot be served now, and why.
     *
     * @return a line or more for each, by its name
     */
    public Map<String, String> faults() {
        Map<String, String> faults = new LinkedHashMap<>();
        register.byName.forEach((name, place) -> {
            if (place.service.isEmpty()) {
                faults.put(name, place.fault);
            }
        });
        return faults;
    }

    private static void with(Place place, Runnable work) {
        of(place, () -> {
            work.run();
            return place;
        });
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
            Place place = byPath.orElseGet(() -> called(named));
            while (!place.enter()) {
                if (stopping) {
                    throw new Refused(503, "transient", "this service has ended");
                }
                // Another has its place by now, or it is not served any more.
                byPath = placeOf(request.path());
                place = byPath.orElseGet(() -> called(named));
            }
            Place entered = place;
            CdsRequest own = byPath.isPresent() ? named.below(entered.hospital.name()) : named;
            try {
                return of(entered, () -> answer(entered, own));
            } finally {
                entered.leave();
            }
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
                register.byName.get(end < 0 ? path.substring(Math.min(1, path.length())) : path.substring(1, end)));
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
            return register.byName.values().stream()
                    .filter(place -> place.hospital.settings().origins().contains(origin))
                    .findFirst()
                    .orElseThrow(() -> new Refused(403, "forbidden", "this origin may not call"));
        }
        try {
            Place place = register.byIssuer.get(CallerCheck.claimedIssuer(request.header("Authorization")));
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
        ObjectNode each = Json.object();
        register.byName.forEach((name, place) -> {
            ObjectNode one = place.service
                    .map(service -> of(place, service::health))
                    .orElseGet(() -> Json.object().put("status", "down"));
            if (!place.refused.isEmpty()) {
                one.put("settings", "not-taken");
            }
            each.set(name, one);
        });
        boolean isAnyUp = each.valueStream().anyMatch(one -> !status(one).equals("down"));
        boolean areAllUp = each.valueStream().allMatch(one -> status(one).equals("up"));
        health.put("status", areAllUp ? "up" : isAnyUp ? "degraded" : "down");
        if (isRefused) {
            health.put("hospitalsFile", "not-taken");
        }
        health.set("hospitals", each);
        return CdsResponse.json(isAnyUp ? 200 : 503, health);
    }

    private static String status(JsonNode health) {
        return health.path("status").asText();
    }

    @Override
    CdsSettings settings() {
        return shared;
    }

    @Override
    List<String> lanes() {
        return register.lanes;
    }

    @Override
    String laneOf(String path, Optional<String> authorization) {
        Optional<Place> place = placeOf(path);
        if (place.isEmpty() && authorization.isPresent()) {
            try {
                place = Optional.ofNullable(register.byIssuer.get(CallerCheck.claimedIssuer(authorization)));
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
        register.byName.values().forEach(place -> place.service.ifPresent(CdsService::stopping));
    }

    /** Ends all services: their logs are closed. */
    @Override
    public void close() {
        stopping();
        register.byName.values().forEach(place -> with(place, place::end));
        ofNobody.close();
    }
}
