package org.apposite.cli.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apposite.cli.commands.Misuse;
import org.apposite.log.LogKey;
import picocli.CommandLine.Option;

/** The keys by which lines of logs may have been chained. */
final class LogKeys {

    @Option(
            names = "--log-key",
            paramLabel = "FILE",
            description = "A key by which the lines were chained. May be repeated, for the keys of earlier times.")
    private List<Path> files = new ArrayList<>();

    List<LogKey> read(String command) {
        return files.stream().map(file -> read(command, file)).toList();
    }

    static LogKey read(String command, Path file) {
        try {
            return LogKey.read(file);
        } catch (IOException e) {
            throw new Misuse(command + ": --log-key: " + e.getMessage());
        }
    }
}
