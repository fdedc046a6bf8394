package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apposite.file.Contents;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.file.RuleLock;
import org.apposite.file.RuleSource;
import org.apposite.internal.read.ContentFolder;
import org.apposite.model.RuleIssue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content is the same wherever it comes from, and nothing gets in by one way that another would refuse. */
class SourcesAreReadLikeFoldersTest {

    @TempDir
    private Path all;

    private Path folder;

    @BeforeEach
    void write_the_folder() throws IOException {
        folder = Files.createDirectory(all.resolve("folder"));
        TinyTopic.in(folder);
    }

    private static Map<String, byte[]> bytes(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Path zipped(byte[] zip) throws IOException {
        return Files.write(all.resolve("rules.zip"), zip);
    }

    @Test
    void the_same_files_have_the_same_digest_whatever_they_come_from() throws IOException {
        Map<String, byte[]> packed = new LinkedHashMap<>();
        packed.put("META-INF/", new byte[0]);
        packed.put("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n".getBytes(StandardCharsets.UTF_8));
        packed.put("tiny-topic/", new byte[0]);
        packed.putAll(bytes(folder));
        RuleSet read = RuleSet.read(folder);

        assertThat(read.issues()).isEmpty();
        for (RuleSource source :
                List.of(RuleSource.at(folder), RuleSource.at(zipped(zip(packed))), RuleSource.of(bytes(folder)))) {
            assertThat(RuleSet.read(source).issues()).isEmpty();
            assertThat(RuleSet.read(source).digest()).isEqualTo(read.digest());
            assertThat(RuleSet.read(source).topics()).isEqualTo(read.topics());
            assertThat(ClinicalRules.from(source).digest()).isEqualTo(read.digest());
        }
    }

    @Test
    void the_jar_carries_the_texts_of_the_content_that_it_carries_compiled() {
        RuleSet texts = RuleSet.read(ContentFolder.bundled());

        assertThat(texts.issues()).isEmpty();
        assertThat(texts.digest()).isEqualTo(ClinicalRules.bundled().digest());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/names-of-entries.csv", numLinesToSkip = 1)
    void a_name_that_no_folder_could_have_is_refused_in_an_archive_and_among_bytes(String name, String told)
            throws IOException {
        Map<String, byte[]> files = bytes(folder);
        files.put(name, "x".getBytes(StandardCharsets.UTF_8));

        assertThat(RuleSet.read(RuleSource.of(files)).issues())
                .extracting(RuleIssue::message)
                .containsExactly(told);
        assertThat(RuleSet.read(RuleSource.at(zipped(zip(files)))).issues())
                .extracting(RuleIssue::message)
                .containsExactly(told);
    }

    @Test
    void a_doubled_entry_is_refused() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(bytes(folder));
        files.put("tiny-topic/twin.drl", new byte[1]);
        byte[] zip = replaced(zip(files), "tiny-topic/twin.drl", "tiny-topic/tiny.drl");

        assertThat(RuleSet.read(zipped(zip)).issues())
                .extracting(RuleIssue::message)
                .containsExactly("two entries have this name");
    }

    @Test
    void an_archive_whose_list_names_other_files_than_it_holds_is_refused() throws IOException {
        byte[] zip = zip(bytes(folder));
        String whole = new String(zip, StandardCharsets.ISO_8859_1);
        int listed = whole.lastIndexOf("tiny-topic/tiny.drl");
        zip[listed + "tiny-topic/".length()] = 'T';

        assertThat(RuleSet.read(zipped(zip)).issues())
                .extracting(RuleIssue::message)
                .containsExactly("the archive is damaged, or packed in an unusual way");
    }

    @Test
    void a_link_in_an_archive_is_refused() throws IOException {
        byte[] zip = zip(bytes(folder));
        String whole = new String(zip, StandardCharsets.ISO_8859_1);
        int header = whole.lastIndexOf("tiny-topic/tiny.drl") - 46;
        zip[header + 40] = (byte) 0xFF;
        zip[header + 41] = (byte) 0xA1;

        assertThat(RuleSet.read(zipped(zip)).issues())
                .extracting(RuleIssue::toString)
                .containsExactly(
                        "tiny-topic/tiny.drl: APP-101 this is a link or a device, and an archive may hold files only."
                                + " Pack what it leads to.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bomb.yaml", "META-INF/bomb", "bomb/"})
    void a_zip_bomb_is_refused_before_it_is_unpacked(String name) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(bytes(folder));
        files.put(name, new byte[200 << 20]);
        Path zip = zipped(zip(files));
        assertThat(Files.size(zip)).isLessThan(1 << 20);

        if (name.startsWith("META-INF/")) {
            // What a jar says of itself is no content, and nobody looks into it.
            assertThat(RuleSet.read(zip).digest())
                    .isEqualTo(RuleSet.read(folder).digest());
        } else {
            assertThatThrownBy(() -> RuleSource.at(zip).open())
                    .isInstanceOf(FileFault.class)
                    .hasMessage(
                            "the files in it are larger than 64 MiB altogether. Keep elsewhere what is not needed.");
        }
    }

