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

    /** Writes the same with a rating, so that a service takes it. */
    static void served(Path target) throws IOException {
        small(target);
        Files.writeString(target.resolve("one/ratings.drl"), """
                package one;

                import org.apposite.language.Routing;

                global org.apposite.language.Conclude conclude;

                rule "Ratings"
                    @id( one-ratings )
                    @source( interpretation )
                when
                    Routing( matched( "only" ) )
                then
                    conclude.rate( "radiography-spine-area-of-interest", "usually-appropriate", 8, "varies", "interpretation" );
                end
                """);
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
