package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.language.Fact;
import org.apposite.language.QuestionKind;
import org.apposite.language.RatingRow;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Pattern;
import org.apposite.model.Topic.Question;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Topic.Variant;

/** Writes what the document says of the variants: when each holds, its ratings, and what is preferred why. */
final class VariantPart {

    private final Topic topic;
    private final Terms terms;
    private final TopicRules told;
    private final Outline out;

    VariantPart(Topic topic, Terms terms, TopicRules told, Outline out) {
        this.topic = topic;
        this.terms = terms;
        this.told = told;
        this.out = out;
    }

    void write() {
        out.heading(3, "section." + topic.id() + ".variants", "Variants");
        for (Variant variant : topic.variants()) {
            out.heading(4, terms.variantAnchor(variant.id()), "Variant " + variant.number() + ": " + variant.title());
            holds(variant);
            List<String> preferred = preferred(variant);
            for (Rule rule : told.with(Verb.RATE)) {
                if (concerns(rule, variant)) {
                    ratings(variant, rule, preferred);
                }
            }
            reasons(variant, Verb.PREFER, "Preferred");
            reasons(variant, Verb.REMARK, "Remark");
            reasons(variant, Verb.SET_ASIDE, "Set aside");
        }
    }

    private void holds(Variant variant) {
        List<Item> when = new ArrayList<>();
        for (Rule rule : told.with(Verb.VARIANT_CANDIDATE)) {
            for (Consequence one : TopicRules.of(rule, Verb.VARIANT_CANDIDATE)) {
                if (TopicRules.text(one, 1).equals(variant.id())) {
                    Line head = Line.of("At step " + TopicRules.number(one) + " (")
                            .then(Line.link(rule.id(), rule.id()))
                            .then("):");
                    when.add(new Item(head, List.of(told.words().of(rule.when()).item())));
                }
            }
        }
        out.paragraph(Line.strong("It holds").then(when.isEmpty() ? ": never, since no rule concludes it." : ""));
        out.bullets(when);
    }

    private List<String> preferred(Variant variant) {
        return told.with(Verb.PREFER).stream()
                .filter(rule -> concerns(rule, variant))
                .flatMap(rule -> TopicRules.of(rule, Verb.PREFER).stream())
                .map(one -> TopicRules.text(one, 0))
                .toList();
    }

    private void ratings(Variant variant, Rule rule, List<String> preferred) {
        List<Row> rows = new ArrayList<>();
        for (Consequence one : TopicRules.of(rule, Verb.RATE)) {
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
        out.rule(rule, told.place(rule), told.condition(without(rule.when(), variant)));
        out.table(
                "Ratings of variant " + variant.number()
                        + (preferred.isEmpty() ? "" : "; \u25b8 preferred when its rule below holds"),
                List.of("Procedure", "Category", "Median", "Radiation", "Transcribed", "Sources"),
                rows);
    }

    private void reasons(Variant variant, Verb verb, String label) {
        for (Rule rule : told.with(verb)) {
            if (concerns(rule, variant)) {
                Map<String, List<String>> byText = new LinkedHashMap<>();
                for (Consequence one : TopicRules.of(rule, verb)) {
                    byText.computeIfAbsent(TopicRules.text(one, 1), reason -> new ArrayList<>())
                            .add(terms.procedureOrStudy(TopicRules.text(one, 0)));
                }
                List<Item> items = new ArrayList<>();
                byText.forEach((reason, procedures) -> items.add(Item.of(Line.strong(label + ": ")
                        .then(String.join("; ", procedures) + ". ")
                        .then(terms.text(reason)))));
                told.entry(rule, without(rule.when(), variant), items);
            }
        }
    }

    /** Whether a rule can speak of a variant: it asks for it, or for none. */
    private static boolean concerns(Rule rule, Variant variant) {
        List<String> matched = RatingRow.variants(rule);
        return matched.isEmpty() || matched.contains(variant.id());
    }

    private static boolean asksMatched(Question question) {
        return question.name().equals(QuestionKind.MATCHED.display());
    }

    /** The patterns without the one that asks for nothing but the variant under whose heading they stand. */
    private static List<Pattern> without(List<Pattern> when, Variant variant) {
        return when.stream()
                .filter(pattern -> !(Fact.ROUTING.isOf(pattern)
                        && pattern.conditions().size() == 1
                        && pattern.conditions().get(0) instanceof Question question
                        && asksMatched(question)
                        && Objects.equals(question.arguments().get(0).text(), variant.id())))
                .toList();
    }
}
