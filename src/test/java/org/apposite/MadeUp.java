package org.apposite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apposite.model.Topic;

/**
 * The made-up topics of the test resources: a head, a limb and a belly of gnomes, and a topic with a rule for each question.
 * They use every kind of datum.
 */
final class MadeUp {

    static final Path FOLDER = Path.of("src", "test", "resources", "made-up");
    private static final Path QUESTIONS = Path.of("src", "test", "resources", "questions");
    private static final Map<String, ClinicalRules> COMPILED = new ConcurrentHashMap<>();

    private MadeUp() {}

    /** The head, the limb, and the belly of young and of old gnomes, compiled on first use. */
    static ClinicalRules topics() {
        return COMPILED.computeIfAbsent("topics", any -> ClinicalRules.from(FOLDER));
    }

    /** One of the topics. */
    static Topic topic(String id) {
        return topics().topics().stream()
                .filter(topic -> topic.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The topic that tells with an alert for each question whether it is answered with yes. */
    static ClinicalRules questions() {
        return COMPILED.computeIfAbsent("questions", any -> compiled(QUESTIONS));
    }

    private static ClinicalRules compiled(Path topic) {
        try {
            Path folder = Files.createTempDirectory("made-up");
            try {
                writeVocabulary(folder);
                Rules.copy(topic, folder.resolve(String.valueOf(topic.getFileName())));
                return ClinicalRules.from(folder);
            } finally {
                Rules.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies the vocabulary and no topic into an empty folder. */
    static void writeVocabulary(Path folder) throws IOException {
        Files.copy(FOLDER.resolve("rule-set.yaml"), folder.resolve("rule-set.yaml"));
        Rules.copy(FOLDER.resolve("vocabulary"), folder.resolve("vocabulary"));
    }
}
