package org.apposite.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apposite.log.file.FileStore;
import org.apposite.log.file.LogFiles;

/** Chained logs: how they are written in tests, and what their files hold. */
final class Chained {

    static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

    private Chained() {}

    /** A new key in a folder. */
    static LogKey key(Path folder, String name) {
        try {
            return LogKey.create(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a log, appends lines one after the other, and closes it. */
    static void write(Path folder, String name, LogKey key, long maxBytes, String... lines) throws IOException {
        try (DurableLog log = open(folder, name, key, maxBytes)) {
            for (String line : lines) {
                log.append(List.of(line));
            }
        }
    }

    static DurableLog open(Path folder, String name, LogKey key, long maxBytes) throws IOException {
        return DurableLog.open(
                name, FileStore.open(folder, name, new FileStore.Keeping(maxBytes, true, null), NOON), key);
    }

    /** The files of a log in their order, each as its lines with their line breaks. */
    static List<List<String>> files(Path folder, String name) throws IOException {
        List<List<String>> files = new ArrayList<>();
        for (Path file : paths(folder, name)) {
            List<String> lines = Pattern.compile("(?<=\n)")
                    .splitAsStream(Files.readString(file))
                    .toList();
            files.add(lines);
        }
        return files;
    }

    static List<Path> paths(Path folder, String name) throws IOException {
        List<Path> all = new ArrayList<>(LogFiles.aside(folder, name));
        all.add(LogFiles.current(folder, name));
        return all;
    }
}
