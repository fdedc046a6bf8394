package org.apposite.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A folder that a person named, read and written as if somebody hostile had filled it. Names in it are relative to it, with
 * {@code /}.
 *
 * <ul>
 *   <li>Only regular files are read. Pipes, sockets and devices are not opened.
 *   <li>Links on the way to the folder are the person's own. Links in it are followed only as long as they lead to something in it,
 *       as those of a ConfigMap of Kubernetes do.
 *   <li>Nothing is written through a link in it. A file is written beside its place and moved there at once.
 *   <li>Sizes are counted while reading, whatever the system said of them before: {@link #MOST_FILE_BYTES} a file unless the caller
 *       says otherwise, 64 MiB altogether. A folder in it may hold 5,000 entries and all of them 100,000, 16 levels deep.
 * </ul>
 *
 * <p>For one read of the folder or one write, by one thread.
 */
public final class Folder implements Contents {

    /** How large a file of rules, or a case, may be: 1 MiB. */
    public static final int MOST_FILE_BYTES = 1 << 20;

    private static final int MOST_ENTRIES = 5_000;
    private static final int MOST_ENTRIES_ALTOGETHER = 100_000;
    static final int MOST_BYTES_ALTOGETHER = 64 << 20;
    private static final int MOST_LEVELS = 16;

    private static final int BUFFER_BYTES = 1 << 16;

    private static final String DRAFT_PREFIX = ".apposite-";
    private static final String DRAFT = ".new";
    private static final String CLOSED = "Check its permissions.";
    private static final String THROUGH_LINK = "this is a link, and nothing is written through links in a folder";

    private final Path root;
    private int entries;
    private int bytes;

    private Folder(Path root) {
        this.root = root;
    }

    /**
     * A folder.
     *
     * @param named where it is, as a person said
     * @return the folder
     * @throws FileFault when there is no such folder, or it is closed
     */
    public static Folder at(Path named) throws FileFault {
        try {
            Path root = named.toRealPath();
            if (Files.isDirectory(root)) {
                return new Folder(root);
            }
        } catch (AccessDeniedException e) {
            throw new FileFault("", "the folder cannot be read", CLOSED);
        } catch (IOException e) {
            throw new FileFault("", "there is no such folder: " + named, "Check its name.");
        }
        throw new FileFault("", "this is not a folder: " + named, "Name the folder that is meant.");
    }

    /** What an entry of a folder is. */
    public enum Type {
        /** A regular file, or a link to one in the folder. */
        FILE,
        /** A folder, or a link to one in the folder. */
        FOLDER,
        /** What can only be refused: a pipe, a socket, a device, or a link that leads out of the folder or nowhere. */
        OTHER
    }

    /**
     * An entry of a folder.
     *
     * @param name its name, relative to the {@code Folder}
     * @param type what it is
     * @param isLink whether it is a link
     */
    public record Entry(String name, Type type, boolean isLink) {

        /**
         * The name within the folder that holds it.
         *
         * @return what stands behind the last {@code /}
         */
        public String lastName() {
            return name.substring(name.lastIndexOf('/') + 1);
        }
    }

    /**
     * What a folder holds, but for what begins with a full stop: editors and systems keep that, and it is nobody's content.
     *
     * @param name the folder; empty for this one
     * @return its entries, by name
     * @throws FileFault when it cannot be read, holds too much, or lies too deep
     */
    @Override
    public List<Entry> list(String name) throws FileFault {
        checkLevels(name);
        Path real = real(name);
        if (!Files.isDirectory(real)) {
            throw noFolder(name);
        }
        List<Entry> listed = new ArrayList<>();
        try (OpenFolder folder = open(root.relativize(real))) {
            int seen = 0;
            for (Path entry : folder.stream()) {
                Path last = entry.getFileName();
                checkCount(name, ++seen, ++entries);
                if (!last.toString().startsWith(".")) {
                    listed.add(entry(real.resolve(last), name.isEmpty() ? last.toString() : name + "/" + last));
                }
            }
        } catch (FileFault e) {
            throw e;
        } catch (IOException | DirectoryIteratorException e) {
            throw new FileFault(name, "the folder cannot be read", CLOSED);
        }
        listed.sort(Comparator.comparing(Entry::name));
        return listed;
    }

    static void checkLevels(String folder) throws FileFault {
        if (folder.chars().filter(one -> one == '/').count() >= MOST_LEVELS) {
            throw new FileFault(
                    folder,
                    "folders are nested more than " + MOST_LEVELS + " levels deep",
                    "Move it up, or elsewhere.");
        }
    }

    static void checkCount(String folder, int inThisOne, int altogether) throws FileFault {
        if (inThisOne > MOST_ENTRIES) {
            throw new FileFault(
                    folder,
                    "the folder holds more than " + MOST_ENTRIES + " files",
                    "Keep elsewhere what is not needed.");
        }
        if (altogether > MOST_ENTRIES_ALTOGETHER) {
            throw new FileFault(
                    "",
                    "there are more than " + MOST_ENTRIES_ALTOGETHER + " files and folders in it",
                    "Keep elsewhere what is not needed.");
        }
    }

    /**
     * What has a name.
     *
     * @param name a name
     * @return the entry; empty when there is none, also no link that leads nowhere
     */
    @Override
    public Optional<Entry> find(String name) {
        try {
            int last = name.lastIndexOf('/');
            Path folder = last < 0 ? root : real(name.substring(0, last));
            Path file = folder.resolve(path(name.substring(last + 1)));
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(entry(file, name)) : Optional.empty();
        } catch (FileFault e) {
            return Optional.empty();
        }
    }

    private Entry entry(Path file, String name) {
        try {
            BasicFileAttributes there = attributes(file);
            BasicFileAttributes real = there.isSymbolicLink() ? attributes(real(name)) : there;
            Type type = real.isRegularFile() ? Type.FILE : real.isDirectory() ? Type.FOLDER : Type.OTHER;
            return new Entry(name, type, there.isSymbolicLink());
        } catch (IOException e) {
            // Whoever reads it is told why it cannot be read.
            return new Entry(name, Type.OTHER, Files.isSymbolicLink(file));
        }
    }

    /**
     * Reads a file.
     *
     * @param name its name
     * @param most how many bytes it may have
     * @return its content
     * @throws FileFault when it is missing, too large, no regular file, not in the folder, or closed
     */
    @Override
    public byte[] read(String name, int most) throws FileFault {
        Path real = real(name);
        if (Files.isDirectory(real)) {
            throw isFolder(name);
        }
        byte[] content;
        Path last = real.getFileName();
        try (OpenFolder folder = open(root.relativize(real.getParent()))) {
            if (!folder.attributes(last).isRegularFile()) {
                throw noFile(name);
            }
            try (InputStream in = Channels.newInputStream(folder.reading(last))) {
                content = in.readNBytes(Math.min(most, MOST_BYTES_ALTOGETHER - bytes) + 1);
            }
        } catch (FileFault e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new FileFault(name, "the file disappeared while the folder was being read", "Try again.");
        } catch (IOException e) {
            throw new FileFault(name, "the file cannot be read", CLOSED);
        }
        if (content.length > most) {
            bytes = Math.min(bytes + most, MOST_BYTES_ALTOGETHER);
            throw tooLarge(name, most);
        }
        if (content.length > MOST_BYTES_ALTOGETHER - bytes) {
            throw tooLargeAltogether();
        }
        bytes += content.length;
        return content;
    }

    @Override
    public Optional<Path> place() {
        return Optional.of(root);
    }

    @Override
    public boolean isPacked() {
        return false;
    }

    static String decoded(String name, byte[] content) throws FileFault {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FileFault(name, "the file is not written in UTF-8", "Save it as UTF-8.");
        }
    }

    private static String size(int bytes) {
        return bytes >> 20 << 20 == bytes && bytes > 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }

    /**
     * Writes a file, at once: whoever reads it meanwhile sees what was there before, or all that is new. A file that is there keeps its
     * permissions; a new one gets those that new files have. Folders that are missing are made.
     *
     * @param name its name
     * @param text what it is to hold, in UTF-8
     * @throws FileFault when it cannot be written; then it is as it was
     */
    public void write(String name, String text) throws FileFault {
        put(name, written(text), true, unshared(), () -> true);
    }

    /** What a file is to hold, when that is more than a text. */
    @FunctionalInterface
    public interface Writing {

        /**
         * Writes it.
         *
         * @param out where to; it is closed for whoever writes
         * @throws IOException when there is nothing to be kept
         */
        void to(OutputStream out) throws IOException;
    }

    /**
     * Writes a file as {@link #write(String, String)} does, piece by piece.
     *
     * @param name its name
     * @param content what it is to hold
     * @throws FileFault when it cannot be written, or what writes fails; then it is as it was
     */
    public void write(String name, Writing content) throws FileFault {
        put(name, content, true, unshared(), () -> true);
    }

    private static Writing written(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes away what writers that were killed left in a folder. Nobody may be writing there.
     *
     * @param name the folder; empty for this one
     * @throws FileFault when it cannot be read or written
     */
    public void clearDrafts(String name) throws FileFault {
        try (OpenFolder folder = open(root.relativize(real(name)))) {
            List<Path> left = new ArrayList<>();
            for (Path entry : folder.stream()) {
                String last = entry.getFileName().toString();
                if (last.startsWith(DRAFT_PREFIX) && last.endsWith(DRAFT)) {
                    left.add(entry.getFileName());
                }
            }
            for (Path draft : left) {
                folder.delete(draft);
            }
        } catch (FileFault e) {
            throw e;
        } catch (IOException | DirectoryIteratorException e) {
            throw new FileFault(name, "the folder cannot be cleared", CLOSED);
        }
    }

    /**
     * Writes a file of bytes, as {@link #write(String, String)}.
     *
     * @param name its name
     * @param bytes what it is to hold
     * @throws FileFault when it cannot be written; then it is as it was
     */
    public void write(String name, byte[] bytes) throws FileFault {
        put(name, out -> out.write(bytes), true, unshared(), () -> true);
    }

    /**
     * Writes a file that still holds what was read of it, as {@link #write(String, String)} does. Of several who change what they have read at the same
     * moment, one writes, whatever process each is in; the others have to read it again.
     *
     * @param name its name
     * @param was what was read of it, {@link #MOST_FILE_BYTES} at most; empty when it was not there
     * @param text what it is to hold
     * @return false when it holds something else, or somebody is changing the same; then it is as it was
     * @throws FileFault when it cannot be written
     */
    public boolean replace(String name, Optional<String> was, String text) throws FileFault {
        // Whoever has read the same drafts in the same place, and only the first one can.
        return put(
                name,
                written(text),
                true,
                draftAfter(name, was),
                () -> now(name).equals(was));
    }

    /**
     * Where {@link #replace} drafts: what is left there by a command that was killed keeps others from replacing the same.
     *
     * @param name the name of the file
     * @param was what it holds, empty when it is not there
     * @return the name of the draft in this folder
     */
    public static String draftAfter(String name, Optional<String> was) {
        String content = was.map(text -> "1" + text).orElse("0");
        return DRAFT_PREFIX + UUID.nameUUIDFromBytes((name + "\n" + content).getBytes(StandardCharsets.UTF_8)) + DRAFT;
    }

    private static String unshared() {
        return DRAFT_PREFIX + UUID.randomUUID() + DRAFT;
    }

    private Optional<String> now(String name) throws FileFault {
        return find(name).isPresent() ? Optional.of(text(name, MOST_FILE_BYTES)) : Optional.empty();
    }

    /**
     * Writes a file of a name that nothing has yet, as {@link #write(String, String)} does.
     *
     * @param name its name
     * @param text what it is to hold, in UTF-8
     * @return false when something has the name, which is left alone
     * @throws FileFault when it cannot be written
     */
    public boolean create(String name, String text) throws FileFault {
        return put(name, written(text), false, unshared(), () -> true);
    }

    /** What has to hold once nobody else can write the same draft. */
    private interface Condition {
        boolean holds() throws FileFault;
    }

    private boolean put(String name, Writing content, boolean replaces, String draftName, Condition condition)
            throws FileFault {
        Path draft = path(draftName);
        try (OpenFolder folder = openForWriting(name)) {
            Path last = path(name).getFileName();
            boolean isThere = isThere(folder, last, name, replaces);
            if (isThere && !replaces) {
                return false;
            }
            SeekableByteChannel created;
            try {
                created = folder.creating(draft);
            } catch (FileAlreadyExistsException e) {
                return false;
            }
            try {
                try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(created), BUFFER_BYTES)) {
                    if (!condition.holds()) {
                        folder.delete(draft);
                        return false;
                    }
                    if (isThere) {
                        folder.permit(draft, last);
                    }
                    content.to(out);
                }
                folder.move(draft, last);
            } catch (IOException | RuntimeException e) {
                discard(folder, draft, e);
                throw e;
            }
            return true;
        } catch (FileFault e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new FileFault(name, "no permission to write the file", CLOSED);
        } catch (IOException e) {
            throw new FileFault(name, "the file cannot be written", "Check the folder, and the space that is left.");
        }
    }

    private static void discard(OpenFolder folder, Path draft, Exception why) {
        try {
            folder.delete(draft);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    private static boolean isThere(OpenFolder folder, Path last, String name, boolean replaces) throws IOException {
        BasicFileAttributes there;
        try {
            there = folder.attributes(last);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (there.isSymbolicLink()) {
            throw new FileFault(name, THROUGH_LINK, "Name the file that it leads to, or put a file in its place.");
        }
        if (replaces) {
            if (there.isDirectory()) {
                throw isFolder(name);
            }
            if (!there.isRegularFile()) {
                throw noFile(name);
            }
            // A move would replace even a file that nobody may write.
            if (!Files.isWritable(folder.path().resolve(last))) {
                throw new AccessDeniedException(name);
            }
        }
        return true;
    }

    private Path path(String name) throws FileFault {
        try {
            Path path = root.getFileSystem().getPath(name);
            if (!path.isAbsolute() && !path.startsWith("..") && path.equals(path.normalize())) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Told below.
        }
        throw new FileFault(name, "no file can have this name here", "Give it another name.");
    }

    /** The folder of a file that is to be written. */
    private OpenFolder openForWriting(String name) throws IOException {
        OpenFolder folder = OpenFolder.at(root);
        String so = "";
        Path parts = path(name);
        for (int i = 0; i < parts.getNameCount() - 1; i++) {
            Path part = parts.getName(i);
            so = so.isEmpty() ? part.toString() : so + "/" + part;
            try (OpenFolder above = folder) {
                BasicFileAttributes there = made(above, part);
                if (there.isSymbolicLink()) {
                    throw new FileFault(so, THROUGH_LINK, "Put a folder in its place.");
                }
                if (!there.isDirectory()) {
                    throw noFolder(so);
                }
                folder = above.below(part);
            }
        }
        return folder;
    }

    private static BasicFileAttributes made(OpenFolder in, Path folder) throws IOException {
        try {
            return in.attributes(folder);
        } catch (NoSuchFileException missing) {
            try {
                Files.createDirectory(in.path().resolve(folder));
            } catch (FileAlreadyExistsException e) {
                // Somebody else was quicker.
            }
            return in.attributes(folder);
        }
    }

    /** A folder without links on the way to it. */
    private OpenFolder open(Path real) throws IOException {
        OpenFolder folder = OpenFolder.at(root);
        if (!real.toString().isEmpty()) {
            for (Path part : real) {
                try (OpenFolder above = folder) {
                    folder = above.below(part);
                }
            }
        }
        return folder;
    }

    /** Where a name leads. What is wrong is told of the outermost folder that is. */
    private Path real(String name) throws FileFault {
        Path real = root;
        String so = "";
        for (Path part : path(name)) {
            if (!part.toString().isEmpty()) {
                if (!Files.isDirectory(real)) {
                    throw noFolder(so);
                }
                so = so.isEmpty() ? part.toString() : so + "/" + part;
                real = real(real.resolve(part), so, name);
            }
        }
        return real;
    }

    private Path real(Path next, String name, String wanted) throws FileFault {
        try {
            if (!attributes(next).isSymbolicLink()) {
                return next;
            }
        } catch (NoSuchFileException e) {
            throw missing(wanted);
        } catch (IOException e) {
            throw new FileFault(name, "the file cannot be read", CLOSED);
        }
        try {
            Path real = next.toRealPath();
            if (real.startsWith(root)) {
                return real;
            }
        } catch (AccessDeniedException e) {
            throw new FileFault(name, "the file cannot be read", CLOSED);
        } catch (IOException e) {
            // Of a link that leads in a circle the system says no more than of another fault.
            throw new FileFault(name, "this is a link that leads nowhere", "Restore what it leads to, or remove it.");
        }
        throw new FileFault(name, "this is a link that leads out of the folder", "Put what it leads to in its place.");
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static FileFault noFile(String name) {
        return new FileFault(name, "this is a pipe, a socket or a device, not a file", "Put a file in its place.");
    }

    static FileFault missing(String name) {
        return new FileFault(name, "the file is missing", "Add it.");
    }

    static FileFault isFolder(String name) {
        return new FileFault(name, "this is a folder, not a file", "Rename it, or move it elsewhere.");
    }

    static FileFault tooLarge(String name, int most) {
        return new FileFault(name, "the file is larger than " + size(most), "Split it, or make it smaller.");
    }

    static FileFault tooLargeAltogether() {
        return new FileFault(
                "",
                "the files in it are larger than " + size(MOST_BYTES_ALTOGETHER) + " altogether",
                "Keep elsewhere what is not needed.");
    }

    static FileFault noFolder(String name) {
        return new FileFault(name, "this is not a folder", "Put a folder in its place.");
    }
}
