package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.json.record.CaseError;
import org.apposite.json.record.CaseFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file in the folder {@code bad} stands beside a file with the errors that it must give, one a line. */
class BadCasesTest {

    private static final Path FOLDER = Path.of("src/test/resources/bad");

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".error"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void gives_exactly_the_errors_that_stand_beside_it(String name) throws IOException {
        List<String> errors;
        try (InputStream in = Files.newInputStream(FOLDER.resolve(name))) {
            errors = new CaseReader(Examples.vocabulary())
                    .read(in, CaseFormat.ofFileName(name))
                    .map(CaseRecord::error)
                    .flatMap(Optional::stream)
                    .map(CaseError::toString)
                    .toList();
        }
        assertThat(errors).isEqualTo(Files.readAllLines(FOLDER.resolve(name + ".error")));
    }
}
