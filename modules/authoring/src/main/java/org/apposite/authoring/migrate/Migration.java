package org.apposite.authoring.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.RuleSet;
import org.apposite.authoring.layout.RuleLayout;
import org.apposite.file.Folder;
import org.apposite.model.RuleIssue;

/**
 * A folder of rules in language 1, rewritten to language 2: rule files, topics and vocabulary, with the regions, studies and
 * quantities that language 1 had in Java. Comments and layout stay. Cases stay as they are. Nothing is written before {@link
 * #write}. Immutable and thread-safe.
 */
public final class Migration {

    private static final String RULE_SET = "rule-set.yaml";
    private static final String FINDINGS = "vocabulary/findings.yaml";
    private static final String PROCEDURES = "vocabulary/procedures.yaml";
    private static final List<String> NEW = List.of("regions.yaml", "studies.yaml", "quantities.yaml");
    private static final Pattern LANGUAGE = Pattern.compile("(?m)^language:[ \t]*[\"']?([^\"'\\s#]*)");

    private final Path folder;
    private final SortedMap<String, String> before;
    private final SortedMap<String, String> after;
    private final List<RuleIssue> issues;
    private final List<String> toLookAt;

    private Migration(Path folder, SortedMap<String, String> before, SortedMap<String, String> after)
            throws IOException {
        this.folder = folder;
        this.before = before;
        this.after = after;
        this.issues = issues(after);
        this.toLookAt = List.copyOf(found());
    }

    /**
     * Rewrites a folder, without writing it.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @return the folder in language 2
     * @throws IllegalArgumentException when it is no folder of rules, or not in language 1; the message says which
     * @throws IOException when a file cannot be read, or no temporary folder written
     */
    public static Migration of(Path folder) throws IOException {
        SortedMap<String, String> before = read(folder);
        String ruleSet = before.get(RULE_SET);
        if (ruleSet == null) {
            throw new IllegalArgumentException("the folder holds no " + RULE_SET);
        }
        Matcher language = LANGUAGE.matcher(ruleSet);
        if (language.find() && !language.group(1).equals("1")) {
            throw new IllegalArgumentException("the rules are in language " + language.group(1) + " already");
        }
        for (String name : NEW) {
            if (before.containsKey("vocabulary/" + name)) {
                throw new IllegalArgumentException(
                        "vocabulary/" + name + " exists already, but language 1 has no such file");
            }
        }
        return new Migration(folder, before, rewritten(before));
    }

    /** The files that a rule set is read from. */
    private static SortedMap<String, String> read(Path named) throws IOException {
        Folder folder = Folder.at(named);
        List<Folder.Entry> entries = new ArrayList<>(folder.list(""));
        for (Folder.Entry entry : List.copyOf(entries)) {
            if (entry.type() == Folder.Type.FOLDER) {
                entries.addAll(folder.list(entry.name()));
            }
        }
        SortedMap<String, String> texts = new TreeMap<>();
        for (Folder.Entry entry : entries) {
            String name = entry.name();
            boolean isOfTopic = name.endsWith("/topic.yaml") || (name.contains("/") && name.endsWith(".drl"));
            boolean isOfAll = name.equals(RULE_SET) || (name.startsWith("vocabulary/") && name.endsWith(".yaml"));
            if (entry.type() != Folder.Type.FOLDER && (isOfTopic || isOfAll)) {
                texts.put(name, folder.text(name, Folder.MOST_FILE_BYTES));
            }
        }
        return texts;
    }

