package org.apposite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The made-up topic of the test resources, put beside the first one: its folder, and the words that it needs. */
final class SecondTopic {

    private static final Path RESOURCES = Path.of("src", "test", "resources", "second-topic");
    private static final String ID = "made-up-topic";

    private SecondTopic() {}

    /** Both topics, compiled on first use. */
    static ClinicalRules besideTheFirst() {
        return Both.RULES;
    }

    private static final class Both {
        static final ClinicalRules RULES = load();

        private static ClinicalRules load() {
            try {
                Path folder = Files.createTempDirectory("second-topic");
                try {
                    write(folder);
                    return ClinicalRules.from(folder);
                } finally {
                    Rules.delete(folder);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Copies the rules into an empty folder and adds the topic; returns the topic's own folder. */
    static Path write(Path folder) throws IOException {
        Rules.copy(Rules.FOLDER, folder);
        Rules.copy(RESOURCES.resolve(ID), folder.resolve(ID));
        Path vocabulary = folder.resolve("vocabulary");
        Path findings = vocabulary.resolve("findings.yaml");
        Rules.addBelow(findings, "findings", Files.readString(RESOURCES.resolve("findings.yaml")));
        Rules.addBelow(findings, "complaints", Files.readString(RESOURCES.resolve("complaints.yaml")));
        Files.writeString(
                vocabulary.resolve("sources.yaml"),
                Files.readString(RESOURCES.resolve("sources.yaml")),
                StandardOpenOption.APPEND);
        return folder.resolve(ID);
    }
}
