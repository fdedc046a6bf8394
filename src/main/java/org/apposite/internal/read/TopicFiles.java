package org.apposite.internal.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apposite.advice.Provenance;
import org.apposite.file.Contents;
import org.apposite.file.Folder;
import org.apposite.internal.bundle.Content;
import org.apposite.internal.hazard.HazardReader;
import org.apposite.internal.limit.Limit;
import org.apposite.internal.source.IssueCode;
import org.apposite.internal.source.SourceFile;
import org.apposite.internal.source.SourceFiles;
import org.apposite.internal.source.YamlMap;
import org.apposite.language.Parameter;
import org.apposite.language.Scope;
import org.apposite.model.Hazard;
import org.apposite.model.LayerChange;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.text.Characters;
import org.apposite.text.Spelling;
import org.jspecify.annotations.Nullable;

/** The folders of topics, with their rule files and what a layer changes of them. */
final class TopicFiles {

    private static final Pattern TOPIC_NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String TOPIC = "topic.yaml";
    /** Names by which an author would think that a file is read; a system may hide the last ending. */
    private static final Pattern RULES_NAME = Pattern.compile("(?is).+\\.drl(\\..+)?");

    private static final Pattern TOPIC_FILE_NAME = Pattern.compile("(?is)topic\\.ya?ml(\\..+)?");
    private static final Pattern YAML_NAME = Pattern.compile("(?is).+\\.ya?ml(\\..+)?");

    /** What rules conclude and others ask for. */
    static final Set<Parameter> CONCLUDED = EnumSet.of(
            Parameter.RED_FLAG,
            Parameter.SITUATION,
            Parameter.EXCLUSION,
            Parameter.DIAGNOSIS,
            Parameter.ALERT,
            Parameter.NEXT_STEP);

    private final SourceFiles files;
    private final Contents folder;
    private final VocabularyFiles words;
    private final Vocabulary vocabulary;
    private final Collection<String> wanted;
    private final String layer;
    private final @Nullable Content base;

    private final List<LayerChange> changes = new ArrayList<>();
    private final List<Provenance.Lowered> lowered = new ArrayList<>();
    private final List<Hazard> hazards = new ArrayList<>();

    /**
     * The topics of a folder.
     *
     * @param files its files
     * @param folder the folder
     * @param words the files of its vocabulary
     * @param vocabulary what they say
     * @param wanted ids of the topics to read, all when empty
     * @param layer the name of the rule set
     * @param base what it builds on, null when it is no layer
     */
    TopicFiles(
            SourceFiles files,
            Contents folder,
            VocabularyFiles words,
            Vocabulary vocabulary,
            Collection<String> wanted,
            String layer,
            @Nullable Content base) {
        this.files = files;
        this.folder = folder;
        this.words = words;
        this.vocabulary = vocabulary;
        this.wanted = wanted;
        this.layer = layer;
        this.base = base;
    }

    /** What the layer changes, by topic and place. */
    List<LayerChange> changes() {
        changes.sort(Comparator.comparing(LayerChange::topic)
                .thenComparing(LayerChange::file)
                .thenComparing(LayerChange::line));
        return changes;
    }

    /** The critical alerts that it takes away or makes less. */
    List<Provenance.Lowered> lowered() {
        return lowered;
    }

    /** What the topics say of their safety, by topic; of a topic of the base first what that says. */
    List<Hazard> hazards() {
        hazards.sort(Comparator.comparing(Hazard::topic));
        return hazards;
    }

    /** The rule files of a topic. */
    private static final class RuleFiles {

        private final List<Rule> rules = new ArrayList<>();
        private final List<CodeCheck.Use> uses = new ArrayList<>();
        private final List<String> doubtful = new ArrayList<>();
        private boolean hasFaultyFile;
        private boolean isComplete = true;
    }

