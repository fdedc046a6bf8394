package org.apposite.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open folder, in which no link is followed. Where the system can open a file by its folder, as Linux can, nothing changes
 * when a link takes the place of the folder, or of one above it, meanwhile.
 *
 * @param path where the folder is
 * @param stream the folder
 */
record OpenFolder(Path path, DirectoryStream<Path> stream) implements Closeable {

    @SuppressWarnings("StreamResourceLeak") // closed with the folder
    static OpenFolder at(Path path) throws IOException {
        return new OpenFolder(path, Files.newDirectoryStream(path));
    }

    OpenFolder below(Path name) throws IOException {
        Path below = path.resolve(name);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            return new OpenFolder(below, secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }
        if (!attributes(name).isDirectory()) {
            throw new NotDirectoryException(below.toString());
        }
        return at(below);
    }

    BasicFileAttributes attributes(Path name) throws IOException {
        return stream instanceof SecureDirectoryStream<Path> secure
                ? secure.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                : Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    SeekableByteChannel reading(Path name) throws IOException {
        return open(name, Set.of(StandardOpenOption.READ));
    }

    /** A file that was not there before. */
    SeekableByteChannel creating(Path name) throws IOException {
        return open(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    private SeekableByteChannel open(Path name, Set<OpenOption> options) throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            all.add(LinkOption.NOFOLLOW_LINKS);
            return secure.newByteChannel(name, all);
        }
        Path file = path.resolve(name);
        // An archive has no links, and refuses to be asked.
        if (path.getFileSystem().equals(FileSystems.getDefault())) {
            all.add(LinkOption.NOFOLLOW_LINKS);
            if (!path.equals(path.toRealPath())) {
                throw new FileSystemException(file.toString(), null, "a link took the place of a folder");
            }
        }
        return Files.newByteChannel(file, all);
    }

    /** Gives one file the permissions of another. */
    void permit(Path name, Path as) throws IOException {
        PosixFileAttributeView from = permissions(as);
        PosixFileAttributeView to = permissions(name);
        if (from != null && to != null) {
            to.setPermissions(from.readAttributes().permissions());
        }
    }

    private @Nullable PosixFileAttributeView permissions(Path name) {
        return stream instanceof SecureDirectoryStream<Path> secure
                ? secure.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(
                        path.resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Puts one file into the place of another, at once. */
    void move(Path from, Path to) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            secure.move(from, secure, to);
        } else {
            Files.move(path.resolve(from), path.resolve(to), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void delete(Path name) throws IOException {
        if (stream instanceof SecureDirectoryStream<Path> secure) {
            secure.deleteFile(name);
        } else {
            Files.deleteIfExists(path.resolve(name));
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
