package org.apposite.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;

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
}
