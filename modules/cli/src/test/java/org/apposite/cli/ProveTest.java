package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.authoring.prove.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code apposite prove}. */
class ProveTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        RulesCopy.small(folder);
    }

    @Test
    void a_property_that_is_proved_is_said_in_a_line() {
        Session session = Session.run("prove", folder.toString(), "--property", "one-variant");

        assertThat(session).isEqualTo(new Session(0, """
                one
                proved       one-variant        At most one variant by the lowest step

                Of 1 property: 1 proved.
                """, ""));
    }

    @Test
    void what_is_broken_stands_with_the_patient_who_is_written_as_a_case(@TempDir Path cases) throws IOException {
        Session session =
                Session.run("prove", folder.toString(), "--property", "outcome", "--write-cases", cases.toString());

        assertThat(session.exit()).isEqualTo(1);
        assertThat(session.err()).isEmpty();
        assertThat(session.out())
                .contains("broken       outcome            Every patient is led somewhere\n")
                .contains("one-outcome-1.yaml: the complaint ")
                .doesNotContain("an error of Apposite");
        try (Stream<Path> written = Files.list(cases)) {
            assertThat(written.map(Path::getFileName).map(Path::toString)).contains("one-outcome-1.yaml");
        }
        assertThat(cases.resolve("one-outcome-1.yaml"))
                .content()
                .startsWith("# The smallest patient that breaks \"Every patient is led somewhere\":\n")
                .contains("complaint:");
    }

    @Test
    void the_same_is_said_every_time_in_text_and_json() throws IOException {
        String[] json = {"prove", folder.toString(), "--format", "json"};
        Session once = Session.run(json);

        assertThat(Session.run(json)).isEqualTo(once);
        assertThat(new ObjectMapper().readTree(once.out()).path("proofs")).hasSize(Property.values().length);
    }

    @Test
    void what_does_not_exist_is_named_with_what_does() {
        assertThat(Session.run("prove", folder.toString(), "--topic", "two").err())
                .isEqualTo("apposite: prove " + folder + ": there is no topic \"two\"; there are one.\n");
        assertThat(Session.run("prove", folder.toString(), "--property", "nice").err())
                .startsWith("apposite: there is no property \"nice\"; there are outcome, one-variant, ");
        assertThat(Session.run("prove", folder.toString(), "--budget", "0").err())
                .isEqualTo("apposite: --budget must be a number from 1 to 3600.\n");
    }

    @Test
    void the_page_on_proofs_has_every_property() throws IOException {
        List<String> page = Files.readAllLines(Path.of("../../docs/proofs.md"));

        for (Property property : Property.values()) {
            assertThat(page).anyMatch(line -> line.startsWith("| `" + property.code() + "` | "));
        }
    }
}
