package org.apposite.log.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/** Connections to a database, as logs need them. Thread-safe. */
final class Connections {

    /** What a service may meet while the database starts, stops, fails over or is full, by classes of SQL states. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

    private static final String IDLE_IN_TRANSACTION = "25P03";
    private static final int SECONDS_TO_ANSWER = 30;

    private final DataSource source;

    Connections(DataSource source) {
        this.source = source;
    }

    /**
     * A connection for a writer. What it commits is on the disk of the server, and one that hangs in the middle does not hold the others up
     * for long.
     */
    Connection forWriting() throws SQLException {
        return opened(
                "SET synchronous_commit = on; SET idle_in_transaction_session_timeout = '10s'; SET statement_timeout = '"
                        + SECONDS_TO_ANSWER + "s'");
    }

    /** A connection for reading all, however long that takes. */
    Connection forReading() throws SQLException {
        return opened("SET default_transaction_read_only = on");
    }

    private Connection opened(String settings) throws SQLException {
        Connection opened = source.getConnection();
        try {
            opened.setAutoCommit(true);
            try (Statement statement = opened.createStatement()) {
                statement.execute(settings);
            }
            opened.setAutoCommit(false);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    /** Whether something fails that may be in order soon, and not what is asked. */
    static boolean isPassing(SQLException fault) {
        String state = fault.getSQLState();
        return state == null
                || state.equals(IDLE_IN_TRANSACTION)
                || (state.length() == 5 && PASSING.contains(state.substring(0, 2)));
    }

    /** A fault as one of reading or writing, which repeats nothing of a line. */
    static IOException fault(String log, SQLException fault) {
        String why = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        return new IOException(log + ": " + why + " (SQL state " + fault.getSQLState() + ")", fault);
    }
}
