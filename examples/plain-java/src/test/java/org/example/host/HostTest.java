package org.example.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the host on the module path, where {@code requires org.apposite} is all that it says. */
class HostTest {

    @Test
    void answers_by_the_bundled_rules() throws Exception {
        assertAnswers();
    }

    @Test
    void answers_by_the_rules_of_a_folder() throws Exception {
        assertAnswers(Path.of("..", "..", "rules-drl").toString());
    }

    private static void assertAnswers(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                System.getProperty("java.class.path"),
                "--module",
                "org.example.host/" + Host.class.getName()));
        command.addAll(List.of(args));
        Process host = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, host.waitFor(), printed);
        assertTrue(printed.contains("Do next: MRI spine area of interest without and with IV contrast"), printed);
        assertTrue(printed.contains("Ask: "), printed);
    }
}
