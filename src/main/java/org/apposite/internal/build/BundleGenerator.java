package org.apposite.internal.build;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.file.Contents;
import org.apposite.file.RuleLock;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Bundle;
import org.apposite.internal.read.ContentFolder;

/** Reads and checks a folder of rules, and writes its texts and the index of it, when the jar is built. */
public final class BundleGenerator {

    private BundleGenerator() {}

    /**
     * Reads a folder.
     *
     * @param args the rules folder, and the folder of classes to write to
     * @throws IOException when the files cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[1]);
        RuleSource source = RuleSource.at(Path.of(args[0]));
        ContentFolder.Result read = ContentFolder.read(source, List.of());
        writeTexts(read.files(), source.open(), target.resolve(ContentFolder.TEXTS));
        if (!read.sound().withdrawals().isEmpty()) {
            throw new IllegalStateException(
                    "a jar cannot carry rules of which something is withdrawn: mend them, or leave it out");
        }
        Path index = target.resolve(Bundle.FILE);
        Files.createDirectories(index.getParent());
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(index))) {
            Bundle.write(read.sound(), out);
        }
    }

    /** What a hospital's layer builds on, and tools show. */
    private static void writeTexts(Map<String, String> texts, Contents folder, Path target) throws IOException {
        Map<String, String> all = new TreeMap<>(texts);
        all.put(RuleLock.FILE, folder.text(RuleLock.FILE, RuleLock.MOST_BYTES));
        for (Map.Entry<String, String> file : all.entrySet()) {
            Path to = target.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.writeString(to, file.getValue());
        }
    }
}
