package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FhirTest {

    @TempDir
    Path folder;

    @Test
    void the_definitions_of_the_rules_are_files_that_another_program_reads() throws IOException {
        Path output = folder.resolve("definitions");
        Session session = Session.run("fhir", "-o", output.toString());
        List<Path> files;
        try (Stream<Path> all = Files.list(output)) {
            files = all.sorted().toList();
        }
        assertThat(session.out()).isEqualTo(files.size() + " files written to " + output + "\n");
        assertThat(files.stream().map(file -> file.getFileName().toString()))
                .contains(
                        "PlanDefinition-back-pain-child.json",
                        "Questionnaire-back-pain-child.json",
                        "StructureDefinition-appropriateness-rating.json",
                        "CodeSystem-procedure.json");
        for (Path file : files) {
            assertThat(FhirContext.forR4Cached()
                            .newJsonParser()
                            .parseResource(Files.readString(file))
                            .fhirType())
                    .isEqualTo(file.getFileName().toString().replaceFirst("-.*", ""));
        }
    }

    @Test
    void a_folder_that_cannot_be_written_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Session session = Session.run("fhir", "-o", file.toString());
        assertThat(session.err()).contains("fhir: " + file + " cannot be written");
        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
    }
}
