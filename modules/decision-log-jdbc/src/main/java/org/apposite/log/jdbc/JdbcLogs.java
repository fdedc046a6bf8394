package org.apposite.log.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apposite.log.store.ErasableStore;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;
import org.apposite.log.store.LogStore;
import org.apposite.log.store.RuleStore;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Logs in a PostgreSQL database, in the schema in which a connection begins. Any number of services may write to them: each log is one
 * chain of lines, and the database lets one writer at a time go on with it. Lines need a key. Thread-safe.
 *
 * <pre>{@code
 * JdbcLogs logs = JdbcLogs.at("jdbc:postgresql://db.hospital.example/audit?user=apposite");
 * CdsSettings.of(base, clock).logs(logs).logKey(key)
 * }</pre>
 */
public final class JdbcLogs implements LogStorage {

    private final String name;
    private final DataSource source;
    private final Connections connections;

    /**
     * Logs in a database.
     *
     * @param source gives connections; it need not pool them, since each log keeps the one it writes by
     * @param name by which it is named to people; it must hold no password
     */
    public JdbcLogs(DataSource source, String name) {
        this.name = name;
        this.source = source;
        this.connections = new Connections(source);
    }

    /**
     * Logs in the database at an address.
     *
     * @param url such as {@code jdbc:postgresql://db.hospital.example/audit?user=apposite&currentSchema=north}; the password is in the
     *     file that the variable PGPASSFILE of the environment names, or in {@code ~/.pgpass}, or in the variable PGPASSWORD
     * @throws IllegalArgumentException when it is no such address, or holds a password, which everybody on this machine could see
     */
    public static JdbcLogs at(String url) {
        return new JdbcLogs(PostgresAddress.source(url), url);
    }

    /** Whether a text is an address for {@link #at}, and not the name of a folder. */
    public static boolean isAddress(String text) {
        return text.startsWith("jdbc:");
    }

    /**
     * Makes the tables, or brings them up to date. Only the owner of the schema may; services need not.
     *
     * @return how many steps were made; none when all is up to date
     * @throws IOException when the user may not, or the database cannot be reached
     */
    public int migrate() throws IOException {
        try {
            String schema = schema();
            return Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/apposite-log")
                    .table("apposite_log_version")
                    .defaultSchema(schema)
                    .createSchemas(false)
                    // A schema may hold tables of the hospital's own.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(Map.of(
                            "schema", schema,
                            "writer", schema + "_writer",
                            "reader", schema + "_reader",
                            "eraser", schema + "_eraser"))
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (SQLException e) {
            throw Connections.fault(name, e);
        } catch (FlywayException e) {
            throw new IOException(name + ": " + String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private String schema() throws SQLException, IOException {
        try (Connection connection = connections.forReading();
                PreparedStatement asked = connection.prepareStatement("SELECT current_schema()");
                ResultSet answer = asked.executeQuery()) {
            String schema = answer.next() ? answer.getString(1) : null;
            if (schema == null || !schema.matches("[a-z][a-z0-9_]{0,50}")) {
                throw new IOException(
                        name + ": there is no schema for the logs, or its name is not of small letters, digits and _;"
                                + " make one, and name it with currentSchema");
            }
            return schema;
        }
    }

    @Override
    public LogStore open(String log, Keeping keeping, Clock clock) throws IOException {
        return JdbcStore.open(this + " " + log, connections, Table.named(log), keeping, clock);
    }

    @Override
    public ErasableStore openForErasure(String log, Clock clock) throws IOException {
        return JdbcStore.open(this + " " + log, connections, Table.named(log), new Keeping(true, null), clock);
    }

    @Override
    public RuleStore rules() {
        return new JdbcRules(name, connections);
    }

    @Override
    public boolean hasMonths() {
        return true;
    }

    @Override
    public boolean has(String log) throws IOException {
        try (Connection connection = connections.forReading();
                PreparedStatement asked =
                        connection.prepareStatement(Table.named(log).isThere());
                ResultSet answer = asked.executeQuery()) {
            return answer.next() && answer.getBoolean(1);
        } catch (SQLException e) {
            throw Connections.fault(name, e);
        }
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // closed by the caller
    public Stream<LogLine> lines(String log) throws IOException {
        if (!has(log)) {
            throw new IOException(name + ": there is no log " + log + " in this schema; apposite log migrate makes it");
        }
        try {
            Rows rows = new Rows(connections.forReading(), Table.named(log));
            return StreamSupport.stream(rows, false).onClose(rows::close);
        } catch (SQLException e) {
            throw Connections.fault(name, e);
        }
    }

    /** The rows of a table in the order of their numbers, some at a time. */
    private final class Rows extends Spliterators.AbstractSpliterator<LogLine> {

        private static final int ROWS_AT_ONCE = 500;

        private final Connection connection;
        private final PreparedStatement asked;
        private final ResultSet rows;

        Rows(Connection connection, Table table) throws SQLException {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.connection = connection;
            try {
                this.asked = connection.prepareStatement(table.all());
                asked.setFetchSize(ROWS_AT_ONCE);
                this.rows = asked.executeQuery();
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        @Override
        public boolean tryAdvance(Consumer<? super LogLine> action) {
            try {
                if (!rows.next()) {
                    return false;
                }
                action.accept(new LogLine(
                        rows.getString(1), rows.getLong(2), rows.getString(3).getBytes(StandardCharsets.UTF_8), false));
                return true;
            } catch (SQLException e) {
                throw new UncheckedIOException(Connections.fault(name, e));
            }
        }

        void close() {
            try (Connection closing = connection) {
                asked.close();
                closing.rollback();
            } catch (SQLException e) {
                throw new UncheckedIOException(Connections.fault(name, e));
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
