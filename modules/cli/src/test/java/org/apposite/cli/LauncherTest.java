package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a project of its own with a Maven and a Java that only say how they were called. */
@DisabledOnOs(WINDOWS)
class LauncherTest {

    private static final Path LAUNCHER = Path.of("../../apposite");

    @TempDir
    private Path folder;

    private Path home;
    private Path tools;

    @BeforeEach
    void a_project_that_has_not_been_built() throws IOException {
        home = Files.createDirectories(folder.resolve("a project"));
        for (String source : new String[] {"src/main", "modules/json/src/main", "modules/cli/src/main", "rules-drl"}) {
            Files.createDirectories(home.resolve(source));
        }
        for (String file : new String[] {"pom.xml", "modules/pom.xml", "modules/json/pom.xml", "modules/cli/pom.xml"}) {
            Files.writeString(home.resolve(file), "");
        }
        Files.writeString(home.resolve("rules-drl/a.drl"), "");
        Files.copy(LAUNCHER, home.resolve("apposite"));
        tools = Files.createDirectories(folder.resolve("tools"));
        java(17);
        script("mvn", "touch \"$(dirname \"$4\")/cli/target/apposite.jar\"");
    }

    @Test
    void builds_on_first_use_only_and_then_runs() throws Exception {
        assertThat(run(home.resolve("apposite"), "evaluate", "a case.yaml"))
                .startsWith("apposite: building")
                .endsWith("modules/cli/target/apposite.jar|evaluate|a case.yaml|\n");
        assertThat(run(home.resolve("apposite"), "--version"))
                .doesNotContain("building")
                .endsWith("|--version|\n");
    }

    @Test
    void builds_again_when_a_rule_has_changed() throws Exception {
        run(home.resolve("apposite"));
        Files.setLastModifiedTime(
                home.resolve("rules-drl/a.drl"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run(home.resolve("apposite"))).startsWith("apposite: building");
    }

    @Test
    void commands_that_read_a_folder_do_not_wait_for_changed_rules_to_be_built() throws Exception {
        run(home.resolve("apposite"));
        Files.setLastModifiedTime(
                home.resolve("rules-drl/a.drl"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run(home.resolve("apposite"), "check", "rules-drl")).doesNotContain("building");
        assertThat(run(home.resolve("apposite"), "evaluate", "--rules", "rules-drl", "a.yaml"))
                .doesNotContain("building");
        assertThat(run(home.resolve("apposite"), "evaluate", "a.yaml")).startsWith("apposite: building");
    }

    @Test
    void bundled_rules_with_errors_are_told_as_errors_of_rules() throws Exception {
        run(home.resolve("apposite"));
        Files.setLastModifiedTime(
                home.resolve("rules-drl/a.drl"), FileTime.from(Instant.now().plusSeconds(60)));
        script("mvn", "echo a long trace; exit 1");
        script("java", "[ \"$3\" = check ] && { echo 'a.drl:1: error'; exit 1; }; echo 'version \"17.0\"'");
        assertThat(run(home.resolve("apposite"), "evaluate", "a.yaml"))
                .contains("a.drl:1: error\napposite: the rules in ")
                .doesNotContain("a long trace")
                .endsWith("exit 2\n");
    }

    @Test
    void works_through_symbolic_links() throws Exception {
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("../a project/apposite"));
        Path second = Files.createSymbolicLink(links.resolve("second"), links.resolve("first"));
        assertThat(run(second, "x")).endsWith("a project/modules/cli/target/apposite.jar|x|\n");
    }

    @Test
    void a_build_that_failed_is_told_and_tried_again() throws Exception {
        script("mvn", "echo why it failed; exit 1");
        for (int time = 1; time <= 2; time++) {
            assertThat(run(home.resolve("apposite")))
                    .contains("why it failed\napposite: the build failed")
                    .endsWith("exit 2\n");
        }
    }

    @Test
    void an_old_java_is_told() throws Exception {
        java(11);
        assertThat(run(home.resolve("apposite")))
                .startsWith("apposite: " + tools.resolve("java") + " is Java 11. Java 17 or later is needed.")
                .endsWith("exit 2\n");
    }

    @Test
    void another_java_is_checked_too() throws Exception {
        run(home.resolve("apposite"));
        tools = Files.createDirectories(folder.resolve("older"));
        java(11);
        assertThat(run(home.resolve("apposite"))).contains(" is Java 11.").endsWith("exit 2\n");
    }

    private void java(int version) throws IOException {
        script(
                "java",
                "[ \"$1\" = -version ] && { echo 'openjdk version \"" + version + ".0.1\"' >&2; exit; }\n"
                        + "while [ \"$1\" != -jar ]; do shift; done; shift; printf '%s|' \"$@\"; echo");
    }

    private void script(String name, String body) throws IOException {
        Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the launcher wrote to both streams, and the exit code when it is not 0. */
    private String run(Path launcher, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        Process process =
                builder.directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        return exit == 0 ? output : output + "exit " + exit + "\n";
    }
}
