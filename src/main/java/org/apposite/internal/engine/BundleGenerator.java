package org.apposite.internal.engine;

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
import org.apposite.internal.bundle.CompiledTopic;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.bundle.TopicCompiler;
import org.apposite.internal.read.ContentFolder;
import org.apposite.language.Scope;
import org.apposite.model.Topic;

/** Compiles a folder of rules into classes and an index, when the jar is built. */
public final class BundleGenerator {

    private BundleGenerator() {}

    /**
     * Compiles a folder.
     *
     * @param args the rules folder, and the folder to write classes and index to
     * @throws IOException when the files cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path target = Path.of(args[1]);
        RuleSource source = RuleSource.at(Path.of(args[0]));
        ContentFolder.Result read = ContentFolder.read(source, List.of());
        Content content = read.sound();
        writeTexts(read.files(), source.open(), target.resolve(ContentFolder.TEXTS));
        Map<String, String> models = new TreeMap<>();
        for (Topic topic : content.topics()) {
            CompiledTopic compiled = TopicCompiler.compile(Scope.of(topic, content.vocabulary()), Stage.class);
            models.put(topic.id(), compiled.modelClass());
            for (Map.Entry<String, byte[]> entry : compiled.classes().entrySet()) {
                Path file = target.resolve(entry.getKey().replace('.', '/') + ".class");
                Files.createDirectories(file.getParent());
                Files.write(file, entry.getValue());
            }
        }
        Path index = target.resolve(Bundle.FILE);
        Files.createDirectories(index.getParent());
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(index))) {
            new Bundle(content, models).write(out);
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
