package org.apposite.log.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.log.store.LogLine;
import org.jspecify.annotations.Nullable;

/** The files of a log: their names, and how they are made. */
public final class LogFiles {

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T");
    private static final int DAY_LENGTH = "2026-11-01".length();

    private LogFiles() {}

    public static Path current(Path folder, String name) {
        return folder.resolve(name + ".jsonl");
    }

    /** The files put aside, by their sequence: the clock may have been set back between two. */
    public static List<Path> aside(Path folder, String name) throws IOException {
        Pattern pattern = putAside(name);
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> pattern.matcher(name(file)).matches())
                    .sorted(Comparator.<Path>comparingLong(file -> sequence(file, pattern))
                            .thenComparing(LogFiles::name))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The sequence of the newest file put aside, or 0. */
    public static long lastSequence(Path folder, String name) throws IOException {
        List<Path> files = aside(folder, name);
        return files.isEmpty() ? 0 : sequence(files.get(files.size() - 1), putAside(name));
    }

    /** When a file was put aside, as its name has it: in UTC, in the order of time. */
    static String putAsideAt(Path file, String name) {
        return name(file).substring(name.length() + 1).replaceFirst("-.*", "");
    }

    /** The day of the first line of a file that tells its time; null when none does. */
    static @Nullable LocalDate begun(Path file) throws IOException {
        try (Stream<LogLine> lines = LogLines.of(file)) {
            return lines.flatMap(line -> LogJson.object(line.bytes()).stream())
                    .map(line -> line.path("time").asText())
                    .filter(time -> DAY.matcher(time).lookingAt())
                    .findFirst()
                    .map(time -> LocalDate.parse(time.substring(0, DAY_LENGTH)))
                    .orElse(null);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Pattern putAside(String name) {
        return Pattern.compile(Pattern.quote(name) + "-\\d{8}T\\d{6}Z-(\\d{1,18})\\.jsonl");
    }

    private static long sequence(Path file, Pattern pattern) {
        Matcher matcher = pattern.matcher(name(file));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    public static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Opens a file, never through a link, and nothing that is no file: who may write to the folder of a log must not make its writer
     * change a file elsewhere, or wait.
     */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(
                    file.toString(), null, "a log needs a file here, not a link, a pipe or a folder");
        }
        Set<OpenOption> all = new HashSet<>(List.of(options));
        // A link that has taken its place since.
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(file, all, ownerOnly(file, "rw-------"));
    }

    public static void force(Path folder) throws IOException {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        }
    }
}
