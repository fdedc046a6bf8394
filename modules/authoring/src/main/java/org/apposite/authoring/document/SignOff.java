package org.apposite.authoring.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apposite.ClinicalRules;
import org.apposite.RuleSet;
import org.apposite.advice.Provenance;
import org.apposite.authoring.cases.CaseResult;
import org.apposite.authoring.diff.Difference;
import org.apposite.authoring.diff.Differences;
import org.apposite.authoring.document.page.Block;
import org.apposite.authoring.document.page.Block.Fact;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Block.Signatures;
import org.apposite.authoring.document.page.HtmlPage;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.MarkdownPage;
import org.apposite.authoring.document.page.Outline;
import org.apposite.authoring.version.ContentLock;
import org.apposite.json.RuleCase;
import org.apposite.json.record.CaseError;
import org.apposite.model.RuleIssue;
import org.apposite.model.RuleSetException;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Trust;
import org.apposite.text.Spelling;

/**
 * The document that a clinical committee signs: everything that a folder of rules says, in words. The same folder gives
 * the same bytes: no clock, locale or machine has a part in it. Immutable and thread-safe.
 */
public final class SignOff {

    private static final int SECONDS_OF_A_COMPARISON = 10;
    private static final int MOST_CONDITIONS = 3;

    private static final int NAMED_CASES = 10;

    private final Content content;
    private final List<String> wanted;
    private final Optional<Content> earlier;
    private final boolean fullCases;

    private SignOff(Content content, List<String> wanted, Optional<Content> earlier, boolean fullCases) {
        this.content = content;
        this.wanted = wanted;
        this.earlier = earlier;
        this.fullCases = fullCases;
    }

    /** A folder as read: its rules and the cases beside them. */
    record Content(Path folder, RuleSet rules, List<Topic> topics, List<RuleCase> cases) {

        /** All topics, or the wanted ones. */
        static Content of(Path folder, List<String> wanted) {
            Content content = read(folder, wanted);
            for (String topic : wanted) {
                if (content.topic(topic).isEmpty()) {
                    List<String> known =
                            content.rules().topics().stream().map(Topic::id).toList();
                    String near = Spelling.didYouMean(topic, known);
                    throw new IllegalArgumentException("there is no topic \"" + topic + "\"."
                            + (near == null ? " There are: " + String.join(", ", known) + "." : " " + near));
                }
            }
            return content;
        }

        /** All topics, or those of the wanted ones that are there. */
        static Content read(Path folder, List<String> wanted) {
            RuleSet rules = RuleSet.read(folder);
            if (!rules.issues().isEmpty()) {
                throw new RuleSetException(rules.issues());
            }
            List<Topic> topics = rules.topics().stream()
                    .filter(one -> wanted.isEmpty() || wanted.contains(one.id()))
                    .toList();
            List<RuleCase> cases = RuleCase.in(folder, rules.vocabulary()).stream()
                    .filter(one -> topics.stream().anyMatch(topic -> topic.id().equals(one.topic())))
                    .toList();
            List<RuleIssue> wrong = new ArrayList<>();
            for (RuleCase one : cases) {
                if (one.expectation().error() == null) {
                    one.stated().error().ifPresent(error -> wrong.add(issue(one, error)));
                }
            }
            if (!wrong.isEmpty()) {
                throw new RuleSetException(wrong);
            }
            return new Content(folder, rules, topics, cases);
        }

        private static RuleIssue issue(RuleCase one, CaseError error) {
            return new RuleIssue(
                    error.code(), one.file(), error.line(), error.column(), error.message(), error.suggestion(), null);
        }

        List<RuleCase> cases(Topic topic) {
            return cases.stream().filter(one -> one.topic().equals(topic.id())).toList();
        }

        String title() {
            return topics.size() == 1 ? topics.get(0).title() : rules.name();
        }

        HtmlPage.Mark mark() {
            boolean draft = topics.stream().anyMatch(one -> one.status() == Provenance.Status.DRAFT);
            String status = topics.stream()
                    .map(Topic::status)
                    .min(java.util.Comparator.naturalOrder())
                    .map(Provenance.Status::code)
                    .orElse("no topic");
            return new HtmlPage.Mark(rules.name() + " " + rules.version(), status, draft, rules.digest());
        }