    List<Topic> read() {
        List<Topic> topics = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        Map<String, Topic> below = new TreeMap<>();
        if (base != null) {
            base.topics().forEach(topic -> below.put(topic.id(), topic));
        }
        for (Folder.Entry entry : files.list(folder, "")) {
            String id = entry.name();
            if (entry.type() != Folder.Type.FOLDER && RULES_NAME.matcher(id).matches()) {
                files.report(
                        id,
                        "rule files must be directly in the folder of their topic",
                        "Move the file down, into that folder.");
            }
            // Nobody knows whether what a link leads to would be a topic.
            boolean mayBeTopic = entry.type() == Folder.Type.FOLDER
                    || (entry.type() == Folder.Type.OTHER
                            && TOPIC_NAME.matcher(id).matches());
            if (!mayBeTopic || id.equals(VocabularyFiles.VOCABULARY)) {
                continue;
            }
            if (!TOPIC_NAME.matcher(id).matches()) {
                files.report(id, "the folder's name is not lower case letters, digits and hyphens", "Rename it.");
                continue;
            }
            seen.add(id);
            if (wanted.isEmpty() || wanted.contains(id)) {
                Topic topic = below.remove(id);
                if (topic == null || base == null) {
                    topic(id).ifPresent(topics::add);
                } else {
                    topics.add(layered(topic, base));
                }
            }
        }
        for (Topic topic : below.values()) {
            if (!seen.contains(topic.id())) {
                seen.add(topic.id());
                if (wanted.isEmpty() || wanted.contains(topic.id())) {
                    topics.add(topic);
                    hazards.addAll(hazardsBelow(topic));
                }
            }
        }
        topics.sort(Comparator.comparing(Topic::id));
        for (String id : wanted) {
            if (!seen.contains(id)) {
                files.report(id, "there is no topic \"" + id + "\"", Spelling.didYouMean(id, seen));
            }
        }
        return topics;
    }

