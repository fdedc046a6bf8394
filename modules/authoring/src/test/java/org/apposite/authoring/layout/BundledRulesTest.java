package org.apposite.authoring.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledRulesTest {

    private static final Path RULES = Path.of("..", "..", "rules-drl");

    static List<Path> files() throws IOException {
        return RuleLayout.files(RULES);
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_bundled_rules_are_in_the_canonical_layout(Path file) throws IOException {
        RuleLayout layout = RuleLayout.of(file);

        assertThat(layout.issues()).isEmpty();
        assertThat(layout.refusal()).isEmpty();
        assertThat(layout.after()).isEqualTo(layout.before());
    }
}
