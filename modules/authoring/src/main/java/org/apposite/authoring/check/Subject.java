package org.apposite.authoring.check;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.json.RuleCase;
import org.apposite.json.record.CaseError;
import org.apposite.language.Scope;
import org.apposite.model.Hazard;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.proof.Effort;
import org.apposite.text.YamlDocument;
import org.apposite.text.YamlDocument.Kind;

/** What is checked: the rules as far as they could be read, their cases, and the day. */
final class Subject {

    private static final String UNREADABLE = "APP-101";
    private static final String UNKNOWN_CODE = "CASE-301";
    private static final long LEAST_STEPS = 5_000_000;
    private static final long STEPS_FOR_A_CHARACTER = 250;
    private static final long CHARACTERS_OF_A_RULE = 250;
    private static final long CHARACTERS_OF_A_ROW = 100;
    static final String CHANGES_FILE = "/changes.yaml";
    static final String HAZARDS = "hazards";
    static final String TOPIC_FILE = "/topic.yaml";
    private static final Pattern QUOTED = Pattern.compile("[\"\u201C\u201D]([a-z0-9-]+)[\"\u201C\u201D]");

    private final RuleSet set;
    private final SourceLines texts;
    private final List<RuleCase> cases;
    private final boolean casesWereRead;
    private final LocalDate on;
    private final Map<String, YamlKeys> keys = new HashMap<>();
    private final Map<String, Optional<Reach>> reaches = new HashMap<>();
    private final Map<String, Effort> efforts = new HashMap<>();
    private final Set<Rule> wrong = new HashSet<>();

    /**
     * What was read.
     *
     * @param set the rules
     * @param cases the cases; empty when they could not be read
     * @param on the day
     */
    Subject(RuleSet set, Optional<List<RuleCase>> cases, LocalDate on) {
        this.set = set;
        this.texts = new SourceLines(set.files());
        this.cases = List.copyOf(cases.orElse(List.of()));
        this.casesWereRead = cases.isPresent();
        this.on = on;
        findWrongRules();
    }

    /** A rule is wrong when an issue stands between its first line and the next rule. */
    private void findWrongRules() {
        Map<String, List<Integer>> issueLines = new HashMap<>();
        set.issues()
                .forEach(issue -> issueLines
                        .computeIfAbsent(issue.file(), file -> new ArrayList<>())
                        .add(issue.line()));
        Map<String, List<Rule>> byFile = new HashMap<>();
        set.topics()
                .forEach(topic -> topic.rules()
                        .forEach(rule -> byFile.computeIfAbsent(rule.file(), file -> new ArrayList<>())
                                .add(rule)));
        issueLines.forEach((file, lines) -> {
            List<Rule> rules = new ArrayList<>(byFile.getOrDefault(file, List.of()));
            rules.sort(Comparator.comparing(Rule::line));
            for (int i = 0; i < rules.size(); i++) {
                int from = rules.get(i).line();
                int to = i + 1 < rules.size() ? rules.get(i + 1).line() : Integer.MAX_VALUE;
                if (lines.stream().anyMatch(line -> line >= from && line < to)) {
                    wrong.add(rules.get(i));
                }
            }
        });
    }

    List<Topic> topics() {
        return set.topics();
    }

    /** What the files of these rules state of hazards; those of what a layer builds on are not among them. */
    List<Hazard> hazards() {
        return set.hazards().stream()
                .filter(one -> set.files().containsKey(one.file()))
                .toList();
    }

    /** What the rules that a layer builds on state of hazards. */
    List<Hazard> hazardsBelow() {
        return set.hazards().stream()
                .filter(one -> !set.files().containsKey(one.file()))
                .toList();
    }

    /** What answers patients: the rules with nothing withdrawn, when nothing is wrong with them. */
    ClinicalRules answering() {
        return ClinicalRules.of(set.withoutWithdrawals());
    }

    /** The texts of the files that could be read, by name. */
    Map<String, String> files() {
        return set.files();
    }

    Vocabulary vocabulary() {
        return set.vocabulary();
    }

    LocalDate on() {
        return on;
    }

    /** The rules of a topic that have no error; none while no code could be checked. */
    List<Rule> rules(Topic topic) {
        boolean oneIdTwice =
                topic.variants().stream().map(Topic.Variant::id).distinct().count()
                        < topic.variants().size();
        if (!codesAreKnown(set) || oneIdTwice) {
            return List.of();
        }
        return topic.rules().stream().filter(rule -> !wrong.contains(rule)).toList();
    }

