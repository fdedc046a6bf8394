package org.apposite.cds;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apposite.cds.request.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server for a {@link CdsService} on the JDK's own HTTP server: bounded bodies, bounded work at once, slow clients cut
 * off, while they keep no other waiting. It speaks plain HTTP; TLS ends before it, at the hospital's proxy. Thread-safe.
 *
 * <p>The JDK reads the limits for its servers once in a process, when the first one is made. In a process that made one
 * before this class was used, they are what the system properties {@code sun.net.httpserver.*} were then.
 */
public final class CdsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdsServer.class);
    private static final int CONNECTIONS = 1000;
    private static final int ANSWERED_AT_ONCE = 64;
    private static final int LARGE_AT_ONCE = 64;
    private static final int LARGE_BYTES = 128 * 1024;
    private static final int WAITING = 256;
    private static final int STOP_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService pool;
    private final CdsService service;
    private final int maxBodyBytes;
    private final AtomicInteger running = new AtomicInteger();
    private final Semaphore answering = new Semaphore(ANSWERED_AT_ONCE, true);
    private final Semaphore large = new Semaphore(LARGE_AT_ONCE);

    static {
        // Read once, when the first server is made. Without "nodelay" every answer waits for the client's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxReqTime", "20");
        setUnlessSet("sun.net.httpserver.maxRspTime", "60");
        setUnlessSet("sun.net.httpserver.idleInterval", "30");
        setUnlessSet("sun.net.httpserver.maxReqHeaders", "100");
        setUnlessSet("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));
    }

    private CdsServer(HttpServer server, ExecutorService pool, CdsService service) {
        this.server = server;
        this.pool = pool;
        this.service = service;
        this.maxBodyBytes = service.maxBodyBytes();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
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
        HttpServer server = HttpServer.create(address, WAITING);
        // A thread waits for as long as its client sends. With one for each connection, slow ones keep no other
        // waiting.
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(0, CONNECTIONS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), threads());
        CdsServer started = new CdsServer(server, pool, service);
        server.setExecutor(pool);
        server.createContext("/", started::serve);
        server.start();
        return started;
    }

    /** Virtual threads from Java 21 on, which this is not compiled for. */
    private static ThreadFactory threads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            return (ThreadFactory) Class.forName("java.lang.Thread$Builder")
                    .getMethod("factory")
                    .invoke(builder);
        } catch (ReflectiveOperationException e) {
            AtomicInteger number = new AtomicInteger();
            return task -> {
                Thread thread = new Thread(task, "apposite-http-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
        }
    }

    /**
     * Where it listens.
     *
     * @return the address with its port
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops: it is not ready any more, finishes the requests that run, for 10 seconds at most, and ends. */
    @Override
    public void close() {
        LOG.info("stopping; running requests are finished first");
        service.stopping();
        // With nothing to wait for, the JDK would wait all the same.
        server.stop(running.get() == 0 ? 0 : STOP_SECONDS);
        pool.shutdown();
        LOG.info("stopped");
    }

    private void serve(HttpExchange exchange) {
        running.incrementAndGet();
        try (exchange) {
            CdsResponse response = answer(exchange);
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            byte[] body = response.body();
            boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), bodiless ? -1 : body.length);
            if (!bodiless) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        } catch (IOException e) {
            LOG.debug("a client went away");
        } finally {
            running.decrementAndGet();
        }
    }

    private CdsResponse answer(HttpExchange exchange) throws IOException {
        if (isAmbiguous(exchange.getRequestHeaders())) {
            return refused(exchange, Refused.invalid("the headers are ambiguous about the length of the body"));
        }
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(Math.min(LARGE_BYTES, maxBodyBytes + 1));
        if (body.length < LARGE_BYTES) {
            return answer(exchange, body);
        }
        if (!large.tryAcquire()) {
            return refused(
                    exchange, new Refused(503, "throttled", "too many large requests at once; send it again later"));
        }
        try {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(body);
            all.writeBytes(in.readNBytes(maxBodyBytes + 1 - body.length));
            return answer(exchange, all.toByteArray());
        } finally {
            large.release();
        }
    }

    private CdsResponse answer(HttpExchange exchange, byte[] body) throws IOException {
        // One byte more than is allowed is enough for the service to refuse it.
        if (body.length > maxBodyBytes) {
            closeAfter(exchange);
        }
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.put(name, values.get(0));
            }
        });
        String path = exchange.getRequestURI().getRawPath();
        CdsRequest request = new CdsRequest(exchange.getRequestMethod(), path == null ? "/" : path, headers, body);
        answering.acquireUninterruptibly();
        try {
            return service.handle(request);
        } finally {
            answering.release();
        }
    }

    /** A proxy before this server might take the end of the body to be elsewhere, and another's request to begin there. */
    private static boolean isAmbiguous(Headers headers) {
        List<String> lengths = headers.getOrDefault("Content-Length", List.of());
        List<String> encodings = headers.getOrDefault("Transfer-Encoding", List.of());
        return lengths.size() + encodings.size() > 1
                || lengths.stream().anyMatch(one -> !one.matches("[0-9]{1,18}"))
                || encodings.stream().anyMatch(one -> !one.equalsIgnoreCase("chunked"));
    }

    private CdsResponse refused(HttpExchange exchange, Refused refused) throws IOException {
        closeAfter(exchange);
        return CdsResponse.of(refused).with(CdsService.ALWAYS);
    }

    /** A client that is sending still would not hear the answer: some of what it sends is let go by first. */
    private void closeAfter(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Connection", "close");
        InputStream in = exchange.getRequestBody();
        byte[] passing = new byte[8192];
        long left = 4L * maxBodyBytes;
        for (int read = 0; read >= 0 && left > 0; left -= read) {
            read = in.read(passing);
        }
    }
}
