package org.apposite.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of the reference are made from the language itself. Run with {@code -Dapposite.write-reference} to write them.
 */
class RuleLanguageReferenceTest {

    private static final Path REFERENCE = Path.of("docs/rule-language.md");

    @Test
    void the_tables_of_the_reference_are_those_of_the_language() throws IOException {
        String text = Files.readString(REFERENCE);
        String expected = text;
        for (Map.Entry<String, String> table : tables().entrySet()) {
            String begin = "<!-- made from the language: " + table.getKey() + " -->\n";
            String end = "<!-- end -->";
            int from = expected.indexOf(begin);
            assertThat(from).as("the place for the table of " + table.getKey()).isPositive();
            int to = expected.indexOf(end, from);
            expected = expected.substring(0, from + begin.length()) + table.getValue() + expected.substring(to);
        }
        if (System.getProperty("apposite.write-reference") != null) {
            Files.writeString(REFERENCE, expected);
        }

        assertThat(expected)
                .as("docs/rule-language.md; write it with -Dapposite.write-reference")
                .isEqualTo(Files.readString(REFERENCE));
    }

    @Test
    void every_question_is_a_method_of_its_fact_and_every_yes_or_no_of_a_fact_is_a_question() {
        for (Fact fact : Fact.values()) {
            List<String> methods = Arrays.stream(fact.type().getDeclaredMethods())
                    .filter(method -> Modifier.isPublic(method.getModifiers())
                            && method.getReturnType() == boolean.class
                            && !List.of("equals", "isOpen", "any", "transcribed", "higherInAlsoMatching")
                                    .contains(method.getName()))
                    .map(Method::getName)
                    .distinct()
                    .sorted()
                    .toList();

            assertThat(fact.questions().stream().sorted()).as(fact.display()).containsExactlyElementsOf(methods);
        }
    }

    @Test
    void every_question_is_asked_by_a_rule_of_a_test_or_of_the_shipped_topic() throws IOException {
        StringBuilder rules = new StringBuilder();
        for (Path folder : List.of(Path.of("rules-drl"), Path.of("src/test"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    rules.append(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }

        assertThat(Arrays.stream(QuestionKind.values())
                        .map(QuestionKind::display)
                        .filter(name -> !rules.toString().contains(name + "(")))
                .as("questions that no rule asks; see CONTRIBUTING.md")
                .isEmpty();
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        for (Fact fact : Fact.values()) {
            tables.put(
                    fact.display(),
                    table(
                            "| question | yes when |",
                            Arrays.stream(QuestionKind.values())
                                    .filter(kind -> kind.fact() == fact)
                                    .map(kind -> "| `" + kind.form() + "` | " + kind.meaning() + " |")
                                    .toList()));
        }
        tables.put(
                "verbs",
                table(
                        "| verb | concludes |",
                        Arrays.stream(Verb.values())
                                .map(verb -> "| `" + call(verb) + "` | " + verb.meaning() + " |")
                                .toList()));
        tables.put(
                "placeholders",
                table(
                        "| placeholder | filled with |",
                        Arrays.stream(Placeholder.values())
                                .map(place -> "| `{" + place.display()
                                        + place.parameter()
                                                .map(parameter -> ":" + parameter.display())
                                                .orElse("")
                                        + "}` | " + place.meaning() + " |")
                                .toList()));
        return tables;
    }

    private static String table(String head, List<String> rows) {
        return head + "\n|---|---|\n" + rows.stream().map(row -> row + "\n").collect(Collectors.joining());
    }

    private static String call(Verb verb) {
        return verb.parameters().stream()
                .map(Parameter::display)
                .collect(Collectors.joining(", ", verb.display() + "( ", verb.lastRepeats() ? ", .. )" : " )"));
    }
}
