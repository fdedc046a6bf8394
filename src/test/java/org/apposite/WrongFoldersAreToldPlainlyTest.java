package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an author is told of a vocabulary, a topic or a rule that cannot be meant so. Each folder of {@code wrong} is laid over
 * {@code wrong/base}, which is right; beside its files stands all that is said.
 */
class WrongFoldersAreToldPlainlyTest {

    private static final Path WRONG = Path.of("src/test/resources/wrong");
    private static final String BASE = "base";
    private static final String EXPECTED = "expected.txt";

    @TempDir
    private Path folder;

    static List<String> wrong() throws IOException {
        try (Stream<Path> folders = Files.list(WRONG)) {
            return folders.map(one -> String.valueOf(one.getFileName()))
                    .filter(name -> !name.equals(BASE))
                    .sorted()
                    .toList();
        }
    }

    private static void lay(Path from, Path over) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.filter(Files::isRegularFile)
                    .filter(one -> !one.endsWith(EXPECTED))
                    .toList()) {
                Path target = over.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_is_wrong_is_told_with_its_place_and_nothing_is_loaded(String wrong) throws IOException {
        lay(WRONG.resolve(BASE), folder);
        lay(WRONG.resolve(wrong), folder);

        String told = ClinicalRules.check(folder).stream()
                .map(RuleIssue::toString)
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(told).isEqualTo(Files.readString(WRONG.resolve(wrong).resolve(EXPECTED)));
        assertThatThrownBy(() -> ClinicalRules.from(folder)).isInstanceOf(RuleSetException.class);
    }

    @Test
    void what_they_are_laid_over_is_right() throws IOException {
        lay(WRONG.resolve(BASE), folder);

        assertThat(ClinicalRules.check(folder)).isEmpty();
    }
}
