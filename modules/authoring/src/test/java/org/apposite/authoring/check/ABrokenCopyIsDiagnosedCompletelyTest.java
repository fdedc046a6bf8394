package org.apposite.authoring.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apposite.authoring.Finding;
import org.apposite.authoring.RulesFolder;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlValue;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes of all kinds, made in one copy of the shipped rules at once: none of them hides another. */
class ABrokenCopyIsDiagnosedCompletelyTest {

    private static final Path MISTAKES = Path.of("src/test/resources/broken-copy.yaml");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

    @TempDir
    private static Path folder;

    private static List<Finding> findings = List.of();

    private record Mistake(String mistake, String file, String find, String write, String told, String words) {

        static Mistake of(YamlValue written) {
            Mapping mistake = (Mapping) written;
            return new Mistake(
                    text(mistake, "mistake"),
                    text(mistake, "file"),
                    text(mistake, "find"),
                    text(mistake, "write"),
                    text(mistake, "told"),
                    text(mistake, "words"));
        }

        private static String text(Mapping mistake, String key) {
            return ((Scalar) mistake.value(key).orElseThrow()).text();
        }
    }

    private static List<Mistake> mistakes() throws IOException {
        YamlValue list = Objects.requireNonNull(
                YamlDocument.read(Files.readString(MISTAKES)).root());
        return ((Sequence) list).items().stream().map(Mistake::of).toList();
    }

    @BeforeAll
    static void break_a_copy() throws IOException {
        RulesFolder.copyShipped(folder);
        for (Mistake one : mistakes()) {
            Path file = folder.resolve(one.file());
            String text = Files.readString(file);
            assertThat(text.split(Pattern.quote(one.find()), -1))
                    .as(one.mistake())
                    .hasSize(2);
            Files.writeString(file, text.replace(one.find(), one.write()));
        }
        // The lock tells of every file that was changed, which is no mistake of its own.
        findings = RuleCheck.check(folder, DAY).stream()
                .filter(finding -> !finding.issue().code().equals("APP-221"))
                .toList();
    }

    @TestFactory
    List<DynamicTest> every_mistake_is_told() throws IOException {
        return mistakes().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.mistake(),
                        () -> assertThat(findings).as("%s", findings).anySatisfy(finding -> {
                            assertThat(finding.issue().file()).isEqualTo(one.file());
                            assertThat(finding.issue().code()).isEqualTo(one.told());
                            assertThat(finding.issue().message()).containsIgnoringCase(one.words());
                        })))
                .toList();
    }

    @TestFactory
    List<DynamicTest> nothing_is_told_that_is_no_mistake() {
        return findings.stream()
                .map(finding -> DynamicTest.dynamicTest(
                        finding.issue().toString(),
                        () -> assertThat(mistakes()).anySatisfy(one -> {
                            assertThat(finding.issue().file()).isEqualTo(one.file());
                            assertThat(finding.issue().code()).isEqualTo(one.told());
                        })))
                .toList();
    }
}
