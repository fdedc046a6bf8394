package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apposite.advice.Provenance;
import org.apposite.circuit.Circuit;
import org.apposite.file.Contents;
import org.apposite.file.FileFault;
import org.apposite.file.RuleLock;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.bundle.Digest;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.SourceFiles;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Scope;
import org.apposite.model.LayerChange;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.apposite.withdrawal.WithdrawalFile.Lifted;
import org.jspecify.annotations.Nullable;

/** Reads and checks a folder of rule content, all of it, and reports everything that is wrong at once. */
public final class ContentFolder {

    private static final String LANGUAGE = "2";

    /** The folder of the jar in which the texts of the bundled rules stand. */
    public static final String TEXTS = "org/apposite/rules/texts";

    private static final RuleSource BUNDLED = RuleSource.onClassPath(ContentFolder.class.getClassLoader(), TEXTS);

    private static final Content NOTHING =
            new Content("", "", "", Digest.of(new TreeMap<>()), Vocabulary.EMPTY, List.of());

    private final Collection<String> wanted;
    /** What builds on this, the topmost first. */
    private final List<String> above;

    private Content written = NOTHING;
    private final SourceFiles files = new SourceFiles();
    private List<LayerChange> changes = List.of();

    private ContentFolder(Collection<String> wanted, List<String> above) {
        this.wanted = wanted;
        this.above = above;
    }

    /** The bundled rules as they were written. */
    public static RuleSource bundled() {
        return BUNDLED;
    }

    /**
     * What was read.
     *
     * @param content the content; with issues, as much of it as could be read, which must not be evaluated
     * @param written the same with nothing withdrawn
     * @param files the texts of the files by name, relative to the folder, with {@code /}
     * @param issues everything that is wrong, by file and line
     * @param changes what a layer changes of what it builds on
     */
    public record Result(
            Content content,
            Content written,
            SortedMap<String, String> files,
            List<RuleIssue> issues,
            List<LayerChange> changes) {

        /** Copies map and lists. */
        public Result {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            issues = List.copyOf(issues);
            changes = List.copyOf(changes);
        }

        /** The same with nothing withdrawn. */
        public Result withoutWithdrawals() {
            SortedMap<String, String> others = new TreeMap<>(files);
            others.remove(WithdrawalFile.NAME);
            return new Result(
                    written,
                    written,
                    others,
                    issues.stream()
                            .filter(issue -> !issue.file().equals(WithdrawalFile.NAME))
                            .toList(),
                    changes);
        }

        /**
         * The content, when nothing is wrong with it.
         *
         * @throws RuleSetException when anything is
         */
        public Content sound() {
            if (!issues.isEmpty()) {
                throw new RuleSetException(issues);
            }
            return content;
        }
    }

    /**
     * Reads content.
     *
     * @param source where it comes from
     * @param wanted ids of the topics to read, all when empty
     */
    public static Result read(RuleSource source, Collection<String> wanted) {
        return new ContentFolder(wanted, List.of()).read(source);
    }

    /** What others build on, and what builds on it. */
    static Result read(Contents opened, List<String> above) {
        return new ContentFolder(List.of(), above).read(() -> opened);
    }

    /** What is wrong in one rule file of a topic by itself. */
    public static List<RuleIssue> issuesOf(String name, String topic, byte[] content) {
        SourceFiles alone = new SourceFiles();
        alone.decoded(name, content).ifPresent(file -> {
            alone.add(file);
            new DrlReader(file, TopicFiles.packageOf(topic), new ArrayList<>()).read();
        });
        return alone.issues();
    }

    private Result read(RuleSource source) {
        Content content = NOTHING;
        try {
            Contents contents = source.open();
            content = readAll(contents);
            if (contents.isPacked()) {
                checkLock(contents, content.version());
            }
        } catch (FileFault e) {
            files.report(e);
        }
        if (files.isSound()) {
            checkSize(content);
        }
        return new Result(content, written, files.texts(), files.issues(), changes);
    }

