package org.apposite.authoring.version;

import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apposite.RuleSet;
import org.apposite.advice.Alert.Severity;
import org.apposite.authoring.Finding;
import org.apposite.authoring.Finding.Level;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.file.RuleLock;
import org.apposite.file.RuleLock.Entry;
import org.apposite.language.Verb;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a rules folder, {@code rule-set.lock}: what each file held when the version was raised last, so that no
 * content changes without a new version. It covers all files that answers depend on: rule files, {@code topic.yaml},
 * vocabulary, and {@code rule-set.yaml} but for its version. Cases are free. Line ends do not count.
 */
public final class ContentLock {

    /** The name of the lock file, in the rules folder. */
    public static final String FILE = RuleLock.FILE;

    private static final String CHANGED = "APP-221";
    private static final String OUT_OF_DATE = "APP-222";
    private static final String UNREADABLE = "APP-223";
    private static final String CRITICAL_LOST = "APP-233";
    private static final String RULE_SET = "rule-set.yaml";

    private final RuleSet rules;
    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();
    private final @Nullable RuleLock locked;

    private ContentLock(RuleSet rules, Path folder) {
        // A withdrawal needs no new version, or it would come too late.
        this.rules = rules.withoutWithdrawals();
        this.folder = folder;
        this.locked = read().orElse(null);
    }

    /**
     * Holds rules against the lock of their folder.
     *
     * @param rules all topics of the folder
     * @param folder the folder
     * @return APP-233, a warning, for a critical alert that is gone or lower; APP-221, an error, for content that changed while the version did not, and for a version that went down;
     *     APP-222, a warning, when there is no lock or the version was raised after it was written; APP-223, an error,
     *     when the lock cannot be read. In the order of {@link Finding}
     */
    public static List<Finding> check(RuleSet rules, Path folder) {
        ContentLock lock = new ContentLock(rules, folder);
        lock.check();
        return lock.findings.stream().sorted().toList();
    }

    /**
     * Writes the lock of rules as they are, in one step: a reader sees the old lock or the new one.
     *
     * @param rules all topics of the folder
     * @param folder the folder
     * @return what changed since the lock before, or why it may not be written
     * @throws RuleSetException when the rules have issues
     * @throws UncheckedIOException when the lock cannot be written
     */
    public static Refresh refresh(RuleSet rules, Path folder) {
        if (!rules.issues().isEmpty()) {
            throw new RuleSetException(rules.issues());
        }
        ContentLock lock = new ContentLock(rules, folder);
        lock.check();
        List<RuleIssue> refusals = lock.findings.stream()
                .filter(finding -> finding.level() == Level.ERROR)
                .sorted()
                .map(Finding::issue)
                .toList();
        return refusals.isEmpty() ? lock.write() : new Refresh(refusals, List.of());
    }

    /**
     * What became of a lock. Immutable.
     *
     * @param refusals why it was not written; none when it was, or was up to date
     * @param changes what changed since the lock before, a line each; none when it was up to date
     */
    public record Refresh(List<RuleIssue> refusals, List<String> changes) {

        /** Copies the lists. */
        public Refresh {
            refusals = List.copyOf(refusals);
            changes = List.copyOf(changes);
        }
    }

    private Optional<RuleLock> read() {
        try {
            Folder in = Folder.at(folder);
            if (in.find(FILE).isEmpty()) {
                return Optional.empty();
            }
            Optional<RuleLock> read = RuleLock.read(in.text(FILE, RuleLock.MOST_BYTES));
            if (read.isEmpty()) {
                unreadable("the lock is damaged", "Restore it from version control.");
            }
            return read;
        } catch (FileFault e) {
            unreadable("the lock cannot be read: " + e.what(), e.suggestion());
            return Optional.empty();
        }
    }

    private void unreadable(String message, String suggestion) {
        report(Level.ERROR, UNREADABLE, FILE, message, suggestion);
    }

    private void check() {
        if (!findings.isEmpty() || isWrong(RULE_SET)) {
            return;
        }
        if (locked == null) {
            report(
                    Level.WARNING,
                    OUT_OF_DATE,
                    FILE,
                    "there is no lock, so content can change without a new version",
                    "Run apposite lock on the folder.");
            return;
        }
        lookForCriticalAlerts(locked);
        if (rules.version().equals(locked.version())) {
            for (Change change : changes(locked)) {
                if (isWrong(change.file)) {
                    continue;
                }
                report(
                        Level.ERROR,
                        CHANGED,
                        change.file,
                        "the file was " + change.what + " after version " + locked.version()
                                + " was locked, and the version is still the same",
                        "Raise the version in rule-set.yaml, then run apposite lock.");
            }
        } else if (isLower(rules.version(), locked.version())) {
            report(
                    Level.ERROR,
                    CHANGED,
                    RULE_SET,
                    "the version " + rules.version() + " is lower than " + locked.version() + ", which is locked",
                    "Choose a higher one, then run apposite lock.");
        } else {
            report(
                    Level.WARNING,
                    OUT_OF_DATE,
                    FILE,
                    "the lock is for version " + locked.version() + ", but the rules have version " + rules.version(),
                    "Run apposite lock on the folder.");
        }
    }

