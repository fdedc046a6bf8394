package org.apposite.authoring.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apposite.RuleSet;
import org.apposite.language.Verb;
import org.apposite.model.RuleIssue;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Place;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;

/**
 * What a rule file says, wherever in it that stands. It is read alone, in a folder made for it that has no vocabulary, so
 * that neither unknown codes nor mistakes in other files stand in the way of the layout.
 *
 * @param rules the rules, without places, rows of ratings in one order
 * @param issues why it cannot be read
 */
record Reading(List<Rule> rules, List<RuleIssue> issues) {

    /** Unknown codes and places, missing sources, and circles: wrong, but all of the file was understood. */
    private static final Set<String> UNDERSTOOD = Set.of("APP-109", "APP-110", "APP-111", "APP-115", "APP-116");

    private static final Pattern TOPIC = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final String FILE = "rules.drl";
    private static final Place NOWHERE = new Place(1, 1);

    private static final Map<String, String> FOLDER = Map.of(
            "rule-set.yaml", "{name: layout, version: '1', notice: layout, language: 2}",
            "vocabulary/findings.yaml", "{}",
            "vocabulary/regions.yaml", "{}",
            "vocabulary/studies.yaml", "{}",
            "vocabulary/procedures.yaml", "{}",
            "vocabulary/sources.yaml", "{}",
            "vocabulary/radiation.yaml", "{}");
    private static final String TOPIC_FILE = """
            {title: layout, owner: layout, edition: layout, status: draft, last-reviewed: 2000-01-01,
            review-due: 2000-01-01, radiation-scale: layout, complaints: [], variants: [], red-flags: [], asks: []}
            """;

    /** The topic that a text belongs to by its package. */
    static String topicOf(String text) {
        List<Token> tokens = Tokens.of(text);
        boolean named = tokens.size() > 1 && tokens.get(0).is("package");
        String topic = named ? tokens.get(1).text().replace('_', '-') : "";
        return isTopic(topic) ? topic : "topic";
    }

    static boolean isTopic(String folder) {
        return TOPIC.matcher(folder).matches();
    }

    /**
     * Reads a file.
     *
     * @param content the bytes of the file
     * @param topic the id of its topic
     * @param name the name of the file in issues
     */
    static Reading of(byte[] content, String topic, String name) {
        try {
            Path folder = Files.createTempDirectory("apposite-layout");
            try {
                Files.createDirectories(folder.resolve("vocabulary"));
                for (Map.Entry<String, String> file : FOLDER.entrySet()) {
                    Files.writeString(folder.resolve(file.getKey()), file.getValue());
                }
                Path topicFolder = Files.createDirectories(folder.resolve(topic));
                Files.writeString(topicFolder.resolve("topic.yaml"), TOPIC_FILE);
                Files.write(topicFolder.resolve(FILE), content);
                return of(RuleSet.read(folder), topic + "/" + FILE, name);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reading of(RuleSet read, String file, String name) {
        List<RuleIssue> issues = read.issues().stream()
                .filter(issue -> issue.file().equals(file) && !UNDERSTOOD.contains(issue.code()))
                .map(issue -> new RuleIssue(
                        issue.code(),
                        name,
                        issue.line(),
                        issue.column(),
                        issue.message(),
                        issue.suggestion(),
                        issue.excerpt()))
                .toList();
        List<Rule> rules = read.topics().stream()
                .map(Topic::rules)
                .flatMap(List::stream)
                .map(Reading::withoutPlaces)
                .toList();
        return new Reading(rules, issues);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static Rule withoutPlaces(Rule rule) {
        return new Rule(
                rule.id(),
                rule.name(),
                "",
                0,
                rule.sources(),
                rule.when().stream()
                        .map(pattern -> new Topic.Pattern(
                                pattern.fact(), pattern.exists(), withoutPlaces(pattern.conditions())))
                        .toList(),
                conclusions(rule.then()));
    }

    private static List<Condition> withoutPlaces(List<Condition> conditions) {
        return conditions.stream().map(Reading::withoutPlaces).toList();
    }

    private static Condition withoutPlaces(Condition condition) {
        return condition.<Condition>fold(
                question -> new Question(question.name(), question.arguments(), NOWHERE), AllOf::new, AnyOf::new);
    }

    private static List<Consequence> conclusions(List<Consequence> then) {
        Stream<Consequence> placeless = then.stream().map(one -> new Consequence(one.verb(), one.arguments(), NOWHERE));
        boolean ratings = then.stream().allMatch(Verb.RATE::isOf);
        return (ratings ? placeless.sorted(Comparator.comparing(Consequence::toString)) : placeless).toList();
    }
}
