package org.apposite.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apposite.log.file.LogJson;
import org.apposite.log.store.ErasableStore;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;
import org.jspecify.annotations.Nullable;

/** A log that is open for the erasure of lines, so that nobody else writes to it. For one thread. */
final class ErasableLog implements AutoCloseable {

    private final LogStorage storage;
    private final String name;
    private final @Nullable LogKey key;
    private final ErasableStore store;
    private final DurableLog log;

    /** What is to be left of which lines, by the parts of the log in which they stand. */
    private final Map<String, Map<Long, byte[]>> left = new LinkedHashMap<>();

    /** The numbers in the chain of lines that are to be announced, and of those that have been. */
    private final TreeSet<Long> numbers = new TreeSet<>();

    private final Set<Long> announced = new HashSet<>();
    private long marked;
    private long finished;
    private long unchained;

    private ErasableLog(LogStorage storage, String name, @Nullable LogKey key, ErasableStore store, DurableLog log) {
        this.storage = storage;
        this.name = name;
        this.key = key;
        this.store = store;
        this.log = log;
    }

    static ErasableLog open(LogStorage storage, String name, @Nullable LogKey key, Clock clock) throws IOException {
        ErasableStore store = storage.openForErasure(name, clock);
        ErasableLog opened = new ErasableLog(storage, name, key, store, DurableLog.open(name, store, key));
        try {
            opened.readAnnounced();
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    interface Taker {
        void take(LogLine line, JsonNode object);
    }

    /** Gives each line that has its text, but for events that are of no patient. */
    void each(Taker taker) throws IOException {
        try (Stream<LogLine> lines = lines()) {
            lines.filter(line -> !Link.isTextless(line.bytes())
                            && EventLine.read(line.bytes())
                                    .map(event -> event.path(EventLine.EVENT).asText())
                                    .filter(event -> !event.equals(EventLine.CANCELLED))
                                    .isEmpty())
                    .forEachOrdered(line -> LogJson.object(line.bytes()).ifPresent(object -> taker.take(line, object)));
        }
    }

    private Stream<LogLine> lines() throws IOException {
        return storage.lines(name).filter(line -> !line.isTorn());
    }

    private void readAnnounced() throws IOException {
        try (Stream<LogLine> lines = lines()) {
            lines.filter(line -> !isMadeUp(line))
                    .flatMap(line -> EventLine.read(line.bytes()).stream())
                    .filter(event -> event.path(EventLine.EVENT).asText().equals(EventLine.ERASURE))
                    .flatMap(event -> event.path("lines").valueStream())
                    .forEach(n -> announced.add(n.asLong()));
        }
    }

    /** An event that somebody without the key made up announces nothing. */
    private boolean isMadeUp(LogLine line) {
        Link link = Link.of(line.bytes()).orElse(null);
        return key == null
                || link == null
                || (link.key().equals(key.id()) && !(link.isBy(key) && link.isOf(line.bytes(), key)));
    }

    /** Marks a line for erasure. */
    void mark(LogLine line) {
        Map<Long, byte[]> ofFile = left.computeIfAbsent(line.file(), file -> new HashMap<>());
        if (ofFile.put(line.number(), Link.textless(line.bytes())) == null) {
            marked++;
            Long number = Link.of(line.bytes()).map(Link::n).orElse(null);
            if (number == null) {
                unchained++;
            } else if (announced.contains(number)) {
                finished++;
            } else {
                numbers.add(number);
            }
        }
    }

    /** Marks the lines that an earlier event announced, and that have their text still; how many these are. */
    long markUnfinished() throws IOException {
        each((line, object) -> Link.of(line.bytes())
                .filter(link -> announced.contains(link.n()))
                .ifPresent(link -> mark(line)));
        return finished;
    }

    long marked() {
        return marked;
    }

    /** Writes down that lines are erased, before they are: then the log shows at any time that nobody else erased them. */
    void announce(Instant time, String reason, String by) throws IOException {
        if (!numbers.isEmpty() || unchained > 0) {
            log.append(List.of(EventLine.erasure(time, reason, by, numbers, unchained)));
        }
    }

    void erase() throws IOException {
        for (Map.Entry<String, Map<Long, byte[]>> part : left.entrySet()) {
            store.replace(part.getKey(), part.getValue());
        }
    }

    /** Removes torn lines that tell of what is meant. */
    void eraseTorn(MeantLines meant) throws IOException {
        Map<String, Map<Long, byte[]>> torn = new HashMap<>();
        try (Stream<LogLine> all = store.torn()) {
            all.filter(line -> meant.isIn(new String(line.bytes(), StandardCharsets.ISO_8859_1)))
                    .forEach(line -> torn.computeIfAbsent(line.file(), file -> new HashMap<>())
                            .put(line.number(), new byte[0]));
        }
        for (Map.Entry<String, Map<Long, byte[]>> file : torn.entrySet()) {
            store.replace(file.getKey(), file.getValue());
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