        Optional<Topic> topic(String id) {
            return topics.stream().filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /**
     * The document of a folder of rules.
     *
     * @param folder the folder that holds {@code rule-set.yaml}
     * @param topics the topics to write of; all when none is named
     * @return its document
     * @throws IllegalArgumentException when there is no such topic
     * @throws RuleSetException when rules or cases of the folder are wrong
     * @throws java.io.UncheckedIOException when the cases cannot be read
     */
    public static SignOff of(Path folder, String... topics) {
        List<String> wanted = List.of(topics);
        return new SignOff(Content.of(folder, wanted), wanted, Optional.empty(), false);
    }

    /**
     * This document, and in it what changed.
     *
     * @param folder an earlier state of the folder
     * @return a document with a section on what changed since then
     * @throws RuleSetException when rules or cases of the earlier folder are wrong
     * @throws java.io.UncheckedIOException when its cases cannot be read
     */
    public SignOff since(Path folder) {
        return new SignOff(content, wanted, Optional.of(Content.read(folder, wanted)), fullCases);
    }

    /**
     * This document, and in it everything that each case expects. It is longer by about half.
     *
     * @return a document that lists the cases in full
     */
    public SignOff withCases() {
        return new SignOff(content, wanted, earlier, true);
    }

    /**
     * The document for reading and printing.
     *
     * @return one HTML file that is also well-formed XML, without scripts and other files
     */
    public String html() {
        return new HtmlPage(title(), mark()).of(blocks());
    }

    /**
     * The document for a code review or a wiki.
     *
     * @return GitHub Flavored Markdown
     */
    public String markdown() {
        return new MarkdownPage(title()).of(blocks());
    }

    private String title() {
        return content.title();
    }

    private HtmlPage.Mark mark() {
        return content.mark();
    }

    private List<Block> blocks() {
        RuleSet rules = content.rules();
        Outline out = new Outline();
        if (mark().draft()) {
            out.notice(Line.strong("Draft. ").then("Not reviewed for clinical use."));
        }
        out.facts(
                new Fact("Rule set", Line.of(rules.name() + ", version " + rules.version())),
                new Fact("Status", Line.strong(mark().status())),
                new Fact(
                        "Topics",
                        Line.joined(
                                ", ",
                                content.topics().stream()
                                        .map(one -> Line.link("topic." + one.id(), one.title()))
                                        .toList())),
                new Fact("Rules", Line.of(Integer.toString(allRules().size()))),
                new Fact("Cases", cases()),
                new Fact("Digest", Line.code(rules.digest())));
        out.paragraph(rules.notice().strip());
        ContentLock.check(rules, content.folder())
                .forEach(one -> out.notice(Line.strong("The version is not final. ")
                        .then((one.issue().file() + ": " + one.issue().message()) + ".")));
        earlier.ifPresent(before -> {
            new Changes(before, content, out).write();
            answeredDifferently(before, out);
        });
        for (Topic topic : content.topics()) {
            new TopicPart(topic, rules.vocabulary(), content.cases(topic), fullCases, out).write();
        }
        regionsAndStudies(out);
        sources(out);
        index(out);
        signatures(out);
        return out.blocks();
    }

    /** How many there are, and whether these rules answer them as they expect. */
    private Line cases() {
        ClinicalRules rules = ClinicalRules.of(content.rules().withoutWithdrawals());
        return answered(
                content.cases().stream().map(one -> CaseResult.of(one, rules)).toList());
    }

    /** How many cases there are, and whether they are answered as they expect. */
    static Line answered(List<CaseResult> results) {
        List<String> failed = results.stream()
                .filter(one -> !one.passed())
                .map(one -> one.ruleCase().file())
                .toList();
        Line number = Line.of(Integer.toString(results.size()));
        if (results.isEmpty()) {
            return number;
        }
        return failed.isEmpty()
                ? number.then(", all answered as expected")
                : number.then(", of which ")
                        .then(Line.strong(
                                failed.size() == 1
                                        ? "1 is NOT answered as expected: "
                                        : failed.size() + " are NOT answered as expected: "))
                        .then(String.join(", ", failed.subList(0, Math.min(NAMED_CASES, failed.size()))))
                        .then(failed.size() > NAMED_CASES ? " and more" : "");
    }

    private List<Rule> allRules() {
        return content.topics().stream()
                .flatMap(topic -> topic.rules().stream())
                .toList();
    }

    private void answeredDifferently(Content before, Outline out) {
        out.heading(3, "section.answers", "What is answered differently");
        List<RuleCase> cases = new ArrayList<>(content.cases());
        cases.addAll(before.cases());
        Difference difference = Differences.between(
                ClinicalRules.of(before.rules()),
                ClinicalRules.of(content.rules()),
                cases,
                Optional.empty(),
                SECONDS_OF_A_COMPARISON,
                topic -> {});
        Set<String> topics = content.topics().stream().map(Topic::id).collect(Collectors.toSet());
        before.topics().forEach(one -> topics.add(one.id()));
        DifferencePart.write(difference.only(topics), MOST_CONDITIONS, out);
    }

    private void regionsAndStudies(Outline out) {
        Vocabulary vocabulary = content.rules().vocabulary();
        out.heading(2, "section.regions", "Regions and studies");
        out.table(
                "Regions of complaints and studies",
                List.of("Region", "What it is"),
                vocabulary.regions().values().stream()
                        .map(one ->
                                Row.of(Line.of(one.display()).asSentence(), Line.of(DataText.region(one, vocabulary))))
                        .toList());
        out.table(
                "Studies, their results with the gravest first, and what each means",
                List.of("Study", "Results", "Further"),
                vocabulary.studies().values().stream()
                        .map(one -> Row.of(
                                Line.of(one.display()).asSentence(),
                                Line.of(DataText.results(one)),
                                Line.of(DataText.details(one))))
                        .toList());
    }

    private void sources(Outline out) {
        out.heading(2, "section.sources", "Sources");
        out.paragraph("The tables of this document name sources by these numbers.");
        List<String> keys = List.copyOf(content.rules().vocabulary().sources().keySet());
        Set<String> used = new HashSet<>();
        allRules().forEach(rule -> {
            used.addAll(rule.sources());
            rule.then().forEach(one -> one.arguments().forEach(argument -> used.add(argument.text())));
        });
        content.cases().forEach(one -> used.addAll(one.sources()));
        List<Row> rows = content.rules().vocabulary().sources().values().stream()
                .filter(source -> used.contains(source.key()))
                .map(source -> new Row(
                        "source." + source.key(),
                        List.of(
                                Line.of(keys.indexOf(source.key()) + 1 + ". ").then(Line.code(source.key())),
                                Line.of(source.title()),
                                Line.of(words(source.trust()))),
                        false))
                .toList();
        out.table("Sources by key", List.of("Key", "Title", "Trust"), rows);
    }

    static String words(Trust trust) {
        return switch (trust) {
            case PUBLISHED -> "read as published";
            case TRANSCRIBED -> "transcription, to be confirmed before clinical use";
            case INTERPRETATION -> "decision of the authors of the rules";
        };
    }

    private void index(Outline out) {
        out.heading(2, "section.rules", "Index of the rules");
        out.paragraph("All rules by file, each with its line and its section in this document.");
        Map<String, List<Line>> files = new LinkedHashMap<>();
        for (Rule rule : allRules()) {
            files.computeIfAbsent(rule.file(), file -> new ArrayList<>())
                    .add(Line.link(rule.id(), rule.id()).then(" line " + rule.line() + ", " + out.section(rule)));
        }
        files.forEach((file, rules) -> out.entries(file + " (" + rules.size() + ")", rules));
    }

    private void signatures(Outline out) {
        RuleSet rules = content.rules();
        out.heading(2, "section.signatures", "Signatures");
        out.paragraph(Line.of("Those who sign have read this document. They sign the rule set ")
                .then(Line.strong(rules.name() + " " + rules.version()))
                .then(" with the digest ")
                .then(Line.code(rules.digest()))
                .then(" and no other. The digest covers the rules, topics and vocabulary, not the cases."));
        String owners = content.topics().stream().map(Topic::owner).distinct().collect(Collectors.joining("; "));
        out.add(new Signatures(List.of(
                "Owner (" + owners + ")",
                "Author of the rules",
                "Clinical reviewer",
                "Second reviewer",
                "For the committee")));
    }
}
