package org.apposite.authoring.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apposite.RuleSet;
import org.apposite.file.Folder;
import org.apposite.file.NamedFile;
import org.apposite.model.RuleIssue;
import org.apposite.text.RuleFile;
import org.apposite.text.RuleFile.Declaration;
import org.jspecify.annotations.Nullable;

/**
 * The canonical layout of a rule file: one way to write it, whoever wrote it. Blank space, the lines of conditions, the
 * imports, and the columns and the order of ratings become what they are everywhere else; all texts in quotes and all
 * comments stay, and so does the order of rules, conditions and conclusions.
 *
 * <p>A layout never changes what the file says: what is read from the new text is compared with what was read before,
 * and a difference is a {@link #refusal()}. A layout that has been laid out once does not change again.
 *
 * <p>Immutable and thread-safe.
 */
public final class RuleLayout {

    private static final String RULE_FILE = ".drl";
    private static final Pattern TOPIC = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** A missing id or source: wrong, but all of the file was understood. */
    private static final String MISSING_METADATA = "APP-111";

    private final String name;
    private final @Nullable Writer writer;
    private final String before;
    private final String after;
    private final List<RuleIssue> issues;
    private final @Nullable String refusal;

    private interface Writer {
        void write(String text) throws IOException;
    }

    private RuleLayout(String name, @Nullable Writer writer, String topic, byte[] content) {
        this.name = name;
        this.writer = writer;
        this.before = new String(content, StandardCharsets.UTF_8);
        this.issues = issues(name, topic, content);
        RuleFile written = RuleFile.of(before);
        String laidOut = issues.isEmpty() ? endedAsBefore(RuleFilePrinter.print(written)) : before;
        this.refusal = difference(written, laidOut, topic);
        this.after = refusal == null ? laidOut : before;
    }

    /** Line ends stay as they are; where there are two kinds, the first counts. */
    private String endedAsBefore(String text) {
        int first = before.indexOf('\n');
        String plain = text.replace("\r\n", "\n");
        return first > 0 && before.charAt(first - 1) == '\r' ? plain.replace("\n", "\r\n") : plain;
    }

    private static List<RuleIssue> issues(String name, String topic, byte[] content) {
        return RuleSet.issuesOf(name, topic, content).stream()
                .filter(issue -> !issue.code().equals(MISSING_METADATA))
                .toList();
    }

    private @Nullable String difference(RuleFile written, String laidOut, String topic) {
        if (laidOut.equals(before)) {
            return null;
        }
        List<RuleIssue> found = issues(name, topic, laidOut.getBytes(StandardCharsets.UTF_8));
        if (!found.isEmpty()) {
            return "once formatted, it could not be read: " + found.get(0).message();
        }
        Said said = Said.in(written);
        Said says = Said.in(RuleFile.of(laidOut));
        if (!says.rules().equals(said.rules())) {
            return "once formatted, it would mean something else";
        }
        return says.comments().equals(said.comments()) ? null : "a comment would be lost";
    }

    /** The topic that a text belongs to by its package. */
    private static String topicOf(String text) {
        return RuleFile.of(text).parts(Declaration.class).stream()
                .filter(line -> line.keyword().equals("package"))
                .map(line -> String.join("", line.names()).replace('_', '-'))
                .filter(RuleLayout::isTopic)
                .findFirst()
                .orElse("topic");
    }

    private static boolean isTopic(String folder) {
        return TOPIC.matcher(folder).matches();
    }

    /**
     * Lays out a text.
     *
     * @param text the text of a rule file
     * @param name what to call it in issues
     * @return its layout
     */
    public static RuleLayout of(String text, String name) {
        Objects.requireNonNull(name, "name");
        return new RuleLayout(name, null, topicOf(text), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Lays out a file, without writing it.
     *
     * @param file a rule file
     * @return its layout; its name in issues is the path as given
     * @throws IOException when it cannot be read; the message names it and says why
     */
    public static RuleLayout of(Path file) throws IOException {
        byte[] content = NamedFile.read(file, Folder.MOST_FILE_BYTES);
        return new RuleLayout(file.toString(), text -> NamedFile.write(file, text), topicOf(file, content), content);
    }

    /**
     * Lays out a file of a folder, without writing it.
     *
     * @param folder the folder that a person named
     * @param file a rule file in it, as {@link #files} names it
     * @return its layout; its name in issues is the path as given
     * @throws IOException when it cannot be read, or a link leads out of the folder; the message names it and says why
     */
    public static RuleLayout of(Path folder, Path file) throws IOException {
        String within = folder.relativize(file).toString().replace('\\', '/');
        byte[] content = Folder.at(folder).read(within, Folder.MOST_FILE_BYTES);
        return new RuleLayout(
                file.toString(), text -> Folder.at(folder).write(within, text), topicOf(file, content), content);
    }

    private static String topicOf(Path file, byte[] content) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        String topic = String.valueOf(folder == null ? null : folder.getFileName());
        return isTopic(topic) ? topic : topicOf(new String(content, StandardCharsets.UTF_8));
    }

    /**
     * The rule files of a folder and of the folders in it, without hidden ones and without what only a link leads to.
     *
     * @param folder a folder of rules, or of one topic
     * @return all that ends with {@code .drl} and is no folder, by name
     * @throws IOException when a folder cannot be read; the message names it and says why
     */
    public static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        addFiles(files, folder, Folder.at(folder), "");
        files.sort(Comparator.comparing(Path::toString));
        return List.copyOf(files);
    }

    private static void addFiles(List<Path> files, Path named, Folder folder, String name) throws IOException {
        for (Folder.Entry entry : folder.list(name)) {
            if (entry.type() != Folder.Type.FOLDER && entry.name().endsWith(RULE_FILE)) {
                files.add(named.resolve(entry.name()));
            } else if (entry.type() == Folder.Type.FOLDER && !entry.isLink()) {
                addFiles(files, named, folder, entry.name());
            }
        }
    }

    /**
     * What the file is called in issues.
     *
     * @return its path as given, or the name that was given with the text
     */
    public String name() {
        return name;
    }

    /**
     * The text as it was.
     *
     * @return the text of the file
     */
    public String before() {
        return before;
    }

    /**
     * The text in the canonical layout; as it was when it has issues.
     *
     * @return the text to be written
     */
    public String after() {
        return after;
    }

    /**
     * Whether the layout is another than it was.
     *
     * @return false for a file that is laid out already, and for one with issues
     */
    public boolean changes() {
        return !before.equals(after);
    }

    /**
     * Why the file cannot be read. Codes that the vocabulary does not know, missing ids and sources and circles of rules
     * are no obstacle and not named.
     *
     * @return the issues, by place; the file is left as it is unless there are none
     */
    public List<RuleIssue> issues() {
        return issues;
    }

    /**
     * Why the file is left as it is although nothing is wrong with it: a fault of this program, which is safe but should
     * be reported.
     *
     * @return what would have happened; empty as a rule
     */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * Writes the file in the canonical layout, as a whole or not at all; its permissions stay. A file that does not
     * change is not touched.
     *
     * @throws IOException when it cannot be written; then it is as it was
     * @throws IllegalStateException when the layout is that of a text
     */
    public void write() throws IOException {
        if (writer == null) {
            throw new IllegalStateException("the text \"" + name + "\" has no file");
        }
        if (changes()) {
            writer.write(after);
        }
    }
}
