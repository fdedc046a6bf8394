package org.apposite.authoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Folders of rules for tests. */
public final class RulesFolder {

    /** The rules that the project ships. */
    public static final Path SHIPPED = Path.of("..", "..", "rules-drl");

    private RulesFolder() {}

    /** Copies the shipped rules into an empty folder. */
    public static void copyShipped(Path target) throws IOException {
        copy(SHIPPED, target);
    }

    /** Writes rules of one topic, with the words of the shipped rules. */
    public static void write(Path target, Path topic, String id) throws IOException {
        Files.createDirectories(target);
        Files.copy(SHIPPED.resolve("rule-set.yaml"), target.resolve("rule-set.yaml"));
        copy(SHIPPED.resolve("vocabulary"), target.resolve("vocabulary"));
        copy(topic, target.resolve(id));
    }

    /** Copies a folder with all that is in it. */
    public static void copy(Path from, Path to) throws IOException {
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
