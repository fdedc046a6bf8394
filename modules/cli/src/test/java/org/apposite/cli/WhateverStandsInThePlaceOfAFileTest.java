package org.apposite.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.cli.commands.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In every place of a rules folder where a file or folder can stand, whatever can stand there instead: each command ends, says so in one
 * line, shows nothing of what a link leads to, and writes nothing there.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class WhateverStandsInThePlaceOfAFileTest {

    private static final String SECRET = "the secret of another folder";

    /** What can stand in a place. */
    private enum Kind {
        PIPE("this is a pipe, a socket or a device, not a file") {
            @Override
            void put(Path place, Path outside) throws Exception {
                assertThat(new ProcessBuilder("mkfifo", place.toString())
                                .start()
                                .waitFor())
                        .isZero();
            }
        },
        SOCKET("this is a pipe, a socket or a device, not a file") {
            @Override
            void put(Path place, Path outside) throws Exception {
                // The name of a socket must be short.
                Path socket = Files.createTempFile("s", "");
                Files.delete(socket);
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(socket))
                        .close();
                Files.move(socket, place);
            }
        },
        ZEROS_WITHOUT_END("this is a link that leads out of the folder") {
            @Override
            void put(Path place, Path outside) throws Exception {
                Files.createSymbolicLink(place, Path.of("/dev/zero"));
            }
        },
        A_FILE_OF_NO_SIZE("this is a link that leads out of the folder") {
            @Override
            void put(Path place, Path outside) throws Exception {
                Files.createSymbolicLink(place, Path.of("/proc/self/environ"));
            }
        },
        A_LINK_TO_A_SECRET("this is a link that leads out of the folder") {
            @Override
            void put(Path place, Path outside) throws Exception {
                Files.createSymbolicLink(place, outside.resolve("secret.yaml"));
            }
        },
        A_LINK_TO_A_FOLDER("this is a link that leads out of the folder") {
            @Override
            void put(Path place, Path outside) throws Exception {
                Files.createSymbolicLink(place, outside);
            }
        },
        A_LINK_TO_ITSELF("this is a link that leads nowhere") {
            @Override
            void put(Path place, Path outside) throws Exception {
                Files.createSymbolicLink(place, place.getFileName());
            }
        },
        THREE_GIGABYTES_OF_NOTHING("the file is larger than") {
            @Override
            void put(Path place, Path outside) throws Exception {
                try (RandomAccessFile sparse = new RandomAccessFile(place.toFile(), "rw")) {
                    sparse.setLength(3L << 30);
                }
            }
        };

        private final String told;

        Kind(String told) {
            this.told = told;
        }

        abstract void put(Path place, Path outside) throws Exception;

        /** In the place of a folder everything that is no link is the same. */
        String told(Place place) {
            return told.contains("link") || !place.isFolder ? told : "this is not a folder";
        }
    }

    /** Where a file or folder can stand. */
    private enum Place {
        RULE_SET("rule-set.yaml", false),
        VOCABULARY("vocabulary/findings.yaml", false),
        OPTIONAL_VOCABULARY("vocabulary/choices.yaml", false),
        TOPIC("one/topic.yaml", false),
        RULES("one/rules.drl", false),
        MORE_RULES("one/more.drl", false),
        CASE("one/cases/six.yaml", false),
        LOCK("rule-set.lock", false),
        FOLDER_OF_VOCABULARY("vocabulary", true),
        FOLDER_OF_TOPIC("one", true),
        FOLDER_OF_CASES("one/cases", true);

        private final String name;
        private final boolean isFolder;

        Place(String name, boolean isFolder) {
            this.name = name;
            this.isFolder = isFolder;
        }
    }

    /** Which places a command reads. */
    private enum Command {
        CHECK("check DIR"),
        TEST("test DIR"),
        PROPOSE("test DIR --write-missing"),
        LOCK("lock DIR"),
        DOCS("docs DIR"),
        EVALUATE("evaluate --rules DIR -"),
        SERVE("serve --listen 127.0.0.1:0 --rules DIR"),
        FORMAT("format DIR");

        private final String line;

        Command(String line) {
            this.line = line;
        }

        boolean reads(Place place) {
            return switch (place) {
                case LOCK -> this == CHECK || this == Command.LOCK;
                case CASE, FOLDER_OF_CASES ->
                    this == CHECK || this == TEST || this == PROPOSE || this == DOCS || this == SERVE;
                case RULES, MORE_RULES -> true;
                default -> this != FORMAT;
            };
        }
    }

    @TempDir
    private Path all;

    private Path rules;
    private Path outside;

    @BeforeEach
    void write() throws IOException {
        rules = Files.createDirectory(all.resolve("rules"));
        outside = Files.createDirectory(all.resolve("outside"));
        Files.writeString(outside.resolve("secret.yaml"), SECRET + ": true\n");
        RulesCopy.small(rules);
    }

    /** All but one: a file beside the topics is none of them, however long. */
    static Stream<Arguments> cells() {
        return Stream.of(Command.values())
                .flatMap(command -> Stream.of(Place.values())
                        .filter(command::reads)
                        .flatMap(place -> Stream.of(Kind.values())
                                .filter(kind ->
                                        place != Place.FOLDER_OF_TOPIC || kind != Kind.THREE_GIGABYTES_OF_NOTHING)
                                .map(kind -> Arguments.of(command, place, kind))));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void it_is_told_in_one_line(Command command, Place place, Kind kind) throws Exception {
        remove(rules.resolve(place.name));
        kind.put(rules.resolve(place.name), outside);

        Session session = run(command.line);

        assertThat(session.exit()).isIn(ExitCode.FINDINGS, ExitCode.NO_ANSWER);
        String all = session.out() + session.err();
        assertThat(all.lines().filter(line -> line.contains(kind.told(place))))
                .as(all)
                .hasSize(1);
        assertThat(all)
                .contains(place.name)
                .doesNotContain(SECRET, "Exception", "\tat ", "--debug", "bug of this program");
        assertThat(outside.resolve("secret.yaml")).hasContent(SECRET + ": true");
        assertThat(names(outside)).containsExactly("secret.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void in_a_hidden_folder_it_is_nobodys_concern(Kind kind) throws Exception {
        Path hidden = Files.createDirectories(rules.resolve(".git/one/cases"));
        kind.put(hidden.resolve("x.yaml"), outside);
        Files.createDirectory(rules.resolve("one/.idea"));
        kind.put(rules.resolve("one/.idea/x.drl"), outside);
        kind.put(rules.resolve("one/.x.drl"), outside);
        kind.put(rules.resolve("one/cases/.x.yaml"), outside);

        assertThat(run("test DIR").exit()).isZero();
        assertThat(run("format --check DIR")).isEqualTo(new Session(0, "", ""));
    }

    @Test
    void folders_without_end_are_told() throws IOException {
        Files.createDirectories(rules.resolve("one" + "/deep".repeat(60)));

        Session session = run("check DIR");

        assertThat(session.out().lines().filter(line -> line.contains("nested more than 16 levels deep")))
                .hasSize(1);
    }

    @Test
    void a_folder_of_links_into_itself_is_read_as_kubernetes_mounts_it() throws IOException {
        String before = run("check DIR").out();
        Path version = Files.createDirectory(rules.resolve("..2026_11_27"));
        for (String name : List.of("rule-set.yaml", "vocabulary", "one")) {
            Files.move(rules.resolve(name), version.resolve(name));
            Files.createSymbolicLink(rules.resolve(name), Path.of("..data/" + name));
        }
        Files.createSymbolicLink(rules.resolve("..data"), Path.of("..2026_11_27"));
        Path named = Files.createSymbolicLink(all.resolve("named"), rules);

        assertThat(Session.run("check", named.toString()).out()).isEqualTo(before);
        assertThat(Session.run("test", named.toString()).exit()).isZero();
    }

    @Test
    void the_lock_is_not_written_through_a_link_and_no_name_is_in_its_way() throws IOException {
        Path secret = outside.resolve("secret.yaml");
        Files.createSymbolicLink(rules.resolve("rule-set.lock.new"), secret);
        assertThat(run("lock DIR").exit()).isZero();
        assertThat(secret).hasContent(SECRET + ": true");

        Files.delete(rules.resolve("rule-set.lock"));
        Files.createSymbolicLink(rules.resolve("rule-set.lock"), outside.resolve("new.lock"));
        Session session = run("lock DIR");
        assertThat(session.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(session.err()).contains("rule-set.lock").contains("a link that leads nowhere");
        assertThat(names(outside)).containsExactly("secret.yaml");
    }

    @Test
    void a_layout_is_not_written_through_a_link_within_the_folder_or_by_name() throws IOException {
        String untidy = Files.readString(rules.resolve("one/rules.drl")).replace("    Patient", "Patient");
        Path target = Files.writeString(rules.resolve("one/.kept"), untidy);
        Files.delete(rules.resolve("one/rules.drl"));
        Path link = Files.createSymbolicLink(rules.resolve("one/rules.drl"), Path.of(".kept"));

        for (String line : List.of("format DIR", "format DIR/one/rules.drl")) {
            Session session = run(line);
            assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
            assertThat(session.err())
                    .hasLineCount(1)
                    .startsWith(link + ": this is a link, and nothing is written through links");
            assertThat(target).hasContent(untidy);
        }
    }

    @Test
    void proposals_are_not_written_through_a_link() throws IOException {
        String name = "one/cases/proposed-one-young-1.yaml";
        Files.createSymbolicLink(rules.resolve(name), outside.resolve("new.yaml"));

        Session session = run("test DIR --write-missing");

        assertThat(session.err()).contains(name, "this is a link, and nothing is written through links");
        assertThat(names(outside)).containsExactly("secret.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docs DIR -o LINK",
                "docs DIR --format markdown -o LINK",
                "test DIR --coverage html -o LINK",
                "test DIR --coverage lcov -o LINK",
                "test DIR --junit LINK"
            })
    void documents_and_reports_are_not_written_through_a_link(String line) throws IOException {
        Path link = Files.createSymbolicLink(all.resolve("link"), outside.resolve("secret.yaml"));

        Session session = run(line);

        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(session.err().lines().filter(one -> one.contains(link + " cannot be written: this is a link")))
                .hasSize(1);
        assertThat(outside.resolve("secret.yaml")).hasContent(SECRET + ": true");
    }

    @Test
    void definitions_of_fhir_are_not_written_through_a_link_in_their_folder() throws IOException {
        assertThat(run("fhir --rules DIR -o OUT").exit()).isZero();
        Path out = all.resolve("out");
        Path one = out.resolve(names(out).get(0));
        Files.delete(one);
        Files.createSymbolicLink(one, outside.resolve("secret.yaml"));

        Session session = run("fhir --rules DIR -o OUT");

        assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
        assertThat(session.err()).hasLineCount(1).contains(one.getFileName().toString(), "this is a link");
        assertThat(outside.resolve("secret.yaml")).hasContent(SECRET + ": true");
    }

    @ParameterizedTest
    @EnumSource(names = {"PIPE", "SOCKET", "ZEROS_WITHOUT_END", "A_LINK_TO_ITSELF", "THREE_GIGABYTES_OF_NOTHING"})
    void a_mapping_is_a_file_wherever_it_lies(Kind kind) throws Exception {
        Path mapping = all.resolve("hospital.yaml");
        kind.put(mapping, outside);

        for (String line : List.of("fhir check-mapping FILE", "evaluate --fhir --mapping FILE -")) {
            Session session = Session.reading(
                    "{}", line.replace("FILE", mapping.toString()).split(" "));
            assertThat(session.exit()).isEqualTo(ExitCode.NO_ANSWER);
            assertThat(session.err())
                    .hasLineCount(1)
                    .contains(mapping.toString())
                    .doesNotContain("Exception");
        }
    }

    private Session run(String line) {
        List<String> arguments = new ArrayList<>();
        for (String word : List.of(line.split(" "))) {
            arguments.add(word.replace("DIR", rules.toString())
                    .replace("OUT", all.resolve("out").toString())
                    .replace("LINK", all.resolve("link").toString()));
        }
        return Session.reading("complaint: { symptom: back-pain }\n", arguments.toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void remove(Path place) throws IOException {
        if (Files.exists(place)) {
            try (Stream<Path> all = Files.walk(place)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }
}
