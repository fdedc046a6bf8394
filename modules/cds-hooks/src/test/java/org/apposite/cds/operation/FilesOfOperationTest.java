package org.apposite.cds.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file is told by line, and with what to do. */
class FilesOfOperationTest {

    private static final Set<String> TOPICS = Set.of("back-pain-child", "low-back-pain");
    private static final Set<String> ISSUERS = Set.of("https://ehr.example");

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("operation.yaml"), text);
    }

    private String problems(Path file) {
        return String.join(
                "\n",
                catchThrowableOfType(
                                SettingsException.class, () -> new OperationFile(file, () -> TOPICS, ISSUERS).close())
                        .problems());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    silent: al                                  | :1:9: "al" cannot stand here. Did you mean "all"?
                    silnt: all                                  | :1:1: "silnt" is not a key of this place. Did you mean "silent"?
                    silent: { topics: [back-pain-chld] }        | :1:20: there is no topic "back-pain-chld". Did you mean "back-pain-child"?
                    silent: { issuers: [https://other.example] } | there is no issuer "https://other.example"
                    silent: { share: 0.3 }                      | a share is a whole number of percent from 0% to 100%. Write it as 25%.
                    silent: { share: 101% }                     | from 0% to 100%
                    silent: [all]                               | keys with values are expected here
                    repeat: twice                               | "twice" cannot stand here. Write one of always, once-per-encounter.
                    override: silence                           | Did you mean "silences"?
                    by:                                         | one value is expected here
                    all                                         | keys with values are expected in this file
                    silent: &x all                              | an anchor (&) is not supported
                    """)
    void every_mistake_is_told_with_its_place(String text, String message) throws IOException {
        assertThat(problems(file(text)))
                .contains(folder.resolve("operation.yaml").toString(), message)
                .hasLineCount(1)
                .doesNotContain("Exception");
    }

    @Test
    void several_mistakes_are_told_at_once() throws IOException {
        assertThat(problems(file("silent: al\nrepeat: never\n"))).hasLineCount(2);
    }

    @Test
    void what_is_no_file_is_told() throws IOException {
        assertThat(problems(folder)).contains("this is a folder");
        assertThat(problems(folder.resolve("none.yaml"))).contains("there is no such file");
    }

    @Test
    void what_is_written_is_what_holds() throws IOException {
        try (OperationFile file = new OperationFile(file("""
                        silent:
                          topics: back-pain-child
                          issuers: [https://ehr.example]
                          share: 25%
                        repeat: once-per-encounter
                        override: silences
                        """), () -> TOPICS, ISSUERS)) {
            Operation now = file.current();
            assertThat(now.silence().parts())
                    .containsExactly("back-pain-child", "https://ehr.example", "25% of patients");
            assertThat(now.oncePerEncounter()).isTrue();
            assertThat(now.overrideSilences()).isTrue();
        }
    }
}