    private static SortedMap<String, String> rewritten(SortedMap<String, String> before) {
        Language1 language = new Language1();
        SortedMap<String, String> after = new TreeMap<>(before);
        Map<String, YamlLines> fresh = new LinkedHashMap<>();
        NEW.forEach(name -> fresh.put(name, new YamlLines(Language1.resource(name))));
        YamlLines findings = new YamlLines(before.getOrDefault(FINDINGS, ""));
        language.rename(findings);
        language.place(findings);
        language.move(findings, fresh);
        before.forEach((name, text) -> {
            if (name.endsWith(".drl")) {
                after.put(name, language.rules(text));
            } else if (name.endsWith("/topic.yaml")) {
                YamlLines topic = new YamlLines(text);
                language.rename(topic);
                language.complete(topic);
                after.put(name, topic.toString());
            } else if (name.equals(PROCEDURES)) {
                after.put(name, language.procedures(text));
            }
        });
        if (before.containsKey(FINDINGS)) {
            after.put(FINDINGS, findings.toString());
        }
        fresh.forEach((name, lines) -> {
            YamlLines.Block top =
                    lines.find(name.substring(0, name.indexOf('.'))).orElseThrow();
            if (!lines.below(top).isEmpty()) {
                after.put("vocabulary/" + name, lines.toString());
            }
        });
        String ruleSet = before.getOrDefault(RULE_SET, "");
        after.put(
                RULE_SET,
                LANGUAGE.matcher(ruleSet).find()
                        ? LANGUAGE.matcher(ruleSet).replaceFirst("language: 2")
                        : ruleSet + (ruleSet.endsWith("\n") ? "" : "\n") + "language: 2\n");
        return after;
    }

    /** What the library has to say of the result. */
    private static List<RuleIssue> issues(SortedMap<String, String> texts) throws IOException {
        Path copy = Files.createTempDirectory("apposite-migrate");
        try {
            for (Map.Entry<String, String> one : texts.entrySet()) {
                Path file = copy.resolve(one.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, one.getValue());
            }
            return RuleSet.read(copy).issues();
        } finally {
            delete(copy);
        }
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        Pattern old = Pattern.compile("(?<![\\w-])(" + String.join("|", new Language1().oldNames()) + ")(?![\\w-])");
        after.forEach((name, text) -> {
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                Matcher named = old.matcher(line);
                if ((line.startsWith("//") || line.startsWith("#")) && named.find()) {
                    found.add(name + ":" + (i + 1) + ": the comment mentions \"" + named.group() + "\"");
                }
            }
        });
        for (String name : NEW) {
            if (after.containsKey("vocabulary/" + name)) {
                found.add("vocabulary/" + name + ": what language 1 had built in; remove what no topic needs");
            }
        }
        if (after.entrySet().stream()
                .anyMatch(one -> one.getKey().endsWith(".drl")
                        && RuleLayout.of(one.getValue(), one.getKey()).changes())) {
            found.add("the rule files: run apposite format, since lines have become shorter or longer");
        }
        if (Files.exists(folder.resolve("rule-set.lock"))) {
            found.add(RULE_SET + ": raise the version, then run apposite lock");
        }
        return found;
    }

    private static void delete(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /**
     * The files that change or are new.
     *
     * @return their new texts by name, relative to the folder, with {@code /}
     */
    public SortedMap<String, String> changes() {
        SortedMap<String, String> changes = new TreeMap<>();
        after.forEach((name, text) -> {
            if (!text.equals(before.get(name))) {
                changes.put(name, text);
            }
        });
        return Collections.unmodifiableSortedMap(changes);
    }

    /**
     * What is wrong with the folder once it is written, be it that it was wrong before, or that it was written in a way that
     * is not understood.
     *
     * @return the issues, by file and line; none when the folder can be loaded
     */
    public List<RuleIssue> issues() {
        return issues;
    }

    /**
     * What a person must look at beyond the issues, a line each.
     *
     * @return old names in comments, what the new files hold, and what to run next
     */
    public List<String> toLookAt() {
        return toLookAt;
    }

    /**
     * Writes the folder, all of it or nothing.
     *
     * @throws IOException when a file cannot be written; then the folder is as it was
     */
    public void write() throws IOException {
        List<String> written = new ArrayList<>();
        try {
            for (Map.Entry<String, String> one : changes().entrySet()) {
                Folder.at(folder).write(one.getKey(), one.getValue());
                written.add(one.getKey());
            }
        } catch (IOException e) {
            for (String name : written) {
                takeBack(name, e);
            }
            throw e;
        }
    }

    private void takeBack(String name, IOException fault) {
        try {
            String text = before.get(name);
            if (text == null) {
                Files.deleteIfExists(folder.resolve(name));
            } else {
                Folder.at(folder).write(name, text);
            }
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }
}
