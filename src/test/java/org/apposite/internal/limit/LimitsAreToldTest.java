package org.apposite.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for those who look after a hospital's security, and that for authors, tell every limit as it is. */
class LimitsAreToldTest {

    @Test
    void the_table_of_the_security_page_has_a_row_for_each() throws IOException {
        assertThat(Files.readAllLines(Path.of("SECURITY.md")))
                .containsAll(Stream.of(Limit.values())
                        .map(limit -> "| " + limit.what() + " | " + limit.words() + " |")
                        .toList());
    }
}
