package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.log.DecisionReplay.Replayed;
import org.apposite.log.DecisionReplay.Result;
import org.junit.jupiter.api.Test;

/** Six decisions as they were written down before the rules were in language 2. */
class OldDecisionsTest {

    private static final Path LOG = Path.of("src/test/resources/decisions-of-language-1.jsonl");

    @Test
    void every_old_line_is_read_and_answered_by_the_rules_of_today() throws IOException {
        try (Stream<Replayed> all = new DecisionReplay(ClinicalRules.bundled()).of(LOG)) {
            assertThat(all.toList()).hasSize(6).allSatisfy(one -> {
                // The rules have changed since, and each of these cases is one that they changed.
                assertThat(one.result()).isEqualTo(Result.DIFFERENT);
                assertThat(one.differences()).isNotEmpty();
            });
        }
    }
}