    /** An archive that two programs could read in two ways, or that is packed in a way that few can read. */
    private enum Ambiguous {
        ITS_LIST_LEADS_TO_OTHER_FILES_OF_THE_SAME_NAMES {
            @Override
            byte[] of(byte[] good, byte[] other) {
                int list = list(good);
                byte[] between = new byte[4];
                ByteBuffer all = ByteBuffer.allocate(list(other) + between.length + good.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
                all.put(other, 0, list(other)).put(between).put(good);
                int shift = list(other) + between.length;
                for (int at = list + shift; all.getInt(at) == LISTED; at += 46 + all.getShort(at + 28)) {
                    all.putInt(at + 42, all.getInt(at + 42) + shift);
                }
                all.putInt(all.limit() - 6, list + shift);
                return all.array();
            }
        },
        SOMETHING_STANDS_BEFORE_IT {
            @Override
            byte[] of(byte[] good, byte[] other) {
                return ByteBuffer.allocate(4 + good.length)
                        .put(new byte[4])
                        .put(good)
                        .array();
            }
        },
        SOMETHING_STANDS_BEFORE_ITS_LIST {
            @Override
            byte[] of(byte[] good, byte[] other) {
                byte[] all = ByteBuffer.allocate(4 + good.length)
                        .put(good, 0, list(good))
                        .put(new byte[4])
                        .put(good, list(good), good.length - list(good))
                        .array();
                ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(all.length - 6, list(good) + 4);
                return all;
            }
        },
        SOMETHING_STANDS_BEHIND_ITS_LIST {
            @Override
            byte[] of(byte[] good, byte[] other) {
                return ByteBuffer.allocate(4 + good.length)
                        .put(good, 0, good.length - 22)
                        .put(new byte[4])
                        .put(good, good.length - 22, 22)
                        .array();
            }
        },
        AN_ENTRY_IS_ENCRYPTED {
            @Override
            byte[] of(byte[] good, byte[] other) {
                good[6] |= 1;
                good[list(good) + 8] |= 1;
                return good;
            }
        },
        AN_ENTRY_IS_PACKED_AS_FEW_CAN {
            @Override
            byte[] of(byte[] good, byte[] other) {
                good[8] = 12;
                good[list(good) + 10] = 12;
                return good;
            }
        },
        AN_ENTRY_IS_LONGER_THAN_IT_IS_SAID_TO_BE {
            @Override
            byte[] of(byte[] good, byte[] other) {
                return resized(good, -1);
            }
        },
        AN_ENTRY_IS_SHORTER_THAN_IT_IS_SAID_TO_BE {
            @Override
            byte[] of(byte[] good, byte[] other) {
                return resized(good, 1);
            }
        },
        AN_ENTRY_SAYS_ANOTHER_SIZE_THAN_THE_LIST {
            @Override
            byte[] of(byte[] good, byte[] other) {
                good[list(good) + 24]++;
                return good;
            }
        },
        A_NAME_IS_ANOTHER_IN_UNICODE {
            @Override
            byte[] of(byte[] good, byte[] other) {
                int behind = list(good) + 46 + good[list(good) + 28];
                byte[] name = "b.drl".getBytes(StandardCharsets.UTF_8);
                ByteBuffer all =
                        ByteBuffer.allocate(good.length + 9 + name.length).order(ByteOrder.LITTLE_ENDIAN);
                all.put(good, 0, behind)
                        .putShort((short) 0x7075)
                        .putShort((short) (5 + name.length))
                        .put((byte) 1)
                        .putInt(0)
                        .put(name)
                        .put(good, behind, good.length - behind);
                all.putShort(list(good) + 30, (short) (9 + name.length));
                all.putInt(all.limit() - 10, all.getInt(all.limit() - 10) + 9 + name.length);
                return all.array();
            }
        },
        ITS_NUMBERS_ARE_ELSEWHERE {
            @Override
            byte[] of(byte[] good, byte[] other) {
                Arrays.fill(good, good.length - 14, good.length - 2, (byte) 0xFF);
                return good;
            }
        };

        private static final int LISTED = 0x02014b50;

        /** Of an archive that is good, and another with other files of the same names. */
        abstract byte[] of(byte[] good, byte[] other);

        static int list(byte[] zip) {
            return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
        }

        /** Said to be so much longer, in the list and in the descriptor behind the first entry. */
        static byte[] resized(byte[] zip, int more) {
            int list = list(zip);
            int second = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(list + 46 + zip[list + 28] + 42);
            zip[list + 24] += (byte) more;
            zip[second - 4] += (byte) more;
            return zip;
        }
    }

