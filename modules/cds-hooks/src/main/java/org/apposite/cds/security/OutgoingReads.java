package org.apposite.cds.security;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The only way out to the network: reads from servers on a list, within a time and a size. Thread-safe.
 *
 * <p>Addresses are compared as they are written, and what servers read in different ways is refused, so that nothing
 * depends on which reading is the right one.
 */
public final class OutgoingReads {

    private static final int MOST_REDIRECTS = 3;
    private static final int MOST_THREADS = 64;

    /** Of the 64 calls that are answered at once: some are always left for those that read nothing, or from another server. */
    private static final int MOST_TURNS = 48;

    private static final int MOST_TURNS_AT_SERVER = 32;
    private static final long IDLE_SECONDS = 10;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** A dot, a slash, a backslash, a percent sign, a semicolon or a control character, encoded. */
    private static final Pattern ENCODED_TRICK =
            Pattern.compile("%(2e|2f|5c|25|3b|[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);

    private static final Pattern DOTS = Pattern.compile("\\.{1,2}(;.*)?");

    /** No leading zeros: some read them as octal. */
    private static final Pattern LOOPBACK_4 =
            Pattern.compile("127(\\.(0|[1-9][0-9]?|1[0-9][0-9]|2[0-4][0-9]|25[0-5])){3}");

    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");

    private final Map<Place, Server> allowed;
    private final Semaphore turns = new Semaphore(MOST_TURNS);
    private final AtomicLong turnedAway = new AtomicLong();
    private final Duration timeLimit;
    private final int maxBytes;
    private final HttpClient client;

    /**
     * Makes the way out.
     *
     * @param allowedBases what may be read: these addresses and what lies under them
     * @param timeLimit for a read as a whole: connecting, redirects and the body
     * @param maxBytes the longest body
     * @throws IllegalArgumentException when a limit is not more than nothing, or an address is one that is never read
     */
    public OutgoingReads(Set<URI> allowedBases, Duration timeLimit, int maxBytes) {
        if (timeLimit.isZero() || timeLimit.isNegative()) {
            throw new IllegalArgumentException("The time limit for outgoing reads must be positive");
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("The size limit for outgoing reads must be at least one byte");
        }
        this.allowed = allowedBases.stream()
                .map(OutgoingReads::base)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), base -> new Server()));
        this.timeLimit = timeLimit;
        this.maxBytes = maxBytes;
        // Without a proxy: one set for the whole JVM would see every token, and reach what the list does not allow.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(timeLimit)
                .build();
    }

    /** What one server may take of us, so that one that hangs takes nothing from the others. */
    private record Server(Executor threads, Semaphore turns) {

        Server() {
            // Above as many, whoever asks for one more reads it alone.
            this(
                    new ThreadPoolExecutor(
                            0,
                            MOST_THREADS,
                            IDLE_SECONDS,
                            TimeUnit.SECONDS,
                            new SynchronousQueue<>(),
                            OutgoingReads::thread,
                            new ThreadPoolExecutor.CallerRunsPolicy()),
                    new Semaphore(MOST_TURNS_AT_SERVER));
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "apposite-read");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether an address may be read. */
    public boolean allows(URI uri) {
        return server(uri).isPresent();
    }

    /** The right to read from a server, until it is closed. */
    public interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Takes a turn to read from a server, as whoever answers a call has to before it waits for one: so a server that hangs
     * keeps some calls waiting, and the others go on without it.
     *
     * @param uri the server
     * @return empty when as many others are reading, from this server or from all
     */
    public Optional<Turn> turn(URI uri) {
        Optional<Server> server = server(uri);
        if (server.isEmpty()) {
            // Nothing is read there anyway.
            return Optional.of(() -> {});
        }
        Semaphore own = server.get().turns();
        if (own.tryAcquire()) {
            if (turns.tryAcquire()) {
                return Optional.of(() -> {
                    turns.release();
                    own.release();
                });
            }
            own.release();
        }
        turnedAway.incrementAndGet();
        return Optional.empty();
    }

    /** How often there was no turn. */
    public long turnedAway() {
        return turnedAway.get();
    }

    /**
     * Reads.
     *
     * @param uri what
     * @param headers sent along; when a redirect leads to another server, only Accept is
     * @return the body of an answer with the status 200
     * @throws FailedRead if the address is not allowed, or the read failed in any way
     */
    public byte[] get(URI uri, Map<String, String> headers) throws FailedRead {
        return get(uri, headers, System.nanoTime() + timeLimit.toNanos(), bytes -> true);
    }

    /** A read that is on its way. */
    public interface Pending {

        /**
         * Waits for the read.
         *
         * @return the body of an answer with the status 200
         * @throws FailedRead if the address is not allowed, or the read failed in any way
         */
        byte[] body() throws FailedRead;
    }

    /**
     * Begins to read, beside whatever else is being read.
     *
     * @param uri what
     * @param headers as for {@link #get}
     * @param deadline when to give up, by {@link System#nanoTime}; the time limit ends it before
     * @param room takes so many bytes more, if there is room for them, and is asked in any thread; when there is none, the read has
     *     failed
     * @return the read on its way
     */
    public Pending begin(URI uri, Map<String, String> headers, long deadline, LongPredicate room) {
        long limit = System.nanoTime() + timeLimit.toNanos();
        FutureTask<byte[]> task =
                new FutureTask<>(() -> get(uri, headers, limit - deadline < 0 ? limit : deadline, room));
        server(uri).map(Server::threads).orElse(Runnable::run).execute(task);
        return () -> {
            try {
                return task.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof FailedRead failed) {
                    throw failed;
                }
                throw new IllegalStateException("a read ends with a body or has failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                task.cancel(true);
                throw new FailedRead("A read was interrupted");
            }
        };
    }

    private byte[] get(URI uri, Map<String, String> headers, long deadline, LongPredicate room) throws FailedRead {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers);
        Place from = allowedPlace(uri);
        URI next = uri;
        for (int redirects = 0; ; redirects++) {
            HttpResponse<byte[]> response = answer(next, from, sent, deadline, room);
            if (response.statusCode() == 200) {
                return response.body();
            }
            if (!REDIRECTS.contains(response.statusCode())) {
                throw new FailedRead(from.origin() + " answered with the status " + response.statusCode());
            }
            if (redirects == MOST_REDIRECTS) {
                throw new FailedRead(from.origin() + " redirected more than " + MOST_REDIRECTS + " times");
            }
            next = target(next, from, response);
            Place to = allowedPlace(next);
            if (!to.origin().equals(from.origin())) {
                // Not Authorization alone: keys are sent in headers of other names, too.
                sent.keySet().removeIf(name -> !name.equalsIgnoreCase("Accept"));
            }
            from = to;
        }
    }

    private static URI target(URI uri, Place from, HttpResponse<?> response) throws FailedRead {
        List<String> locations = response.headers().allValues("location");
        if (locations.size() != 1) {
            throw new FailedRead(from.origin() + " redirected without saying where to");
        }
        try {
            return uri.resolve(locations.get(0));
        } catch (IllegalArgumentException e) {
            throw new FailedRead(from.origin() + " redirected to something that is not an address");
        }
    }

    private HttpResponse<byte[]> answer(
            URI uri, Place place, Map<String, String> headers, long deadline, LongPredicate room) throws FailedRead {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw tooSlow(place);
        }
        HttpRequest request;
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri).GET().timeout(Duration.ofNanos(left));
            headers.forEach(builder::setHeader);
            // What is packed could be unpacked to any size.
            request = builder.setHeader("Accept-Encoding", "identity").build();
        } catch (IllegalArgumentException e) {
            // Without the cause: its message has the value of the header in it.
            throw new FailedRead("The request to " + place.origin() + " has a header that cannot be sent");
        }
        LimitedBody body = new LimitedBody(maxBytes, room);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, body::begin);
        try {
            HttpResponse<byte[]> response = answer.get(left, TimeUnit.NANOSECONDS);
            if (response.statusCode() == 200 && !packing(response).equals("identity")) {
                throw new FailedRead(place.origin() + " answered with a compressed body, which was not asked for");
            }
            return response;
        } catch (TimeoutException e) {
            throw tooSlow(place);
        } catch (ExecutionException e) {
            throw failure(place, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedRead("The read from " + place.origin() + " was interrupted");
        } finally {
            if (!answer.isDone()) {
                answer.cancel(true);
                body.stop();
            }
        }
    }

    private static String packing(HttpResponse<?> response) {
        return response.headers()
                .firstValue("content-encoding")
                .orElse("identity")
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    private FailedRead failure(Place place, @Nullable Throwable cause) {
        if (cause instanceof LimitedBody.TooLong) {
            return new FailedRead(place.origin() + " answered with more than " + maxBytes + " bytes");
        }
        if (cause instanceof LimitedBody.NoRoom) {
            return new FailedRead(place.origin() + " answered with more than there is room for now");
        }
        if (cause instanceof HttpTimeoutException) {
            return tooSlow(place);
        }
        if (cause instanceof ConnectException) {
            return new FailedRead(place.origin() + " cannot be reached");
        }
        // The kind only: messages from below may quote what was sent.
        String kind = cause == null ? "unknown" : cause.getClass().getSimpleName();
        return new FailedRead("The read from " + place.origin() + " failed: " + kind);
    }

    private FailedRead tooSlow(Place place) {
        return new FailedRead(place.origin() + " did not answer within " + timeLimit.toMillis() + " ms");
    }

    private Place allowedPlace(URI uri) throws FailedRead {
        Place place = place(uri).orElseThrow(() -> new FailedRead("An address is in a form that is never read"));
        if (!listed(place)) {
            throw new FailedRead("An address at " + place.origin() + " is not on the list of what may be read");
        }
        return place;
    }

    private boolean listed(Place place) {
        return server(place).isPresent();
    }

    private Optional<Server> server(URI uri) {
        return place(uri).flatMap(this::server);
    }

    private Optional<Server> server(Place place) {
        return allowed.entrySet().stream()
                .filter(one -> one.getKey().holds(place))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Place base(URI uri) {
        Place place = place(uri)
                .filter(written -> uri.getRawQuery() == null)
                .orElseThrow(() -> new IllegalArgumentException("What may be read must be given as an https address"
                        + " (http on this machine only) without user, query, fragment and dots in the path"));
        String path = place.path();
        return new Place(place.origin(), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Where an address leads to; empty when it is of a kind that is never read. */
    private static Optional<Place> place(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return Optional.empty();
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        boolean secret = scheme.equals("https");
        if ((!secret && !(scheme.equals("http") && loopback(host))) || !plain(uri, path)) {
            return Optional.empty();
        }
        int port = uri.getPort() == -1 ? (secret ? 443 : 80) : uri.getPort();
        return port < 1 || port > 65535
                ? Optional.empty()
                : Optional.of(new Place(scheme + "://" + host + ":" + port, path));
    }

    private static boolean loopback(String host) {
        return LOOPBACK.contains(host) || LOOPBACK_4.matcher(host).matches();
    }

    private static boolean plain(URI uri, String path) {
        if (!uri.toString().chars().allMatch(c -> c > ' ' && c < 0x7f)
                || ENCODED_TRICK.matcher(path).find()
                || path.contains("//")) {
            return false;
        }
        for (String segment : path.split("/", -1)) {
            if (DOTS.matcher(segment).matches()) {
                return false;
            }
        }
        return true;
    }

    /** A server, always with its port, and a path on it. */
    private record Place(String origin, String path) {

        /** Whether the other lies under this one; the path of this one ends without a slash. */
        boolean holds(Place other) {
            return origin.equals(other.origin) && (other.path.equals(path) || other.path.startsWith(path + "/"));
        }
    }
}
