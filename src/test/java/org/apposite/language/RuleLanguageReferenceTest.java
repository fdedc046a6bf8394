package org.apposite.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of the rule language names all of it, with the right number of arguments, and nothing else. */
class RuleLanguageReferenceTest {

    private static final Path REFERENCE = Path.of("docs", "rule-language.md");
    private static final Pattern CALL = Pattern.compile("(?m)^\\| `([a-zA-Z]+)\\((.*?)\\)` \\|");
    private static final Pattern PLACE = Pattern.compile("(?m)^\\| `\\{([a-z:-]+)}` \\|");
    private static final Pattern FACT = Pattern.compile("(?m)^\\| `([A-Z][A-Za-z]+)` \\|");

    @Test
    void every_question_stands_in_the_section_of_its_fact_with_its_arguments() throws IOException {
        for (Fact fact : Fact.values()) {
            List<String> asked = Arrays.stream(QuestionKind.values())
                    .filter(kind -> kind.fact() == fact)
                    .map(kind -> kind.display() + "/" + kind.parameters().size())
                    .toList();

            assertThat(calls(section(heading(fact)))).as(fact.display()).containsExactlyInAnyOrderElementsOf(asked);
        }
    }

    @Test
    void every_verb_stands_in_the_reference_with_its_arguments() throws IOException {
        List<String> verbs = Arrays.stream(Verb.values())
                .map(verb -> verb.display() + "/" + verb.parameters().size())
                .toList();

        assertThat(calls(section("## Verbs"))).containsExactlyInAnyOrderElementsOf(verbs);
    }

    @Test
    void every_place_to_fill_stands_in_the_reference() throws IOException {
        TreeSet<String> places = new TreeSet<>(Placeholder.names());
        places.add(Placeholder.RATING + "procedure-code");

        assertThat(found(PLACE, section("## Places to fill")).map(place -> place.group(1)))
                .containsExactlyInAnyOrderElementsOf(places);
    }

    @Test
    void every_fact_stands_in_the_reference() throws IOException {
        assertThat(found(FACT, section("## Facts")).map(fact -> fact.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(Fact.values()).map(Fact::display).toList());
    }

    private static String heading(Fact fact) {
        return fact == Fact.RED_FLAG || fact == Fact.SITUATION ? "### RedFlag and Situation" : "### " + fact.display();
    }

    private static String section(String heading) throws IOException {
        String text = Files.readString(REFERENCE);
        int from = text.indexOf("\n" + heading + "\n");
        assertThat(from).as(heading).isPositive();
        int to = text.indexOf("\n#", from + heading.length());
        return text.substring(from, to < 0 ? text.length() : to);
    }

    /** The calls of a section as name and number of arguments; repeated arguments count once. */
    private static List<String> calls(String section) {
        return found(CALL, section)
                .map(call -> call.group(1) + "/"
                        + Arrays.stream(call.group(2).split(","))
                                .map(String::strip)
                                .filter(argument -> !argument.isEmpty() && !argument.equals(".."))
                                .count())
                .toList();
    }

    private static Stream<MatchResult> found(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
