package org.apposite.authoring.reload;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;

/**
 * One look at a folder. What cannot be read counts with the reason why, so that everything else is still seen to change.
 *
 * @param digest the digest of the names and contents of its rule files, YAML files and cases
 * @param faults what cannot be read, by name
 */
record FolderLook(String digest, List<String> faults) {

    private static final Pattern UNSHOWN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    /** A case lies deepest: topic/cases/case.yaml. */
    private static final int DEPTH = 3;

    /** Contents, not times: network mounts report times late, and a copy may keep them. */
    static FolderLook at(Path named) {
        Looking looking = new Looking();
        try {
            looking.lookInto(Folder.at(named), "", 1);
        } catch (FileFault e) {
            looking.fault(e);
        }
        return new FolderLook(HexFormat.of().formatHex(looking.digest.digest()), List.copyOf(looking.faults));
    }

    /** Why not everything could be seen, in one line, whatever the names of the files. */
    Optional<String> fault() {
        return faults.stream()
                .findFirst()
                .map(first -> UNSHOWN.matcher(first).replaceAll(" ")
                        + (faults.size() == 1 ? "" : " And " + (faults.size() - 1) + " more."));
    }

    private static final class Looking {

        private final MessageDigest digest = sha256();
        private final Set<String> faults = new LinkedHashSet<>();

        private void lookInto(Folder folder, String name, int depth) {
            List<Folder.Entry> entries;
            try {
                entries = folder.list(name);
            } catch (FileFault e) {
                fault(e);
                return;
            }
            for (Folder.Entry entry : entries) {
                if (entry.type() == Folder.Type.FOLDER) {
                    if (depth < DEPTH) {
                        lookInto(folder, entry.name(), depth + 1);
                    }
                } else if (entry.name().endsWith(".drl") || entry.name().endsWith(".yaml")) {
                    lookAt(folder, entry.name());
                }
            }
        }

        private void lookAt(Folder folder, String name) {
            try {
                byte[] content = folder.read(name, Folder.MOST_FILE_BYTES);
                count(name + "\n" + content.length + "\n");
                digest.update(content);
            } catch (FileFault e) {
                fault(e);
            }
        }

        private void fault(FileFault fault) {
            // What is wrong with all of the folder is found at every file.
            if (faults.add(fault.getMessage())) {
                count(fault.getMessage() + "\n");
            }
        }

        private void count(String text) {
            digest.update(text.getBytes(StandardCharsets.UTF_8));
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
