package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.advice.Alert.Severity;
import org.apposite.advice.NextStep.Urgency;
import org.apposite.authoring.document.page.Block.Diagram;
import org.apposite.authoring.document.page.Block.Fact;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Block.Step;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.authoring.document.page.Span;
import org.apposite.json.RuleCase;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;

/** Writes what the document says of one topic. */
final class TopicPart {

    private static final List<String> SEVERITIES = Arrays.stream(Severity.values())
            .sorted(Comparator.reverseOrder())
            .map(Severity::code)
            .toList();

    private final Topic topic;
    private final Terms terms;
    private final TopicRules told;
    private final List<RuleCase> cases;
    private final boolean fullCases;
    private final Outline out;

    TopicPart(Topic topic, Vocabulary vocabulary, List<RuleCase> cases, boolean fullCases, Outline out) {
        this.topic = topic;
        this.terms = new Terms(vocabulary, topic);
        this.cases = cases;
        this.fullCases = fullCases;
        this.out = out;
        this.told = new TopicRules(topic, terms, out);
    }

    void write() {
        out.heading(2, "topic." + topic.id(), topic.title());
        out.facts(
                new Fact("Status", Line.strong(topic.status().code())),
                new Fact("Owner", Line.of(topic.owner())),
                new Fact("Edition", Line.of(topic.edition())),
                new Fact("Last reviewed", Line.of(topic.lastReviewed().toString())),
                new Fact("Review due", Line.of(topic.reviewDue().toString())),
                new Fact(
                        "Complaints",
                        Line.of(String.join(
                                ", ",
                                topic.complaints().stream().map(terms::term).toList()))),
                new Fact("Answers", Line.of(DataText.applies(topic.applies(), terms))),
                new Fact("Radiation scale", Line.of(topic.radiationScale())));
        scope();
        redFlags();
        derived();
        situations();
        routing();
        new VariantPart(topic, terms, told, out).write();
        alerts();
        nextSteps();
        differential();
        asked();
        new DataPart(topic, terms, told, out).write();
        new CaseList(terms, cases, fullCases, out).write();
        new OpenPoints(terms, out).write();
        others();
    }

    private String section(String name) {
        return "section." + topic.id() + "." + name;
    }

    private void scope() {
        out.heading(3, section("scope"), "Purpose and use");
        labelled("Purpose. ", topic.purpose());
        labelled("Use: ", topic.use());
        labelled("Misuse: ", topic.misuse());
        List<Row> rows = new ArrayList<>();
        for (Rule rule : told.with(Verb.EXCLUDE)) {
            for (Consequence one : TopicRules.of(rule, Verb.EXCLUDE)) {
                rows.add(Row.of(
                        terms.text(TopicRules.text(one, 2)),
                        told.words().of(rule.when()).sentence().asSentence(),
                        terms.text(TopicRules.text(one, 3)),
                        Line.link(rule.id(), rule.id())));
            }
        }
        out.table("Where the topic does not apply", List.of("Why", "When", "See instead", "Rule"), rows);
    }

    private void labelled(String label, String text) {
        if (!text.isBlank()) {
            out.paragraph(Line.strong(label).then(text.strip()));
        }
    }

    private void redFlags() {
        out.heading(3, section("red-flags"), "Red flags");
        out.paragraph("What can be a red flag, most urgent first, and what counts as one.");
        List<Row> defined = new ArrayList<>();
        for (String code : topic.redFlags()) {
            Vocabulary.Term term = terms.vocabulary().terms().get(code);
            defined.add(Row.of(
                    Line.of(terms.term(code)).asSentence(),
                    Line.of(term == null ? "" : term.definition()),
                    Line.of(term == null ? "" : topic.question(term))));
        }
        out.table("Red flags by urgency", List.of("Red flag", "What counts", "What is asked"), defined);
        List<Row> rows = new ArrayList<>();
        for (Rule rule : told.with(Verb.RED_FLAG)) {
            rows.add(new Row(
                    out.anchor(rule),
                    List.of(
                            Line.joined(
                                    " ",
                                    TopicRules.of(rule, Verb.RED_FLAG).stream()
                                            .map(one -> terms.text(TopicRules.text(one, 1)))
                                            .toList()),
                            told.words().of(rule.when()).sentence().asSentence(),
                            terms.references(rule.sources()),
                            Terms.place(rule)),
                    false));
        }
        out.table("When a red flag is concluded", List.of("Red flag", "When", "Sources", "Rule"), rows);
    }

