package org.apposite.internal.read;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
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
import org.apposite.internal.limit.Limit;
import org.apposite.language.Parameter;
import org.apposite.language.Scope;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.text.Characters;
import org.apposite.text.Spelling;
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

    /** What a merge leaves where it could not tell which of two versions is right. */
    private static final Pattern MERGE = Pattern.compile("(?m)^(<<<<<<<|>>>>>>>)( .*)?$");

    /** What rules conclude and others ask for. */
    private static final Set<Parameter> CONCLUDED =
            EnumSet.of(Parameter.RED_FLAG, Parameter.SITUATION, Parameter.EXCLUSION, Parameter.DIAGNOSIS);

    private static final Content NOTHING =
            new Content("", "", "", Digest.of(new TreeMap<>()), Vocabulary.EMPTY, List.of());

    private final Collection<String> wanted;
    private final List<RuleIssue> issues = new ArrayList<>();
    private final List<SourceFile> files = new ArrayList<>();
    private final TreeMap<String, String> texts = new TreeMap<>();
    private final VocabularyReader vocabularyReader = new VocabularyReader();
    private final Set<String> vocabularyFiles = new TreeSet<>();
    private final Set<String> told = new HashSet<>();

    /** The kinds of codes whose file could not be read: one mistake there would be repeated at every use. */
    private final Set<Parameter> unread = EnumSet.noneOf(Parameter.class);

    /** The kinds of codes whose file ends within a line, so that it may have lost its end. */
    private final Map<Parameter, SourceFile> unended = new EnumMap<>(Parameter.class);

    private ContentFolder(Collection<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * What was read.
     *
     * @param content the content; with issues, as much of it as could be read, which must not be evaluated
     * @param files the texts of the files by name, relative to the folder, with {@code /}
     * @param issues everything that is wrong, by file and line
     */
    public record Result(Content content, SortedMap<String, String> files, List<RuleIssue> issues) {

        /** Copies map and list. */
        public Result {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            issues = List.copyOf(issues);
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
        return new ContentFolder(wanted).read(source);
    }

    /** What is wrong in one rule file of a topic by itself. */
    public static List<RuleIssue> issuesOf(String name, String topic, byte[] content) {
        ContentFolder alone = new ContentFolder(List.of());
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
        return new Result(content, texts, sortedIssues());
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
        for (Topic topic : content.topics()) {
            try {
                Circuit.of(Scope.of(topic, content.vocabulary()));
            } catch (Circuit.TooLarge large) {
                files.stream()
                        .filter(file -> file.name().equals(large.rule().file()))
                        .forEach(file -> file.report(
                                IssueCode.TOO_LARGE,
                                large.rule().line(),
                                1,
                                "the rules of the topic ask too much: their circuit has " + large.connections()
                                        + " or more connections, of which this rule adds the most",
                                "Ask smaller groups, or conclude a situation once that many rules can ask."));
            }
        }
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
        vocabulary(
                folder,
                "findings",
                vocabularyReader::findings,
                Parameter.FINDING,
                Parameter.DERIVED_FINDING,
                Parameter.COMPLAINT,
                Parameter.SUSPICION,
                Parameter.GROUP,
                Parameter.DATUM);
        optional(folder, "choices", vocabularyReader::choices, Parameter.CHOICE, Parameter.DATUM);
        optional(folder, "quantities", vocabularyReader::quantities, Parameter.QUANTITY, Parameter.DATUM);
        vocabulary(folder, "regions", vocabularyReader::regions, Parameter.REGION, Parameter.COMPLAINT_REGION);
        vocabulary(
                folder,
                "studies",
                vocabularyReader::studies,
                Parameter.STUDY,
                Parameter.PRIOR_STUDY,
                Parameter.PROCEDURE_OR_STUDY,
                Parameter.DATUM);
        vocabulary(
                folder, "procedures", vocabularyReader::procedures, Parameter.PROCEDURE, Parameter.PROCEDURE_OR_STUDY);
        vocabulary(folder, "sources", vocabularyReader::sources, Parameter.SOURCE);
        vocabulary(folder, "radiation", vocabularyReader::radiation);
        nameUnreadVocabulary(folder);
        Vocabulary vocabulary = vocabularyReader.vocabulary();
        String name = "";
        String version = "";
        String notice = "";
        if (set != null) {
            set.allow("name", "version", "notice", "language");
            checkLanguage(set);
            name = set.text("name");
            version = set.text("version");
            notice = set.text("notice").replaceAll("\\s+", " ");
        }
        List<Topic> topics = topics(folder, vocabulary);
        checkUnique(topics);
        if (topics.isEmpty()
                && issues.isEmpty()
                && files.stream().allMatch(file -> file.issues().isEmpty())) {
            report(
                    "",
                    "the folder holds no topic that can be loaded",
                    "A topic is a folder with a topic.yaml, whose status is not retired.");
        }
        return new Content(name, version, notice, Digest.of(texts), vocabulary, topics);
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

    /** A file that a vocabulary may do without. */
    private void optional(Contents folder, String name, Consumer<YamlMap> reader, Parameter... codes) {
        vocabularyFiles.add(name + ".yaml");
        if (folder.find(VOCABULARY + "/" + name + ".yaml").isPresent()) {
            vocabulary(folder, name, reader, codes);
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

    private void vocabulary(Contents folder, String name, Consumer<YamlMap> reader, Parameter... codes) {
        vocabularyFiles.add(name + ".yaml");
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

    private List<Topic> topics(Contents folder, Vocabulary vocabulary) {
        List<Topic> topics = new ArrayList<>();
        List<String> seen = new ArrayList<>();
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
                topic(folder, id, vocabulary).ifPresent(topics::add);
            }
        }
        for (String id : wanted) {
            if (!seen.contains(id)) {
                report(id, "there is no topic \"" + id + "\"", Spelling.didYouMean(id, seen));
            }
        }
        return topics;
    }

    private Optional<Topic> topic(Contents folder, String id, Vocabulary vocabulary) {
        YamlMap yaml = yaml(folder, id + "/" + TOPIC);
        List<Rule> rules = new ArrayList<>();
        List<CodeCheck.Use> uses = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        boolean hasFaultyFile = false;
        boolean isComplete = true;
        for (Folder.Entry entry : list(folder, id)) {
            String name = entry.lastName();
            if (RULES_NAME.matcher(name).matches() && !readsAsItLooks(name)) {
                report(
                        entry.name(),
                        "the name of this file holds a character that cannot be seen, or that looks like another",
                        "Rename it.");
                hasFaultyFile = true;
            } else if (entry.type() == Folder.Type.FOLDER && name.endsWith(".drl")) {
                report(entry.name(), "this is a folder, not a rule file", "Rename it.");
                hasFaultyFile = true;
            } else if (entry.type() == Folder.Type.FOLDER) {
                refuseRulesBelow(folder, entry.name());
            } else if (RULES_NAME.matcher(name).matches() && !name.endsWith(".drl")) {
                report(
                        entry.name(),
                        "this file would not be read: the name of a rule file ends with .drl, in lower case",
                        "Rename it, or keep it elsewhere.");
                hasFaultyFile = true;
            } else if (TOPIC_FILE_NAME.matcher(name).matches() && !name.equals(TOPIC)) {
                report(entry.name(), "the file of a topic is named " + TOPIC, "Rename it, or keep it elsewhere.");
            } else if (name.endsWith(".drl")) {
                SourceFile file = file(folder, entry.name());
                if (file != null) {
                    DrlReader reader = new DrlReader(file, packageOf(id), uses);
                    rules.addAll(reader.read());
                    doubtful.addAll(reader.doubtful());
                }
                isComplete &= file != null && !file.isCut();
                hasFaultyFile |= file == null || !file.issues().isEmpty();
            }
        }
        if (Limit.RULES.isExceededBy(rules.size())) {
            report(
                    IssueCode.TOO_LARGE,
                    id,
                    "the topic has more than " + Limit.RULES.words() + " rules",
                    "Make several topics of it.");
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
        if (rules.isEmpty() && doubtful.isEmpty() && !hasFaultyFile) {
            report(id, "the topic has no rules", "Add a .drl file.");
        }
        Scope scope = Scope.of(topic, vocabulary);
        if (yaml.file().isCut()) {
            return Optional.empty();
        }
        unended(yaml.file(), Parameter.VARIANT);
        Set<Parameter> unchecked = EnumSet.copyOf(unread);
        if (!isComplete) {
            unchecked.addAll(CONCLUDED);
        }
        CodeCheck check = new CodeCheck(scope, doubtful, unchecked, unended);
        check.check(uses);
        check.check(scores.uses());
        scores.report();
        TopicCheck topicCheck = new TopicCheck(yaml, scope, unchecked);
        topicCheck.check();
        topicCheck.checkTables(files);
        // An id that is taken would put one rule into the place of the other.
        if (rules.stream().map(Rule::id).distinct().count() == rules.size()) {
            new OrderCheck(files).check(scope);
        }
        return Optional.of(topic);
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
            files.stream()
                    .filter(file -> file.name().equals(rule.file()))
                    .findFirst()
                    .ifPresent(file -> file.report(
                            IssueCode.DUPLICATE,
                            rule.line(),
                            1,
                            "the " + what + " is taken by the rule at " + earlier.file() + ":" + earlier.line(),
                            "Choose another."));
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
