package org.apposite.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that a person named. Links on the way to it are the person's own. */
public final class NamedFile {

    private NamedFile() {}

    /**
     * Reads a regular file. If it is a link, what it leads to is read.
     *
     * @param file the file
     * @param most how many bytes it may have
     * @return its content
     * @throws FileFault when it is missing, too large, no regular file, or closed
     */
    public static byte[] read(Path file, int most) throws FileFault {
        try {
            if (isSpecial(file)) {
                throw Folder.noFile(file.toString());
            }
            Path real = file.toRealPath();
            return folderOf(real).read(lastName(real), most);
        } catch (FileFault e) {
            throw e.of(file.toString());
        } catch (IOException | InvalidPathException e) {
            throw Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    ? new FileFault(file.toString(), "the file cannot be read", "Check its permissions.")
                    : new FileFault(file.toString(), "there is no such file", "Check its name.");
        }
    }

    /**
     * Reads a regular file as text.
     *
     * @param file the file
     * @param most how many bytes it may have
     * @return its text
     * @throws FileFault as {@link #read}, and when it is not written in UTF-8
     */
    public static String text(Path file, int most) throws FileFault {
        return Folder.decoded(file.toString(), read(file, most));
    }

    /**
     * Writes a file as {@link Folder#write(String, String)} does. What is no file at all, such as {@code /dev/stdout}, is written to as it is;
     * through a link to a file nothing is written.
     *
     * @param file the file
     * @param text what it is to hold, in UTF-8
     * @throws FileFault when it cannot be written; then it is as it was
     */
    public static void write(Path file, String text) throws FileFault {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file of bytes, as {@link #write(Path, String)}.
     *
     * @param file the file
     * @param bytes what it is to hold
     * @throws FileFault when it cannot be written; then it is as it was
     */
    public static void write(Path file, byte[] bytes) throws FileFault {
        try {
            if (isSpecial(file)) {
                Files.write(file, bytes, StandardOpenOption.WRITE);
            } else {
                folderOf(file).write(lastName(file), bytes);
            }
        } catch (FileFault e) {
            throw e.of(file.toString());
        } catch (IOException e) {
            throw new FileFault(file.toString(), "it cannot be written", "Check its permissions.");
        }
    }

    private static boolean isSpecial(Path file) {
        return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    private static Folder folderOf(Path file) throws FileFault {
        Path folder = file.toAbsolutePath().getParent();
        return Folder.at(folder == null ? file.toAbsolutePath() : folder);
    }

    private static String lastName(Path file) {
        Path last = file.getFileName();
        return last == null ? "" : last.toString();
    }
}
