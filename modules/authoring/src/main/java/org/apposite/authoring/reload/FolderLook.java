package org.apposite.authoring.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** One look at a folder: a digest of the names and contents of its rule files, YAML files and cases. */
final class FolderLook {

    /** A case lies deepest: topic/cases/case.yaml. */
    private static final int DEPTH = 3;

    private static final String UNREADABLE = "unreadable";

    private FolderLook() {}

    /** Contents, not times: network mounts report times late, and a copy may keep them. */
    static String at(Path folder) {
        try (Stream<Path> walk = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> files = walk.filter(FolderLook::counts)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
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

    private static boolean counts(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".drl") || name.endsWith(".yaml");
    }
}
