package org.apposite.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.text.RuleFile.Annotation;
import org.apposite.text.RuleFile.Argument;
import org.apposite.text.RuleFile.Conclusion;
import org.apposite.text.RuleFile.Condition;
import org.apposite.text.RuleFile.Declaration;
import org.apposite.text.RuleFile.Foreign;
import org.apposite.text.RuleFile.Group;
import org.apposite.text.RuleFile.Joined;
import org.apposite.text.RuleFile.Node;
import org.apposite.text.RuleFile.Pattern;
import org.apposite.text.RuleFile.Question;
import org.apposite.text.RuleFile.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFileTest {

    private static final List<Path> FOLDERS = List.of(
            Path.of("rules-drl/back-pain-child"),
            Path.of("src/test/resources/mistaken"),
            Path.of("src/test/resources/refused"));

    private static final String GOOD = """
            rule "Good"
                @id( good )
            when
                Fact( is( "good" ) )
            then
                conclude.situation( "good" );
            end
            """;

    static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".drl")).sorted().forEach(found::add);
            }
        }
        return found;
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_character_belongs_to_one_token_that_knows_its_place(Path file) throws IOException {
        String text = Files.readString(file);
        Random random = new Random(text.hashCode());

        allInPlace(text);
        for (int damaged = 0; damaged < 4; damaged++) {
            int from = random.nextInt(text.length());
            int to = Math.min(text.length(), from + random.nextInt(30));
            allInPlace(text.substring(0, from) + text.substring(to));
            allInPlace(text.substring(0, to) + text.substring(from));
        }
    }

    private static void allInPlace(String text) {
        RuleFile file = RuleFile.of(text);

        assertThat(file.text()).isEqualTo(text);
        assertThat(file.plain()).hasSameSizeAs(text);
        List<String> places = new ArrayList<>();
        int offset = 0;
        int line = 1;
        int column = 1;
        for (Token token : file.tokens()) {
            places.add(offset + " " + line + ":" + column);
            offset += token.text().length();
            for (char c : token.text().toCharArray()) {
                line += c == '\n' ? 1 : 0;
                column = c == '\n' ? 1 : column + 1;
            }
        }
        assertThat(file.tokens().stream()
                        .map(token -> token.offset() + " " + token.line() + ":" + token.column())
                        .toList())
                .isEqualTo(places);
        inOrder(file, text);
    }

    /** Parts do not overlap, and what stands outside of them is blank space and comments. */
    private static void inOrder(RuleFile file, String text) {
        List<Token> ofParts = file.parts().stream()
                .flatMap(part -> part.bare().stream())
                .filter(token -> token.kind() != Token.Kind.END)
                .toList();
        assertThat(ofParts)
                .isEqualTo(file.tokens().stream()
                        .filter(token -> !token.isAside() && token.kind() != Token.Kind.END)
                        .toList());
        assertThat(file.parts())
                .allSatisfy(part -> assertThat(part.written())
                        .isEqualTo(text.substring(
                                part.first().offset(), part.last().end())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '\0',
            value = {
                "is( \"a\" )                       -> is[\"a\"]",
                "is(\"a\",7), open( )              -> is[\"a\" 7], open[]",
                "a() || b() && c() || d()          -> (a[] || (b[] && c[]) || d[])",
                "( a() || b() ) && c()             -> ({(a[] || b[])} && c[])",
                "( ( a() ) )                       -> {{a[]}}",
                "moreThan( \"loc\", 4.5, \"s\" )   -> moreThan[\"loc\" 4.5 \"s\"]",
                "a( 4 . 5 )                        -> a[?4 . 5]",
                "a( /* why */ 7 /* why not */ )    -> a[7]",
                "!a() && b()                       -> (?!a() && b[])",
                "age >= 18, a()                    -> ?age >= 18, a[]",
                "a( b( 1, 2 ), 3 )                 -> a[?b( 1, 2 ) 3]",
                "a( 'x' )                          -> a[?'x']",
                "$x : a()                          -> ?$x : a()",
                "a( “x”, night–pain )              -> a[“x” ?night–pain]",
            })
    void conditions_are_a_tree_and_what_is_no_question_is_kept_as_it_is(String conditions, String tree) {
        RuleFile file = RuleFile.of(GOOD.replace("is( \"good\" )", conditions));

        Rule rule = file.parts(Rule.class).get(0);
        Pattern pattern = (Pattern) rule.elements().get(0);

        assertThat(pattern.conditions().stream().map(RuleFileTest::told).collect(Collectors.joining(", ")))
                .isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "->",
            quoteCharacter = '\0',
            value = {
                "a() && b()     -> (a[] && b[])                 ->",
                "a(), b()       -> a[], b[]                     ->",
                "( a()          -> {a[]}                        -> this parenthesis is not closed before the end",
                "a() )          -> a[]                          -> this cannot be read: )",
                "a() then end   -> a[]                          -> this cannot be read: then end",
                "a( \"x )        -> a[?\"x )]                     -> a text in quotes is not closed on its line",
            })
    void conditions_that_stand_alone_are_read_as_those_of_a_pattern(String text, String tree, String problem) {
        RuleFile.Conditions read = RuleFile.conditions(text);

        assertThat(read.conditions().stream().map(RuleFileTest::told).collect(Collectors.joining(", ")))
                .isEqualTo(tree);
        assertThat(read.problems().stream().map(RuleFile.Problem::message).collect(Collectors.joining(", ")))
                .isEqualTo(problem == null ? "" : problem);
    }

    private static String told(Condition condition) {
        if (condition instanceof Question question) {
            return question.name() + told(question.arguments());
        }
        if (condition instanceof Group group) {
            return "{" + told(group.inside()) + "}";
        }
        return condition instanceof Joined joined
                ? joined.parts().stream()
                        .map(RuleFileTest::told)
                        .collect(Collectors.joining(" " + joined.sign() + " ", "(", ")"))
                : "?" + condition.written();
    }

    private static String told(List<Argument> arguments) {
        return arguments.stream()
                .map(argument -> (argument.isLiteral() ? "" : "?") + argument.written())
                .collect(Collectors.joining(" ", "[", "]"));
    }

    @Test
    void a_rule_has_its_parts_in_order_with_the_comments_between_them() {
        String text = """
                package a_topic; // the folder
                import org.apposite.patient.PatientCase;

                // Above the rule.
                rule "One" /* named */
                    @id( one ) @source( "a, b" )
                when
                    // Above the pattern.
                    exists Fact( is( "x" ) ) // behind it
                    Other()
                then
                    conclude.rate( "a", 1 );
                    System.exit( 1 );
                end
                // At the end.
                """;

        RuleFile file = RuleFile.of(text);
        Rule rule = file.parts(Rule.class).get(0);

        assertThat(file.problems()).isEmpty();
        assertThat(file.parts(Declaration.class).get(0).names()).containsExactly("a_topic");
        assertThat(file.parts(Declaration.class).get(1).names()).containsExactly("org.apposite.patient.PatientCase");
        assertThat(rule.name().value()).isEqualTo("One");
        assertThat(rule.annotations()).extracting(Annotation::name).containsExactly("id", "source");
        assertThat(rule.annotations().get(1).value()).extracting(Token::value).containsExactly("a, b");
        assertThat(rule.elements()).extracting(Node::written).containsExactly("exists Fact( is( \"x\" ) )", "Other()");
        assertThat(((Pattern) rule.elements().get(0)).before())
                .extracting(Token::text)
                .containsExactly("exists");
        assertThat(((Conclusion) rule.statements().get(0)).verb()).isEqualTo("rate");
        assertThat(rule.statements().get(1)).isInstanceOf(Foreign.class);
        assertThat(rule.statements().get(1).written()).isEqualTo("System.exit( 1 );");
        assertThat(file.tokens())
                .filteredOn(token -> token.kind() == Token.Kind.COMMENT)
                .extracting(Token::text)
                .containsExactly(
                        "// the folder",
                        "// Above the rule.",
                        "/* named */",
                        "// Above the pattern.",
                        "// behind it",
                        "// At the end.");
    }

    static IntStream cuts() {
        return IntStream.range(0, GOOD.length());
    }

    /** A rule that ends anywhere takes the next one with it only where it opens a comment. */
    @ParameterizedTest
    @MethodSource("cuts")
    void a_rule_that_breaks_off_does_not_take_the_next_one_with_it(int cut) {
        String broken = GOOD.substring(0, cut).replace("Good", "Broken");

        RuleFile file = RuleFile.of(broken + "\n\n" + GOOD);

        assertThat(file.parts(Rule.class))
                .extracting(rule -> rule.name().value())
                .contains("Good");
    }

    @ParameterizedTest
    @CsvSource({
        "(, 300000",
        "a., 300000",
        "\"a\", 200000",
        "“, 300000",
        "!, 300000",
        "a(, 200000",
        "a() ||, 60000",
        "{, 300000",
    })
    void a_long_file_of_nonsense_is_read_to_its_end(String nonsense, int times) {
        String text = GOOD.replace("is( \"good\" )", nonsense.repeat(times));

        RuleFile file = RuleFile.of(text + GOOD);

        assertThat(file.text()).hasSize(text.length() + GOOD.length());
        assertThat(file.problems()).hasSizeLessThan(60);
    }
}
