package org.apposite.log.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The tables are made once, by their owner. */
class MigrationTest {

    @Test
    void an_empty_schema_gets_the_tables_and_a_second_time_nothing() throws IOException {
        Database database = Database.empty();
        assertThat(database.logs(Database.OWNER).has("decisions")).isFalse();
        assertThat(database.logs(Database.OWNER).migrate()).isEqualTo(1);
        assertThat(database.logs(Database.OWNER).has("decisions")).isTrue();
        assertThat(database.logs(Database.OWNER).migrate()).isZero();
    }

    @Test
    void roles_that_are_there_already_and_tables_of_the_hospital_are_left_as_they_are() throws IOException {
        Database database = Database.empty();
        database.run("CREATE ROLE %s_reader LOGIN; CREATE TABLE of_the_hospital (n int)".formatted(database.schema()));
        database.migrate();
        assertThat(database.column(
                        "SELECT rolcanlogin FROM pg_roles WHERE rolname = '" + database.schema() + "_reader'"))
                .containsExactly("t");
        assertThat(database.column("SELECT to_regclass('of_the_hospital') IS NOT NULL"))
                .containsExactly("t");
    }

    @Test
    void who_does_not_own_the_schema_is_refused() throws IOException {
        Database database = Database.migrated();
        database.run("DROP TABLE apposite_log_version");
        assertThatThrownBy(() -> database.logs(Database.SERVICE).migrate())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void two_hospitals_in_one_database_do_not_see_each_other() throws IOException {
        Database north = Database.migrated();
        Database south = Database.migrated();
        assertThatThrownBy(() -> {
                    try (var connection = north.as(Database.SERVICE);
                            var statement = connection.createStatement()) {
                        statement.execute("SELECT line FROM " + south.schema() + ".decisions");
                    }
                })
                .hasMessageContaining("permission denied");
    }
}
