package org.apposite.cds.security;

import static org.apposite.cds.security.Tokens.EC_KEY;
import static org.apposite.cds.security.Tokens.EHR;
import static org.apposite.cds.security.Tokens.OTHER_P384;
import static org.apposite.cds.security.Tokens.set;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apposite.cds.security.CallerCheck.Caller;
import org.apposite.cds.security.Tokens.Draft;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A check of callers whose time can be moved, and a server and a file with keys. */
abstract class CallerCheckFixture {

    static final String ENDPOINT = "https://cds.example/cds-services/imaging";
    static final String OTHER_EHR = "https://other-ehr.example";
    static final String FILE_EHR = "https://file-ehr.example";
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    final Movable clock = new Movable(NOW);
    final ExecutorService threads = Executors.newCachedThreadPool();
    final AtomicInteger served = new AtomicInteger();
    final Tokens tokens = new Tokens(ENDPOINT, NOW);
    final CountDownLatch end = new CountDownLatch(1);
    volatile byte[] jwks = new byte[0];
    volatile int status = 200;
    volatile boolean stuck;

    @TempDir
    Path folder;

    HttpServer server;
    URI jku;
    Path file;
    OutgoingReads reads;
    CallerCheck check;

    @BeforeEach
    void start() throws IOException {
        serve(Tokens.keys());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/ehr/jwks", exchange -> {
            try (exchange) {
                served.incrementAndGet();
                if (stuck) {
                    await(end);
                }
                byte[] body = jwks;
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.createContext("/other", exchange -> {
            try (exchange) {
                byte[] body = set(new ECKey.Builder(Curve.P_384, (ECPublicKey) OTHER_P384.getPublic())
                        .keyID("other")
                        .build());
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        jku = at("/ehr/jwks");
        file = folder.resolve("jwks.json");
        Files.write(file, set(EC_KEY));
        reads = new OutgoingReads(Set.of(at("/ehr"), at("/other")), Duration.ofSeconds(20), 20_000);
        check = new CallerCheck(issuers(), reads, clock);
    }

    List<TrustedIssuer> issuers() {
        return List.of(
                new TrustedIssuer(EHR, Optional.of(jku), Optional.empty()),
                new TrustedIssuer(OTHER_EHR, Optional.of(at("/other")), Optional.empty()),
                new TrustedIssuer(FILE_EHR, Optional.empty(), Optional.of(file)));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    Caller caller(Draft draft) throws RefusedCaller {
        return check.check(Optional.of("Bearer " + draft.token()), ENDPOINT);
    }

    String reason(String token) {
        try {
            check.check(Optional.of("Bearer " + token), ENDPOINT);
            return "accepted";
        } catch (RefusedCaller e) {
            return e.reason();
        }
    }

    String later(int seconds) {
        return later(seconds, fresh -> fresh);
    }

    String later(int seconds, UnaryOperator<Draft> change) {
        clock.now = NOW.plusSeconds(seconds);
        return reason(change.apply(es(seconds)).token());
    }

    Draft es() {
        return es(0);
    }

    Draft es(int seconds) {
        return tokens.es(seconds);
    }

    Draft rs() {
        return tokens.rs();
    }

    long at(int seconds) {
        return tokens.at(seconds);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    void serve(JWK... keys) {
        jwks = set(keys);
    }

    void write(byte[] content, int age) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(age)));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    <T> List<T> onThreads(int count, Callable<T> task) throws Exception {
        List<T> outcomes = new ArrayList<>();
        for (Future<T> future :
                threads.invokeAll(IntStream.range(0, count).mapToObj(i -> task).toList())) {
            outcomes.add(future.get());
        }
        return outcomes;
    }

    static final class Movable extends Clock {

        volatile Instant now;

        Movable(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
