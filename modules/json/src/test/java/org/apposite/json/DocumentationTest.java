package org.apposite.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.json.record.CaseError;
import org.apposite.json.record.CaseFormat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages for people say what the reader of cases does: its codes, what is wrong and what is right. */
class DocumentationTest {

    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern CODE = Pattern.compile("\"(CASE-\\d+)\"");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (CASE-\\d+)\\n(.*?)(?=^##? |\\z)");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^(Wrong|Right)[^\\n]*:\\n\\n```yaml\\n(.*?)^```");

    private final CaseReader reader = new CaseReader(ClinicalRules.bundled().vocabulary());

    @Test
    void every_code_of_an_error_has_a_section_in_troubleshooting() throws IOException {
        TreeSet<String> codes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CODE.matcher(Files.readString(file)).results().forEach(code -> codes.add(code.group(1)));
            }
        }

        assertThat(sections().map(section -> section.group(1))).containsExactlyElementsOf(codes);
    }

    @TestFactory
    Stream<DynamicTest> what_is_wrong_gets_its_code_and_what_is_right_is_read() throws IOException {
        return sections()
                .flatMap(section -> EXAMPLE.matcher(section.group(2))
                        .results()
                        .map(example -> test(section.group(1), example.group(1), example.group(2))));
    }

    private DynamicTest test(String code, String kind, String text) {
        List<String> expected = kind.equals("Wrong") ? List.of(code) : List.of();
        return DynamicTest.dynamicTest(
                code + ", " + kind, () -> assertThat(codes(text)).isEqualTo(expected));
    }

    @TestFactory
    Stream<DynamicTest> every_example_is_read() throws IOException {
        try (Stream<Path> files = Files.list(DOCS.resolve("examples"))) {
            // A table is read by a batch.
            return files
                    .filter(file ->
                            Files.isRegularFile(file) && !file.toString().endsWith(".csv"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        try (InputStream in = Files.newInputStream(file)) {
                            assertThat(reader.read(in, CaseFormat.ofFileName(file.toString())))
                                    .isNotEmpty()
                                    .allMatch(one -> one.error().isEmpty());
                        }
                    }));
        }
    }

    private List<String> codes(String text) {
        InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return reader.read(in, CaseFormat.YAML)
                .flatMap(one -> one.error().stream())
                .map(CaseError::code)
                .toList();
    }

    private static Stream<MatchResult> sections() throws IOException {
        return SECTION.matcher(Files.readString(DOCS.resolve("troubleshooting.md")))
                .results();
    }
}