    /** What rules of a topic that have no error can reach; empty when they cannot be asked together. */
    Optional<Reach> reach(Topic topic) {
        return reaches.computeIfAbsent(
                topic.id(),
                id -> Reach.of(Scope.of(topic.withRules(rules(topic)), vocabulary()), isSound(topic), effort(topic)));
    }

    /** The same of a topic without an error, with a condition of the patient that no rule need ask. */
    Optional<Reach> reachAsking(Topic topic, Condition condition) {
        return isSound() ? Reach.asking(condition, topic, vocabulary(), effort(topic)) : Optional.empty();
    }

    /**
     * What all lints together may do to find out what the rules of a topic can reach: it grows with what is written, so that no
     * folder costs more than it weighs. The shipped topics need a fifth of theirs.
     */
    Effort effort(Topic topic) {
        return efforts.computeIfAbsent(
                topic.id(), id -> Effort.of(LEAST_STEPS + STEPS_FOR_A_CHARACTER * charactersOf(topic)));
    }

    /** Rules that a layer builds on are in no file of it, and count as much as a short rule has. */
    private long charactersOf(Topic topic) {
        long written = set.files().entrySet().stream()
                .filter(file -> file.getKey().startsWith(topic.id() + "/"))
                .mapToLong(file -> file.getValue().length())
                .sum();
        return written
                + topic.rules().stream()
                        .filter(rule -> !set.files().containsKey(rule.file()))
                        .mapToLong(rule -> CHARACTERS_OF_A_RULE + rule.then().size() * CHARACTERS_OF_A_ROW)
                        .sum();
    }

    SourceLines texts() {
        return texts;
    }

    boolean casesWereRead() {
        return casesWereRead;
    }

    List<RuleCase> cases() {
        return cases;
    }

    List<RuleCase> cases(Topic topic) {
        return cases.stream()
                .filter(one -> one.file().startsWith(topic.id() + "/"))
                .toList();
    }

    boolean isWrong(RuleCase one) {
        return one.stated().error().isPresent() && one.expectation().error() == null;
    }

    /** Whether the error of a case may follow from one of the vocabulary: it names a code that may be lost there. */
    boolean mayFollow(CaseError error) {
        return error.code().equals(UNKNOWN_CODE) && !hasNoIssue(file -> file.startsWith("vocabulary/"));
    }

    /** Whether the library has nothing to say of any file. */
    boolean isSound() {
        return set.issues().isEmpty();
    }

    /** Whether the library has nothing to say of any file of the topic. */
    boolean isSound(Topic topic) {
        return hasNoIssue(file -> file.startsWith(topic.id() + "/") || file.equals(topic.id()));
    }

    /** Whether every file of the folder, or below it, could be read as text, whatever is wrong in it. */
    boolean wasRead(String folder) {
        return wasRead(set, folder);
    }

    private static boolean wasRead(RuleSet set, String folder) {
        return set.issues().stream()
                .noneMatch(
                        issue -> issue.code().equals(UNREADABLE) && issue.file().startsWith(folder));
    }

    /**
     * Whether every file of the vocabulary could be read. While one could not, nobody knows the codes that it declares, and of
     * what names them nothing can be said.
     */
    static boolean codesAreKnown(RuleSet set) {
        return !set.vocabulary().terms().isEmpty()
                && wasRead(set, "vocabulary/")
                && set.files().entrySet().stream()
                        .filter(file -> file.getKey().startsWith("vocabulary/"))
                        .flatMap(file -> YamlDocument.read(file.getValue()).problems().stream())
                        .allMatch(problem -> problem.kind() == Kind.DUPLICATE_KEY);
    }

    /**
     * Everything in quotes in the topics' files and all texts of what a layer changes, also in what could not be read: a code
     * may be among it.
     */
    Set<String> quoted() {
        Set<String> quoted = new HashSet<>();
        set.files().forEach((name, text) -> {
            if (name.endsWith(".drl") || name.endsWith(TOPIC_FILE)) {
                QUOTED.matcher(text).results().forEach(one -> quoted.add(one.group(1)));
            } else if (name.endsWith(CHANGES_FILE)) {
                quoted.addAll(keys(name).texts());
            }
        });
        return quoted;
    }

    boolean hasNoIssue(Predicate<String> file) {
        return set.issues().stream().noneMatch(issue -> file.test(issue.file()));
    }

    YamlKeys keys(String file) {
        return keys.computeIfAbsent(file, name -> YamlKeys.of(set.files().getOrDefault(name, "")));
    }
}
