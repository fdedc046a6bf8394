package org.apposite.cds;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import org.apposite.cds.request.Refused;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server for a {@link CdsService} on Jetty: bounded bodies, bounded work at once, slow clients cut off, while they keep
 * no other waiting. It speaks plain HTTP; TLS ends before it, at the hospital's proxy. Thread-safe.
 *
 * <p>A host that uses it adds {@code org.eclipse.jetty:jetty-server} to its dependencies.
 */
public final class CdsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdsServer.class);
    private static final int CONNECTIONS = 1000;
    private static final int WAITING = 256;
    private static final int ANSWERED_AT_ONCE = 64;
    private static final int LARGE_AT_ONCE = 64;
    private static final int LARGE_BYTES = 128 * 1024;
    private static final int HEADERS = 100;
    private static final int HEADER_BYTES = 32 * 1024;
    private static final int IDLE_MILLIS = 30_000;
    private static final int REQUEST_SECONDS = 20;
    private static final int ANSWER_SECONDS = 60;
    private static final int STOP_MILLIS = 10_000;

    private final CdsService service;
    private final Server server;
    private final InetSocketAddress address;
    private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

    private CdsServer(InetSocketAddress address, CdsService service) throws IOException {
        this.service = service;
        // Bodies come and answers go without a thread: those that there are answer.
        QueuedThreadPool threads = new QueuedThreadPool(ANSWERED_AT_ONCE);
        threads.setName("apposite-http");
        threads.setDaemon(true);
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http)) {
            @Override
            protected SocketChannelEndPoint newEndPoint(
                    SocketChannel channel, ManagedSelector selector, SelectionKey key) {
                return new PatientEndPoint(channel, selector, key, getScheduler());
            }
        };
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(WAITING);
        connector.setIdleTimeout(IDLE_MILLIS);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
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
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private long arrived;
        private boolean isLarge;
        private @Nullable Refused refused;

        Exchange(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
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
                if (isLast || arrived > 5L * service.maxBodyBytes()) {
                    answer();
                    return;
                }
            }
            request.demand(this);
        }

        private void take(ByteBuffer part) {
            arrived += part.remaining();
            if (arrived > LARGE_BYTES && !isLarge && refused == null) {
                isLarge = large.tryAcquire();
                if (!isLarge) {
                    refused = new Refused(503, "throttled", "too many large requests at once; send it again later");
                }
            }
            // A little more than is allowed is enough for the service to refuse it.
            if (refused == null && body.size() <= service.maxBodyBytes()) {
                body.writeBytes(BufferUtil.toArray(part));
            }
        }

        private void answer() {
            CdsResponse answer;
            try {
                answer = refused == null
                        ? service.handle(asked())
                        : CdsResponse.of(refused).with(CdsService.ALWAYS);
            } finally {
                release();
            }
            send(answer, response, callback);
        }

        private CdsRequest asked() {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            request.getHeaders().forEach(field -> headers.putIfAbsent(field.getName(), field.getValue()));
            String path = request.getHttpURI().getPath();
            return new CdsRequest(request.getMethod(), path == null ? "/" : path, headers, body.toByteArray());
        }

        private void release() {
            if (isLarge) {
                isLarge = false;
                large.release();
            }
        }
    }

    /** Its patience has an end, also with a client that sends or takes a byte now and then, and so is never idle. */
    private static final class PatientEndPoint extends SocketChannelEndPoint {

        private long requestBegan;
        private long answerBegan;

        PatientEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            int filled = super.fill(buffer);
            if (filled > 0) {
                requestBegan = begun(requestBegan, REQUEST_SECONDS);
            }
            return filled;
        }

        @Override
        public boolean flush(ByteBuffer... buffers) throws IOException {
            requestBegan = 0;
            boolean isSent = super.flush(buffers);
            answerBegan = isSent ? 0 : begun(answerBegan, ANSWER_SECONDS);
            return isSent;
        }

        private static long begun(long began, long seconds) throws IOException {
            if (began == 0) {
                return NanoTime.now();
            }
            if (NanoTime.secondsSince(began) >= seconds) {
                throw new IOException("the client is too slow");
            }
            return began;
        }
    }
}
