package org.apposite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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

    @Test
    void a_zip_bomb_is_refused_before_it_is_unpacked() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("bomb.yaml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
            out.closeEntry();
        }
        Path zip = zipped(bytes.toByteArray());

        assertThat(Files.size(zip)).isLessThan(1 << 20);
        assertThatThrownBy(() -> RuleSource.at(zip).open())
                .isInstanceOf(FileFault.class)
                .hasMessage("the files in it are larger than 64 MiB altogether. Keep elsewhere what is not needed.");
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
