package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a project of its own with a Maven and a Java that only say how they were called. */
@DisabledOnOs(WINDOWS)
class LauncherTest {

    private static final Path LAUNCHER = Path.of("../../apposite");
    private static final String BUILD =
            "lib=\"$(dirname \"$4\")/cli/target/lib\"; mkdir -p \"$lib\"; touch \"$lib/apposite.jar\"";

    @TempDir
    private Path folder;

    private Path home;
    private Path tools;
    private @Nullable Path user;
    private boolean asNobody;

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
        user = Files.createDirectories(folder.resolve("user"));
        java(17);
        script("mvn", BUILD);
    }

    @Test
    void builds_on_first_use_only_and_then_runs() throws Exception {
        assertThat(run(home.resolve("apposite"), "evaluate", "a case.yaml"))
                .startsWith("apposite: building")
                .endsWith("modules/cli/target/lib/apposite.jar|evaluate|a case.yaml|\n");
        assertThat(run(home.resolve("apposite"), "--version"))
                .doesNotContain("building")
                .endsWith("|--version|\n");
    }

    @Test
    void builds_again_when_a_rule_has_changed() throws Exception {
        run(home.resolve("apposite"));
        change("rules-drl/a.drl");
        assertThat(run(home.resolve("apposite"))).startsWith("apposite: building");
    }

    @Test
    void commands_that_read_a_folder_do_not_wait_for_changed_rules_to_be_built() throws Exception {
        run(home.resolve("apposite"));
        change("rules-drl/a.drl");
        assertThat(run(home.resolve("apposite"), "check", "rules-drl")).doesNotContain("building");
        assertThat(run(home.resolve("apposite"), "evaluate", "--rules", "rules-drl", "a.yaml"))
                .doesNotContain("building");
        assertThat(run(home.resolve("apposite"), "evaluate", "a.yaml")).startsWith("apposite: building");
    }

    @Test
    void bundled_rules_with_errors_are_told_as_errors_of_rules() throws Exception {
        run(home.resolve("apposite"));
        change("rules-drl/a.drl");
        script("mvn", "echo a long trace; exit 1");
        script("java", "[ \"$3\" = check ] && { echo 'a.drl:1: error'; exit 1; }; echo 'openjdk version \"17.0\"'");
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
        assertThat(run(second, "x")).endsWith("a project/modules/cli/target/lib/apposite.jar|x|\n");
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

    @Test
    void an_old_java_with_an_old_number_is_named_as_people_name_it() throws Exception {
        java("1.8.0_402");
        assertThat(run(home.resolve("apposite"))).contains(" is Java 8. Java 17 or later is needed.");
    }

    @Test
    void a_java_that_was_renewed_at_its_place_is_checked_and_prepared_for_once() throws Exception {
        run(home.resolve("apposite"));
        java("21.0.1-renewed");
        assertThat(run(home.resolve("apposite"), "x"))
                .startsWith("apposite: preparing")
                .endsWith("|x|\n");
        assertThat(run(home.resolve("apposite"), "x")).doesNotContain("preparing");
        java("11.0.1-renewed-otherwise");
        assertThat(run(home.resolve("apposite"))).contains(" is Java 11.");
    }

    @Test
    void files_with_other_times_and_the_same_content_are_not_built_again() throws Exception {
        run(home.resolve("apposite"));
        for (String file : List.of("rules-drl/a.drl", "pom.xml", "apposite")) {
            Files.setLastModifiedTime(
                    home.resolve(file), FileTime.from(Instant.now().plusSeconds(60)));
        }
        assertThat(run(home.resolve("apposite"))).doesNotContain("building");
        assertThat(run(home.resolve("apposite"), "check", "rules-drl")).doesNotContain("building");
    }

    @Test
    void a_copy_of_a_built_project_is_not_built_again() throws Exception {
        run(home.resolve("apposite"));
        Path copy = folder.resolve("copy");
        assertThat(new ProcessBuilder("cp", "-r", home.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(run(copy.resolve("apposite"), "x"))
                .doesNotContain("building")
                .endsWith("copy/modules/cli/target/lib/apposite.jar|x|\n");
    }

    @Test
    void of_two_first_uses_at_once_one_builds_and_the_other_waits() throws Exception {
        Path begun = folder.resolve("begun");
        Path gate = folder.resolve("gate");
        assertThat(new ProcessBuilder("mkfifo", begun.toString(), gate.toString())
                        .start()
                        .waitFor())
                .isZero();
        script("mvn", "echo >'" + begun + "'; read any <'" + gate + "'\n" + BUILD);
        Process first = start(home.resolve("apposite"), "first");
        assertThat(begun).content().isEqualTo("\n");
        Process second = start(home.resolve("apposite"), "second");
        assertThat(second.inputReader().readLine()).contains("another process builds the command, waiting for it");
        Files.writeString(gate, "\n");
        assertThat(output(first)).contains("building").endsWith("|first|\n");
        assertThat(output(second)).doesNotContain("building").endsWith("|second|\n");
    }

    @Test
    void what_a_killed_build_left_holds_nobody_up() throws Exception {
        Path lock = Files.createDirectories(home.resolve("modules/cli/target/lock"));
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.writeString(lock.resolve("process"), ended.pid() + "\n");
        assertThat(run(home.resolve("apposite"), "x"))
                .startsWith("apposite: building")
                .endsWith("|x|\n");
    }

    @Test
    void a_project_that_cannot_be_written_is_built_in_the_cache_of_the_user() throws Exception {
        readOnly("modules/cli");
        assertThat(run(home.resolve("apposite"), "x"))
                .startsWith("apposite: " + home.toRealPath() + " cannot be written, building the command in "
                        + folder.resolve("user/.cache/apposite"))
                .endsWith("modules/cli/target/lib/apposite.jar|x|\n");
        assertThat(run(home.resolve("apposite"), "x")).doesNotContain("building");
        change("rules-drl/a.drl");
        assertThat(run(home.resolve("apposite"), "x")).contains("cannot be written, building the command in ");
    }

    @Test
    void a_built_project_that_cannot_be_written_is_used_as_it_was_built() throws Exception {
        run(home.resolve("apposite"));
        readOnly("modules/cli/target");
        assertThat(run(home.resolve("apposite"), "x"))
                .doesNotContain("building")
                .endsWith("a project/modules/cli/target/lib/apposite.jar|x|\n");
        change("rules-drl/a.drl");
        assertThat(run(home.resolve("apposite"), "x"))
                .contains("is used as it was built, and its sources have changed since")
                .endsWith("a project/modules/cli/target/lib/apposite.jar|x|\n");
    }

    @Test
    void without_a_home_a_project_that_can_be_written_is_used_as_ever() throws Exception {
        user = null;
        assertThat(run(home.resolve("apposite"), "x"))
                .startsWith("apposite: building")
                .endsWith("|x|\n");
        readOnly("modules/cli/target");
        assertThat(run(home.resolve("apposite"), "x"))
                .doesNotContain("building")
                .endsWith("|x|\n");
    }

    @Test
    void without_a_home_and_a_place_to_build_it_is_said_what_to_do() throws Exception {
        user = null;
        readOnly("modules/cli");
        assertThat(run(home.resolve("apposite")))
                .contains("cannot be written, and there is no HOME to build the command in. Set XDG_CACHE_HOME")
                .endsWith("exit 2\n");
    }

    @Test
    void the_unpacked_archive_needs_no_maven_and_no_source() throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("an archive"));
        Files.createDirectories(unpacked.resolve("bin"));
        Files.createDirectories(unpacked.resolve("lib"));
        Files.copy(LAUNCHER, unpacked.resolve("bin/apposite"));
        Files.createFile(unpacked.resolve("lib/apposite.jar"));
        Files.delete(tools.resolve("mvn"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), unpacked.resolve("bin/apposite"));
        assertThat(run(link, "x")).startsWith("apposite: preparing").endsWith("an archive/lib/apposite.jar|x|\n");
        assertThat(run(link, "x")).isEqualTo(unpacked.toRealPath().resolve("lib/apposite.jar") + "|x|\n");
        user = null;
        assertThat(run(link, "x")).isEqualTo(unpacked.toRealPath().resolve("lib/apposite.jar") + "|x|\n");
    }

    @Test
    void a_closed_input_is_told_to_the_command_and_a_locale_without_letters_is_replaced() throws Exception {
        run(home.resolve("apposite"));
        script(
                "java",
                "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0\"'; exit; }\nfor word in \"$@\"; do case $word in -Dapposite.input=*) echo \"$word\";; esac; done; echo $LC_ALL");
        run(home.resolve("apposite"));
        String call = "sh '" + home.resolve("apposite") + "' evaluate - <&-";
        assertThat(output(started(new ProcessBuilder("sh", "-c", call))))
                .isEqualTo("-Dapposite.input=closed\nC.UTF-8\n");
        assertThat(run(home.resolve("apposite"))).isEqualTo("C.UTF-8\n");
    }

    private void change(String file) throws IOException {
        Path path = home.resolve(file);
        Files.writeString(path, Files.readString(path) + "changed\n");
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(60)));
    }

    /** Nobody may write into it, not even root: it stands on a disk that cannot be written, as far as root can be told so. */
    private void readOnly(String below) throws IOException, InterruptedException {
        assumeTrue(
                !Files.isWritable(Path.of("/")) || Files.isExecutable(Path.of("/usr/bin/setpriv")),
                "root can write everywhere and cannot become somebody else");
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(one -> !Files.isSymbolicLink(one)).toList()) {
                Files.setPosixFilePermissions(
                        path,
                        PosixFilePermissions.fromString(
                                Files.isDirectory(path) || path.startsWith(tools) ? "rwxrwxrwx" : "rw-rw-rw-"));
            }
        }
        Files.setPosixFilePermissions(home.resolve(below), PosixFilePermissions.fromString("r-xr-xr-x"));
        asNobody = Files.isWritable(Path.of("/"));
    }

    private void java(int version) throws IOException {
        java(version + ".0.1");
    }

    private void java(String version) throws IOException {
        script(
                "java",
                "[ \"$1\" = -version ] && { echo 'openjdk version \"" + version + "\"' >&2; exit; }\n"
                        + "while [ \"$1\" != -jar ]; do shift; done; shift; printf '%s|' \"$@\"; echo");
    }

    private void script(String name, String body) throws IOException {
        Path script = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the launcher wrote to both streams, and the exit code when it is not 0. */
    private String run(Path launcher, String... arguments) throws IOException, InterruptedException {
        return output(start(launcher, arguments));
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString());
        builder.command().addAll(List.of(arguments));
        return started(builder);
    }

    private Process started(ProcessBuilder builder) throws IOException {
        if (asNobody) {
            builder.command().addAll(0, List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        }
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(Set.of("JAVA_HOME", "HOME", "XDG_CACHE_HOME", "LANG", "LC_ALL", "LC_CTYPE"));
        if (user != null) {
            environment.put("HOME", user.toString());
        }
        environment.put("PATH", tools + ":" + System.getenv("PATH"));
        return builder.directory(folder.toFile()).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        StringWriter output = new StringWriter();
        process.inputReader(StandardCharsets.UTF_8).transferTo(output);
        int exit = process.waitFor();
        return exit == 0 ? output.toString() : output + "exit " + exit + "\n";
    }
}
