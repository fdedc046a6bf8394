package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.language.Fact;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Score;
import org.apposite.model.Vocabulary;
import org.apposite.model.Vocabulary.Derivation;
import org.apposite.model.Vocabulary.Term;

/** Writes what the document says of the data of a topic beyond findings: what they can be, and what counts as one. */
final class DataPart {

    private final Topic topic;
    private final Terms terms;
    private final TopicRules told;
    private final Outline out;
    private final Set<String> spokenOf = new LinkedHashSet<>();

    DataPart(Topic topic, Terms terms, TopicRules told, Outline out) {
        this.topic = topic;
        this.terms = terms;
        this.told = told;
        this.out = out;
        spokenOf.addAll(topic.asks());
        topic.groups().values().forEach(spokenOf::addAll);
    }

    void write() {
        Vocabulary vocabulary = terms.vocabulary();
        List<Row> choices = new ArrayList<>();
        vocabulary.choices().values().stream()
                .filter(one -> spokenOf.contains(one.code()))
                .forEach(one -> choices.add(
                        Row.of(named(one.code()), Line.of(DataText.values(one)), Line.of(definition(one.code())))));
        List<Row> quantities = new ArrayList<>();
        vocabulary.quantities().values().stream()
                .filter(one -> spokenOf.contains(one.code()))
                .forEach(one -> quantities.add(Row.of(
                        named(one.code()),
                        Line.of(DataText.units(one)),
                        Line.of(DataText.ranges(one)),
                        Line.of(DataText.limits(one)),
                        Line.of(DataText.counts(one)))));
        List<Row> derived = new ArrayList<>();
        vocabulary.terms().values().stream()
                .filter(term -> term.isDerived() && isOfTopic(term))
                .forEach(term -> derived.add(Row.of(
                        named(term.code()),
                        Line.of(term.definition()),
                        Line.of(
                                term.derivation() == Derivation.ASKS_ITSELF
                                        ? topic.question(term)
                                        : "asks for the data that decide it"))));
        List<Row> groups = new ArrayList<>();
        topic.groups().forEach((name, members) -> {
            if (!name.equals(Topic.RED_FLAGS)) {
                groups.add(Row.of(
                        Line.of(Terms.spaced(name)).asSentence(),
                        Line.of(String.join(
                                ", ", members.stream().map(terms::term).toList()))));
            }
        });
        List<Row> scores = new ArrayList<>();
        topic.scores().values().forEach(score -> scores(score, scores));
        List<Row> wording = new ArrayList<>();
        topic.wording()
                .forEach((code, own) ->
                        wording.add(Row.of(Line.code(code), Line.of(terms.term(code)), Line.of(own.question()))));
        if (choices.isEmpty()
                && quantities.isEmpty()
                && derived.isEmpty()
                && groups.isEmpty()
                && scores.isEmpty()
                && wording.isEmpty()) {
            return;
        }
        out.heading(3, "section." + topic.id() + ".data", "Data");
        out.table("Choices", List.of("Datum", "Values", "What counts"), choices);
        out.table(
                "Quantities",
                List.of("Datum", "Units by unit system", "Plausible", "Named limits", "Of several statements"),
                quantities);
        out.table("Findings that can be derived", List.of("Finding", "What counts", "When open"), derived);
        out.table("Groups, which rules ask together", List.of("Group", "Members"), groups);
        out.table("Scores", List.of("Score", "When", "Points"), scores);
        out.table("In the words of this topic", List.of("Datum", "Name", "Question"), wording);
    }

    private void scores(Score score, List<Row> rows) {
        for (Score.Item item : score.items()) {
            rows.add(Row.of(
                    Line.of(score.display()).asSentence(),
                    told.words().of(Fact.PATIENT, item.condition()).sentence().asSentence(),
                    Line.of(item.points().toPlainString())));
        }
    }

    private boolean isOfTopic(Term term) {
        return spokenOf.contains(term.code())
                || !terms.scope().deriving(term.code()).isEmpty();
    }

    private Line named(String code) {
        return Line.of(terms.term(code)).asSentence();
    }

    private String definition(String code) {
        Term term = terms.vocabulary().terms().get(code);
        return term == null ? "" : term.definition();
    }
}
