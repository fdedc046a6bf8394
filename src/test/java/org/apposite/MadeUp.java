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
public final class MadeUp {

    public static final Path FOLDER = Path.of("src", "test", "resources", "made-up");
    private static final Path QUESTIONS = Path.of("src", "test", "resources", "questions");
    private static final Path TEXTS = Path.of("src", "test", "resources", "texts");
    private static final Map<String, ClinicalRules> COMPILED = new ConcurrentHashMap<>();

    private MadeUp() {}

    /** The head, the limb, and the belly of young and of old gnomes, compiled on first use. */
    public static ClinicalRules topics() {
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
    public static ClinicalRules questions() {
        return COMPILED.computeIfAbsent("questions", any -> compiled(MadeUp::writeQuestions));
    }

    /** The topic that fills each place of a text, and rates with every mark that a rating can have. */
    static ClinicalRules texts() {
        return COMPILED.computeIfAbsent(
                "texts",
                any -> compiled(folder -> {
                    writeVocabulary(folder);
                    Rules.copy(TEXTS, folder.resolve("texts"));
                }));
    }

    /** The head beside the topic of questions, whose every yes is an emergency. */
    public static ClinicalRules headBesideEmergencies() {
        return COMPILED.computeIfAbsent(
                "emergencies",
                any -> compiled(folder -> {
                    writeQuestions(folder);
                    Rules.copy(FOLDER.resolve("gnome-head"), folder.resolve("gnome-head"));
                    Path questions = folder.resolve("questions/questions.drl");
                    Files.writeString(questions, Files.readString(questions).replace("\"info\"", "\"critical\""));
                }));
    }

    private interface Writer {
        void write(Path folder) throws IOException;
    }

    private static ClinicalRules compiled(Writer writer) {
        try {
            Path folder = Files.createTempDirectory("made-up");
            try {
                writer.write(folder);
                return ClinicalRules.from(folder);
            } finally {
                Rules.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeQuestions(Path folder) throws IOException {
        writeVocabulary(folder);
        Rules.copy(QUESTIONS, folder.resolve("questions"));
    }

    /** Copies the vocabulary and no topic into an empty folder. */
    static void writeVocabulary(Path folder) throws IOException {
        Files.copy(FOLDER.resolve("rule-set.yaml"), folder.resolve("rule-set.yaml"));
        Rules.copy(FOLDER.resolve("vocabulary"), folder.resolve("vocabulary"));
    }
}
