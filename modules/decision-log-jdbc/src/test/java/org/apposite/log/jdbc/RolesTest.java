package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.apposite.log.LogKey;
import org.apposite.log.Logs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Who may do what is decided by the database itself, whatever a service is brought to ask of it. */
class RolesTest {

    private static final String NO_PERMISSION = "42501";

    private static Database database;

    @BeforeAll
    static void write(@TempDir Path home) throws IOException {
        database = Database.migrated();
        LogKey key = Written.key(home);
        try (Logs logs = Written.logs(database.logs(Database.SERVICE), key, Written.NOON)) {
            Written.decisions(key, 3).forEach(logs::decided);
        }
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/roles.csv", numLinesToSkip = 1, delimiter = ';')
    void each_statement_is_for_some_roles_and_refused_to_the_others(String statement, String may) throws SQLException {
        for (String user : new String[] {Database.SERVICE, Database.AUDITOR, Database.PRIVACY}) {
            try (Connection connection = database.as(user);
                    Statement asked = connection.createStatement()) {
                connection.setAutoCommit(false);
                if (may != null && may.contains(user)) {
                    asked.execute(statement);
                } else {
                    assertThatThrownBy(() -> asked.execute(statement))
                            .as("%s: %s", user, statement)
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    fault -> assertThat(fault.getSQLState()).isEqualTo(NO_PERMISSION));
                }
                connection.rollback();
            }
        }
    }
}
