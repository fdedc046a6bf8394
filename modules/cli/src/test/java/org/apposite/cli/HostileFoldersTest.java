package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a folder, every command that reads rules ends with a message that names it. */
class HostileFoldersTest {

    /** What is wrong with a folder. */
    private enum Fault {
        BINARY_RULES("one/rules.drl") {
            @Override
            void put(Path file) throws IOException {
                byte[] noise = new byte[5000];
                new Random(7).nextBytes(noise);
                Files.write(file, noise);
            }
        },
        BINARY_VOCABULARY("vocabulary/findings.yaml") {
            @Override
            void put(Path file) throws IOException {
                BINARY_RULES.put(file);
            }
        },
        RULES_THAT_ARE_GONE("one/rules.drl") {
            @Override
            void put(Path file) throws IOException {
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of("nowhere.drl"));
            }
        },
        A_LINK_TO_ITSELF("one/rules.drl") {
            @Override
            void put(Path file) throws IOException {
                Files.delete(file);
                Files.createSymbolicLink(file, Path.of("rules.drl"));
            }
        },
        A_FOLDER_IN_PLACE_OF_RULES("one/rules.drl") {
            @Override
            void put(Path file) throws IOException {
                Files.delete(file);
                Files.createDirectory(file);
            }
        },
        A_FOLDER_IN_PLACE_OF_THE_TOPIC("one/topic.yaml") {
            @Override
            void put(Path file) throws IOException {
                A_FOLDER_IN_PLACE_OF_RULES.put(file);
            }
        },
        UTF_16("one/rules.drl") {
            @Override
            void put(Path file) throws IOException {
                Files.write(file, Files.readString(file).getBytes(StandardCharsets.UTF_16));
            }
        },
        AN_EMPTY_RULE_SET("rule-set.yaml") {
            @Override
            void put(Path file) throws IOException {
                Files.writeString(file, "");
            }
        },
        A_VERY_LONG_LINE("one/rules.drl") {
            @Override
            void put(Path file) throws IOException {
                Files.writeString(file, "(".repeat(900_000));
            }
        };

        private final String file;

        Fault(String file) {
            this.file = file;
        }

        abstract void put(Path file) throws IOException;
    }

    private static final List<String> COMMANDS =
            List.of("check DIR", "prove DIR", "test DIR", "lock DIR", "docs DIR", "evaluate --rules DIR -");

    static Stream<Arguments> faultsAndCommands() {
        return Arrays.stream(Fault.values())
                .flatMap(fault -> COMMANDS.stream().map(command -> Arguments.of(fault, command)));
    }

    @ParameterizedTest
    @MethodSource("faultsAndCommands")
    void every_command_names_the_file_and_shows_no_trace(Fault fault, String command, @TempDir Path folder)
            throws IOException {
        RulesCopy.small(folder);
        fault.put(folder.resolve(fault.file));

        Session session = Session.reading(
                "complaint: { symptom: back-pain }\n",
                command.replace("DIR", folder.toString()).split(" "));

        assertThat(session.exit()).isIn(ExitCode.FINDINGS, ExitCode.NO_ANSWER);
        assertThat(session.out() + session.err()).contains(fault.file).doesNotContain("Exception", "\tat ", "--debug");
        assertThat((session.out() + session.err()).lines()).allMatch(line -> line.length() < 500);
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void a_loop_of_folders_beside_the_rules_is_no_trap(String command, @TempDir Path folder) throws IOException {
        RulesCopy.small(folder);
        Files.createSymbolicLink(folder.resolve("one/loop"), folder);

        Session session = Session.reading(
                "complaint: { symptom: back-pain }\n",
                command.replace("DIR", folder.toString()).split(" "));

        assertThat(session.out() + session.err()).doesNotContain("Exception", "\tat ", "--debug");
    }
}
