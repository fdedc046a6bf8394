package org.apposite.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apposite.Sweep;
import org.apposite.text.YamlDocument.Kind;
import org.apposite.text.YamlDocument.Limits;
import org.apposite.text.YamlDocument.Problem;
import org.apposite.text.YamlValue.Mapping;
import org.apposite.text.YamlValue.Scalar;
import org.apposite.text.YamlValue.Sequence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of the folder {@code yaml} stands beside what is wrong with it and what is read of it all the same. */
class YamlDocumentTest {

    private static final Path FOLDER = Path.of("src/test/resources/yaml");

    static List<String> documents() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void a_document_is_read_with_every_place_and_everything_that_is_wrong(String name) throws IOException {
        YamlDocument document = YamlDocument.read(Files.readString(FOLDER.resolve(name + ".yaml")));

        List<String> lines = new ArrayList<>();
        for (Problem problem : document.problems()) {
            lines.add(at(problem.place()) + "/" + String.join("/", problem.path()) + " " + problem.kind() + " "
                    + problem.message() + " | " + problem.kind().suggestion());
        }
        lines.add("");
        describe("", "", document.root(), lines);

        assertThat(String.join("\n", lines) + "\n").isEqualTo(Files.readString(FOLDER.resolve(name + ".expected")));
    }

    private static void describe(String indent, String name, @Nullable YamlValue value, List<String> lines) {
        if (value instanceof Scalar scalar) {
            lines.add(indent + name + at(scalar.place()) + scalar.type() + " "
                    + scalar.text().replace("\n", "\\n")
                    + scalar.number().map(number -> " = " + number).orElse(""));
        } else if (value instanceof Sequence list) {
            lines.add(indent + name + at(list.place()) + "a list");
            list.items().forEach(item -> describe(indent + "  ", "- ", item, lines));
        } else if (value instanceof Mapping map) {
            lines.add(indent + name + at(map.place()) + "a map");
            map.entries().values().forEach(entry -> {
                String key = at(entry.key().place()) + entry.key().text() + ": ";
                describe(indent + "  ", key, entry.value(), lines);
            });
        } else {
            lines.add(indent + name + "no value");
        }
    }

    private static String at(Place place) {
        return place.line() + ":" + place.column() + " ";
    }

    @ParameterizedTest
    @CsvSource({
        "CONTROL_CHARACTER, 2, 6, there is a control character (U+0007) here, 'a: 1\nä: 😀 \u0007'",
        "CONTROL_CHARACTER, 1, 1, there is half a character (U+DC00) here, '\uDC00a: 1'",
        "CONTROL_CHARACTER, 1, 4, there is a control character (U+0085) here, 'a: \u0085'",
        "CONTROL_CHARACTER, 1, 4, there is a control character (U+FFFE) here, 'a: \uFFFE'",
        "ESCAPED_CONTROL_CHARACTER, 1, 4, the text contains a control character (U+0000), 'a: \"b\\0c\"'",
        "ESCAPED_CONTROL_CHARACTER, 1, 4, the text contains half a character (U+D800), 'a: \"\\uD800\"'",
        "ESCAPED_CONTROL_CHARACTER, 1, 1, the text contains a control character (U+0007), '\"\\a\": 1'"
    })
    void a_character_that_nobody_can_see_is_refused(Kind kind, int line, int column, String message, String text) {
        assertThat(YamlDocument.read(text).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(kind);
            assertThat(problem.place()).isEqualTo(new Place(line, column));
            assertThat(problem.message()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: [1, 2, 3] | ",
                "a: [1, 2, 3, 4]             | 1:14 there are more than 4 values",
                "a: [[1]]                    | 1:5 this is nested more than 2 levels deep",
                "a: { b: { c: 1 } }          | 1:9 this is nested more than 2 levels deep",
                "a: 12345678901              | 1:4 this text is longer than 10 characters",
                "12345678901: 1              | 1:1 this text is longer than 10 characters",
                "a:                  # a very long comment | 1:1 this is larger than 40 characters"
            })
    void what_is_larger_than_its_limit_is_refused_at_its_place(String text, @Nullable String told) {
        List<Problem> problems =
                YamlDocument.read(text, new Limits(40, 2, 4, 10)).problems();

        assertThat(problems.stream().map(problem -> at(problem.place()) + problem.message()))
                .containsExactlyElementsOf(told == null ? List.of() : List.of(told));
    }

    @Test
    void a_limit_below_1_is_refused() {
        assertThatThrownBy(() -> new Limits(1, 1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1, 1, 0, 1");
    }

    @Test
    void what_was_read_before_reading_had_to_end_is_there() {
        YamlDocument document = YamlDocument.read("id: a\nlist: [one, { two: 2, three: [ }");

        assertThat(document.root()).isInstanceOfSatisfying(Mapping.class, map -> {
            assertThat(map.value("id")).contains(new Scalar("a", true, new Place(1, 5)));
            assertThat(map.value("list"))
                    .containsInstanceOf(Sequence.class)
                    .hasValueSatisfying(
                            list -> assertThat(((Sequence) list).items()).hasSize(2));
        });
        assertThat(document.problems()).hasSize(1);
    }

    @Test
    void nothing_to_read_is_no_problem_and_no_value() {
        assertThat(YamlDocument.read("# a comment\n")).isEqualTo(new YamlDocument(null, List.of()));
    }

    /** Aliases of aliases, each ten times: what is made of it is as small as what is written. */
    @Test
    void aliases_do_not_multiply_what_is_read() {
        StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 20; i++) {
            text.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(10) + "]\n");
        }

        assertThat(YamlDocument.read(text.toString()).problems())
                .hasSize(20 + 190)
                .extracting(Problem::kind)
                .containsOnly(Kind.ANCHOR, Kind.ALIAS);
    }

    @Test
    void no_text_is_a_fault_of_the_reader() {
        Random random = new Random(17);
        String[] pieces = {
            "a",
            ": ",
            "- ",
            "? ",
            "\n",
            "\n  ",
            "\n    ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "&a ",
            "*a ",
            "!!str ",
            "!<%zz> ",
            "!",
            "|",
            ">",
            "|2-\n",
            "\"",
            "'",
            "\\",
            "\\x",
            "\\UFFFFFFFF",
            "#",
            " #",
            "%YAML 1.2\n",
            "%YAML 9\n",
            "%TAG ! x\n",
            "---\n",
            "...\n",
            "<<: ",
            "\t",
            "\r",
            "\r\n",
            "~",
            "1e9999999999",
            "0x",
            "\uFEFF",
            "\u0000",
            "😀",
            "@",
            "`"
        };
        for (int i = 0; i < Sweep.of(2_000); i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            int lines = (int) text.toString()
                            .chars()
                            .filter(c -> c == '\n' || c == '\r')
                            .count()
                    + 1;

            YamlDocument document = YamlDocument.read(text.toString());

            assertThat(document.problems())
                    .as(text.toString())
                    .allMatch(problem -> problem.place().line() >= 1
                            && problem.place().line() <= lines
                            && problem.place().column() >= 1);
        }
    }
}
