package org.apposite.log.jdbc;

/** The table of a log, and what is asked of it. */
enum Table {
    DECISIONS,
    FEEDBACK;

    static Table named(String log) {
        return switch (log) {
            case "decisions" -> DECISIONS;
            case "feedback" -> FEEDBACK;
            default -> throw new IllegalArgumentException("a database has no log " + log);
        };
    }

    String log() {
        return this == DECISIONS ? "decisions" : "feedback";
    }

    String isThere() {
        return "SELECT to_regclass('" + log() + "') IS NOT NULL";
    }

    /** One writer at a time goes on with the chain; the lock ends with the transaction, or with the session. */
    String lock() {
        return "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '." + log() + "', 0))";
    }

    String makePartitions() {
        return "SELECT make_partitions('" + log() + "', ?, ?)";
    }

    String known() {
        return "SELECT id FROM " + log() + " WHERE id = ANY (?)";
    }

    String newest() {
        return "SELECT line FROM " + log() + " ORDER BY n DESC LIMIT ?";
    }

    String isKept() {
        return "SELECT EXISTS (SELECT FROM " + log() + " WHERE n = ? AND line = ?)";
    }

    String insert() {
        return "INSERT INTO " + log() + " (n, at, id, line) VALUES (?, ?, ?, ?)";
    }

    String replace(String part) {
        return "UPDATE " + part(part) + " SET line = ?, id = NULL WHERE n = ?";
    }

    String all() {
        return "SELECT tableoid::regclass::text, n, line FROM " + log() + " ORDER BY n, at";
    }

    /** The partitions with their bounds. */
    String partitions() {
        return "SELECT c.relname, split_part(b.bounds, '''', 2)::timestamptz, split_part(b.bounds, '''', 4)::timestamptz"
                + " FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                + " CROSS JOIN LATERAL (SELECT pg_get_expr(c.relpartbound, c.oid) AS bounds) b"
                + " WHERE i.inhparent = '" + log() + "'::regclass";
    }

    String removePartitions() {
        return "SELECT remove_partitions('" + log() + "', ?)";
    }

    String newestOf(String part) {
        return "SELECT line FROM " + part(part) + " ORDER BY n DESC LIMIT ?";
    }

    String numbersOf(String part) {
        return "SELECT min(n), max(n) FROM " + part(part);
    }

    String mayRemove() {
        return "SELECT has_function_privilege('remove_partitions(text, text[])', 'EXECUTE')";
    }

    /** A name goes into a statement only when it is one of a partition. */
    private String part(String name) {
        if (!name.matches(log() + "_\\d{4,6}_\\d\\d")) {
            throw new IllegalArgumentException(name + " is no partition of " + log());
        }
        return name;
    }
}