    /** What somebody has packed must be what was locked; in an author's folder the lock is behind while the author works. */
    private void checkLock(Contents contents, String version) throws FileFault {
        if (contents.find(RuleLock.FILE).isEmpty()) {
            return;
        }
        Optional<RuleLock> read = RuleLock.read(contents.text(RuleLock.FILE, RuleLock.MOST_BYTES));
        if (read.isEmpty()) {
            reportLock(RuleLock.FILE, "the lock is damaged");
            return;
        }
        RuleLock lock = read.get();
        if (!lock.version().equals(version)) {
            reportLock(
                    RuleLock.FILE,
                    "the lock is for version " + lock.version() + ", and the rules have version " + version);
        }
        Set<String> names = new TreeSet<>(files.texts().keySet());
        if (wanted.isEmpty()) {
            names.addAll(lock.files().keySet());
        }
        names.remove(WithdrawalFile.NAME);
        for (String name : names) {
            RuleLock.Entry locked = lock.files().get(name);
            String text = files.texts().get(name);
            if (locked == null) {
                reportLock(name, "rule-set.lock does not have this file");
            } else if (text == null) {
                reportLock(name, "rule-set.lock has this file, and it is missing or cannot be read");
            } else if (!locked.sha256().equals(RuleLock.sha256(name, text))) {
                reportLock(name, "the file is not what rule-set.lock says");
            }
        }
    }

    private void reportLock(String file, String message) {
        files.report(
                IssueCode.LOCK,
                file,
                message,
                "Get the content anew from whoever made it; if that is you, run apposite lock on the folder and pack it again.");
    }

    /** Every answer is checked by the circuit of its rules, so rules that have none cannot be loaded. */
    private void checkSize(Content content) {
        Content base = content.base();
        for (Topic topic : content.topics()) {
            if (base != null
                    && base.vocabulary().equals(content.vocabulary())
                    && base.topics().contains(topic)) {
                continue;
            }
            try {
                Circuit.of(Scope.of(topic, content.vocabulary()));
            } catch (Circuit.TooLarge large) {
                files.report(
                        large.rule(),
                        IssueCode.TOO_LARGE,
                        "the rules of the topic ask too much: their circuit has " + large.connections()
                                + " or more connections, of which this rule adds the most",
                        "Ask smaller groups, or conclude a situation once that many rules can ask.");
            }
        }
    }

    private Content readAll(Contents folder) {
        YamlMap set = files.yaml(folder, "rule-set.yaml").orElse(null);
        Content base = null;
        if (set != null && set.has("extends")) {
            base = new LayerBase(files, above).of(folder, set).orElse(null);
            if (base == null) {
                return NOTHING;
            }
        }
        VocabularyFiles vocabularyFiles = new VocabularyFiles(files, folder, base);
        Vocabulary vocabulary = vocabularyFiles.read();
        String name = "";
        String version = "";
        String notice = "";
        if (set != null) {
            set.allow("name", "version", "notice", "language", "extends", "base");
            checkLanguage(set);
            name = set.text("name");
            version = set.text("version");
            notice = base == null ? set.text("notice") : base.notice() + " " + set.textOr("notice", "");
            notice = notice.strip().replaceAll("\\s+", " ");
        }
        TopicFiles topicFiles = new TopicFiles(files, folder, vocabularyFiles, vocabulary, wanted, name, base);
        List<Topic> topics = topicFiles.read();
        changes = topicFiles.changes();
        checkUnique(topics);
        if (topics.isEmpty() && files.isSound()) {
            files.report(
                    "",
                    "the folder holds no topic that can be loaded",
                    "A topic is a folder with a topic.yaml, whose status is not retired.");
        }
        Content content = base == null
                ? new Content(name, version, notice, Digest.of(files.texts()), vocabulary, topics)
                : layered(base, name, version, notice, vocabulary, topics, topicFiles.lowered());
        written = content.stating(topicFiles.hazards());
        return withdrawing(folder, written);
    }

    /** The content without what is withdrawn of its topics. What is withdrawn below a layer stays withdrawn. */
    private Content withdrawing(Contents folder, Content content) {
        List<Withdrawal> withdrawals = new ArrayList<>();
        List<Lifted> lifted = new ArrayList<>();
        if (content.base() != null) {
            withdrawals.addAll(content.base().withdrawals());
            lifted.addAll(content.base().lifted());
        }
        if (folder.find(WithdrawalFile.NAME).isPresent()) {
            WithdrawalFile file = withdrawn(folder, content.topics());
            withdrawals.addAll(file.withdrawals());
            lifted.addAll(file.lifted());
        }
        String text = files.texts().get(WithdrawalFile.NAME);
        boolean isAsWritten = withdrawals.isEmpty() && (text == null || files.isSound());
        return content.withdrawing(
                withdrawals,
                lifted,
                isAsWritten
                        ? content.digest()
                        : Digest.of(new TreeMap<>(
                                Map.of("written", content.digest(), WithdrawalFile.NAME, text == null ? "" : text))));
    }

