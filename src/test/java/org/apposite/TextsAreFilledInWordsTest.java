package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apposite.advice.Alert;
import org.apposite.advice.Trace;
import org.apposite.language.Placeholder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What a reader sees of a case in a text is in the words of the vocabulary: no code, and no unit as a machine writes it. */
class TextsAreFilledInWordsTest {

    private static final Path TABLE = Path.of("src", "test", "resources", "texts.csv");

    @ParameterizedTest(name = "{1}: {0}")
    @CsvFileSource(files = "src/test/resources/texts.csv", delimiter = '|', quoteCharacter = '`')
    void a_place_is_filled_as_the_table_says(@Nullable String stated, String place, String filled) {
        assertThat(MadeUp.texts()
                        .evaluate(Statements.patient("complaint other; " + (stated == null ? "" : stated)))
                        .alerts())
                .filteredOn(alert -> alert.code().equals(place))
                .extracting(Alert::text)
                .containsExactly(filled);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvFileSource(resources = "/reasons.csv", delimiter = '|')
    void a_reason_of_the_trace_is_told_in_words(String stated, String alert, String reasons) {
        assertThat(MadeUp.texts()
                        .evaluate(Statements.patient("complaint other; " + stated))
                        .trace()
                        .concluding(Trace.Kind.ALERT, alert))
                .flatExtracting(Trace.Step::reasons)
                .containsExactly(reasons.split("; ", -1));
    }

    @Test
    void the_table_has_every_place() throws IOException {
        assertThat(Files.readAllLines(TABLE).stream()
                        .filter(line -> line.contains("|"))
                        .map(line -> line.split("\\|", -1)[1].strip()))
                .allSatisfy(place -> assertThat(Arrays.stream(Placeholder.values()))
                        .anyMatch(one -> place.startsWith(one.display())));
        for (Placeholder one : Placeholder.values()) {
            assertThat(Files.readString(TABLE)).contains("| " + one.display());
        }
    }
}