    private void derived() {
        List<Row> rows = new ArrayList<>();
        for (Verb verb : List.of(Verb.DERIVE_PRESENT, Verb.DERIVE_ABSENT)) {
            for (Rule rule : told.with(verb)) {
                String how = verb == Verb.DERIVE_PRESENT ? " is present" : " is absent";
                rows.add(new Row(
                        out.anchor(rule),
                        List.of(
                                Line.of(TopicRules.of(rule, verb).stream()
                                                .map(one -> terms.term(TopicRules.text(one, 0)) + how)
                                                .collect(Collectors.joining(", ")))
                                        .asSentence(),
                                told.words().of(rule.when()).sentence().asSentence(),
                                terms.references(rule.sources()),
                                Terms.place(rule)),
                        false));
            }
        }
        if (rows.isEmpty()) {
            return;
        }
        out.heading(3, section("derived"), "Derived findings");
        out.paragraph(
                "Findings that follow from others. One that is stated present, or that any rule derives present, is"
                        + " present, whatever others say.");
        out.table("What is derived", List.of("Finding", "When", "Sources", "Rule"), rows);
    }

    private void situations() {
        List<Rule> rules = told.with(Verb.SITUATION);
        if (rules.isEmpty()) {
            return;
        }
        out.heading(3, section("situations"), "Situations");
        out.paragraph(
                "What the case and the red flags add up to. Other rules build on these; they quote them in \u201c\u201d.");
        List<String> several = new ArrayList<>();
        for (String code : terms.situations()) {
            List<Rule> own = terms.situationRules(code);
            if (own.size() == 1) {
                told.entry(own.get(0), own.get(0).when(), List.of());
            } else {
                several.add(code);
            }
        }
        for (String code : several) {
            String name = Line.of(terms.situationName(code)).asSentence().plain();
            out.heading(4, terms.situationAnchor(code), name);
            out.paragraph("Each of these rules is enough.");
            terms.situationRules(code).forEach(rule -> told.entry(rule, rule.when(), List.of()));
        }
    }

