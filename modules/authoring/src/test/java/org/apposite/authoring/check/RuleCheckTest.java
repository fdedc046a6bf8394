package org.apposite.authoring.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RuleCheckTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Path SHIPPED = Path.of("../../rules-drl");

    @Test
    void the_shipped_rules_are_clean() {
        assertThat(RuleCheck.check(SHIPPED, DAY)).isEmpty();
    }
}
