/** Logs of decisions and feedback in PostgreSQL. */
module org.apposite.log.jdbc {
    exports org.apposite.log.jdbc;

    requires flyway.core;
    requires java.naming;
    requires transitive java.sql;
    requires transitive org.apposite.log;
    requires org.postgresql.jdbc;
    requires org.slf4j;
    requires static org.jspecify;
}