    @ParameterizedTest
    @EnumSource(Ambiguous.class)
    void an_archive_that_can_be_read_in_two_ways_is_refused(Ambiguous how) throws IOException {
        Map<String, byte[]> others = new TreeMap<>();
        bytes(folder)
                .forEach((name, content) -> others.put(name, (" " + text(content)).getBytes(StandardCharsets.UTF_8)));
        byte[] forged = how.of(zip(bytes(folder)), zip(others));

        assertThat(RuleSet.read(zipped(forged)).issues())
                .extracting(RuleIssue::message)
                .containsExactly("the archive is damaged, or packed in an unusual way");
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--create",
                "--create --no-compress",
                "--create --no-manifest",
                "--create --date=2026-01-01T00:00:00Z"
            })
    void what_the_tool_of_java_packs_is_read(String how) {
        Path jar = all.resolve("rules.jar");
        List<String> arguments = new ArrayList<>(List.of(how.split(" ")));
        arguments.addAll(List.of("--file", jar.toString(), "-C", folder.toString(), "."));
        int exit = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));

        assertThat(exit).isZero();
        assertThat(RuleSet.read(jar).issues()).isEmpty();
        assertThat(RuleSet.read(jar).digest()).isEqualTo(RuleSet.read(folder).digest());
    }

    @Test
    void a_remark_behind_an_archive_is_no_harm() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.setComment("PK\u0005\u0006 packed on a Monday");
            for (Map.Entry<String, byte[]> file : bytes(folder).entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
            }
        }

        assertThat(RuleSet.read(zipped(bytes.toByteArray())).digest())
                .isEqualTo(RuleSet.read(folder).digest());
    }

    @Test
    void every_archive_that_was_cut_or_changed_in_a_byte_is_content_or_one_plain_error() throws IOException {
        byte[] zip = zip(Map.of("rule-set.yaml", "name: x\n".getBytes(StandardCharsets.UTF_8), "a/b.drl", new byte[9]));
        for (int i = 0; i < zip.length; i++) {
            opens(Arrays.copyOf(zip, i));
            for (int to : new int[] {0, 0x7F, 0xFF}) {
                byte[] changed = zip.clone();
                changed[i] = (byte) to;
                opens(changed);
            }
        }
    }

    private void opens(byte[] zip) throws IOException {
        try {
            Contents contents = RuleSource.at(zipped(zip)).open();
            contents.list("");
        } catch (FileFault told) {
            assertThat(told.what()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000, 5_001})
    void more_entries_than_a_folder_may_hold_are_refused(int entries) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < entries; i++) {
            files.put("a/" + i, new byte[0]);
        }
        if (entries > 5_000) {
            assertThatThrownBy(() -> RuleSource.of(files).open())
                    .hasMessage("a: the folder holds more than 5000 files. Keep elsewhere what is not needed.");
        } else {
            assertThat(RuleSource.of(files).open().list("a")).hasSize(entries);
        }
    }

    @Test
    void a_file_that_is_too_large_is_refused_as_in_a_folder() throws IOException {
        Files.write(folder.resolve("tiny-topic/tiny.drl"), new byte[Folder.MOST_FILE_BYTES + 1]);

        assertThat(RuleSet.read(RuleSource.of(bytes(folder))).issues())
                .isEqualTo(RuleSet.read(folder).issues());
    }

    @Test
    void content_that_its_lock_does_not_fit_is_refused_but_in_a_folder_of_an_author() throws IOException {
        RuleSet read = RuleSet.read(folder);
        TreeMap<String, RuleLock.Entry> entries = new TreeMap<>();
        read.files()
                .forEach((name, text) ->
                        entries.put(name, new RuleLock.Entry(read.version(), RuleLock.sha256(name, text))));
        lock(read.version(), entries);
        assertThat(RuleSet.read(RuleSource.of(bytes(folder))).issues()).isEmpty();

        for (String name : read.files().keySet()) {
            TreeMap<String, RuleLock.Entry> changed = new TreeMap<>(entries);
            changed.put(name, new RuleLock.Entry(read.version(), "0".repeat(64)));
            lock(read.version(), changed);
            assertThat(told()).containsExactly("APP-125 " + name);
            changed.remove(name);
            lock(read.version(), changed);
            assertThat(told()).containsExactly("APP-125 " + name);
        }
        TreeMap<String, RuleLock.Entry> more = new TreeMap<>(entries);
        more.put("tiny-topic/lost.drl", new RuleLock.Entry(read.version(), "0".repeat(64)));
        lock(read.version(), more);
        assertThat(told()).containsExactly("APP-125 tiny-topic/lost.drl");
        lock("another", entries);
        assertThat(told()).containsExactly("APP-125 rule-set.lock");
        Files.writeString(folder.resolve(RuleLock.FILE), "nonsense");
        assertThat(told()).containsExactly("APP-125 rule-set.lock");
        assertThat(RuleSet.read(folder).issues()).isEmpty();
    }

    private void lock(String version, SortedMap<String, RuleLock.Entry> entries) throws IOException {
        Files.writeString(folder.resolve(RuleLock.FILE), new RuleLock(version, entries, new TreeMap<>()).toString());
    }

    private List<String> told() throws IOException {
        List<String> zipped = RuleSet.read(zipped(zip(bytes(folder)))).issues().stream()
                .map(issue -> issue.code() + " " + issue.file())
                .toList();
        assertThat(RuleSet.read(RuleSource.of(bytes(folder))).issues())
                .extracting(issue -> issue.code() + " " + issue.file())
                .isEqualTo(zipped);
        return zipped;
    }

    @Test
    void a_class_path_without_the_lock_or_without_a_file_of_it_is_told() {
        assertThat(RuleSet.read(RuleSource.onClassPath(getClass().getClassLoader(), "org/example/none"))
                        .issues())
                .extracting(RuleIssue::toString)
                .containsExactly("rule-set.lock: APP-101 the class path has no such file in org/example/none."
                        + " Put all files that rule-set.lock names there, and the lock.");
    }

    /** Of the same length. */
    private static byte[] replaced(byte[] in, String what, String by) {
        return new String(in, StandardCharsets.ISO_8859_1).replace(what, by).getBytes(StandardCharsets.ISO_8859_1);
    }
}
