package org.apposite.log.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apposite.log.store.ErasableStore;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage.Keeping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of a log, for one writer of several. Each append is a transaction, which begins with a lock: so the newest line is known, and
 * stays the newest until this one's are there.
 */
final class JdbcStore implements ErasableStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);

    private static final int MOST_AT_ONCE = 1_000;

    /** Lines that somebody without the key added are passed over, as many as this. */
    private static final int NEWEST = 1_000;

    private static final int MONTHS_AHEAD = 3;
    private static final Duration LOOK = Duration.ofHours(1);
    private static final long LEAST_PAUSE_MILLIS = 100;
    private static final long MOST_PAUSE_MILLIS = 5_000;

    private final String name;
    private final Connections connections;
    private final Table table;
    private final Keeping keeping;
    private final Clock clock;
    private final CountDownLatch givenUp = new CountDownLatch(1);

    private @Nullable Connection connection;

    /** The month whose partition, and some after it, are there. */
    private @Nullable LocalDate month;

    private @Nullable Instant looked;

    private JdbcStore(String name, Connections connections, Table table, Keeping keeping, Clock clock) {
        this.name = name;
        this.connections = connections;
        this.table = table;
        this.keeping = keeping;
        this.clock = clock;
    }

    static JdbcStore open(String name, Connections connections, Table table, Keeping keeping, Clock clock)
            throws IOException {
        JdbcStore store = new JdbcStore(name, connections, table, keeping, clock);
        try {
            store.check();
            return store;
        } catch (SQLException e) {
            store.disconnect();
            throw Connections.fault(name, e);
        } catch (IOException e) {
            store.disconnect();
            throw e;
        }
    }

    private void check() throws SQLException, IOException {
        Connection to = connected();
        if (!isTrue(to, table.isThere())) {
            throw new IOException(name + ": there is no such table in this schema; apposite log migrate makes it");
        }
        if (keeping.days() != null && !isTrue(to, table.mayRemove())) {
            throw new IOException(
                    name
                            + ": this user may not remove lines; leave the retention to one with the role for it (apposite log retain)");
        }
        makePartitions(to);
        to.commit();
    }

    private static boolean isTrue(Connection to, String question) throws SQLException {
        try (PreparedStatement asked = to.prepareStatement(question);
                ResultSet answer = asked.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private Connection connected() throws SQLException {
        Connection known = connection;
        if (known == null) {
            known = connections.forWriting();
            connection = known;
        }
        return known;
    }

    private void disconnect() {
        Connection known = connection;
        connection = null;
        month = null;
        if (known != null) {
            try (Connection closing = known) {
                closing.rollback();
            } catch (SQLException e) {
                LOG.debug("{}: a connection could not be closed", name, e);
            }
        }
    }

    private interface Work<T> {
        T on(Connection to) throws SQLException;
    }

    /**
     * Does something in a transaction, as often as it takes while the database is away or passes by: so nothing is lost with a restart of
     * it, as nothing is with a disk that hangs for a while.
     */
    private <T> T done(Work<T> work) throws IOException {
        for (long pause = LEAST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, MOST_PAUSE_MILLIS)) {
            boolean isConnected = false;
            try {
                Connection to = connected();
                isConnected = true;
                T result = work.on(to);
                to.commit();
                return result;
            } catch (SQLException e) {
                disconnect();
                if (isConnected && !Connections.isPassing(e)) {
                    throw Connections.fault(name, e);
                }
                LOG.warn(
                        "{}: tried again in {} ms: {}",
                        name,
                        pause,
                        Connections.fault(name, e).getMessage());
                waitOrGiveUp(pause, e);
            } catch (RuntimeException | Error e) {
                disconnect();
                throw e;
            }
        }
    }

    private void waitOrGiveUp(long millis, SQLException why) throws IOException {
        boolean isGivenUp;
        try {
            isGivenUp = givenUp.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            isGivenUp = true;
        }
        if (isGivenUp) {
            throw Connections.fault(name, why);
        }
    }

    @Override
    public void giveUp() {
        givenUp.countDown();
    }

    @Override
    public Optional<byte[]> newest(Predicate<byte[]> condition) throws IOException {
        return done(to -> newest(to, table.newest(), condition));
    }

    @Override
    public Optional<byte[]> newest(String part, Predicate<byte[]> condition) throws IOException {
        return done(to -> newest(to, table.newestOf(part), condition));
    }

    private static Optional<byte[]> newest(Connection to, String query, Predicate<byte[]> condition)
            throws SQLException {
        // Nearly always the first will do.
        for (int limit : new int[] {1, NEWEST}) {
            try (PreparedStatement asked = to.prepareStatement(query)) {
                asked.setInt(1, limit);
                try (ResultSet rows = asked.executeQuery()) {
                    while (rows.next()) {
                        byte[] line = rows.getString(1).getBytes(StandardCharsets.UTF_8);
                        if (condition.test(line)) {
                            return Optional.of(line);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public int append(Batches batches) throws IOException {
        Attempt attempt = new Attempt();
        return done(to -> attempt.append(to, batches));
    }

    /** One append, which may be tried more than once, since nobody knows whether a commit that was not answered was done. */
    private final class Attempt {

        private @Nullable Line last;
        private int taken;

        int append(Connection to, Batches batches) throws SQLException {
            makePartitions(to);
            lock(to);
            Line before = last;
            if (before != null && isKept(to, before)) {
                return taken;
            }
            List<List<Line>> all =
                    batches.after(known(to, batches.ids()), newest(to, table.newest(), batches::mayFollow));
            List<Line> lines = new ArrayList<>();
            taken = 0;
            while (taken < all.size()
                    && (taken == 0 || lines.size() + all.get(taken).size() <= MOST_AT_ONCE)) {
                lines.addAll(all.get(taken++));
            }
            last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
            insert(to, lines);
            return taken;
        }
    }

    private void lock(Connection to) throws SQLException {
        try (PreparedStatement lock = to.prepareStatement(table.lock())) {
            lock.execute();
        }
    }

    private boolean isKept(Connection to, Line line) throws SQLException {
        try (PreparedStatement asked = to.prepareStatement(table.isKept())) {
            asked.setLong(1, line.n());
            asked.setString(2, text(line));
            try (ResultSet answer = asked.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private Set<UUID> known(Connection to, Set<UUID> ids) throws SQLException {
        Set<UUID> known = new HashSet<>();
        if (!ids.isEmpty()) {
            Array array = to.createArrayOf("uuid", ids.toArray());
            try (PreparedStatement asked = to.prepareStatement(table.known())) {
                asked.setArray(1, array);
                try (ResultSet rows = asked.executeQuery()) {
                    while (rows.next()) {
                        known.add(rows.getObject(1, UUID.class));
                    }
                }
            } finally {
                array.free();
            }
        }
        return known;
    }

    private void insert(Connection to, List<Line> lines) throws SQLException {
        if (lines.isEmpty()) {
            return;
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try (PreparedStatement insert = to.prepareStatement(table.insert())) {
            for (Line line : lines) {
                if (line.n() == 0) {
                    throw new IllegalArgumentException(name + " needs a key by which lines are chained");
                }
                insert.setLong(1, line.n());
                insert.setObject(2, now);
                insert.setObject(3, line.id());
                insert.setString(4, text(line));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String text(Line line) {
        return new String(line.bytes(), 0, line.bytes().length - 1, StandardCharsets.UTF_8);
    }

    /** Made ahead, so that a month begins without anybody having to make it; and by the clock of the lines, in UTC. */
    private void makePartitions(Connection to) throws SQLException {
        LocalDate now = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).withDayOfMonth(1);
        if (!now.equals(month)) {
            try (PreparedStatement make = to.prepareStatement(table.makePartitions())) {
                make.setObject(1, now);
                make.setInt(2, MONTHS_AHEAD);
                make.execute();
            }
            to.commit();
            month = now;
        }
    }

    /** A partition with the numbers of its lines, 0 when it has none. */
    private record Partition(String name, Instant from, Instant to, long first, long last) {}

    @Override
    public Optional<Outlived> outlived() throws IOException {
        Integer days = keeping.days();
        Instant now = clock.instant();
        if (days == null || (looked != null && looked.plus(LOOK).isAfter(now))) {
            return Optional.empty();
        }
        looked = now;
        List<Partition> gone = outlived(done(this::partitions), now, now.minus(Duration.ofDays(days)));
        return gone.stream().allMatch(one -> one.last == 0)
                ? Optional.empty()
                : Optional.of(new Outlived(gone.stream().map(Partition::name).toList(), days, now));
    }

    /** The oldest lines, by their numbers: a clock may have been wrong, and what was written before a line that is kept is kept as well. */
    private static List<Partition> outlived(List<Partition> all, Instant now, Instant newest) {
        int outlived = 0;
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).to.isAfter(newest)) {
                outlived = i + 1;
            } else if (!all.get(i).from.isAfter(now)) {
                break;
            }
        }
        while (outlived > 0 && isMixed(all, outlived)) {
            outlived--;
        }
        return all.subList(0, outlived);
    }

    private static boolean isMixed(List<Partition> all, int outlived) {
        long last = all.get(outlived - 1).last;
        return outlived == all.size()
                || all.subList(outlived, all.size()).stream().anyMatch(kept -> kept.last > 0 && kept.first < last);
    }

    /** Those with lines, in the order of their last ones, and then those without. */
    private List<Partition> partitions(Connection to) throws SQLException {
        List<Partition> all = new ArrayList<>();
        try (PreparedStatement asked = to.prepareStatement(table.partitions());
                ResultSet rows = asked.executeQuery()) {
            while (rows.next()) {
                String part = rows.getString(1);
                try (PreparedStatement numbers = to.prepareStatement(table.numbersOf(part));
                        ResultSet answer = numbers.executeQuery()) {
                    answer.next();
                    all.add(new Partition(
                            part,
                            rows.getObject(2, OffsetDateTime.class).toInstant(),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            answer.getLong(1),
                            answer.getLong(2)));
                }
            }
        }
        all.sort(Comparator.comparing((Partition one) -> one.last == 0)
                .thenComparingLong(Partition::last)
                .thenComparing(Partition::from));
        return all;
    }

    @Override
    public void remove(List<String> parts) throws IOException {
        done(to -> {
            Array array = to.createArrayOf("text", parts.toArray());
            try (PreparedStatement remove = to.prepareStatement(table.removePartitions())) {
                remove.setArray(1, array);
                return remove.execute();
            } finally {
                array.free();
            }
        });
        LOG.info("{}: removed after {} days: {}", name, keeping.days(), parts);
    }

    @Override
    public void replace(String part, Map<Long, byte[]> lines) throws IOException {
        done(to -> {
            try (PreparedStatement replace = to.prepareStatement(table.replace(part))) {
                for (Map.Entry<Long, byte[]> line : lines.entrySet()) {
                    replace.setString(1, new String(line.getValue(), StandardCharsets.UTF_8));
                    replace.setLong(2, line.getKey());
                    replace.addBatch();
                }
                return replace.executeBatch();
            }
        });
    }

    /** A database tears no line. */
    @Override
    public Stream<LogLine> torn() {
        return Stream.empty();
    }

    @Override
    public void close() {
        disconnect();
    }

    @Override
    public String toString() {
        return name;
    }
}
