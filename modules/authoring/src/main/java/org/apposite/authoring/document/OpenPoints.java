package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apposite.advice.Provenance;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Outline;
import org.apposite.language.Verb;
import org.apposite.model.Topic.Rule;
import org.apposite.model.Vocabulary.Trust;

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
        if (terms.topic().status() == Provenance.Status.DRAFT) {
            out.notice(Line.strong("Draft. ")
                    .then("The topic has the status draft: it is not reviewed for clinical use."));
        }
        List<Item> transcribed = new ArrayList<>();
        int count = 0;
        for (Rule rule : terms.topic().rules()) {
            List<String> ratings = rule.then().stream()
                    .filter(Verb.RATE::isOf)
                    .map(Rating::of)
                    .filter(rating -> rating.isTranscribed(terms))
                    .map(rating -> terms.procedure(rating.procedure()) + " (" + rating.median() + ")")
                    .toList();
            count += ratings.size();
            if (!ratings.isEmpty()) {
                transcribed.add(Item.of(Line.link(rule.id(), rule.id())
                        .then(" (" + ratings.size() + "): " + String.join("; ", ratings) + ".")));
            }
        }
        long all = terms.topic().rules().stream()
                .flatMap(rule -> rule.then().stream())
                .filter(Verb.RATE::isOf)
                .count();
        counted(
                count,
                all,
                "rating",
                "seen only in a transcription: to be confirmed against the publication. By rule, each with its median");
        out.bullets(transcribed);
        rules("with an interpretation as the only source", "Interpretation only", this::interpretedOnly);
        rules(
                "resting partly on an interpretation",
                "Partly interpretation",
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
        List<Line> rows = terms.topic().rules().stream()
                .filter(chosen)
                .map(rule -> Line.link(rule.id(), rule.id())
                        .then(" " + rule.name() + " [")
                        .then(terms.references(rule.sources()))
                        .then("]"))
                .toList();
        counted(rows.size(), terms.topic().rules().size(), "rule", what);
        out.entries(caption + " (" + rows.size() + ")", rows);
    }

    private void counted(long number, long all, String thing, String what) {
        out.paragraph(Line.strong(number + " of " + all + " " + thing + "s").then(" " + what + "."));
    }
}
