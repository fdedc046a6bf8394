package org.apposite.authoring.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apposite.authoring.Sweep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedRulesTest {

    private static final Pattern COMMENT = Pattern.compile("(\"[^\"]*\")|/\\*.*?\\*/|//[^\\r\\n]*", Pattern.DOTALL);
    private static final Pattern SPACE = Pattern.compile("(\"[^\"]*\")|\\s+");
    private static final Pattern PART = Pattern.compile("(?<=;)|(?<=then)");

    static IntStream seeds() {
        return IntStream.range(0, Sweep.of(50));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_file_keeps_its_words_and_is_laid_out_once_for_all(int seed) {
        String text = new RandomRuleFile(seed).text();

        RuleLayout once = RuleLayout.of(text, "generated");

        assertThat(once.issues()).as(text).isEmpty();
        assertThat(once.refusal()).as(text).isEmpty();
        assertThat(words(once.after())).as(text).isEqualTo(words(text));
        assertThat(once.after())
                .doesNotContainPattern("[ \t]\n")
                .doesNotContain("\t", "\r", "\n\n\n")
                .endsWith("\n")
                .doesNotEndWith("\n\n");
        assertThat(RuleLayout.of(once.after(), "again").after()).as(text).isEqualTo(once.after());
    }

    /** The rules letter by letter without blank space and comments, in parts that may be sorted. */
    private static List<String> words(String text) {
        String bare = COMMENT.matcher(text).replaceAll(found -> found.group(1) == null ? " " : kept(found.group(1)));
        String rules = bare.substring(bare.indexOf("rule \""));
        String packed = SPACE.matcher(rules).replaceAll(found -> found.group(1) == null ? "" : kept(found.group(1)));
        return PART.splitAsStream(packed).sorted().toList();
    }

    private static String kept(String text) {
        return Matcher.quoteReplacement(text);
    }
}
