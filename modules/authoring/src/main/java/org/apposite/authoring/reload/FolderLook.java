package org.apposite.authoring.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;

/** One look at a folder: a digest of the names and contents of its rule files, YAML files and cases. */
final class FolderLook {

    /** A case lies deepest: topic/cases/case.yaml. */
    private static final int DEPTH = 3;

    private static final String UNREADABLE = "unreadable";

    private FolderLook() {}

    /** Contents, not times: network mounts report times late, and a copy may keep them. */
    static String at(Path folder) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> files = files(folder);
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                String head = folder.relativize(file) + "\n" + content.length + "\n";
                digest.update(head.getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | UncheckedIOException e) {
            return UNREADABLE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What editors and systems keep in a folder begins with a full stop, is no content, and may be closed to others. */
    private static List<Path> files(Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isHidden(folder) && !folder.equals(root)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && counts(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (isHidden(file)) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        files.sort(null);
        return files;
    }

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    private static boolean counts(Path file) {
        String name = String.valueOf(file.getFileName());
        return !isHidden(file) && (name.endsWith(".drl") || name.endsWith(".yaml"));
    }
}