    private Content layered(
            Content base,
            String name,
            String version,
            String notice,
            Vocabulary vocabulary,
            List<Topic> topics,
            List<Provenance.Lowered> lowered) {
        List<Provenance.Layer> layers = new ArrayList<>(base.layers());
        if (layers.isEmpty()) {
            layers.add(new Provenance.Layer(base.name(), base.version(), base.digest(), List.of()));
        }
        layers.add(new Provenance.Layer(name, version, Digest.of(files.texts()), lowered));
        TreeMap<String, String> both = new TreeMap<>(files.texts());
        both.put("extends", base.digest());
        return new Content(
                name,
                version,
                notice,
                Digest.of(both),
                vocabulary,
                topics,
                layers,
                base,
                List.of(),
                List.of(),
                List.of());
    }

    /** What of the topics that are read is withdrawn. */
    private WithdrawalFile withdrawn(Contents folder, List<Topic> topics) {
        SourceFile file = files.file(folder, WithdrawalFile.NAME).orElse(null);
        if (file == null) {
            return WithdrawalFile.EMPTY;
        }
        WithdrawalFile read = WithdrawalFile.read(file.text());
        read.problems()
                .forEach(one -> file.report(
                        IssueCode.WITHDRAWAL,
                        one.place().line(),
                        one.place().column(),
                        one.message(),
                        one.suggestion()));
        for (WithdrawalFile.Entry one : read.entries()) {
            Part part = one.withdrawal().part();
            if (!part.isIn(topics) && (wanted.isEmpty() || wanted.contains(part.topic()))) {
                file.report(
                        IssueCode.WITHDRAWAL,
                        one.place().line(),
                        one.place().column(),
                        "the rules have no topic, rule or rating \"" + part + "\"",
                        Part.nearest(part.toString(), topics)
                                .orElse("Lift it, if the rules no longer have it: apposite withdraw --lift."));
            }
        }
        return read;
    }

    private static void checkLanguage(YamlMap set) {
        String language = set.textOr("language", "1");
        if (!language.equals(LANGUAGE)) {
            if (!set.has("language")) {
                set.file().lacks();
            }
            set.report(
                    IssueCode.LANGUAGE,
                    "language",
                    "the rules are written in language " + language + ", but this version reads language " + LANGUAGE,
                    language.equals("1")
                            ? "Run apposite migrate on the folder: it rewrites the files and lists what a person must"
                                    + " look at."
                            : "Use a version of the library that reads it.");
        }
    }

    private void checkUnique(List<Topic> topics) {
        Map<String, Rule> ids = new HashMap<>();
        for (Topic topic : topics) {
            Map<String, Rule> names = new HashMap<>();
            for (Rule rule : topic.rules()) {
                checkUnique(ids.put(rule.id(), rule), rule, "id \"" + rule.id() + "\"");
                checkUnique(names.put(rule.name(), rule), rule, "name \"" + rule.name() + "\"");
            }
        }
        for (TopicOverlap overlap : TopicOverlap.of(topics)) {
            files.report(
                    IssueCode.TOPICS_OVERLAP,
                    overlap.second().id() + "/topic.yaml",
                    "the complaint \"" + overlap.complaint() + "\" is already answered by the topic "
                            + overlap.first().id()
                            + (overlap.patient().isEmpty()
                                    ? ""
                                    : ", for example for a patient of " + overlap.patient()),
                    "Say in \"applies\" which patients each of the two answers, so that no patient is answered by both; or"
                            + " load only one of them, by name.");
        }
    }

    private void checkUnique(@Nullable Rule earlier, Rule rule, String what) {
        if (earlier != null) {
            files.report(
                    rule,
                    IssueCode.DUPLICATE,
                    "the " + what + " is taken by the rule at " + earlier.file() + ":" + earlier.line(),
                    "Choose another.");
        }
    }
}
