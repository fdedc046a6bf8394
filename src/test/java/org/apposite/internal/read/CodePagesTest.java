package org.apposite.internal.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.file.RuleSource;
import org.apposite.internal.source.IssueCode;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each code of the library has a page, and its examples of rules are wrong and right as it says. */
class CodePagesTest {

    private static final Path PAGES = Path.of("docs", "findings");
    private static final Path RULES = Path.of("rules-drl");
    private static final Pattern EXAMPLE =
            Pattern.compile("(?ms)^(Wrong|Right)[^\\n]*:\\n\\n```(drl|when|then)\\n(.*?)^```");
    private static final String HEAD = """
            package back_pain_child;
            import org.apposite.language.Patient;
            import org.apposite.language.Situation;
            global org.apposite.language.Conclude conclude;
            """;
    private static final String RULE = """
            rule "Example"
                @id( example )
                @source( interpretation )
            when
            %s
            then
            %s
            end
            """;

    @Test
    void every_code_has_a_page_and_no_other_of_the_library_has() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            assertThat(pages.map(page -> String.valueOf(page.getFileName()))
                            .filter(name -> name.startsWith("APP-1"))
                            .sorted())
                    .containsExactlyElementsOf(Arrays.stream(IssueCode.values())
                            .map(code -> code.code() + ".md")
                            .toList());
        }
    }

    @ParameterizedTest
    @EnumSource(IssueCode.class)
    void what_is_wrong_gets_the_code_and_what_is_right_is_loaded(IssueCode code, @TempDir Path folder)
            throws IOException {
        copyVocabularyAndRedFlags(folder);
        for (MatchResult example : examples(code)) {
            Files.writeString(folder.resolve("back-pain-child/zz-example.drl"), HEAD + rule(example));

            List<RuleIssue> issues =
                    ContentFolder.read(RuleSource.at(folder), List.of()).issues();

            if (example.group(1).equals("Right")) {
                assertThat(issues).isEmpty();
            } else {
                assertThat(issues).extracting(RuleIssue::code).contains(code.code());
            }
        }
    }

    private static String rule(MatchResult example) {
        String text = example.group(3);
        return switch (example.group(2)) {
            case "when" -> RULE.formatted(text, "conclude.situation( \"example\" );");
            case "then" -> RULE.formatted("Patient( present( \"fever\" ) )", text);
            default -> text;
        };
    }

    private static List<MatchResult> examples(IssueCode code) throws IOException {
        return EXAMPLE.matcher(Files.readString(PAGES.resolve(code.code() + ".md")))
                .results()
                .toList();
    }

    private static void copyVocabularyAndRedFlags(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(RULES)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(one -> one.startsWith(RULES.resolve("vocabulary"))
                            || one.startsWith(RULES.resolve("back-pain-child"))
                            || RULES.equals(one.getParent()))
                    .filter(one -> one.toString().endsWith("red-flags.drl")
                            || (one.toString().endsWith(".yaml")
                                    && !one.endsWith("hazards.yaml")
                                    && !one.toString().contains("cases")))
                    .toList()) {
                Path copy = folder.resolve(RULES.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                // Of alerts and next steps the rules that are left out would conclude.
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replaceFirst("(?m)^alerts: .*$", "")
                                .replaceFirst("(?ms)^properties:.*", ""));
            }
        }
    }
}
