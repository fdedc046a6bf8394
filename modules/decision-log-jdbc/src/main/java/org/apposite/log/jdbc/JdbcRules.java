package org.apposite.log.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.apposite.log.store.RuleStore;

/**
 * Rules in a table beside the logs, of which the newest of a digest count. Thread-safe.
 *
 * @param name by which the database is named to people
 */
record JdbcRules(String name, Connections connections) implements RuleStore {

    @Override
    public boolean keep(String digest, byte[] rules) throws IOException {
        try (Connection to = connections.forWriting()) {
            Optional<byte[]> newest = find(to, digest);
            if (newest.isEmpty() || !Arrays.equals(newest.get(), rules)) {
                try (PreparedStatement insert =
                        to.prepareStatement("INSERT INTO rules (digest, content) VALUES (?, ?)")) {
                    insert.setString(1, digest);
                    insert.setBytes(2, rules);
                    insert.executeUpdate();
                }
            }
            to.commit();
            return true;
        } catch (SQLException e) {
            throw Connections.fault(name, e);
        }
    }

    @Override
    public Optional<byte[]> find(String digest) throws IOException {
        try (Connection from = connections.forReading()) {
            return find(from, digest);
        } catch (SQLException e) {
            throw Connections.fault(name, e);
        }
    }

    private static Optional<byte[]> find(Connection from, String digest) throws SQLException {
        try (PreparedStatement asked =
                from.prepareStatement("SELECT content FROM rules WHERE digest = ? ORDER BY at DESC LIMIT 1")) {
            asked.setString(1, digest);
            try (ResultSet row = asked.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }
}