    private void routing() {
        out.heading(3, section("routing"), "Routing");
        out.paragraph(
                "The lowest step that concludes wins. At the same step an exclusion comes before a variant. A datum is"
                        + " asked for only when it is not known; no later step is concluded before it is answered. Variants whose"
                        + " condition holds at a later step are listed as also matching.");
        List<Step> steps = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            Map<Integer, List<String>> asked = new LinkedHashMap<>();
            String condition =
                    told.words().of(rule.when()).sentence().asSentence().plain();
            for (Consequence one : rule.then()) {
                switch (Verb.named(one.verb()).orElseThrow()) {
                    case EXCLUDE ->
                        steps.add(new Step(
                                Step.Kind.EXCLUDE,
                                TopicRules.number(one),
                                rule.id(),
                                condition,
                                "Does not apply",
                                terms.text(TopicRules.text(one, 2)).plain() + " See: " + TopicRules.text(one, 3)
                                        + "."));
                    case VARIANT_CANDIDATE ->
                        steps.add(new Step(
                                Step.Kind.VARIANT,
                                TopicRules.number(one),
                                rule.id(),
                                condition,
                                Line.of(terms.variant(TopicRules.text(one, 1)))
                                        .asSentence()
                                        .plain(),
                                title(TopicRules.text(one, 1))));
                    case ASK ->
                        asked.computeIfAbsent(TopicRules.number(one), step -> new ArrayList<>())
                                .add(terms.term(TopicRules.text(one, 1)));
                    default -> {}
                }
            }
            asked.forEach((step, data) -> steps.add(new Step(
                    Step.Kind.ASK,
                    step,
                    rule.id(),
                    condition,
                    "Data required",
                    "Asks: " + String.join(", ", data) + ".")));
        }
        steps.sort(Comparator.comparingInt(Step::number).thenComparing(Step::kind));
        out.add(new Diagram(
                "Routing of " + topic.title(),
                steps,
                "No step has concluded: no variant matches, the topic does not apply."));
        told.entries(Verb.EXCLUDE, this::routed);
        told.entries(Verb.VARIANT_CANDIDATE, this::routed);
        for (Rule rule : told.with(Verb.ASK)) {
            Map<Integer, List<String>> asked = new LinkedHashMap<>();
            TopicRules.of(rule, Verb.ASK)
                    .forEach(one -> asked.computeIfAbsent(TopicRules.number(one), step -> new ArrayList<>())
                            .add(terms.term(TopicRules.text(one, 1))));
            List<Item> items = new ArrayList<>();
            asked.forEach((step, data) -> items.add(
                    Item.of(Line.strong("Step " + step + ": ").then("asks for " + String.join(", ", data) + "."))));
            told.entry(rule, rule.when(), items);
        }
    }

    private Line routed(Consequence one) {
        Line step = Line.strong("Step " + TopicRules.number(one) + ": ");
        return Verb.EXCLUDE.isOf(one)
                ? step.then("does not apply. ")
                        .then(terms.text(TopicRules.text(one, 2)))
                        .then(" See instead: " + TopicRules.text(one, 3) + ".")
                : step.then(new Line(List.of(terms.variantLink(TopicRules.text(one, 1)))))
                        .then(", " + title(TopicRules.text(one, 1)));
    }

    private String title(String variant) {
        return topic.variants().stream()
                .filter(one -> one.id().equals(variant))
                .findFirst()
                .map(Variant::title)
                .orElse(variant);
    }

    private void alerts() {
        if (!told.with(Verb.HEADLINE).isEmpty()) {
            out.heading(3, section("headlines"), "Headlines");
            out.paragraph("Texts above everything else in the answer.");
            told.entries(Verb.HEADLINE, one -> terms.text(TopicRules.text(one, 0)));
        }
        if (told.with(Verb.ALERT).stream().anyMatch(rule -> !TopicRules.asksOrder(rule))) {
            alertsOnTheCase();
        }
        if (told.with(Verb.ALERT).stream().anyMatch(TopicRules::asksOrder)) {
            alertsOnTheOrder();
        }
    }

    private void alertsOnTheCase() {
        out.heading(3, section("alerts"), "Alerts");
        out.paragraph("Alerts of one code are shown as one, with the texts in the order of the rules and the highest"
                + " severity.");
        SEVERITIES.forEach(severity -> leveled(Verb.ALERT, severity, "alerts", " alerts", false));
    }

    private void alertsOnTheOrder() {
        out.heading(3, section("order"), "Review of an order");
        out.paragraph("What the answer says about a study that the clinician proposes. It informs and never blocks.");
        SEVERITIES.forEach(severity -> leveled(Verb.ALERT, severity, "order", " alerts on the order", true));
    }

    private void nextSteps() {
        if (told.with(Verb.NEXT_STEP).isEmpty()) {
            return;
        }
        out.heading(3, section("next-steps"), "Next steps");
        for (Urgency urgency : Urgency.values()) {
            leveled(Verb.NEXT_STEP, urgency.code(), "next-steps", "", false);
        }
    }

    private void leveled(Verb verb, String level, String section, String suffix, boolean onOrder) {
        List<Rule> rules = told.with(verb).stream()
                .filter(rule -> verb == Verb.NEXT_STEP || TopicRules.asksOrder(rule) == onOrder)
                .filter(rule -> TopicRules.of(rule, verb).stream()
                        .anyMatch(one -> TopicRules.text(one, 1).equals(level)))
                .toList();
        if (rules.isEmpty()) {
            return;
        }
        String title = level.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + level.substring(1) + suffix;
        out.heading(4, section(section + "." + level), title);
        for (Rule rule : rules) {
            List<Item> items = TopicRules.of(rule, verb).stream()
                    .filter(one -> TopicRules.text(one, 1).equals(level))
                    .map(one -> Item.of(new Line(List.of(new Span.Code(TopicRules.text(one, 0)), new Span.Plain(": ")))
                            .then(terms.text(TopicRules.text(one, 2)))))
                    .toList();
            told.entry(rule, rule.when(), items);
        }
    }

    private void differential() {
        if (told.with(Verb.DIFFERENTIAL).isEmpty() && told.with(Verb.RAISE).isEmpty()) {
            return;
        }
        out.heading(3, section("differential"), "Differential");
        told.entries(
                Verb.DIFFERENTIAL,
                one -> Line.strong(Terms.spaced(TopicRules.text(one, 0)) + ": ")
                        .then(terms.text(TopicRules.text(one, 1))));
        told.entries(Verb.RAISE, one -> Line.of("Raises: ").then(Line.strong(Terms.spaced(TopicRules.text(one, 0)))));
    }

    private void asked() {
        out.heading(3, section("asked"), "What is asked for when it is unknown");
        List<Row> rows = new ArrayList<>();
        for (String code : topic.asks()) {
            Vocabulary.Term term = terms.vocabulary().terms().get(code);
            rows.add(Row.of(Line.of(terms.term(code)).asSentence(), Line.of(term == null ? "" : topic.question(term))));
        }
        out.table("Questions, most urgent first", List.of("Datum", "Question"), rows);
    }

    /** No rule may be missing from what is signed, whatever the language grows. */
    private void others() {
        List<Rule> left = topic.rules().stream().filter(rule -> !out.has(rule)).toList();
        if (left.isEmpty()) {
            return;
        }
        out.heading(3, section("other-rules"), "Other rules");
        for (Rule rule : left) {
            List<Item> items = rule.then().stream()
                    .map(one -> Item.of(Line.code(RuleContent.of(one))))
                    .toList();
            told.entry(rule, rule.when(), items);
        }
    }
}
