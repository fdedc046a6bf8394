package org.apposite.log.jdbc;

import java.util.Locale;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The address of a database. */
final class PostgresAddress {

    private static final String PROTOCOL = "jdbc:postgresql:";
    private static final int SECONDS_TO_CONNECT = 10;

    /** Longer than the server takes for any statement of a writer: then it is the network that is gone. */
    private static final int SECONDS_OF_SILENCE = 60;

    private PostgresAddress() {}

    static DataSource source(String url) {
        String small = url.toLowerCase(Locale.ROOT);
        if (!small.startsWith(PROTOCOL)) {
            throw new IllegalArgumentException(
                    url + " is no address such as jdbc:postgresql://db.hospital.example/audit?user=apposite");
        }
        if (small.contains("password=") || small.matches("jdbc:postgresql://[^/?]*@.*")) {
            throw new IllegalArgumentException(
                    "the address of the database holds a password, which everybody on this machine"
                            + " could see; put it into a file, and name that in the variable PGPASSFILE of the environment");
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        if (!small.contains("applicationname=")) {
            source.setApplicationName("apposite");
        }
        if (!small.contains("connecttimeout=")) {
            source.setConnectTimeout(SECONDS_TO_CONNECT);
        }
        if (!small.contains("sockettimeout=")) {
            source.setSocketTimeout(SECONDS_OF_SILENCE);
        }
        source.setTcpKeepAlive(true);
        String password = System.getenv("PGPASSWORD");
        if (password != null) {
            source.setPassword(password);
        }
        return source;
    }
}
