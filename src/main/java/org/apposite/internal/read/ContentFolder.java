package org.apposite.internal.read;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apposite.advice.Provenance;
import org.apposite.circuit.Circuit;
import org.apposite.file.Contents;
import org.apposite.file.FileFault;
import org.apposite.file.Folder;
import org.apposite.file.RuleLock;
import org.apposite.file.RuleSource;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.bundle.Digest;
import org.apposite.internal.bundle.Shared;
import org.apposite.internal.limit.Limit;
import org.apposite.language.Parameter;
import org.apposite.language.Scope;
import org.apposite.model.LayerChange;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.text.Characters;
import org.apposite.text.Spelling;
import org.apposite.withdrawal.Part;
import org.apposite.withdrawal.Withdrawal;
import org.apposite.withdrawal.WithdrawalFile;
import org.jspecify.annotations.Nullable;

/** Reads and checks a folder of rule content, all of it, and reports everything that is wrong at once. */
public final class ContentFolder {

    private static final Pattern TOPIC_NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String VOCABULARY = "vocabulary";
    private static final String TOPIC = "topic.yaml";
    /** Names by which an author would think that a file is read; a system may hide the last ending. */
    private static final Pattern RULES_NAME = Pattern.compile("(?is).+\\.drl(\\..+)?");

    private static final Pattern TOPIC_FILE_NAME = Pattern.compile("(?is)topic\\.ya?ml(\\..+)?");
    private static final Pattern YAML_NAME = Pattern.compile("(?is).+\\.ya?ml(\\..+)?");
    private static final String LANGUAGE = "2";

    /** The folder of the jar in which the texts of the bundled rules stand. */
    public static final String TEXTS = "org/apposite/rules/texts";

    private static final RuleSource BUNDLED = RuleSource.onClassPath(ContentFolder.class.getClassLoader(), TEXTS);

    /** How many layers may stand one on another. */
    private static final int MOST_LAYERS = 4;

    /** What layers build on, by what its files hold: read once, whoever builds on it. */
    private static final Shared<String, Content> BASES = new Shared<>();

    /** What a merge leaves where it could not tell which of two versions is right. */
    private static final Pattern MERGE = Pattern.compile("(?m)^(<<<<<<<|>>>>>>>)( .*)?$");

    /** What rules conclude and others ask for. */
    static final Set<Parameter> CONCLUDED =
            EnumSet.of(Parameter.RED_FLAG, Parameter.SITUATION, Parameter.EXCLUSION, Parameter.DIAGNOSIS);

    private static final Content NOTHING =
            new Content("", "", "", Digest.of(new TreeMap<>()), Vocabulary.EMPTY, List.of());

    private final Collection<String> wanted;
    /** What builds on this, the topmost first. */
    private final List<String> above;

    private final List<LayerChange> changes = new ArrayList<>();
    private final List<Provenance.Lowered> lowered = new ArrayList<>();
    private Content written = NOTHING;
    private final List<RuleIssue> issues = new ArrayList<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final TreeMap<String, String> texts = new TreeMap<>();
    private VocabularyReader vocabularyReader = new VocabularyReader(Vocabulary.EMPTY);
    private final Set<String> vocabularyFiles = new TreeSet<>();
    private final Set<String> told = new HashSet<>();

    /** The kinds of codes whose file could not be read: one mistake there would be repeated at every use. */
    private final Set<Parameter> unread = EnumSet.noneOf(Parameter.class);

    /** The kinds of codes whose file ends within a line, so that it may have lost its end. */
    private final Map<Parameter, SourceFile> unended = new EnumMap<>(Parameter.class);

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

    /** What is wrong in one rule file of a topic by itself. */
    public static List<RuleIssue> issuesOf(String name, String topic, byte[] content) {
        ContentFolder alone = new ContentFolder(List.of(), List.of());
        SourceFile file = alone.decoded(name, content);
        if (file != null) {
            alone.files.add(file);
            new DrlReader(file, packageOf(topic), new ArrayList<>()).read();
        }
        return List.copyOf(alone.sortedIssues());
    }

