package org.apposite.authoring.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apposite.authoring.RulesFolder;
import org.apposite.authoring.check.RuleCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EveryCodeHasAPageTest {

    private static final Path SOURCES = Path.of("src/main/java/org/apposite/authoring");
    private static final Pattern CODE = Pattern.compile("\"(APP-2\\d\\d)\"");
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^(Wrong|Right):\\n\\n```drl\\n(.*?)^```");
    private static final String HEAD = """
            package tiny_topic;
            import org.apposite.language.Emergency;
            import org.apposite.language.Patient;
            import org.apposite.language.Situation;
            global org.apposite.language.Conclude conclude;
            """;

    @TempDir
    private Path folder;

    @Test
    void every_code_that_the_tools_can_report_has_a_page_and_no_other() throws IOException {
        Set<String> reported = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                CODE.matcher(Files.readString(file)).results().forEach(one -> reported.add(one.group(1)));
            }
        }

        assertThat(reported).contains("APP-201", "APP-221", "APP-231");
        assertThat(CodePages.titles().keySet().stream().filter(code -> code.startsWith("APP-2")))
                .containsExactlyElementsOf(reported);
    }

    @Test
    void every_page_has_a_title_and_says_what_is_wrong_and_how_it_is_right() {
        assertThat(CodePages.titles()).containsKeys("APP-101", "APP-117", "CASE-101", "CASE-304");
        CodePages.titles().forEach((code, title) -> {
            assertThat(title).as(code).isNotBlank().doesNotEndWith(".");
            assertThat(CodePages.page(code).orElseThrow()).startsWith("# " + code);
        });
        assertThat(CodePages.titles().keySet().stream().filter(code -> code.startsWith("APP-2")))
                .allSatisfy(
                        code -> assertThat(CodePages.page(code).orElseThrow()).contains("\nWrong:\n", "\nRight:\n"));
        assertThat(CodePages.page("APP-999")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"APP-201", "APP-202", "APP-212", "APP-215", "APP-218"})
    void the_wrong_rule_of_a_page_gets_its_code_and_the_right_one_does_not(String code) throws IOException {
        RulesFolder.copy(Path.of("src/test/resources/check/base"), folder.resolve("rules"));
        List<MatchResult> examples =
                EXAMPLE.matcher(CodePages.page(code).orElseThrow()).results().toList();

        assertThat(examples).hasSize(2);
        for (MatchResult example : examples) {
            Files.writeString(
                    folder.resolve("rules/tiny-topic/page.drl"),
                    HEAD + example.group(2).replace("interpretation", "book"));
            List<String> codes = RuleCheck.check(folder.resolve("rules"), LocalDate.of(2026, 11, 24)).stream()
                    .map(finding -> finding.issue().code())
                    .toList();
            if (example.group(1).equals("Wrong")) {
                assertThat(codes).contains(code);
            } else {
                assertThat(codes).doesNotContain(code);
            }
        }
    }

    @Test
    void pages_have_no_word_of_programmers() {
        String words = "\\b(null|class|method|exception|parser?|token|boolean|integer|java)\\b";
        assertThat(CodePages.titles().keySet().stream()
                        .filter(code -> code.startsWith("APP-2"))
                        .map(code -> CodePages.page(code).orElseThrow())
                        .flatMap(page -> Arrays.stream(page.split("\\W+")))
                        .filter(word -> word.toLowerCase(Locale.ROOT).matches(words))
                        .collect(Collectors.toList()))
                .isEmpty();
    }
}
