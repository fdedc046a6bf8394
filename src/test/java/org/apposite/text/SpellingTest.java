package org.apposite.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvFileSource(files = "src/test/resources/spelling.csv", delimiter = '|')
    void the_nearest_word_is_suggested_and_none_that_is_far(String written, String known, @Nullable String meant) {
        assertThat(Spelling.didYouMean(written, List.of(known.split(", "))))
                .isEqualTo(meant == null ? null : "Did you mean \"" + meant + "\"?");
    }

    @ParameterizedTest
    @CsvSource({"fever, fever, 0", "fever, fevr, 1", "fever, fevre, 1", "fever, '', 5", "'', '', 0", "abc, ca, 3"})
    void a_letter_too_many_too_few_wrong_or_swapped_is_one_slip(String left, String right, int slips) {
        assertThat(Spelling.slips(left, right)).isEqualTo(slips);
        assertThat(Spelling.slips(right, left)).isEqualTo(slips);
    }

    @Test
    void a_short_list_is_told_when_no_word_is_near() {
        List<String> twelve = List.of("a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8", "i9", "j10", "k11", "l12");
        List<String> thirteen =
                List.of("a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8", "i9", "j10", "k11", "l12", "m13");

        assertThat(Spelling.didYouMeanOneOf("fever", twelve))
                .isEqualTo("Write one of a1, b2, c3, d4, e5, f6, g7, h8, i9, j10, k11, l12.");
        assertThat(Spelling.didYouMeanOneOf("fever", thirteen)).isNull();
        assertThat(Spelling.didYouMeanOneOf("fever", List.of())).isNull();
        assertThat(Spelling.didYouMeanOneOf("a2", twelve)).isEqualTo("Did you mean \"a1\"?");
    }

    @Test
    void what_is_no_word_is_like_none() {
        assertThat(Spelling.didYouMean(" ", List.of("a"))).isNull();
        assertThat(Spelling.didYouMean("a".repeat(100_000), List.of("a".repeat(99_999))))
                .isNull();
    }
}
