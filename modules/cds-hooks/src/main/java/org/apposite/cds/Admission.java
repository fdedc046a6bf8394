package org.apposite.cds;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.cds.request.Json;
import org.apposite.cds.request.Refused;
import org.apposite.cds.security.CallerCheck;
import org.apposite.cds.security.OutgoingReads;
import org.apposite.cds.security.RefusedCaller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests in: by the method of their path, from callers that are trusted, within limits, and from browsers only for
 * pages of allowed origins. Thread-safe.
 */
final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final int MAX_KEYS_BYTES = 256 * 1024;
    private static final Duration KEYS_TIME_LIMIT = Duration.ofSeconds(5);

    /** A value of a form takes ten and more. */
    private static final int LEAST_BYTES_OF_VALUE = 6;

    private final List<String> bases;
    private final Set<String> origins;
    private final int maxBodyBytes;
    private final int maxAnswerBytes;
    private final MemoryBudget.Share memory;

    /** Empty where anybody may call. */
    private final Optional<CallerCheck> callers;

    /**
     * The admission of a service.
     *
     * @param alsoAt addresses at which callers reach it, besides the base of the settings
     * @param memory what the bodies that are read at once may take
     */
    Admission(CdsSettings settings, List<String> alsoAt, MemoryBudget.Share memory) {
        this.bases = Stream.concat(Stream.of(settings.base()), alsoAt.stream()).toList();
        this.memory = memory;
        this.origins = settings.origins();
        this.maxBodyBytes = settings.maxBodyBytes();
        this.maxAnswerBytes = settings.maxAnswerBytes();
        this.callers = settings.issuers().isEmpty() ? Optional.empty() : Optional.of(callers(settings));
    }

    private static CallerCheck callers(CdsSettings settings) {
        Set<URI> places = settings.issuers().stream()
                .flatMap(issuer -> issuer.jku().stream())
                .collect(Collectors.toSet());
        OutgoingReads keys = new OutgoingReads(places, KEYS_TIME_LIMIT, MAX_KEYS_BYTES);
        return new CallerCheck(settings.issuers(), keys, settings.clock());
    }

    /** The answer to a browser's question before a call; it needs no token. */
    CdsResponse preflight(CdsRequest request) {
        if (!isFromAllowedPage(request)) {
            throw new Refused(403, "forbidden", "this origin may not call");
        }
        return new CdsResponse(
                204,
                Map.of(
                        "Access-Control-Allow-Methods", "GET, POST",
                        "Access-Control-Allow-Headers", "Authorization, Content-Type",
                        "Access-Control-Max-Age", "600"),
                new byte[0]);
    }

    /** What a browser has to see before it gives a response to the page that called. */
    Map<String, String> headersForPages(CdsRequest request) {
        return isFromAllowedPage(request)
                ? Map.of("Access-Control-Allow-Origin", request.header("Origin").orElseThrow(), "Vary", "Origin")
                : Map.of();
    }

    private boolean isFromAllowedPage(CdsRequest request) {
        return request.header("Origin").filter(origins::contains).isPresent();
    }

    void checkGet(CdsRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            throw new Refused(405, "not-supported", "this path accepts only GET");
        }
    }

    /** What is answered to a body. */
    interface Answer {
        CdsResponse to(ObjectNode body);
    }

    /** Answers what anybody posts: no more than a form needs. */
    CdsResponse ofAnybody(CdsRequest request, Answer answer) {
        checkPost(request);
        checkBody(request, maxAnswerBytes);
        return memory.reading(
                request.body().length,
                () -> answer.to(Json.read(request.body(), maxAnswerBytes / LEAST_BYTES_OF_VALUE)));
    }

    /** What is answered to a body of a caller. */
    interface AnswerToCaller {
        /** By whom it is, empty where anybody may call. */
        CdsResponse to(ObjectNode body, Optional<String> issuer);
    }

    /** Answers what a caller posts who proves who it is; nothing is read before. */
    CdsResponse ofCaller(CdsRequest request, AnswerToCaller answer) {
        checkPost(request);
        Optional<String> issuer = Optional.empty();
        if (callers.isPresent()) {
            try {
                issuer = Optional.of(callers.get()
                        .check(request.header("Authorization"), addresses(request.path()))
                        .iss());
            } catch (RefusedCaller e) {
                LOG.atWarn().addKeyValue("reason", e.reason()).log("a caller was refused");
                throw new Refused(401, "login", "a valid token of a trusted issuer is needed");
            }
        }
        checkBody(request, maxBodyBytes);
        Optional<String> by = issuer;
        return memory.reading(request.body().length, () -> answer.to(Json.read(request.body()), by));
    }

    private Set<String> addresses(String path) {
        return bases.stream().map(base -> base + path).collect(Collectors.toSet());
    }

    private static void checkPost(CdsRequest request) {
        if (!request.method().equals("POST")) {
            throw new Refused(405, "not-supported", "this path accepts only POST");
        }
    }

    private static void checkBody(CdsRequest request, int most) {
        if (request.body().length > most) {
            throw new Refused(413, "too-long", "the body is longer than " + most + " bytes");
        }
        String type = request.header("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip();
        if (!type.equalsIgnoreCase("application/json") && !type.equalsIgnoreCase("application/fhir+json")) {
            throw new Refused(415, "not-supported", "the Content-Type must be application/json");
        }
    }
}
