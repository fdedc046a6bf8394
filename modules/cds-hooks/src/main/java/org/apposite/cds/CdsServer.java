package org.apposite.cds;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server for a {@link CdsService} on the JDK's own HTTP server: bounded bodies, a bounded pool of threads, slow clients
 * cut off. It speaks plain HTTP; TLS ends before it, at the hospital's proxy. Thread-safe.
 */
public final class CdsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CdsServer.class);
    private static final int THREADS = 64;
    private static final int WAITING = 256;
    private static final int STOP_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService pool;
    private final CdsService service;
    private final int maxBodyBytes;
    private final AtomicInteger running = new AtomicInteger();

    static {
        // Read once, when the first server is made. Without "nodelay" every answer waits for the client's receipt.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxReqTime", "20");
        setUnlessSet("sun.net.httpserver.maxRspTime", "60");
        setUnlessSet("sun.net.httpserver.idleInterval", "30");
        setUnlessSet("sun.net.httpserver.maxReqHeaders", "100");
        setUnlessSet("jdk.httpserver.maxConnections", "1000");
    }

    private CdsServer(HttpServer server, ExecutorService pool, CdsService service, int maxBodyBytes) {
        this.server = server;
        this.pool = pool;
        this.service = service;
        this.maxBodyBytes = maxBodyBytes;
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
     * @param maxBodyBytes how large a body may be, as in the service's settings
     * @return the running server
     * @throws IOException when the address cannot be had
     */
    public static CdsServer start(InetSocketAddress address, CdsService service, int maxBodyBytes) throws IOException {
        HttpServer server = HttpServer.create(address, WAITING);
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), threads());
        CdsServer started = new CdsServer(server, pool, service, maxBodyBytes);
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
        service.stopping();
        // With nothing to wait for, the JDK would wait all the same.
        server.stop(running.get() == 0 ? 0 : STOP_SECONDS);
        pool.shutdown();
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
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!values.isEmpty()) {
                headers.put(name, values.get(0));
            }
        });
        byte[] body;
        try (InputStream in = exchange.getRequestBody()) {
            // One byte more than is allowed is enough for the service to refuse it.
            body = in.readNBytes(maxBodyBytes + 1);
            if (body.length > maxBodyBytes) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
        }
        String path = exchange.getRequestURI().getRawPath();
        return service.handle(new CdsRequest(exchange.getRequestMethod(), path == null ? "/" : path, headers, body));
    }
}
