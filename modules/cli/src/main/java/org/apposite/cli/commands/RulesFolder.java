package org.apposite.cli.commands;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The folder of rules that a command is given. */
public final class RulesFolder {

    private RulesFolder() {}

    /** The folder, when it is one that can be read. */
    public static Path existing(String command, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Misuse(
                    command + " " + folder + ": " + (Files.exists(folder) ? "not a folder" : "no such folder"));
        }
        if (!Files.isReadable(folder)) {
            throw new Misuse(command + " " + folder + ": cannot be read. Check its permissions");
        }
        return folder;
    }

    /** A folder, or an archive of one. */
    public static Path orArchive(String command, Path named) {
        return Files.isRegularFile(named) ? named : existing(command, named);
    }

    /** What to say when it cannot be read after all. */
    static Misuse unreadable(String command, Path folder, UncheckedIOException fault) {
        return new Misuse(command + " " + folder + ": cannot be read: " + cause(fault));
    }

    static String cause(UncheckedIOException fault) {
        return String.valueOf(
                Objects.requireNonNullElse(fault.getCause(), fault).getMessage());
    }
}
