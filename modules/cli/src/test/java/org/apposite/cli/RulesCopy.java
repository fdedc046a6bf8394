package org.apposite.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of rules for tests. */
final class RulesCopy {

    private static final Path SHIPPED = Path.of("..", "..", "rules-drl");
    private static final Path SMALL = Path.of("src", "test", "resources", "small");

    private RulesCopy() {}

    /** Copies the rules that the project ships. */
    static void shipped(Path target) throws IOException {
        copy(SHIPPED, target);
    }

    /** Writes one topic of one rule and one case, with the words of the shipped rules. */
    static void small(Path target) throws IOException {
        copy(SMALL, target);
        Files.copy(SHIPPED.resolve("rule-set.yaml"), target.resolve("rule-set.yaml"));
        copy(SHIPPED.resolve("vocabulary"), target.resolve("vocabulary"));
    }

    static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.toList();
        }
        for (Path one : all) {
            Path target = to.resolve(from.relativize(one).toString());
            if (Files.isDirectory(one)) {
                Files.createDirectories(target);
            } else {
                Files.copy(one, target);
            }
        }
    }
}
