package org.apposite.authoring.reload;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apposite.file.Contents;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.file.RuleSource;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;

/**
 * One look at a folder, and where it is a layer at what it builds on. What cannot be read counts with the reason why, so that everything else is still seen to change.
 *
 * @param digest the digest of the names and contents of its rule files, YAML files and cases
 * @param faults what cannot be read, by name
 */
record FolderLook(String digest, List<String> faults) {

    private static final Pattern UNSHOWN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");

    /** A case lies deepest: topic/cases/case.yaml. */
    private static final int DEPTH = 3;

    /** A layer, and what it builds on. */
    private static final int MOST_LAYERS = 5;

    private static final String RULE_SET = "rule-set.yaml";

    /** Contents, not times: network mounts report times late, and a copy may keep them. */
    static FolderLook at(Path named) {
        Looking looking = new Looking();
        Optional<Path> next = Optional.of(named);
        for (int i = 0; next.isPresent() && i < MOST_LAYERS; i++) {
            try {
                Contents contents = RuleSource.at(next.get()).open();
                looking.lookInto(contents, "", 1);
                next = below(contents);
            } catch (FileFault e) {
                looking.fault(e);
                next = Optional.empty();
            }
        }
        return new FolderLook(HexFormat.of().formatHex(looking.digest.digest()), List.copyOf(looking.faults));
    }

    /** Where the rules are that a layer builds on; empty when it is none, or builds on those of the library. */
    private static Optional<Path> below(Contents layer) throws FileFault {
        if (layer.find(RULE_SET).isEmpty()
                || !(YamlDocument.read(layer.text(RULE_SET, Folder.MOST_FILE_BYTES))
                                .root()
                        instanceof Mapping set)) {
            return Optional.empty();
        }
        try {
            return set.value("base")
                    .filter(Scalar.class::isInstance)
                    .map(path -> ((Scalar) path).text().strip())
                    .flatMap(path ->
                            layer.place().map(place -> place.resolve(path).normalize()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
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

        private void lookInto(Contents folder, String name, int depth) {
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

        private void lookAt(Contents folder, String name) {
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
