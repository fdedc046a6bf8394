package org.apposite.cds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apposite.cds.http.BoundedConnector;
import org.apposite.cds.http.ClientEndPoint;
import org.apposite.cds.http.Hosts;
import org.apposite.cds.http.Lanes;
import org.apposite.cds.request.Refused;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server for a {@link CdsService}, or for the {@link Hospitals} of several, on Jetty: bounded bodies, bounded work at once, slow clients cut off, while they keep
 * no other waiting. It speaks plain HTTP; TLS ends before it, at the hospital's proxy. Thread-safe.
 *
 * <p>A host that uses it adds {@code org.eclipse.jetty:jetty-server} to its dependencies.
 */
public final class CdsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdsServer.class);
    private static final int WAITING = 256;
    private static final int ANSWERED_AT_ONCE = 64;
    private static final int ANSWERED_NEXT = 256;
    private static final int SMALL_BYTES = 64 * 1024;
    private static final int HEADERS = 100;
    private static final int HEADER_BYTES = 32 * 1024;
    private static final int IDLE_MILLIS = 30_000;
    private static final int STOP_MILLIS = 10_000;

    private final Served service;
    private final Hosts hosts;
    private final Server server;
    private final InetSocketAddress address;
    private final MemoryBudget arriving = MemoryBudget.ofArriving();
    private final Map<String, MemoryBudget.Share> shares = new ConcurrentHashMap<>();
    private final Lanes answering;
    private volatile List<String> lanes;

    private CdsServer(InetSocketAddress address, Served service) throws IOException {
        this.service = service;
        CdsSettings settings = service.settings();
        this.hosts = new Hosts(settings.baseUrl(), settings.hosts());
        this.lanes = service.lanes();
        this.answering = new Lanes(lanes, ANSWERED_AT_ONCE, ANSWERED_NEXT);
        lanes.forEach(this::share);
        // Bodies come and answers go without a thread, and who answers may wait for others: these never do.
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("apposite-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setHttpCompliance(HttpCompliance.STRICT);
        BoundedConnector connector =
                new BoundedConnector(server, new HttpConnectionFactory(http), settings.connectionsPerAddress());
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(WAITING);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.setHandler(new GracefulHandler(new Answers()));
        server.setErrorHandler(CdsServer::notTaken);
        server.setStopTimeout(STOP_MILLIS);
        try {
            server.start();
        } catch (Exception e) {
            stop();
            // Jetty says where, and below it the system says why.
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IOException(reason.getMessage(), e);
        }
        this.address = new InetSocketAddress(address.getAddress(), connector.getLocalPort());
    }

    /**
     * Starts to listen.
     *
     * @param address where to listen; port 0 is any free one
     * @param service what answers; the caller closes it after the server
     * @return the running server
     * @throws IOException when the address cannot be had
     */
    public static CdsServer start(InetSocketAddress address, CdsService service) throws IOException {
        return new CdsServer(address, service);
    }

    /**
     * Starts to listen, for several hospitals.
     *
     * @param address where to listen; port 0 is any free one
     * @param hospitals what answers; the caller closes it after the server
     * @return the running server
     * @throws IOException when the address cannot be had
     */
    public static CdsServer start(InetSocketAddress address, Hospitals hospitals) throws IOException {
        return new CdsServer(address, hospitals);
    }

    /**
     * Where it listens.
     *
     * @return the address with its port
     */
    public InetSocketAddress address() {
        return address;
    }

    /** Stops: it is not ready any more, finishes the requests that run, for 10 seconds at most, and ends. */
    @Override
    public void close() {
        LOG.info("stopping; running requests are finished first");
        service.stopping();
        stop();
        LOG.info("stopped");
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("some requests were not finished in time");
        }
        answering.end();
    }

    private MemoryBudget.Share share(String lane) {
        return shares.computeIfAbsent(lane, any -> arriving.share());
    }

    /** What each has a share of is divided anew when those have changed for whom the service answers. */
    private void divide() {
        List<String> now = service.lanes();
        if (now != lanes) {
            synchronized (this) {
                lanes = now;
                answering.workFor(now);
                now.forEach(this::share);
                shares.entrySet().removeIf(one -> {
                    boolean isGone = !now.contains(one.getKey());
                    if (isGone) {
                        one.getValue().end();
                    }
                    return isGone;
                });
            }
        }
    }

    /** What Jetty does not hand on: what is no request, and what comes when the server stops. */
    private static boolean notTaken(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Refused refused = new Refused(
                status,
                status < 500 ? "invalid" : "transient",
                "the request was not taken: " + HttpStatus.getMessage(status));
        send(CdsResponse.of(refused).with(CdsService.ALWAYS), response, callback);
        return true;
    }

    private static void send(CdsResponse answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private final class Answers extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (request.getHeaders().size() > HEADERS) {
                Response.writeError(request, response, callback, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);
            } else {
                new Exchange(request, response, callback).run();
            }
            return true;
        }
    }

    /**
     * A request that is answered once its body is there, while no thread waits for it. Of a body that is refused some is let
     * go by, since a client that is sending still would not hear the answer.
     */
    private final class Exchange implements Runnable {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final String path;
        private final boolean isProbe;
        private final String lane;
        private final MemoryBudget.Share memory;
        private final int mostBytes = service.settings().maxBodyBytes();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private long arrived;
        private long held;
        private @Nullable Refused refused;

        Exchange(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            String asked = request.getHttpURI().getPath();
            this.path = asked == null ? "/" : asked;
            this.isProbe = service.isProbe(path);
            this.lane = service.laneOf(
                    path, Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION)));
            divide();
            this.memory = share(lane);
            if (!isProbe && !isForUs(request)) {
                LOG.atWarn().log("a request for another host was refused; see --host");
                refused = new Refused(
                        HttpStatus.MISDIRECTED_REQUEST_421,
                        "not-supported",
                        "the Host is neither that of the base URL, nor the address where the service listens, nor one that it"
                                + " was told");
            }
        }

        private boolean isForUs(Request asked) {
            HttpURI uri = asked.getHttpURI();
            return hosts.contain(
                    uri.getHost(), uri.getPort(), asked.getConnectionMetaData().getLocalSocketAddress());
        }

        @Override
        public void run() {
            for (Content.Chunk part = request.read(); part != null; part = request.read()) {
                if (Content.Chunk.isFailure(part)) {
                    LOG.debug("a client went away");
                    release();
                    callback.failed(part.getFailure());
                    return;
                }
                take(part.getByteBuffer());
                boolean isLast = part.isLast();
                part.release();
                if (isLast || arrived > 5L * mostBytes) {
                    arrived();
                    return;
                }
            }
            request.demand(this);
        }

        private void take(ByteBuffer part) {
            int length = part.remaining();
            arrived += length;
            // A little more than is allowed is enough for the service to refuse it.
            if (refused != null || body.size() > mostBytes) {
                return;
            }
            if (arrived > SMALL_BYTES) {
                if (memory.tryTake(length)) {
                    held += length;
                } else {
                    refused = Refused.tooBusy("too many large requests are coming at once");
                    return;
                }
            }
            body.writeBytes(BufferUtil.toArray(part));
        }

        private void arrived() {
            if (refused != null || isProbe) {
                answer();
                return;
            }
            if (request.getConnectionMetaData().getConnection().getEndPoint() instanceof ClientEndPoint client) {
                client.answering();
            }
            if (!answering.run(lane, this::answer)) {
                refused = Refused.tooBusy("too many requests wait for an answer");
                answer();
            }
        }

        private void answer() {
            CdsResponse answer;
            try {
                answer = refused == null
                        ? service.handle(asked())
                        : CdsResponse.of(refused).with(CdsService.ALWAYS);
            } catch (Throwable e) {
                // Nothing but what the machine itself lacks gets here.
                callback.failed(e);
                throw e;
            } finally {
                release();
            }
            send(answer, response, callback);
        }

        private CdsRequest asked() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.getHeaders().forEach(field -> headers.putIfAbsent(field.getName(), field.getValue()));
            return new CdsRequest(request.getMethod(), path, headers, body.toByteArray());
        }

        private void release() {
            memory.give(held);
            held = 0;
        }
    }
}