    private static String packageOf(String topic) {
        return topic.replace('-', '_');
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
            report(e);
        }
        if (issues.isEmpty() && files.stream().allMatch(file -> file.issues().isEmpty())) {
            checkSize(content);
        }
        changes.sort(Comparator.comparing(LayerChange::topic)
                .thenComparing(LayerChange::file)
                .thenComparing(LayerChange::line));
        return new Result(content, written, texts, sortedIssues(), changes);
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
        Set<String> names = new TreeSet<>(texts.keySet());
        if (wanted.isEmpty()) {
            names.addAll(lock.files().keySet());
        }
        names.remove(WithdrawalFile.NAME);
        for (String name : names) {
            RuleLock.Entry locked = lock.files().get(name);
            String text = texts.get(name);
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
        report(
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
                report(
                        files,
                        large.rule(),
                        IssueCode.TOO_LARGE,
                        "the rules of the topic ask too much: their circuit has " + large.connections()
                                + " or more connections, of which this rule adds the most",
                        "Ask smaller groups, or conclude a situation once that many rules can ask.");
            }
        }
    }

    /** Reports at a rule. A rule that a layer builds on is in no file of the layer: then at the layer's file of the topic. */
    static void report(List<SourceFile> files, Rule rule, IssueCode code, String message, @Nullable String suggestion) {
        Optional<SourceFile> own =
                files.stream().filter(file -> file.name().equals(rule.file())).findFirst();
        if (own.isPresent()) {
            own.get().report(code, rule.line(), 1, message, suggestion);
            return;
        }
        files.stream()
                .filter(file -> file.name().equals(topicOf(rule) + "/" + ChangesReader.FILE))
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

    private List<RuleIssue> sortedIssues() {
        files.forEach(file -> issues.addAll(file.issues()));
        issues.sort(Comparator.comparing(RuleIssue::file)
                .thenComparing(RuleIssue::line)
                .thenComparing(RuleIssue::column)
                .thenComparing(RuleIssue::code)
                .thenComparing(RuleIssue::message));
        return issues;
    }

    private Content readAll(Contents folder) {
        YamlMap set = yaml(folder, "rule-set.yaml");
        Content base = null;
        if (set != null && set.has("extends")) {
            base = base(folder, set).orElse(null);
            if (base == null) {
                return NOTHING;
            }
            vocabularyReader = new VocabularyReader(base.vocabulary());
        }
        boolean isWhole = base == null;
        vocabulary(
                isWhole,
                folder,
                "findings",
                vocabularyReader::findings,
                Parameter.FINDING,
                Parameter.DERIVED_FINDING,
                Parameter.COMPLAINT,
                Parameter.SUSPICION,
                Parameter.GROUP,
                Parameter.DATUM);
        vocabulary(false, folder, "choices", vocabularyReader::choices, Parameter.CHOICE, Parameter.DATUM);
        vocabulary(false, folder, "quantities", vocabularyReader::quantities, Parameter.QUANTITY, Parameter.DATUM);
        vocabulary(isWhole, folder, "regions", vocabularyReader::regions, Parameter.REGION, Parameter.COMPLAINT_REGION);
        vocabulary(
                isWhole,
                folder,
                "studies",
                vocabularyReader::studies,
                Parameter.STUDY,
                Parameter.PRIOR_STUDY,
                Parameter.PROCEDURE_OR_STUDY,
                Parameter.DATUM);
        vocabulary(
                isWhole,
                folder,
                "procedures",
                vocabularyReader::procedures,
                Parameter.PROCEDURE,
                Parameter.PROCEDURE_OR_STUDY);
        vocabulary(isWhole, folder, "sources", vocabularyReader::sources, Parameter.SOURCE);
        vocabulary(isWhole, folder, "radiation", vocabularyReader::radiation);
        nameUnreadVocabulary(folder);
        Vocabulary vocabulary = vocabularyReader.vocabulary();
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
        List<Topic> topics = topics(folder, vocabulary, base, name);
        checkUnique(topics);
        if (topics.isEmpty()
                && issues.isEmpty()
                && files.stream().allMatch(file -> file.issues().isEmpty())) {
            report(
                    "",
                    "the folder holds no topic that can be loaded",
                    "A topic is a folder with a topic.yaml, whose status is not retired.");
        }
        Content content = base == null
                ? new Content(name, version, notice, Digest.of(texts), vocabulary, topics)
                : layered(base, name, version, notice, vocabulary, topics);
        written = content;
        return withdrawing(folder, content);
    }

    /** The content without what is withdrawn of its topics. What is withdrawn below a layer stays withdrawn. */
    private Content withdrawing(Contents folder, Content content) {
        List<Withdrawal> withdrawals = new ArrayList<>();
        if (content.base() != null) {
            withdrawals.addAll(content.base().withdrawals());
        }
        if (folder.find(WithdrawalFile.NAME).isPresent()) {
            withdrawals.addAll(withdrawals(folder, content.topics()));
        }
        TreeMap<String, String> both = new TreeMap<>(Map.of("written", content.digest()));
        both.put(WithdrawalFile.NAME, texts.getOrDefault(WithdrawalFile.NAME, ""));
        return withdrawals.isEmpty() ? content : content.withdrawing(withdrawals, Digest.of(both));
    }

    private Content layered(
            Content base, String name, String version, String notice, Vocabulary vocabulary, List<Topic> topics) {
        List<Provenance.Layer> layers = new ArrayList<>(base.layers());
        if (layers.isEmpty()) {
            layers.add(new Provenance.Layer(base.name(), base.version(), base.digest(), List.of()));
        }
        layers.add(new Provenance.Layer(name, version, Digest.of(texts), lowered));
        TreeMap<String, String> both = new TreeMap<>(texts);
        both.put("extends", base.digest());
        return new Content(name, version, notice, Digest.of(both), vocabulary, topics, layers, base, List.of());
    }

    /** What a layer builds on; empty when it cannot be had, which has been reported. */
    private Optional<Content> base(Contents folder, YamlMap set) {
        String[] wantedBase = set.text("extends").split("\\s+");
        if (wantedBase.length != 2) {
            set.report(
                    IssueCode.EXTENDS,
                    "extends",
                    "\"extends\" needs the name and the version of what the layer builds on",
                    "For example: extends: apposite-rules 0.2.0");
            return Optional.empty();
        }
        if (above.size() >= MOST_LAYERS) {
            set.report(
                    IssueCode.EXTENDS,
                    "extends",
                    "more than " + MOST_LAYERS + " layers stand one on another: " + String.join(", ", above),
                    "Put several layers together.");
            return Optional.empty();
        }
        try {
            Contents opened = opened(folder, set);
            String place = opened.place().map(Path::toString).orElse(TEXTS);
            List<String> path = new ArrayList<>(above);
            path.add(folder.place().map(Path::toString).orElse(set.text("name")));
            if (path.contains(place)) {
                set.report(
                        IssueCode.EXTENDS,
                        set.has("base") ? "base" : "extends",
                        "the layer builds on itself",
                        "Name what it is to build on.");
                return Optional.empty();
            }
            Content base = read(opened, path);
            if (!base.name().equals(wantedBase[0]) || !base.version().equals(wantedBase[1])) {
                set.report(
                        IssueCode.EXTENDS,
                        "extends",
                        "there is no " + String.join(" ", wantedBase) + " here: "
                                + (set.has("base") ? "\"base\" leads to " : "this version of the library carries ")
                                + base.name() + " " + base.version(),
                        "Write extends: " + base.name() + " " + base.version()
                                + " and look at every change again; or name the folder or archive of the other, base: PATH.");
                return Optional.empty();
            }
            if (base.name().equals(set.text("name"))) {
                set.report(
                        IssueCode.EXTENDS,
                        "name",
                        "the layer has the name of what it builds on",
                        "Choose another: answers and traces tell the two apart by it.");
                return Optional.empty();
            }
            return Optional.of(base);
        } catch (FileFault e) {
            set.report(
                    IssueCode.EXTENDS,
                    set.has("base") ? "base" : "extends",
                    "what the layer builds on cannot be read: " + (e.file().isEmpty() ? "" : e.file() + ": ")
                            + e.what(),
                    e.suggestion());
        } catch (RuleSetException e) {
            String of = wantedBase[0] + "/";
            e.issues()
                    .forEach(issue -> issues.add(new RuleIssue(
                            issue.code(),
                            of + issue.file(),
                            issue.line(),
                            issue.column(),
                            issue.message(),
                            issue.suggestion(),
                            issue.excerpt())));
            set.report(
                    IssueCode.EXTENDS,
                    "extends",
                    "what the layer builds on has errors of its own; they are listed with " + of
                            + " before their files",
                    "Have them corrected there.");
        }
        return Optional.empty();
    }

    private static Contents opened(Contents folder, YamlMap set) throws FileFault {
        if (!set.has("base")) {
            return BUNDLED.open();
        }
        String path = set.text("base");
        Optional<Path> place = folder.place();
        try {
            return RuleSource.at(place.orElse(Path.of("")).resolve(path).normalize())
                    .open();
        } catch (InvalidPathException e) {
            return RuleSource.at(Path.of("")).open();
        }
    }

    /** Content to build on. What builds on nothing itself is read once, whoever builds on it. */
    private static Content read(Contents opened, List<String> above) throws FileFault {
        String text =
                opened.find("rule-set.yaml").isPresent() ? opened.text("rule-set.yaml", Folder.MOST_FILE_BYTES) : "";
        return text.contains("extends")
                ? named(new ContentFolder(List.of(), above).read(() -> opened).sound())
                : BASES.get(
                        digest(opened),
                        () -> named(new ContentFolder(List.of(), above)
                                .read(() -> opened)
                                .sound()));
    }

    /** The digest of every file that could be content. */
    private static String digest(Contents opened) throws FileFault {
        TreeMap<String, String> files = new TreeMap<>();
        List<Folder.Entry> entries = new ArrayList<>(opened.list(""));
        for (Folder.Entry folder : List.copyOf(entries)) {
            if (folder.type() == Folder.Type.FOLDER) {
                entries.addAll(opened.list(folder.name()));
            }
        }
        for (Folder.Entry file : entries) {
            String content = file.type() == Folder.Type.FILE
                    ? new String(opened.read(file.name(), RuleLock.MOST_BYTES), StandardCharsets.ISO_8859_1)
                    : file.type().name();
            files.put(file.name(), content);
        }
        return Digest.of(files);
    }

    /** The same with its name before the names of its files, so that a trace says whose rule speaks. */
    private static Content named(Content base) {
        return base.with(base.topics().stream()
                .map(topic -> topic.withRules(topic.rules().stream()
                        .map(rule -> isNamed(rule) ? rule : named(rule, base.name()))
                        .toList()))
                .toList());
    }

    private static boolean isNamed(Rule rule) {
        return rule.file().indexOf('/') != rule.file().lastIndexOf('/');
    }

    private static Rule named(Rule rule, String name) {
        return new Rule(
                rule.id(),
                rule.name(),
                name + "/" + rule.file(),
                rule.line(),
                rule.sources(),
                rule.when(),
                rule.then());
    }

    /** What of the topics that are read is withdrawn. */
    private List<Withdrawal> withdrawals(Contents folder, List<Topic> topics) {
        SourceFile file = file(folder, WithdrawalFile.NAME);
        if (file == null) {
            return List.of();
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
        return read.withdrawals();
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

    /** A YAML file of another name, such as a misspelt one, would be missed in silence. */
    private void nameUnreadVocabulary(Contents folder) {
        for (Folder.Entry entry :
                folder.find(VOCABULARY).isPresent() ? list(folder, VOCABULARY) : List.<Folder.Entry>of()) {
            String name = entry.lastName();
            if (YAML_NAME.matcher(name).matches() && !vocabularyFiles.contains(name)) {
                report(
                        entry.name(),
                        "no vocabulary file has this name, so it would not be read",
                        Objects.requireNonNullElse(
                                Spelling.didYouMean(name, vocabularyFiles), "Rename it, or keep it elsewhere."));
            }
        }
    }

    private void vocabulary(
            boolean isNeeded, Contents folder, String name, Consumer<YamlMap> reader, Parameter... codes) {
        vocabularyFiles.add(name + ".yaml");
        if (!isNeeded && folder.find(VOCABULARY + "/" + name + ".yaml").isEmpty()) {
            return;
        }
        YamlMap yaml = yaml(folder, VOCABULARY + "/" + name + ".yaml");
        if (yaml == null) {
            unread.addAll(List.of(codes));
        } else {
            reader.accept(yaml);
            if (yaml.file().isCut()) {
                unread.addAll(List.of(codes));
            }
            unended(yaml.file(), codes);
        }
    }

    private void unended(SourceFile file, Parameter... codes) {
        if (file.isUnended()) {
            List.of(codes).forEach(code -> unended.putIfAbsent(code, file));
        }
    }

    private List<Topic> topics(Contents folder, Vocabulary vocabulary, @Nullable Content base, String layer) {
        List<Topic> topics = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        Map<String, Topic> below = new TreeMap<>();
        if (base != null) {
            base.topics().forEach(topic -> below.put(topic.id(), topic));
        }
        for (Folder.Entry entry : list(folder, "")) {
            String id = entry.name();
            if (entry.type() != Folder.Type.FOLDER && RULES_NAME.matcher(id).matches()) {
                report(
                        id,
                        "rule files must be directly in the folder of their topic",
                        "Move the file down, into that folder.");
            }
            // Nobody knows whether what a link leads to would be a topic.
            boolean mayBeTopic = entry.type() == Folder.Type.FOLDER
                    || (entry.type() == Folder.Type.OTHER
                            && TOPIC_NAME.matcher(id).matches());
            if (!mayBeTopic || id.equals(VOCABULARY)) {
                continue;
            }
            if (!TOPIC_NAME.matcher(id).matches()) {
                report(id, "the folder's name is not lower case letters, digits and hyphens", "Rename it.");
                continue;
            }
            seen.add(id);
            if (wanted.isEmpty() || wanted.contains(id)) {
                Topic topic = below.remove(id);
                if (topic == null || base == null) {
                    topic(folder, id, vocabulary).ifPresent(topics::add);
                } else {
                    topics.add(layered(folder, topic, base, vocabulary, layer));
                }
            }
        }
        for (Topic topic : below.values()) {
            if (!seen.contains(topic.id())) {
                seen.add(topic.id());
                if (wanted.isEmpty() || wanted.contains(topic.id())) {
                    topics.add(topic);
                }
            }
        }
        topics.sort(Comparator.comparing(Topic::id));
        for (String id : wanted) {
            if (!seen.contains(id)) {
                report(id, "there is no topic \"" + id + "\"", Spelling.didYouMean(id, seen));
            }
        }
        return topics;
    }

    /** The rule files of a topic. */
    private static final class RuleFiles {

        private final List<Rule> rules = new ArrayList<>();
        private final List<CodeCheck.Use> uses = new ArrayList<>();
        private final List<String> doubtful = new ArrayList<>();
        private boolean hasFaultyFile;
        private boolean isComplete = true;
    }

    private RuleFiles ruleFiles(Contents folder, String id) {
        RuleFiles all = new RuleFiles();
        for (Folder.Entry entry : list(folder, id)) {
            String name = entry.lastName();
            if (RULES_NAME.matcher(name).matches() && !readsAsItLooks(name)) {
                report(
                        entry.name(),
                        "the name of this file holds a character that cannot be seen, or that looks like another",
                        "Rename it.");
                all.hasFaultyFile = true;
            } else if (entry.type() == Folder.Type.FOLDER && name.endsWith(".drl")) {
                report(entry.name(), "this is a folder, not a rule file", "Rename it.");
                all.hasFaultyFile = true;
            } else if (entry.type() == Folder.Type.FOLDER) {
                refuseRulesBelow(folder, entry.name());
            } else if (RULES_NAME.matcher(name).matches() && !name.endsWith(".drl")) {
                report(
                        entry.name(),
                        "this file would not be read: the name of a rule file ends with .drl, in lower case",
                        "Rename it, or keep it elsewhere.");
                all.hasFaultyFile = true;
            } else if (TOPIC_FILE_NAME.matcher(name).matches() && !name.equals(TOPIC)) {
                report(entry.name(), "the file of a topic is named " + TOPIC, "Rename it, or keep it elsewhere.");
            } else if (name.endsWith(".drl")) {
                SourceFile file = file(folder, entry.name());
                if (file != null) {
                    DrlReader reader = new DrlReader(file, packageOf(id), all.uses);
                    all.rules.addAll(reader.read());
                    all.doubtful.addAll(reader.doubtful());
                }
                all.isComplete &= file != null && !file.isCut();
                all.hasFaultyFile |= file == null || !file.issues().isEmpty();
            }
        }
        return all;
    }

    private boolean isTooMany(String id, List<Rule> rules) {
        if (Limit.RULES.isExceededBy(rules.size())) {
            report(
                    IssueCode.TOO_LARGE,
                    id,
                    "the topic has more than " + Limit.RULES.words() + " rules",
                    "Make several topics of it.");
            return true;
        }
        return false;
    }

    private Optional<Topic> topic(Contents folder, String id, Vocabulary vocabulary) {
        YamlMap yaml = yaml(folder, id + "/" + TOPIC);
        RuleFiles read = ruleFiles(folder, id);
        List<Rule> rules = read.rules;
        if (folder.find(id + "/" + ChangesReader.FILE).isPresent()) {
            report(
                    IssueCode.CHANGES,
                    id + "/" + ChangesReader.FILE,
                    "the topic \"" + id
                            + "\" is none of those that the rule set builds on, so nothing of it can be changed",
                    "Correct the name of the folder, or remove the file.");
        }
        if (isTooMany(id, rules)) {
            return Optional.empty();
        }
        if (yaml == null) {
            return Optional.empty();
        }
        ScoreReader scores = new ScoreReader(yaml);
        Topic topic = TopicReader.read(id, yaml, scores.read(), rules);
        if (topic.status() == Provenance.Status.RETIRED) {
            return Optional.empty();
        }
        if (rules.isEmpty() && read.doubtful.isEmpty() && !read.hasFaultyFile) {
            report(id, "the topic has no rules", "Add a .drl file.");
        }
        Scope scope = Scope.of(topic, vocabulary);
        if (yaml.file().isCut()) {
            return Optional.empty();
        }
        unended(yaml.file(), Parameter.VARIANT);
        check(scope, read, yaml, scores);
        return Optional.of(topic);
    }

    private void check(Scope scope, RuleFiles read, YamlMap yaml, @Nullable ScoreReader scores) {
        Set<Parameter> unchecked = EnumSet.copyOf(unread);
        if (!read.isComplete) {
            unchecked.addAll(CONCLUDED);
        }
        CodeCheck check = new CodeCheck(scope, read.doubtful, unchecked, unended);
        check.check(read.uses);
        if (scores != null) {
            check.check(scores.uses());
            scores.report();
        }
        TopicCheck topicCheck = new TopicCheck(yaml, scope, unchecked);
        topicCheck.check();
        topicCheck.checkTables(files);
        // An id that is taken would put one rule into the place of the other.
        List<Rule> rules = scope.topic().rules();
        if (rules.stream().map(Rule::id).distinct().count() == rules.size()) {
            new OrderCheck(files).check(scope);
        }
    }

    /** A topic of what the layer builds on, with what the layer makes different. */
    private Topic layered(Contents folder, Topic below, Content base, Vocabulary vocabulary, String layer) {
        String id = below.id();
        String file = id + "/" + ChangesReader.FILE;
        for (Folder.Entry entry : list(folder, id)) {
            String name = entry.lastName();
            if (YAML_NAME.matcher(name).matches() && !name.equals(ChangesReader.FILE)) {
                report(
                        IssueCode.CHANGES,
                        entry.name(),
                        "the topic is one of " + base.name() + ", and this file would not be read",
                        "What the layer changes or adds stands in " + file + ".");
            }
        }
        YamlMap written = folder.find(file).isPresent() ? yaml(folder, file) : null;
        SourceFile none = new SourceFile(file, "");
        if (written == null) {
            files.add(none);
            written = YamlMap.none(none);
        }
        RuleFiles read = ruleFiles(folder, id);
        ChangesReader reader = new ChangesReader(
                layer,
                base.name() + " " + base.version(),
                written,
                below,
                base.vocabulary(),
                read.rules,
                rule -> files.stream()
                        .filter(one -> one.name().equals(rule.file()))
                        .findFirst()
                        .orElse(none),
                read.uses);
        Topic topic = reader.read();
        changes.addAll(reader.changes());
        lowered.addAll(reader.lowered());
        if (!topic.equals(below) && !isTooMany(id, topic.rules())) {
            check(Scope.of(topic, vocabulary), read, reader.adds(), null);
        }
        return topic;
    }

    /** The name of a file stands in every answer, as the place of a rule. */
    private static boolean readsAsItLooks(String name) {
        return name.chars().noneMatch(Character::isISOControl)
                && Characters.firstDeception(name).isEmpty();
    }

    private void refuseRulesBelow(Contents folder, String name) {
        for (Folder.Entry entry : list(folder, name)) {
            if (entry.type() == Folder.Type.FOLDER && !entry.isLink()) {
                refuseRulesBelow(folder, entry.name());
            } else if (RULES_NAME.matcher(entry.name()).matches()) {
                report(
                        entry.name(),
                        "rule files must be directly in the folder of their topic",
                        "Move the file up, into that folder.");
            }
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
            report(
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
            report(
                    files,
                    rule,
                    IssueCode.DUPLICATE,
                    "the " + what + " is taken by the rule at " + earlier.file() + ":" + earlier.line(),
                    "Choose another.");
        }
    }

    private List<Folder.Entry> list(Contents folder, String name) {
        try {
            return folder.list(name);
        } catch (FileFault e) {
            report(e);
            return List.of();
        }
    }

    private @Nullable YamlMap yaml(Contents folder, String name) {
        SourceFile file = file(folder, name);
        return file == null ? null : YamlMap.of(file);
    }

    private @Nullable SourceFile file(Contents folder, String name) {
        try {
            SourceFile file = decoded(name, folder.read(name, Folder.MOST_FILE_BYTES));
            if (file != null) {
                files.add(file);
                texts.put(name, file.text());
            }
            return file;
        } catch (FileFault e) {
            report(e);
            return null;
        }
    }

    /** What is wrong with a folder is found by everything that is looked for in it, and is told once. */
    private void report(FileFault fault) {
        if (told.add(fault.getMessage())) {
            report(fault.file(), fault.what(), fault.suggestion());
        }
    }

    private @Nullable SourceFile decoded(String name, byte[] bytes) {
        if (bytes.length > Folder.MOST_FILE_BYTES) {
            report(name, "the file is larger than 1 MiB", "Split it, or make it smaller.");
            return null;
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
            return null;
        }
        if (text.isBlank()) {
            report(name, "the file is empty", "Restore it, or remove it.");
            return null;
        }
        Matcher merge = MERGE.matcher(text);
        if (merge.find()) {
            report(
                    name,
                    lineOf(text, merge.start()),
                    "two versions of the file were merged, and here they differ",
                    "Keep what is right of the two, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.");
            return null;
        }
        return new SourceFile(name, text);
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

    private void report(String file, String message, @Nullable String suggestion) {
        report(IssueCode.FILE_UNREADABLE, file, message, suggestion);
    }

    private void report(IssueCode code, String file, String message, @Nullable String suggestion) {
        issues.add(new RuleIssue(code.code(), file, 0, 0, message, suggestion, null));
    }
}
