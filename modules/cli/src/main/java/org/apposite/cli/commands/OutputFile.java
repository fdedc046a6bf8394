package org.apposite.cli.commands;

import java.nio.file.Path;
import org.apposite.file.FileFault;
import org.apposite.file.NamedFile;

/** A file that a command writes because it was named. */
public final class OutputFile {

    private OutputFile() {}

    public static void write(Path file, String text) {
        try {
            NamedFile.write(file, text);
        } catch (FileFault e) {
            throw notWritten(file, e);
        }
    }

    static Misuse notWritten(Path file, FileFault fault) {
        return new Misuse(file + " cannot be written: " + fault.what() + ". " + fault.suggestion());
    }
}
