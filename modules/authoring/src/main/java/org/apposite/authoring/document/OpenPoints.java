package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apposite.Topic.Consequence;
import org.apposite.Topic.Rule;
import org.apposite.Vocabulary.Trust;
import org.apposite.advice.Status;
import org.apposite.authoring.document.Block.Row;

/** Writes what a committee has to know before it signs: what is not confirmed, not from a source, or not finished. */
final class OpenPoints {

    private final Terms terms;
    private final Outline out;

    OpenPoints(Terms terms, Outline out) {
        this.terms = terms;
        this.out = out;
    }

    void write() {
        out.heading(3, "section." + terms.topic().id() + ".open-points", "Open points");
        if (terms.topic().status() == Status.DRAFT) {
            out.notice(Line.strong("Draft. ")
                    .then("The topic has the status draft: it is not reviewed for clinical use."));
        }
        List<Row> rows = new ArrayList<>();
        for (Rule rule : terms.topic().rules()) {
            for (Consequence one : rule.then()) {
                if (one.verb().equals("rate") && Rating.of(one).isTranscribed(terms)) {
                    Rating rating = Rating.of(one);
                    rows.add(Row.of(
                            Line.of(terms.procedure(rating.procedure())),
                            Line.of(rating.categoryWords() + ", " + rating.median()),
                            Line.link(rule.id(), rule.id()),
                            terms.references(rating.sources())));
                }
            }
        }
        long all = terms.topic().rules().stream()
                .flatMap(rule -> rule.then().stream())
                .filter(one -> one.verb().equals("rate"))
                .count();
        counted(rows.size(), all, "rating", "seen only in a transcription: to be confirmed against the publication");
        out.table(
                "Transcribed ratings (" + rows.size() + ")",
                List.of("Procedure", "Category, median", "Rule", "Sources"),
                rows);
        rules("with an interpretation as the only source", "Interpretation only", this::interpretedOnly);
        rules(
                "resting on an interpretation beside other sources",
                "Interpretation in part",
                rule -> !interpretedOnly(rule) && trusts(rule).contains(Trust.INTERPRETATION));
        rules(
                "whose only sources are transcribed",
                "Transcription only",
                rule -> trusts(rule).stream().allMatch(trust -> trust == Trust.TRANSCRIBED));
    }

    private boolean interpretedOnly(Rule rule) {
        return trusts(rule).stream().allMatch(trust -> trust == Trust.INTERPRETATION);
    }

    private List<Trust> trusts(Rule rule) {
        return rule.sources().stream().map(terms::trust).toList();
    }

    private void rules(String what, String caption, Predicate<Rule> chosen) {
        List<Row> rows = terms.topic().rules().stream()
                .filter(chosen)
                .map(rule ->
                        Row.of(Line.link(rule.id(), rule.id()), Line.of(rule.name()), terms.references(rule.sources())))
                .toList();
        counted(rows.size(), terms.topic().rules().size(), "rule", what);
        out.table(caption + " (" + rows.size() + ")", List.of("Rule", "Name", "Sources"), rows);
    }

    private void counted(long number, long all, String thing, String what) {
        out.paragraph(Line.strong(number + " of " + all + " " + thing + "s").then(" " + what + "."));
    }
}
