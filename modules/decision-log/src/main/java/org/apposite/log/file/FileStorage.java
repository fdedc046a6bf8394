package org.apposite.log.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.apposite.log.store.ErasableStore;
import org.apposite.log.store.LogLine;
import org.apposite.log.store.LogStorage;
import org.apposite.log.store.LogStore;
import org.apposite.log.store.RuleStore;

/**
 * Logs as files in a folder.
 *
 * @param folder the folder
 */
public record FileStorage(Path folder) implements LogStorage {

    private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;

    @Override
    public LogStore open(String name, Keeping keeping, Clock clock) throws IOException {
        return FileStore.open(
                folder, name, new FileStore.Keeping(MAX_FILE_BYTES, keeping.isForced(), keeping.days()), clock);
    }

    @Override
    public ErasableStore openForErasure(String name, Clock clock) throws IOException {
        return FileStore.open(folder, name, new FileStore.Keeping(Long.MAX_VALUE, true, null), clock);
    }

    @Override
    public boolean has(String name) throws IOException {
        return Files.exists(LogFiles.current(folder, name))
                || (Files.isDirectory(folder) && !LogFiles.aside(folder, name).isEmpty());
    }

    @Override
    public Stream<LogLine> lines(String name) throws IOException {
        return LogLines.of(folder, name);
    }

    @Override
    public RuleStore rules() {
        return new RuleFiles(folder.resolve(RuleFiles.FOLDER));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
