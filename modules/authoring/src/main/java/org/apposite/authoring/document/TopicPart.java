package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apposite.Topic;
import org.apposite.Topic.AllOf;
import org.apposite.Topic.AnyOf;
import org.apposite.Topic.Condition;
import org.apposite.Topic.Consequence;
import org.apposite.Topic.Pattern;
import org.apposite.Topic.Question;
import org.apposite.Topic.Rule;
import org.apposite.Topic.Variant;
import org.apposite.Vocabulary;
import org.apposite.authoring.document.Block.Bullets;
import org.apposite.authoring.document.Block.Diagram;
import org.apposite.authoring.document.Block.Fact;
import org.apposite.authoring.document.Block.Item;
import org.apposite.authoring.document.Block.Paragraph;
import org.apposite.authoring.document.Block.Row;
import org.apposite.authoring.document.Block.Step;
import org.apposite.json.RuleCase;

/** Writes what the document says of one topic. */
final class TopicPart {

    private final Topic topic;
    private final Terms terms;
    private final Words.Reader words;
    private final List<RuleCase> cases;
    private final boolean fullCases;
    private final Outline out;

    TopicPart(Topic topic, Vocabulary vocabulary, List<RuleCase> cases, boolean fullCases, Outline out) {
        this.topic = topic;
        this.terms = new Terms(vocabulary, topic);
        this.words = new Words.Reader(terms);
        this.cases = cases;
        this.fullCases = fullCases;
        this.out = out;
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
        variants();
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
        for (Rule rule : with("exclude")) {
            for (Consequence one : of(rule, "exclude")) {
                rows.add(Row.of(
                        terms.text(text(one, 2)),
                        words.of(rule.when()).sentence().asSentence(),
                        terms.text(text(one, 3)),
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
        for (Rule rule : with("redFlag")) {
            rows.add(new Row(
                    out.anchor(rule),
                    List.of(
                            Line.joined(
                                    " ",
                                    of(rule, "redFlag").stream()
                                            .map(one -> terms.text(text(one, 1)))
                                            .toList()),
                            words.of(rule.when()).sentence().asSentence(),
                            terms.references(rule.sources()),
                            Terms.place(rule)),
                    false));
        }
        out.table("What is concluded as a red flag", List.of("Red flag", "When", "Sources", "Rule"), rows);
    }

    private void situations() {
        List<Rule> rules = with("situation");
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
                entry(own.get(0), own.get(0).when(), List.of());
            } else {
                several.add(code);
            }
        }
        for (String code : several) {
            String name = Line.of(terms.situationName(code)).asSentence().plain();
            out.heading(4, terms.situationAnchor(code), name);
            out.paragraph("Each of these rules is enough.");
            terms.situationRules(code).forEach(rule -> entry(rule, rule.when(), List.of()));
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
            String condition = words.of(rule.when()).sentence().asSentence().plain();
            for (Consequence one : rule.then()) {
                switch (one.verb()) {
                    case "exclude" ->
                        steps.add(new Step(
                                Step.Kind.EXCLUDE,
                                number(one),
                                rule.id(),
                                condition,
                                "Does not apply",
                                terms.text(text(one, 2)).plain() + " See: " + text(one, 3) + "."));
                    case "variant" ->
                        steps.add(new Step(
                                Step.Kind.VARIANT,
                                number(one),
                                rule.id(),
                                condition,
                                Line.of(terms.variant(text(one, 1)))
                                        .asSentence()
                                        .plain(),
                                title(text(one, 1))));
                    case "ask" ->
                        asked.computeIfAbsent(number(one), step -> new ArrayList<>())
                                .add(terms.term(text(one, 1)));
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
        entries("exclude", this::routed);
        entries("variant", this::routed);
        for (Rule rule : with("ask")) {
            Map<Integer, List<String>> asked = new LinkedHashMap<>();
            of(rule, "ask")
                    .forEach(one -> asked.computeIfAbsent(number(one), step -> new ArrayList<>())
                            .add(terms.term(text(one, 1))));
            List<Item> items = new ArrayList<>();
            asked.forEach((step, data) -> items.add(
                    Item.of(Line.strong("Step " + step + ": ").then("asks for " + String.join(", ", data) + "."))));
            entry(rule, rule.when(), items);
        }
    }

    private Line routed(Consequence one) {
        Line step = Line.strong("Step " + number(one) + ": ");
        return switch (one.verb()) {
            case "exclude" ->
                step.then("does not apply. ")
                        .then(terms.text(text(one, 2)))
                        .then(" See instead: " + text(one, 3) + ".");
            default ->
                step.then(new Line(List.of(terms.variantLink(text(one, 1))))).then(", " + title(text(one, 1)));
        };
    }

    private String title(String variant) {
        return topic.variants().stream()
                .filter(one -> one.id().equals(variant))
                .findFirst()
                .map(Variant::title)
                .orElse(variant);
    }

    private void variants() {
        out.heading(3, section("variants"), "Variants");
        for (Variant variant : topic.variants()) {
            out.heading(4, terms.variantAnchor(variant.id()), "Variant " + variant.number() + ": " + variant.title());
            holds(variant);
            List<String> preferred = preferred(variant);
            for (Rule rule : with("rate")) {
                if (concerns(rule, variant)) {
                    ratings(variant, rule, preferred);
                }
            }
            reasons(variant, "prefer", "Preferred");
            reasons(variant, "remark", "Remark");
        }
    }

    private void holds(Variant variant) {
        List<Item> when = new ArrayList<>();
        for (Rule rule : with("variant")) {
            for (Consequence one : of(rule, "variant")) {
                if (text(one, 1).equals(variant.id())) {
                    Line head = Line.of("At step " + number(one) + " (")
                            .then(Line.link(rule.id(), rule.id()))
                            .then("):");
                    when.add(new Item(head, List.of(words.of(rule.when()).item())));
                }
            }
        }
        out.paragraph(Line.strong("It holds").then(when.isEmpty() ? " never: no rule concludes it." : ""));
        out.bullets(when);
    }

    private List<String> preferred(Variant variant) {
        return with("prefer").stream()
                .filter(rule -> concerns(rule, variant))
                .flatMap(rule -> of(rule, "prefer").stream())
                .map(one -> text(one, 0))
                .toList();
    }

    private void ratings(Variant variant, Rule rule, List<String> preferred) {
        List<Row> rows = new ArrayList<>();
        for (Consequence one : of(rule, "rate")) {
            Rating rating = Rating.of(one);
            boolean first = preferred.contains(rating.procedure());
            rows.add(new Row(
                    null,
                    List.of(
                            Line.of((first ? "\u25b8 " : "") + terms.procedure(rating.procedure())),
                            Line.of(rating.categoryWords() + (rating.disagreement() ? " (panel disagreed)" : "")),
                            Line.of(rating.median()),
                            Line.of(rating.radiation(terms)),
                            Line.of(rating.isTranscribed(terms) ? "to confirm" : "\u2013"),
                            terms.references(rating.sources())),
                    first));
        }
        out.rule(rule, place(rule), condition(without(rule.when(), variant)));
        out.table(
                "Ratings of variant " + variant.number()
                        + (preferred.isEmpty() ? "" : "; \u25b8 preferred when its rule below holds"),
                List.of("Procedure", "Category", "Median", "Radiation", "Transcribed", "Sources"),
                rows);
    }

    private void reasons(Variant variant, String verb, String label) {
        for (Rule rule : with(verb)) {
            if (concerns(rule, variant)) {
                Map<String, List<String>> byText = new LinkedHashMap<>();
                for (Consequence one : of(rule, verb)) {
                    byText.computeIfAbsent(text(one, 1), reason -> new ArrayList<>())
                            .add(terms.procedure(text(one, 0)));
                }
                List<Item> items = new ArrayList<>();
                byText.forEach((reason, procedures) -> items.add(Item.of(Line.strong(label + ": ")
                        .then(String.join("; ", procedures) + ". ")
                        .then(terms.text(reason)))));
                entry(rule, without(rule.when(), variant), items);
            }
        }
    }

    private void alerts() {
        out.heading(3, section("alerts"), "Alerts");
        out.paragraph("Alerts of one code are shown as one, with the texts in the order of the rules and the highest"
                + " severity.");
        for (String severity : List.of("critical", "warning", "info")) {
            leveled("alert", severity, "alerts", " alerts", false);
        }
        out.heading(3, section("order"), "Review of an order");
        out.paragraph("What is said of a study that the clinician proposes. It informs and never blocks.");
        for (String severity : List.of("critical", "warning", "info")) {
            leveled("alert", severity, "order", " alerts on the order", true);
        }
    }

    private void nextSteps() {
        out.heading(3, section("next-steps"), "Next steps");
        for (String urgency : List.of("emergent", "urgent", "routine")) {
            leveled("nextStep", urgency, "next-steps", "", false);
        }
    }

    private void leveled(String verb, String level, String section, String suffix, boolean onOrder) {
        List<Rule> rules = with(verb).stream()
                .filter(rule -> verb.equals("nextStep") || asksOrder(rule) == onOrder)
                .filter(rule ->
                        of(rule, verb).stream().anyMatch(one -> text(one, 1).equals(level)))
                .toList();
        if (rules.isEmpty()) {
            return;
        }
        String title = level.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + level.substring(1) + suffix;
        out.heading(4, section(section + "." + level), title);
        for (Rule rule : rules) {
            List<Item> items = of(rule, verb).stream()
                    .filter(one -> text(one, 1).equals(level))
                    .map(one -> Item.of(new Line(List.of(new Span.Code(text(one, 0)), new Span.Plain(": ")))
                            .then(terms.text(text(one, 2)))))
                    .toList();
            entry(rule, rule.when(), items);
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
        if (with("differential").isEmpty() && with("raise").isEmpty()) {
            return;
        }
        out.heading(3, section("differential"), "Differential");
        entries(
                "differential",
                one -> Line.strong(Terms.spaced(text(one, 0)) + ": ").then(terms.text(text(one, 1))));
        entries("raise", one -> Line.of("Raises: ").then(Line.strong(Terms.spaced(text(one, 0)))));
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
            entry(rule, rule.when(), items);
        }
    }

    private interface Telling {
        Line of(Consequence one);
    }

    private void entries(String verb, Telling telling) {
        for (Rule rule : with(verb)) {
            entry(
                    rule,
                    rule.when(),
                    of(rule, verb).stream().map(one -> Item.of(telling.of(one))).toList());
        }
    }

    private void entry(Rule rule, List<Pattern> when, List<Item> concluded) {
        List<Block> body = new ArrayList<>(condition(when));
        if (!concluded.isEmpty()) {
            // Between two lists, so that nobody takes a conclusion for a condition.
            body.add(new Paragraph(Line.strong("Then")));
            body.add(new Bullets(concluded));
        }
        out.rule(rule, place(rule), body);
    }

    private List<Block> condition(List<Pattern> when) {
        if (when.isEmpty()) {
            return List.of();
        }
        Words said = words.of(when);
        if (said instanceof Words.Group group) {
            return List.of(
                    new Paragraph(Line.strong(group.all() ? "When all of these hold" : "When one of these holds")),
                    new Bullets(group.parts().stream().map(Words::item).toList()));
        }
        return List.of(new Paragraph(Line.strong("When ").then(said.sentence()).then(".")));
    }

    private Line place(Rule rule) {
        return Terms.place(rule).then(" \u00b7 ").then(terms.sources(rule.sources()));
    }

    private List<Rule> with(String verb) {
        return topic.rules().stream().filter(rule -> !of(rule, verb).isEmpty()).toList();
    }

    private static List<Consequence> of(Rule rule, String verb) {
        return rule.then().stream().filter(one -> one.verb().equals(verb)).toList();
    }

    private static String text(Consequence one, int index) {
        return one.arguments().get(index).text();
    }

    private static int number(Consequence one) {
        return one.arguments().get(0).number();
    }

    /** Whether a rule can speak of a variant: it asks for it, or for none. */
    private static boolean concerns(Rule rule, Variant variant) {
        Set<String> matched = new LinkedHashSet<>();
        for (Pattern pattern : rule.when()) {
            if (pattern.fact().equals("Routing")) {
                pattern.conditions().forEach(one -> matched(one, matched));
            }
        }
        return matched.isEmpty() || matched.contains(variant.id());
    }

    private static void matched(Condition condition, Set<String> variants) {
        if (condition instanceof Question question && question.name().equals("matched")) {
            variants.add(question.arguments().get(0).text());
        } else if (condition instanceof AllOf all) {
            all.conditions().forEach(one -> matched(one, variants));
        } else if (condition instanceof AnyOf any) {
            any.conditions().forEach(one -> matched(one, variants));
        }
    }

    /** The patterns without the one that asks for nothing but the variant under whose heading they stand. */
    private static List<Pattern> without(List<Pattern> when, Variant variant) {
        return when.stream()
                .filter(pattern -> !(pattern.fact().equals("Routing")
                        && pattern.conditions().size() == 1
                        && pattern.conditions().get(0) instanceof Question question
                        && question.name().equals("matched")
                        && Objects.equals(question.arguments().get(0).text(), variant.id())))
                .toList();
    }
}