    /** Whoever takes an emergency away, or makes it less, must have meant to: while a topic has an error nobody knows. */
    private void lookForCriticalAlerts(RuleLock since) {
        if (!rules.issues().isEmpty()) {
            return;
        }
        Map<String, Topic> topics = rules.topics().stream().collect(Collectors.toMap(Topic::id, topic -> topic));
        since.critical().forEach((id, codes) -> {
            Topic topic = topics.get(id);
            for (String code : codes) {
                if (topic == null || !alerts(topic, Severity.CRITICAL).contains(code)) {
                    boolean isLower = topic != null
                            && Arrays.stream(Severity.values())
                                    .anyMatch(one -> alerts(topic, one).contains(code));
                    report(
                            Level.WARNING,
                            CRITICAL_LOST,
                            id,
                            "version " + since.version() + " raised the critical alert \"" + code + "\", and now "
                                    + (isLower ? "it is less than critical" : "no rule raises it"),
                            "Bring it back; if it is meant, raise the version in rule-set.yaml and run apposite lock.");
                }
            }
        });
    }

    /** A file with an error will be changed once more: that the version must be raised is told when it is right. */
    private boolean isWrong(String name) {
        return rules.issues().stream().anyMatch(issue -> issue.file().equals(name));
    }

    /** Versions such as "spring" have no order: there a version is only the same or another. */
    private static boolean isLower(String version, String than) {
        try {
            return Version.parse(version).compareTo(Version.parse(than)) < 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private record Change(String file, String what) {}

    private List<Change> changes(RuleLock since) {
        Map<String, Entry> before = since.files();
        Map<String, Entry> now = lock(rules, before).files();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            Entry old = before.get(name);
            Entry current = now.get(name);
            if (current == null) {
                changes.add(new Change(name, "removed"));
            } else if (old == null) {
                changes.add(new Change(name, "added"));
            } else if (!old.equals(current)) {
                changes.add(new Change(name, "changed"));
            }
        }
        return changes;
    }

    /** The lock of rules as they are. Content that an earlier lock has too keeps its version. */
    private static RuleLock lock(RuleSet rules, Map<String, Entry> earlier) {
        SortedMap<String, Entry> files = new TreeMap<>();
        rules.files().forEach((name, text) -> {
            String sha256 = RuleLock.sha256(name, text);
            Entry before = earlier.get(name);
            files.put(
                    name,
                    before != null && before.sha256().equals(sha256) ? before : new Entry(rules.version(), sha256));
        });
        SortedMap<String, SortedSet<String>> critical = new TreeMap<>();
        rules.topics().forEach(topic -> critical.put(topic.id(), alerts(topic, Severity.CRITICAL)));
        critical.values().removeIf(Set::isEmpty);
        return new RuleLock(rules.version(), files, critical);
    }

    /** The codes of the alerts that rules of a topic raise with a severity. */
    private static SortedSet<String> alerts(Topic topic, Severity severity) {
        SortedSet<String> codes = new TreeSet<>();
        topic.rules().stream()
                .flatMap(rule -> rule.then().stream())
                .filter(one ->
                        Verb.ALERT.isOf(one) && one.arguments().get(1).text().equals(severity.code()))
                .forEach(one -> codes.add(one.arguments().get(0).text()));
        return codes;
    }

    private Refresh write() {
        RuleLock fresh = lock(rules, locked == null ? Map.of() : locked.files());
        if (fresh.equals(locked)) {
            return new Refresh(List.of(), List.of());
        }
        try {
            Folder.at(folder).write(FILE, fresh.toString());
        } catch (FileFault e) {
            throw new UncheckedIOException(e);
        }
        List<String> said = new ArrayList<>();
        if (locked == null) {
            said.add("version " + fresh.version() + ", " + fresh.files().size() + " files");
        } else {
            said.add("version " + locked.version() + " -> " + fresh.version());
            changes(locked).forEach(change -> said.add(change.what + " " + change.file));
        }
        return new Refresh(List.of(), said);
    }

    private void report(Level level, String code, String place, String message, String suggestion) {
        findings.add(new Finding(level, new RuleIssue(code, place, 0, 0, message, suggestion, null)));
    }
}
