package org.apposite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever somebody hostile puts into a folder, reading it ends, and shows and changes nothing outside. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class FolderTest {

    private static final String SECRET = "secret";

    @TempDir
    private Path all;

    private Path inside;
    private Path outside;

    @BeforeEach
    void fill() throws IOException {
        inside = Files.createDirectory(all.resolve("inside"));
        outside = Files.createDirectory(all.resolve("outside"));
        Files.writeString(outside.resolve("file.yaml"), SECRET);
        Files.writeString(inside.resolve("plain.yaml"), "plain");
    }

    /** What can stand where a file is expected. */
    private enum Kind {
        MISSING("x.yaml: the file is missing. Add it."),
        PIPE("x.yaml: this is a pipe, a socket or a device, not a file. Put a file in its place.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                mkfifo(file);
            }
        },
        SOCKET("x.yaml: this is a pipe, a socket or a device, not a file. Put a file in its place.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                        .bind(UnixDomainSocketAddress.of(file))
                        .close();
            }
        },
        DEVICE("x.yaml: this is a link that leads out of the folder. Put what it leads to in its place.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createSymbolicLink(file, Path.of("/dev/zero"));
            }
        },
        FILE_WITHOUT_A_SIZE("x.yaml: this is a link that leads out of the folder. Put what it leads to in its place.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createSymbolicLink(file, Path.of("/proc/self/environ"));
            }
        },
        LINK_OUT("x.yaml: this is a link that leads out of the folder. Put what it leads to in its place.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createSymbolicLink(file, outside.resolve("file.yaml"));
            }
        },
        LINK_OUT_BY_DOTS("x.yaml: this is a link that leads out of the folder. Put what it leads to in its place.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createSymbolicLink(file, Path.of("../outside/file.yaml"));
            }
        },
        LINK_TO_A_PIPE_INSIDE("x.yaml: this is a pipe, a socket or a device, not a file. Put a file in its place.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                mkfifo(file.resolveSibling("pipe"));
                Files.createSymbolicLink(file, Path.of("pipe"));
            }
        },
        LINK_TO_ITSELF("x.yaml: this is a link that leads nowhere. Restore what it leads to, or remove it.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createSymbolicLink(file, file.getFileName());
            }
        },
        LINKS_TO_EACH_OTHER("x.yaml: this is a link that leads nowhere. Restore what it leads to, or remove it.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createSymbolicLink(file, Path.of("y.yaml"));
                Files.createSymbolicLink(file.resolveSibling("y.yaml"), file.getFileName());
            }
        },
        LINK_NOWHERE("x.yaml: this is a link that leads nowhere. Restore what it leads to, or remove it.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createSymbolicLink(file, Path.of("nowhere"));
            }
        },
        FOLDER("x.yaml: this is a folder, not a file. Rename it, or move it elsewhere.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                Files.createDirectory(file);
            }
        },
        SPARSE("x.yaml: the file is larger than 1 MiB. Split it, or make it smaller.") {
            @Override
            void put(Path file, Path outside) throws Exception {
                try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                    sparse.setLength(3L << 30);
                }
            }
        };

        private final String told;

        Kind(String told) {
            this.told = told;
        }

        void put(Path file, Path outside) throws Exception {}
    }

    private static void mkfifo(Path file) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_no_file_of_the_folder_is_refused_with_its_name_and_what_to_do(Kind kind) throws Exception {
        kind.put(inside.resolve("x.yaml"), outside);

        assertThatThrownBy(() -> Folder.at(inside).read("x.yaml", Folder.MOST_FILE_BYTES))
                .isInstanceOf(FileFault.class)
                .hasMessage(kind.told);
        assertThat(Folder.at(inside).list(""))
                .filteredOn(entry -> entry.name().equals("x.yaml"))
                .noneMatch(entry -> entry.type() == Folder.Type.FILE && kind != Kind.SPARSE);
    }

    @ParameterizedTest
    @EnumSource
    void a_file_below_what_is_no_folder_is_refused_once_with_the_outermost_name(Kind kind) throws Exception {
        kind.put(inside.resolve("x.yaml"), outside);

        assertThatThrownBy(() -> Folder.at(inside).read("x.yaml/topic.yaml", Folder.MOST_FILE_BYTES))
                .isInstanceOf(FileFault.class)
                .hasMessageMatching(
                        "x\\.yaml(/topic\\.yaml: the file is missing|: this is (not a folder|a link .*))\\..*");
    }

    @Test
    void links_within_the_folder_lead_where_they_should_as_those_of_a_mounted_config_map() throws IOException {
        Path version = Files.createDirectories(inside.resolve("..2026_11_27/one"));
        Files.writeString(version.resolve("topic.yaml"), "topic");
        Files.createSymbolicLink(inside.resolve("..data"), Path.of("..2026_11_27"));
        Files.createSymbolicLink(inside.resolve("one"), Path.of("..data/one"));
        Files.createSymbolicLink(inside.resolve("direct.yaml"), Path.of("..data/one/topic.yaml"));
        Path named = Files.createSymbolicLink(all.resolve("named"), inside);

        Folder folder = Folder.at(named);

        assertThat(folder.text("one/topic.yaml", 100)).isEqualTo("topic");
        assertThat(folder.text("direct.yaml", 100)).isEqualTo("topic");
        assertThat(folder.list(""))
                .containsExactly(
                        new Folder.Entry("direct.yaml", Folder.Type.FILE, true),
                        new Folder.Entry("one", Folder.Type.FOLDER, true),
                        new Folder.Entry("plain.yaml", Folder.Type.FILE, false));
        assertThat(folder.list("one")).containsExactly(new Folder.Entry("one/topic.yaml", Folder.Type.FILE, false));
    }

    @Test
    void a_link_that_flips_while_it_is_read_never_shows_what_is_outside() throws Exception {
        Path link = inside.resolve("one");
        Files.createDirectory(inside.resolve("real"));
        Files.writeString(inside.resolve("real/file.yaml"), "fine");
        Files.createSymbolicLink(link, Path.of("real"));
        AtomicBoolean done = new AtomicBoolean();
        Thread flipping = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                try {
                    Path next = inside.resolve("next");
                    Files.createSymbolicLink(next, i % 2 == 0 ? outside : Path.of("real"));
                    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        flipping.start();
        int read = 0;
        try {
            for (int i = 0; i < 3000; i++) {
                try {
                    assertThat(Folder.at(inside).text("one/file.yaml", 100)).isEqualTo("fine");
                    read++;
                } catch (FileFault e) {
                    assertThat(e.what()).contains("leads out");
                }
            }
        } finally {
            done.set(true);
            flipping.join();
        }
        assertThat(read).isPositive();
    }

    @Test
    void a_link_that_takes_the_place_of_a_folder_that_is_open_leads_nobody_astray() throws IOException {
        Path folder = Files.createDirectory(inside.resolve("one"));
        Files.writeString(folder.resolve("file.yaml"), "fine");
        try (OpenFolder above = OpenFolder.at(inside);
                OpenFolder open = above.below(Path.of("one"))) {
            Files.move(folder, inside.resolve("away"));
            Files.createSymbolicLink(folder, outside);

            try (InputStream in = Channels.newInputStream(open.reading(Path.of("file.yaml")))) {
                assertThat(in).hasContent("fine");
            }
            open.creating(Path.of("new.yaml")).close();
            open.move(Path.of("new.yaml"), Path.of("file.yaml"));
            assertThatThrownBy(() -> above.below(Path.of("one"))).isInstanceOf(IOException.class);
        }
        assertThat(outside.resolve("file.yaml")).hasContent(SECRET);
        assertThat(left(outside)).containsExactly("file.yaml");
        assertThat(inside.resolve("away/file.yaml")).isEmptyFile();
    }

    @Test
    void a_link_that_takes_the_place_of_a_file_is_not_opened() throws IOException {
        try (OpenFolder open = OpenFolder.at(inside)) {
            Files.delete(inside.resolve("plain.yaml"));
            Files.createSymbolicLink(inside.resolve("plain.yaml"), outside.resolve("file.yaml"));

            assertThatThrownBy(() -> open.reading(Path.of("plain.yaml"))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> open.creating(Path.of("plain.yaml"))).isInstanceOf(IOException.class);
        }
    }

    /** Nothing is closed to the administrator of a system. */
    @Test
    void what_is_closed_is_told_so() throws IOException {
        Path file = inside.resolve("plain.yaml");
        Path folder = Files.createDirectory(inside.resolve("one"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(file));

            assertThatThrownBy(() -> Folder.at(inside).read("plain.yaml", 100))
                    .hasMessage("plain.yaml: the file cannot be read. Check its permissions.");
            assertThatThrownBy(() -> Folder.at(inside).write("plain.yaml", "new"))
                    .hasMessage("plain.yaml: no permission to write the file. Check its permissions.");
            assertThatThrownBy(() -> Folder.at(inside).list("one"))
                    .hasMessage("one: the folder cannot be read. Check its permissions.");
            assertThatThrownBy(() -> Folder.at(folder).list(""))
                    .hasMessage("the folder cannot be read. Check its permissions.");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_folder_of_too_many_files_is_told_whoever_looks() throws IOException {
        for (int i = 0; i < 5000; i++) {
            Files.createFile(inside.resolve("f" + i));
        }

        assertThatThrownBy(() -> Folder.at(inside).list(""))
                .hasMessage("the folder holds more than 5000 files. Keep elsewhere what is not needed.");
    }

    @Test
    void folders_are_followed_down_to_a_depth_and_not_for_ever() throws IOException {
        String name = "a" + "/a".repeat(16);
        Files.createDirectories(inside.resolve(name));

        assertThat(Folder.at(inside).list(name.substring(2))).hasSize(1);
        assertThatThrownBy(() -> Folder.at(inside).list(name))
                .hasMessage(name + ": folders are nested more than 16 levels deep. Move it up, or elsewhere.");
    }

    @Test
    void files_are_limited_altogether_and_not_only_each() throws IOException {
        Files.write(inside.resolve("mib.yaml"), new byte[1 << 20]);
        Folder folder = Folder.at(inside);
        for (int i = 0; i < 64; i++) {
            folder.read("mib.yaml", Folder.MOST_FILE_BYTES);
        }

        assertThatThrownBy(() -> folder.read("plain.yaml", Folder.MOST_FILE_BYTES))
                .hasMessage("the files in it are larger than 64 MiB altogether. Keep elsewhere what is not needed.");
    }

    @ParameterizedTest
    @EnumSource(
            names = {"LINK_OUT", "LINK_OUT_BY_DOTS", "LINK_TO_ITSELF", "LINKS_TO_EACH_OTHER", "LINK_NOWHERE", "DEVICE"})
    void nothing_is_written_through_a_link(Kind kind) throws Exception {
        kind.put(inside.resolve("x.yaml"), outside);

        assertThatThrownBy(() -> Folder.at(inside).write("x.yaml", "new"))
                .hasMessage("x.yaml: this is a link, and nothing is written through links in a folder."
                        + " Name the file that it leads to, or put a file in its place.");
        assertThatThrownBy(() -> Folder.at(inside).write("x.yaml/y.yaml", "new"))
                .hasMessage("x.yaml: this is a link, and nothing is written through links in a folder."
                        + " Put a folder in its place.");
        assertThat(outside.resolve("file.yaml")).hasContent(SECRET);
        assertThat(left(outside)).containsExactly("file.yaml");
    }

    @Test
    void what_is_no_file_is_not_replaced() throws Exception {
        mkfifo(inside.resolve("pipe"));
        Files.createDirectory(inside.resolve("folder"));

        assertThatThrownBy(() -> Folder.at(inside).write("pipe", "new")).hasMessageContaining("this is a pipe");
        assertThatThrownBy(() -> Folder.at(inside).write("folder", "new")).hasMessageContaining("this is a folder");
        assertThatThrownBy(() -> Folder.at(inside).write("../outside/file.yaml", "new"))
                .hasMessageContaining("no file can have this name");
        assertThat(left(inside)).containsExactlyInAnyOrder("pipe", "folder", "plain.yaml");
        assertThat(outside.resolve("file.yaml")).hasContent(SECRET);
    }

    @Test
    void a_file_that_is_written_keeps_its_permissions_and_a_new_one_has_those_of_new_files() throws IOException {
        Path old = inside.resolve("plain.yaml");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));

        Folder.at(inside).write("plain.yaml", "changed");
        Folder.at(inside).write("below/new.yaml", "new");

        assertThat(old).hasContent("changed");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(old)))
                .isEqualTo("rw-r-----");
        assertThat(inside.resolve("below/new.yaml")).hasContent("new");
        assertThat(Files.getPosixFilePermissions(inside.resolve("below/new.yaml")))
                .isEqualTo(Files.getPosixFilePermissions(Files.createFile(inside.resolve("like.this"))));
        assertThat(left(inside)).containsExactlyInAnyOrder("plain.yaml", "below", "like.this");
    }

    @Test
    void of_what_many_change_at_the_same_moment_nothing_is_lost() throws Exception {
        int threads = 8;
        int each = 40;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            all.add(pool.submit(() -> {
                for (int i = 0; i < each; i++) {
                    String line = number + " " + i + "\n";
                    Optional<String> was;
                    do {
                        Folder read = Folder.at(inside);
                        was = read.find("list.yaml").isPresent()
                                ? Optional.of(read.text("list.yaml", Folder.MOST_FILE_BYTES))
                                : Optional.empty();
                    } while (!Folder.at(inside).replace("list.yaml", was, was.orElse("") + line));
                }
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
        assertThat(Files.readAllLines(inside.resolve("list.yaml")))
                .hasSize(threads * each)
                .doesNotHaveDuplicates();
        try (Stream<Path> left = Files.list(inside)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".new"));
        }
    }

    @Test
    void what_was_changed_meanwhile_or_is_being_changed_is_not_replaced() throws IOException {
        Folder written = Folder.at(inside);
        written.write("list.yaml", "other");
        assertThat(written.replace("list.yaml", Optional.of("one"), "two")).isFalse();
        assertThat(written.replace("list.yaml", Optional.empty(), "two")).isFalse();
        assertThat(written.replace("new.yaml", Optional.of(""), "two")).isFalse();
        Path draft = Files.createFile(inside.resolve(Folder.draftAfter("list.yaml", Optional.of("other"))));
        assertThat(written.replace("list.yaml", Optional.of("other"), "two")).isFalse();
        assertThat(draft).as("of whoever is writing").exists();
        assertThat(inside.resolve("list.yaml")).hasContent("other");
        assertThat(inside.resolve("new.yaml")).doesNotExist();
    }

    @Test
    void a_file_that_is_there_is_left_alone_by_who_creates_one() throws IOException {
        assertThat(Folder.at(inside).create("plain.yaml", "new")).isFalse();
        assertThat(Folder.at(inside).create("new.yaml", "new")).isTrue();

        assertThat(inside.resolve("plain.yaml")).hasContent("plain");
        assertThat(inside.resolve("new.yaml")).hasContent("new");
    }

    @Test
    void a_named_file_is_followed_to_be_read_and_is_bounded() throws Exception {
        Path link = Files.createSymbolicLink(all.resolve("link"), outside.resolve("file.yaml"));
        mkfifo(all.resolve("pipe"));

        assertThat(new String(NamedFile.read(link, 100), StandardCharsets.UTF_8))
                .isEqualTo(SECRET);
        assertThatThrownBy(() -> NamedFile.read(link, 3))
                .hasMessageStartingWith(link + ": the file is larger than 3 bytes");
        assertThatThrownBy(() -> NamedFile.read(Path.of("/dev/zero"), 100))
                .hasMessageStartingWith("/dev/zero: this is a pipe, a socket or a device");
        assertThatThrownBy(() -> NamedFile.read(all.resolve("pipe"), 100)).hasMessageContaining("this is a pipe");
        assertThatThrownBy(() -> NamedFile.read(all.resolve("none"), 100))
                .hasMessageContaining("there is no such file");
        assertThat(NamedFile.read(Path.of("/proc/self/status"), 1 << 20)).isNotEmpty();
        assertThatThrownBy(() -> NamedFile.read(Path.of("/proc/self/status"), 10))
                .hasMessageContaining("larger than 10 bytes");
    }

    @Test
    void a_named_file_is_not_written_through_a_link_but_a_device_is_written_to() throws Exception {
        Path link = Files.createSymbolicLink(all.resolve("link"), outside.resolve("file.yaml"));

        assertThatThrownBy(() -> NamedFile.write(link, "new")).hasMessageStartingWith(link + ": this is a link");
        NamedFile.write(Path.of("/dev/null"), "new");

        assertThat(outside.resolve("file.yaml")).hasContent(SECRET);
    }

    @Test
    void what_fails_while_it_is_written_leaves_the_file_as_it_was_and_nothing_beside_it() throws Exception {
        Folder.Writing breaking = out -> {
            out.write(1);
            throw new IOException("no more");
        };

        assertThatThrownBy(() -> Folder.at(inside).write("plain.yaml", breaking))
                .isInstanceOf(FileFault.class);
        assertThatThrownBy(() -> Folder.at(inside).write("plain.yaml", out -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(left(inside)).containsExactly("plain.yaml");
        assertThat(inside.resolve("plain.yaml")).hasContent("plain");
    }

    @Test
    void a_file_is_written_inside_the_writing_of_another_and_both_are_whole() throws Exception {
        Folder.at(inside).write("a/one", one -> {
            one.write('1');
            Folder.at(inside).write("b/two", two -> two.write('2'));
            assertThat(left(inside.resolve("a"))).noneMatch("one"::equals);
        });

        assertThat(inside.resolve("a/one")).hasContent("1");
        assertThat(inside.resolve("b/two")).hasContent("2");
    }

    @Test
    void drafts_are_cleared_and_nothing_else_is() throws Exception {
        Files.writeString(inside.resolve(".apposite-1.new"), "half");
        Files.writeString(inside.resolve(".apposite.lock"), "");
        Files.writeString(inside.resolve("x.new"), "");
        Files.createSymbolicLink(inside.resolve(".apposite-2.new"), outside.resolve("file.yaml"));

        Folder.at(inside).clearDrafts("");

        assertThat(left(inside)).containsExactlyInAnyOrder(".apposite.lock", "plain.yaml", "x.new");
        assertThat(outside.resolve("file.yaml")).hasContent(SECRET);
    }

    private static Stream<String> left(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
