package org.apposite.internal.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.file.Contents;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic.Rule;
import org.jspecify.annotations.Nullable;

/**
 * The files of a rule set, each read once, and all that is wrong with them. What cannot be read is reported, and reading goes on
 * without it.
 */
public final class SourceFiles {

    /** The file of a topic in which a layer says what it changes. */
    public static final String CHANGES = "changes.yaml";

    /** What a merge leaves where it could not tell which of two versions is right. */
    private static final Pattern MERGE = Pattern.compile("(?m)^(<<<<<<<|>>>>>>>)( .*)?$");

    private final List<RuleIssue> issues = new ArrayList<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final TreeMap<String, String> texts = new TreeMap<>();
    private final Set<String> told = new HashSet<>();

    /** The files that could be read, in the order of reading. */
    public List<SourceFile> files() {
        return files;
    }

    /** Their texts, by name. */
    public SortedMap<String, String> texts() {
        return texts;
    }

    /** Takes a file that was read, or stands for one that is not there. */
    public void add(SourceFile file) {
        files.add(file);
    }

    /** Takes issues of other files, under their names. */
    public void add(RuleIssue issue) {
        issues.add(issue);
    }

    /** Whether nothing is wrong so far. */
    public boolean isSound() {
        return issues.isEmpty() && files.stream().allMatch(file -> file.issues().isEmpty());
    }

    /** The file in which a rule stands; another when it is in none of them. */
    public SourceFile of(Rule rule, SourceFile otherwise) {
        return files.stream()
                .filter(file -> file.name().equals(rule.file()))
                .findFirst()
                .orElse(otherwise);
    }

    /** What a folder of it holds; nothing when that cannot be seen. */
    public List<Folder.Entry> list(Contents folder, String name) {
        try {
            return folder.list(name);
        } catch (FileFault e) {
            report(e);
            return List.of();
        }
    }

    /** A YAML file; empty when it cannot be read. */
    public Optional<YamlMap> yaml(Contents folder, String name) {
        return file(folder, name).flatMap(YamlMap::of);
    }

    /** A file; empty when it cannot be read. */
    public Optional<SourceFile> file(Contents folder, String name) {
        try {
            Optional<SourceFile> read = decoded(name, folder.read(name, Folder.MOST_FILE_BYTES));
            read.ifPresent(file -> {
                files.add(file);
                texts.put(name, file.text());
            });
            return read;
        } catch (FileFault e) {
            report(e);
            return Optional.empty();
        }
    }

    /** What is wrong with a folder is found by everything that is looked for in it, and is told once. */
    public void report(FileFault fault) {
        if (told.add(fault.getMessage())) {
            report(fault.file(), fault.what(), fault.suggestion());
        }
    }

    /** A file of such bytes; empty when they are no text. */
    public Optional<SourceFile> decoded(String name, byte[] bytes) {
        if (bytes.length > Folder.MOST_FILE_BYTES) {
            report(name, "the file is larger than 1 MiB", "Split it, or make it smaller.");
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String text = out.flip().toString();
        // UTF-16 has a zero byte beside every plain letter.
        int unreadable = result.isError() ? text.length() : text.indexOf('\0');
        if (unreadable >= 0) {
            report(
                    name,
                    lineOf(text, unreadable),
                    "the file is not written in UTF-8: this line has the first character that cannot be read",
                    "Save it as UTF-8.");
            return Optional.empty();
        }
        if (text.isBlank()) {
            report(name, "the file is empty", "Restore it, or remove it.");
            return Optional.empty();
        }
        Matcher merge = MERGE.matcher(text);
        if (merge.find()) {
            report(
                    name,
                    lineOf(text, merge.start()),
                    "two versions of the file were merged, and here they differ",
                    "Keep what is right of the two, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.");
            return Optional.empty();
        }
        return Optional.of(new SourceFile(name, text));
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, offset)
                        .chars()
                        .filter(one -> one == '\n')
                        .count();
    }

    private void report(String file, int line, String message, String suggestion) {
        issues.add(new RuleIssue(IssueCode.FILE_UNREADABLE.code(), file, line, 0, message, suggestion, null));
    }

    /** Reports of a file that it cannot be read. */
    public void report(String file, String message, @Nullable String suggestion) {
        report(IssueCode.FILE_UNREADABLE, file, message, suggestion);
    }

    /** Reports of a file as a whole. */
    public void report(IssueCode code, String file, String message, @Nullable String suggestion) {
        issues.add(new RuleIssue(code.code(), file, 0, 0, message, suggestion, null));
    }

    /** Reports at a rule. A rule that a layer builds on is in no file of the layer: then at the layer's file of the topic. */
    public void report(Rule rule, IssueCode code, String message, @Nullable String suggestion) {
        Optional<SourceFile> own =
                files.stream().filter(file -> file.name().equals(rule.file())).findFirst();
        if (own.isPresent()) {
            own.get().report(code, rule.line(), 1, message, suggestion);
            return;
        }
        files.stream()
                .filter(file -> file.name().equals(topicOf(rule) + "/" + CHANGES))
                .findFirst()
                .orElseGet(() -> files.get(0))
                .report(
                        code,
                        0,
                        0,
                        "with what the layer changes, of the rule at " + rule.file() + ":" + rule.line() + ": "
                                + message,
                        suggestion);
    }

    /** The topic of a rule, whose file may have the name of a layer before it. */
    private static String topicOf(Rule rule) {
        List<String> parts = List.of(rule.file().split("/", -1));
        return parts.size() < 2 ? "" : parts.get(parts.size() - 2);
    }

    /** All that is wrong, by file and place. */
    public List<RuleIssue> issues() {
        List<RuleIssue> all = new ArrayList<>(issues);
        files.forEach(file -> all.addAll(file.issues()));
        all.sort(Comparator.comparing(RuleIssue::file)
                .thenComparing(RuleIssue::line)
                .thenComparing(RuleIssue::column)
                .thenComparing(RuleIssue::code)
                .thenComparing(RuleIssue::message));
        return all;
    }
}
