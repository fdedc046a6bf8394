package org.apposite.log.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema of its own on a real PostgreSQL, with a user for each role. */
final class Database {

    static final String OWNER = "owner";
    static final String SERVICE = "service";
    static final String AUDITOR = "auditor";
    static final String PRIVACY = "privacy";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int port;
    private final String schema;

    private Database(int port, String schema) {
        this.port = port;
        this.schema = schema;
    }

    /** The one server of all tests but those that kill theirs. */
    private static final class Shared {
        static final EmbeddedPostgres SERVER = started(EmbeddedPostgres.builder());

        private Shared() {}
    }

    static EmbeddedPostgres started(Path data, int port) {
        return started(EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port));
    }

    private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder) {
        try {
            // As a hospital has it; the default of this server of tests would lose what it acknowledged.
            return builder.setServerConfig("synchronous_commit", "on").start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema with the tables and roles. */
    static Database migrated() throws IOException {
        Database database = empty();
        database.migrate();
        return database;
    }

    static Database empty() {
        return emptyAt(Shared.SERVER.getPort());
    }

    static Database emptyAt(int port) {
        String schema = "north_" + NUMBER.incrementAndGet();
        Database database = new Database(port, schema);
        database.run("CREATE ROLE " + database.user(OWNER) + " LOGIN CREATEROLE; CREATE SCHEMA " + schema
                + " AUTHORIZATION " + database.user(OWNER));
        return database;
    }

    /** The tables and roles, and a user for each of these. */
    void migrate() throws IOException {
        logs(OWNER).migrate();
        run(
                "CREATE ROLE %s LOGIN IN ROLE %s_writer; CREATE ROLE %s LOGIN IN ROLE %s_reader; CREATE ROLE %s LOGIN IN ROLE %s_eraser"
                        .formatted(user(SERVICE), schema, user(AUDITOR), schema, user(PRIVACY), schema));
    }

    String schema() {
        return schema;
    }

    private String user(String of) {
        return schema + "_" + of;
    }

    String url(String user) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=" + user(user) + "&currentSchema=" + schema;
    }

    JdbcLogs logs(String user) {
        return JdbcLogs.at(url(user));
    }

    Connection as(String user) throws SQLException {
        return DriverManager.getConnection(url(user));
    }

    /** What nobody may but an administrator, or an attacker who has become one. */
    void run(String statements) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection administrator() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&currentSchema=" + schema);
    }

    List<String> column(String query) {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
