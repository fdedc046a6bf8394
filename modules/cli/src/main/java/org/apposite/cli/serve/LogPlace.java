package org.apposite.cli.serve;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.apposite.cli.commands.Misuse;
import org.apposite.log.jdbc.JdbcLogs;
import org.jspecify.annotations.Nullable;

/** Where logs are, as a person names it: a folder or a file, or the address of a database. */
public final class LogPlace {

    private final @Nullable Path path;
    private final @Nullable JdbcLogs database;

    private LogPlace(@Nullable Path path, @Nullable JdbcLogs database) {
        this.path = path;
        this.database = database;
    }

    /**
     * What is named.
     *
     * @param command the command, for its messages
     * @throws Misuse when nothing can be there
     */
    public static LogPlace named(String command, String text) {
        try {
            return JdbcLogs.isAddress(text) ? new LogPlace(null, JdbcLogs.at(text)) : new LogPlace(Path.of(text), null);
        } catch (InvalidPathException e) {
            throw new Misuse(command + " " + text + ": no such file or folder");
        } catch (IllegalArgumentException e) {
            throw new Misuse(command + ": " + e.getMessage());
        }
    }

    /**
     * What is named and is there already.
     *
     * @throws Misuse when there is no such file or folder; whether there is such a database shows when it is read
     */
    public static LogPlace existing(String command, String text) {
        LogPlace place = named(command, text);
        place.path().ifPresent(path -> LogReportText.existing(command, path));
        return place;
    }

    /** The folder or file. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    /** The database. */
    public Optional<JdbcLogs> database() {
        return Optional.ofNullable(database);
    }

    @Override
    public String toString() {
        return path == null ? String.valueOf(database) : path.toString();
    }
}
