package org.apposite.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.ClinicalRules;
import org.apposite.log.DecisionReplay.Replayed;
import org.apposite.log.DecisionReplay.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six decisions as they were written down before the rules were in language 2. */
class OldDecisionsTest {

    private static final Path LOG = Path.of("src/test/resources/decisions-of-language-1.jsonl");

    @TempDir
    private Path home;

    @Test
    void every_old_line_is_read_and_answered_by_the_rules_of_today() throws IOException {
        try (Stream<Replayed> all = DecisionReplay.by(ClinicalRules.bundled()).of(LOG)) {
            assertThat(all.toList()).hasSize(6).allSatisfy(one -> {
                // The rules have changed since, and each of these cases is one that they changed.
                assertThat(one.result()).isEqualTo(Result.DIFFERENT);
                assertThat(one.differences()).isNotEmpty();
            });
        }
    }

    @Test
    void a_line_with_any_byte_changed_has_its_result_and_the_rest_goes_on() throws IOException {
        byte[] line = Files.readAllLines(LOG).get(0).getBytes(StandardCharsets.UTF_8);
        Path damaged = home.resolve("decisions.jsonl");
        try (OutputStream out = Files.newOutputStream(damaged)) {
            for (int at = 0; at < line.length; at++) {
                for (int other : new int[] {line[at] ^ 1, 0xFF, '{'}) {
                    byte[] changed = line.clone();
                    changed[at] = (byte) other;
                    out.write(changed);
                    out.write('\n');
                }
            }
        }
        try (Stream<Replayed> all = DecisionReplay.by(ClinicalRules.bundled()).of(damaged)) {
            List<Result> results = all.map(Replayed::result).toList();
            assertThat(results).hasSize(3 * line.length).contains(Result.UNREADABLE, Result.DIFFERENT);
        }
    }
}
