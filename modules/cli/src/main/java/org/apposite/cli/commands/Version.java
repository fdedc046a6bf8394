package org.apposite.cli.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The version of the command, which is that of the library. */
public final class Version {

    private Version() {}

    /**
     * The version.
     *
     * @return as Maven has it
     */
    public static String ofCommand() {
        Properties properties = new Properties();
        try (InputStream file =
                Objects.requireNonNull(Version.class.getResourceAsStream("version.properties"), "version.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
