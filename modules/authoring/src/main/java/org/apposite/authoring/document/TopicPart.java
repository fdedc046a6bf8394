package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apposite.authoring.document.Block.Diagram;
import org.apposite.authoring.document.Block.Fact;
import org.apposite.authoring.document.Block.Item;
import org.apposite.authoring.document.Block.Row;
import org.apposite.authoring.document.Block.Step;
import org.apposite.json.RuleCase;
import org.apposite.model.Topic;
import org.apposite.model.Topic.AllOf;
import org.apposite.model.Topic.AnyOf;
import org.apposite.model.Topic.Condition;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;
import org.apposite.model.Vocabulary;

/** Writes what the document says of one topic. */
final class TopicPart {

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
                                ", ", topic.symptoms().stream().map(terms::term).toList()))),
                new Fact("Radiation scale", Line.of(topic.radiationScale())));
        scope();
        redFlags();
        situations();
        routing();
        new VariantPart(topic, terms, told, out).write();
        alerts();
        nextSteps();
        differential();
        asked();
        new CaseList(terms, cases, fullCases, out).write();
        new OpenPoints(terms, out).write();
        others();
    }

    private String section(String name) {
        return "section." + topic.id() + "." + name;
    }

    private void scope() {
        out.heading(3, section("scope"), "Purpose, and whom it fits");
        labelled("Purpose. ", topic.purpose());
        labelled("It fits: ", topic.use());
        labelled("It does not fit: ", topic.misuse());
        List<Row> rows = new ArrayList<>();
        for (Rule rule : told.with("exclude")) {
            for (Consequence one : TopicRules.of(rule, "exclude")) {
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
        out.paragraph("What can be a red flag, most urgent first, each with what counts as it.");
        List<Row> defined = new ArrayList<>();
        for (String code : topic.redFlags()) {
            Vocabulary.Term term = terms.vocabulary().terms().get(code);
            defined.add(Row.of(
                    Line.of(terms.term(code)).asSentence(),
                    Line.of(term == null ? "" : term.definition()),
                    Line.of(term == null ? "" : term.question())));
        }
        out.table("Red flags by urgency", List.of("Red flag", "What counts", "What is asked"), defined);
        List<Row> rows = new ArrayList<>();
        for (Rule rule : told.with("redFlag")) {
            rows.add(new Row(
                    out.anchor(rule),
                    List.of(
                            Line.joined(
                                    " ",
                                    TopicRules.of(rule, "redFlag").stream()
                                            .map(one -> terms.text(TopicRules.text(one, 1)))
                                            .toList()),
                            told.words().of(rule.when()).sentence().asSentence(),
                            terms.references(rule.sources()),
                            Terms.place(rule)),
                    false));
        }
        out.table("What is concluded as a red flag", List.of("Red flag", "When", "Sources", "Rule"), rows);
    }

    private void situations() {
        List<Rule> rules = told.with("situation");
        if (rules.isEmpty()) {
            return;
        }
        out.heading(3, section("situations"), "Situations");
        out.paragraph(
                "What the case and the red flags amount to. Other rules build on these; they quote them in \u201c\u201d.");
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
                "The lowest step that concludes wins. At one step an exclusion goes before a variant. A datum is asked"
                        + " only when it is not known; no step behind it is concluded before it is answered. Variants whose"
                        + " condition holds at a later step are listed as also matching.");
        List<Step> steps = new ArrayList<>();
        for (Rule rule : topic.rules()) {
            Map<Integer, List<String>> asked = new LinkedHashMap<>();
            String condition =
                    told.words().of(rule.when()).sentence().asSentence().plain();
            for (Consequence one : rule.then()) {
                switch (one.verb()) {
                    case "exclude" ->
                        steps.add(new Step(
                                Step.Kind.EXCLUDE,
                                TopicRules.number(one),
                                rule.id(),
                                condition,
                                "Does not apply",
                                terms.text(TopicRules.text(one, 2)).plain() + " See: " + TopicRules.text(one, 3)
                                        + "."));
                    case "variant" ->
                        steps.add(new Step(
                                Step.Kind.VARIANT,
                                TopicRules.number(one),
                                rule.id(),
                                condition,
                                Line.of(terms.variant(TopicRules.text(one, 1)))
                                        .asSentence()
                                        .plain(),
                                title(TopicRules.text(one, 1))));
                    case "ask" ->
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
        told.entries("exclude", this::routed);
        told.entries("variant", this::routed);
        for (Rule rule : told.with("ask")) {
            Map<Integer, List<String>> asked = new LinkedHashMap<>();
            TopicRules.of(rule, "ask")
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
        return switch (one.verb()) {
            case "exclude" ->
                step.then("does not apply. ")
                        .then(terms.text(TopicRules.text(one, 2)))
                        .then(" See instead: " + TopicRules.text(one, 3) + ".");
            default ->
                step.then(new Line(List.of(terms.variantLink(TopicRules.text(one, 1)))))
                        .then(", " + title(TopicRules.text(one, 1)));
        };
    }

    private String title(String variant) {
        return topic.variants().stream()
                .filter(one -> one.id().equals(variant))
                .findFirst()
                .map(Variant::title)
                .orElse(variant);
    }

    private void alerts() {
        if (told.with("alert").stream().anyMatch(rule -> !asksOrder(rule))) {
            alertsOnTheCase();
        }
        if (told.with("alert").stream().anyMatch(this::asksOrder)) {
            alertsOnTheOrder();
        }
    }

    private void alertsOnTheCase() {
        out.heading(3, section("alerts"), "Alerts");
        out.paragraph("Alerts of one code are shown as one, with the texts in the order of the rules and the highest"
                + " severity.");
        for (String severity : List.of("critical", "warning", "info")) {
            leveled("alert", severity, "alerts", " alerts", false);
        }
    }

    private void alertsOnTheOrder() {
        out.heading(3, section("order"), "Review of an order");
        out.paragraph("What is said of a study that the clinician proposes. It informs and never blocks.");
        for (String severity : List.of("critical", "warning", "info")) {
            leveled("alert", severity, "order", " alerts on the order", true);
        }
    }

    private void nextSteps() {
        if (told.with("nextStep").isEmpty()) {
            return;
        }
        out.heading(3, section("next-steps"), "Next steps");
        for (String urgency : List.of("emergent", "urgent", "routine")) {
            leveled("nextStep", urgency, "next-steps", "", false);
        }
    }

    private void leveled(String verb, String level, String section, String suffix, boolean onOrder) {
        List<Rule> rules = told.with(verb).stream()
                .filter(rule -> verb.equals("nextStep") || asksOrder(rule) == onOrder)
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

    /** Whether a rule asks for something that only a proposed order has. */
    private boolean asksOrder(Rule rule) {
        Set<String> names = new LinkedHashSet<>();
        rule.when().forEach(pattern -> pattern.conditions().forEach(one -> names(one, names)));
        return names.stream().anyMatch(name -> name.startsWith("order"));
    }

    private static void names(Condition condition, Set<String> names) {
        if (condition instanceof Question question) {
            names.add(question.name());
        } else if (condition instanceof AllOf all) {
            all.conditions().forEach(one -> names(one, names));
        } else if (condition instanceof AnyOf any) {
            any.conditions().forEach(one -> names(one, names));
        }
    }

    private void differential() {
        if (told.with("differential").isEmpty() && told.with("raise").isEmpty()) {
            return;
        }
        out.heading(3, section("differential"), "Differential");
        told.entries(
                "differential",
                one -> Line.strong(Terms.spaced(TopicRules.text(one, 0)) + ": ")
                        .then(terms.text(TopicRules.text(one, 1))));
        told.entries("raise", one -> Line.of("Raises: ").then(Line.strong(Terms.spaced(TopicRules.text(one, 0)))));
    }

    private void asked() {
        out.heading(3, section("asked"), "What is asked when it is unknown");
        List<Row> rows = new ArrayList<>();
        for (String code : topic.asks()) {
            Vocabulary.Term term = terms.vocabulary().terms().get(code);
            rows.add(Row.of(Line.of(terms.term(code)).asSentence(), Line.of(term == null ? "" : term.question())));
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
                    .map(one -> Item.of(Line.code(Canonical.of(one))))
                    .toList();
            told.entry(rule, rule.when(), items);
        }
    }
}
