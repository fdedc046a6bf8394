package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody who knows medicine and not programming is told of a slip. Each file of the folder {@code mistaken} has
 * one, and most have another in a second rule, which must not be hidden by the first; beside it stands all that is said.
 */
class MistakesAreToldPlainlyTest {

    private static final Path MISTAKEN = Path.of("src/test/resources/mistaken");
    private static final String WORDS_OF_PROGRAMMERS =
            "(?i).*\\b(null|strings?|class|method|exception|pars(e|er|ing)|tokens?|boolean|integer|java|eof|mismatched|"
                    + "viable|syntax|stack|drools|antlr)\\b.*";

    @TempDir
    private Path folder;

    static List<String> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(MISTAKEN)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".drl"))
                    .map(name -> name.substring(0, name.length() - ".drl".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_slip_is_told_at_its_place_and_hides_no_other(String mistake) throws IOException {
        TinyTopic.in(folder);
        Files.copy(MISTAKEN.resolve(mistake + ".drl"), folder.resolve("tiny-topic/mistaken.drl"));

        String told = ClinicalRules.check(folder).stream()
                .map(issue -> issue.code() + " " + issue.line() + ":" + issue.column() + " " + issue.message() + " | "
                        + issue.suggestion())
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(told).isEqualTo(Files.readString(MISTAKEN.resolve(mistake + ".expected")));
    }

    @ParameterizedTest
    @CsvFileSource(files = "src/test/resources/mistaken-topic.csv", delimiter = '|', quoteCharacter = '`')
    void a_slip_in_the_file_of_a_topic_is_told_at_its_place(String right, String wrong, String told)
            throws IOException {
        TinyTopic.in(folder);
        Path file = folder.resolve("tiny-topic/topic.yaml");
        Files.writeString(
                file,
                Files.readString(file).replace(right, wrong.replace("\\n", "\n").replace("\\t", "\t")));

        assertThat(ClinicalRules.check(folder))
                .extracting(issue -> issue.toString().replace("tiny-topic/topic.yaml:", ""))
                .containsExactly(told.split("\\\\n"));
    }

    @Test
    void no_message_has_a_word_of_programmers() throws IOException {
        for (Path folderOfMessages : List.of(MISTAKEN, Path.of("src/test/resources/refused"))) {
            try (Stream<Path> files = Files.list(folderOfMessages)) {
                for (Path file : files.filter(one -> one.toString().endsWith(".expected"))
                        .toList()) {
                    assertThat(messagesWithoutWhatIsQuoted(file))
                            .as(file.toString())
                            .noneMatch(line -> line.matches(WORDS_OF_PROGRAMMERS));
                }
            }
        }
    }

    /** What stands behind a colon, or in quotes, is shown from the file. */
    private static List<String> messagesWithoutWhatIsQuoted(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceAll("(not|absence|this|on): .*", "").replaceAll("\"[^\"]*\"", ""))
                .toList();
    }

    @Test
    void reading_a_wrong_file_prints_nothing() throws IOException {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(all);
            System.setErr(all);
            for (Path wrong : List.of(MISTAKEN, Path.of("src/test/resources/refused"))) {
                try (Stream<Path> files = Files.list(wrong)) {
                    for (Path file :
                            files.filter(one -> one.toString().endsWith(".drl")).toList()) {
                        Path copy = Files.createDirectories(folder.resolve(String.valueOf(file.getFileName())));
                        TinyTopic.in(copy);
                        Files.copy(file, copy.resolve("tiny-topic/wrong.drl"));
                        ClinicalRules.check(copy);
                    }
                }
            }
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
