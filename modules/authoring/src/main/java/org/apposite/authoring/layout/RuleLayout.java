package org.apposite.authoring.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apposite.model.RuleIssue;
import org.jspecify.annotations.Nullable;

/**
 * The canonical layout of a rule file: one way to write it, whoever wrote it. Blank space, the lines of conditions, the
 * imports, and the columns and the order of ratings become what they are everywhere else; all texts in quotes and all
 * comments stay, and so does the order of rules, conditions and conclusions.
 *
 * <p>A layout never changes what the file says: what is read from the new text is compared with what was read before,
 * and a difference is a {@link #refusal()}. A layout that has been laid out once does not change again.
 *
 * <p>Immutable and thread-safe. While it works it needs a folder for temporary files.
 */
public final class RuleLayout {

    private static final String RULE_FILE = ".drl";

    private final String name;
    private final @Nullable Path file;
    private final String before;
    private final String after;
    private final List<RuleIssue> issues;
    private final @Nullable String refusal;

    private RuleLayout(String name, @Nullable Path file, String topic, byte[] content) {
        this.name = name;
        this.file = file;
        this.before = new String(content, StandardCharsets.UTF_8);
        Reading said = Reading.of(content, topic, name);
        this.issues = said.issues();
        String laidOut = before;
        String fault = null;
        if (issues.isEmpty()) {
            try {
                laidOut = RuleFilePrinter.print(RuleFileReader.read(before));
                fault = difference(said, laidOut, topic);
            } catch (RuleFileReader.Unexpected e) {
                fault = e.getMessage();
            }
        }
        this.refusal = fault;
        this.after = fault == null ? laidOut : before;
    }

    private @Nullable String difference(Reading said, String laidOut, String topic) {
        Reading says = Reading.of(laidOut.getBytes(StandardCharsets.UTF_8), topic, name);
        if (!says.issues().isEmpty()) {
            return "laid out it could not be read: " + says.issues().get(0).message();
        }
        if (!says.rules().equals(said.rules())) {
            return "laid out it would say something else";
        }
        return Tokens.comments(laidOut).equals(Tokens.comments(before)) ? null : "a comment would be lost";
    }

    /**
     * Lays out a text.
     *
     * @param text the text of a rule file
     * @param name what to call it in issues
     * @return its layout
     * @throws UncheckedIOException when no temporary file can be written
     */
    public static RuleLayout of(String text, String name) {
        Objects.requireNonNull(name, "name");
        return new RuleLayout(name, null, Reading.topicOf(text), text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Lays out a file, without writing it.
     *
     * @param file a rule file
     * @return its layout; its name in issues is the path as given
     * @throws IOException when it cannot be read, or when no temporary file can be written
     */
    public static RuleLayout of(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Path folder = file.toAbsolutePath().normalize().getParent();
        String topic = String.valueOf(folder == null ? null : folder.getFileName());
        if (!Reading.isTopic(topic)) {
            topic = Reading.topicOf(new String(content, StandardCharsets.UTF_8));
        }
        try {
            return new RuleLayout(file.toString(), file, topic, content);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The rule files of a folder and of the folders in it, without hidden ones.
     *
     * @param folder a folder of rules, or of one topic
     * @return files that end with {@code .drl}, by name
     * @throws IOException when a folder cannot be read
     */
    public static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(RULE_FILE))
                    .filter(file -> isVisible(folder.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isVisible(Path file) {
        for (Path name : file) {
            if (name.toString().startsWith(".")) {
                return false;
            }
        }
        return true;
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
     * Why the file cannot be read. Codes that the vocabulary does not know, missing sources and circles of rules are no
     * obstacle and not named.
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
        if (file == null) {
            throw new IllegalStateException("the text \"" + name + "\" has no file");
        }
        if (changes()) {
            WholeFile.replace(file, after);
        }
    }
}
