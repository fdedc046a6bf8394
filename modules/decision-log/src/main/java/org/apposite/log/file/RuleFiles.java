package org.apposite.log.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.file.NamedFile;
import org.apposite.log.store.RuleStore;

/**
 * Rules as files in a folder, each by its digest.
 *
 * @param folder the folder, made when it is needed
 */
record RuleFiles(Path folder) implements RuleStore {

    /** Where they stand beside the logs of a folder. */
    static final String FOLDER = "rules";

    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");
    private static final int MOST_BYTES = 64 << 20;

    @Override
    public boolean keep(String digest, byte[] rules) throws IOException {
        Optional<Path> file = file(digest);
        if (file.isEmpty() || rules.length > MOST_BYTES) {
            return false;
        }
        if (!Files.isDirectory(folder)) {
            LogFiles.createFolder(folder);
        }
        NamedFile.write(file.get(), rules);
        return true;
    }

    @Override
    public Optional<byte[]> find(String digest) throws IOException {
        Optional<Path> file = file(digest);
        return file.isPresent() && Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(NamedFile.read(file.get(), MOST_BYTES))
                : Optional.empty();
    }

    private Optional<Path> file(String digest) {
        Matcher digits = DIGEST.matcher(digest);
        return digits.matches() ? Optional.of(folder.resolve(digits.group(1) + ".rules")) : Optional.empty();
    }
}