    private RuleFiles ruleFiles(String id) {
        RuleFiles all = new RuleFiles();
        for (Folder.Entry entry : files.list(folder, id)) {
            String name = entry.lastName();
            if (RULES_NAME.matcher(name).matches() && !readsAsItLooks(name)) {
                files.report(
                        entry.name(),
                        "the name of this file holds a character that cannot be seen, or that looks like another",
                        "Rename it.");
                all.hasFaultyFile = true;
            } else if (entry.type() == Folder.Type.FOLDER && name.endsWith(".drl")) {
                files.report(entry.name(), "this is a folder, not a rule file", "Rename it.");
                all.hasFaultyFile = true;
            } else if (entry.type() == Folder.Type.FOLDER) {
                refuseRulesBelow(entry.name());
            } else if (RULES_NAME.matcher(name).matches() && !name.endsWith(".drl")) {
                files.report(
                        entry.name(),
                        "this file would not be read: the name of a rule file ends with .drl, in lower case",
                        "Rename it, or keep it elsewhere.");
                all.hasFaultyFile = true;
            } else if (TOPIC_FILE_NAME.matcher(name).matches() && !name.equals(TOPIC)) {
                files.report(entry.name(), "the file of a topic is named " + TOPIC, "Rename it, or keep it elsewhere.");
            } else if (name.endsWith(".drl")) {
                SourceFile file = files.file(folder, entry.name()).orElse(null);
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
            files.report(
                    IssueCode.TOO_LARGE,
                    id,
                    "the topic has more than " + Limit.RULES.words() + " rules",
                    "Make several topics of it.");
            return true;
        }
        return false;
    }

    private Optional<Topic> topic(String id) {
        YamlMap yaml = files.yaml(folder, id + "/" + TOPIC).orElse(null);
        RuleFiles read = ruleFiles(id);
        List<Rule> rules = read.rules;
        if (folder.find(id + "/" + SourceFiles.CHANGES).isPresent()) {
            files.report(
                    IssueCode.CHANGES,
                    id + "/" + SourceFiles.CHANGES,
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
        ClaimsReader claims = new ClaimsReader(yaml);
        Topic topic = TopicReader.read(id, yaml, scores.read(), claims.read(), rules);
        if (topic.status() == Provenance.Status.RETIRED) {
            return Optional.empty();
        }
        if (rules.isEmpty() && read.doubtful.isEmpty() && !read.hasFaultyFile) {
            files.report(id, "the topic has no rules", "Add a .drl file.");
        }
        Scope scope = Scope.of(topic, vocabulary);
        if (yaml.file().isCut()) {
            return Optional.empty();
        }
        words.unended(yaml.file(), Parameter.VARIANT);
        hazards.addAll(hazards(topic, List.of(), read, yaml.file().issues().isEmpty()));
        check(scope, read, yaml, scores, claims);
        return Optional.of(topic);
    }

    private List<Hazard> hazards(Topic topic, List<Hazard> before, RuleFiles read, boolean propertiesAreKnown) {
        String name = topic.id() + "/" + HazardReader.FILE;
        if (folder.find(name).isEmpty()) {
            return List.of();
        }
        return files.yaml(folder, name)
                .map(
                        new HazardReader(
                                topic,
                                before,
                                read.isComplete && !read.hasFaultyFile,
                                propertiesAreKnown,
                                VocabularyReader::checkCode,
                                (entry, source) -> read.uses.add(
                                        CodeCheck.Use.of(entry, HazardReader.SOURCES, Parameter.SOURCE, source)))::read)
                .orElse(List.of());
    }

    /** What the base says of the safety of a topic. */
    private List<Hazard> hazardsBelow(Topic topic) {
        return base == null
                ? List.of()
                : base.hazards().stream()
                        .filter(one -> one.topic().equals(topic.id()))
                        .toList();
    }

    private void check(
            Scope scope, RuleFiles read, YamlMap yaml, @Nullable ScoreReader scores, @Nullable ClaimsReader claims) {
        Set<Parameter> unchecked = EnumSet.noneOf(Parameter.class);
        unchecked.addAll(words.unread());
        if (!read.isComplete) {
            unchecked.addAll(CONCLUDED);
        }
        CodeCheck check = new CodeCheck(scope, read.doubtful, unchecked, words.unended());
        check.check(read.uses);
        if (scores != null) {
            check.check(scores.uses());
            scores.report();
        }
        if (claims != null) {
            check.check(claims.uses());
            claims.report(scope);
        }
        TopicCheck topicCheck = new TopicCheck(yaml, scope, unchecked);
        topicCheck.check();
        topicCheck.checkTables(files.files());
        // An id that is taken would put one rule into the place of the other.
        List<Rule> rules = scope.topic().rules();
        if (rules.stream().map(Rule::id).distinct().count() == rules.size()) {
            new OrderCheck(files).check(scope);
        }
    }

    /** A topic of what the layer builds on, with what the layer makes different. */
    private Topic layered(Topic below, Content on) {
        String id = below.id();
        String file = id + "/" + SourceFiles.CHANGES;
        for (Folder.Entry entry : files.list(folder, id)) {
            String name = entry.lastName();
            if (YAML_NAME.matcher(name).matches()
                    && !name.equals(SourceFiles.CHANGES)
                    && !name.equals(HazardReader.FILE)) {
                files.report(
                        IssueCode.CHANGES,
                        entry.name(),
                        "the topic is one of " + on.name() + ", and this file would not be read",
                        "What the layer changes or adds stands in " + file + ".");
            }
        }
        YamlMap written =
                folder.find(file).isPresent() ? files.yaml(folder, file).orElse(null) : null;
        SourceFile none = new SourceFile(file, "");
        if (written == null) {
            files.add(none);
            written = YamlMap.none(none);
        }
        RuleFiles read = ruleFiles(id);
        ChangesReader reader = new ChangesReader(
                layer,
                on.name() + " " + on.version(),
                written,
                below,
                on.vocabulary(),
                read.rules,
                rule -> files.of(rule, none),
                read.uses);
        Topic topic = reader.read();
        changes.addAll(reader.changes());
        lowered.addAll(reader.lowered());
        List<Hazard> before = hazardsBelow(below).stream()
                .map(one -> one.with(
                        one.rules().stream()
                                .flatMap(rule -> reader.now(rule).stream())
                                .toList(),
                        one.file()))
                .toList();
        hazards.addAll(before);
        List<Hazard> added = hazards(topic, before, read, true);
        hazards.addAll(added);
        if ((!topic.equals(below) || !added.isEmpty()) && !isTooMany(id, topic.rules())) {
            check(Scope.of(topic, vocabulary), read, reader.adds(), null, null);
        }
        return topic;
    }

    /** The name of a file stands in every answer, as the place of a rule. */
    private static boolean readsAsItLooks(String name) {
        return name.chars().noneMatch(Character::isISOControl)
                && Characters.firstDeception(name).isEmpty();
    }

    private void refuseRulesBelow(String name) {
        for (Folder.Entry entry : files.list(folder, name)) {
            if (entry.type() == Folder.Type.FOLDER && !entry.isLink()) {
                refuseRulesBelow(entry.name());
            } else if (RULES_NAME.matcher(entry.name()).matches()) {
                files.report(
                        entry.name(),
                        "rule files must be directly in the folder of their topic",
                        "Move the file up, into that folder.");
            }
        }
    }

    static String packageOf(String topic) {
        return topic.replace('-', '_');
    }
}
