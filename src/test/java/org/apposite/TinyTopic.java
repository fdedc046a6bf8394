package org.apposite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A rules folder with the vocabulary of the project and one topic of one rule. */
final class TinyTopic {

    private TinyTopic() {}

    static void in(Path folder) throws IOException {
        Path source = Path.of("rules-drl");
        Files.createDirectories(folder.resolve("vocabulary"));
        Files.copy(source.resolve("rule-set.yaml"), folder.resolve("rule-set.yaml"));
        try (Stream<Path> files = Files.list(source.resolve("vocabulary"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("vocabulary").resolve(file.getFileName()));
            }
        }
        Path topic = Files.createDirectories(folder.resolve("tiny-topic"));
        for (String file : List.of("topic.yaml", "tiny.drl")) {
            Files.copy(Path.of("src/test/resources/tiny-topic").resolve(file), topic.resolve(file));
        }
    }
}
