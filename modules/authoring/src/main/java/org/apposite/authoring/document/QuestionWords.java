package org.apposite.authoring.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apposite.authoring.document.page.Line;
import org.apposite.authoring.document.page.Span;
import org.apposite.authoring.document.page.Span.Plain;
import org.apposite.language.Fact;
import org.apposite.language.Parameter;
import org.apposite.language.QuestionKind;
import org.apposite.language.Scope;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Question;

/** Questions in the words of the language, as they stand in the middle of a sentence, with links to what is told elsewhere. */
final class QuestionWords {

    /** Stands for an argument; no code has it. */
    private static final Literal ARGUMENT = new Literal("\u0000", false);

    private final Terms terms;
    private final Scope scope;

    QuestionWords(Terms terms) {
        this.terms = terms;
        this.scope = terms.scope();
    }

    /** A question in words. */
    Line of(Fact fact, Question question) {
        QuestionKind kind = kind(fact, question);
        String phrase = kind.phrase(question.arguments(), scope);
        String code = question.arguments().isEmpty()
                ? ""
                : question.arguments().get(0).text();
        if (kind.parameters().contains(Parameter.SITUATION)) {
            return new Line(List.of(new Plain("\u201c"), terms.situation(code), new Plain("\u201d")));
        }
        return kind.parameters().contains(Parameter.VARIANT)
                ? linked(phrase, terms.variantLink(code))
                : Line.of(phrase);
    }

    private static Line linked(String phrase, Span link) {
        int at = phrase.indexOf(link.text());
        if (at < 0) {
            return Line.of(phrase);
        }
        List<Span> spans = new ArrayList<>();
        spans.add(new Plain(phrase.substring(0, at)));
        spans.add(link);
        spans.add(new Plain(phrase.substring(at + link.text().length())));
        spans.removeIf(span -> span.text().isEmpty());
        return new Line(spans);
    }

    /** Questions that ask the same of one thing each, joined into a phrase: their words before the list of things. */
    Optional<String> ofMany(Fact fact, Question question, boolean all) {
        QuestionKind kind = kind(fact, question);
        if (question.arguments().size() != 1 || kind.parameters().get(0).form() != Parameter.Form.TEXT) {
            return Optional.empty();
        }
        String phrase = kind.phrase(List.of(ARGUMENT), scope);
        if (phrase.startsWith(ARGUMENT.text())) {
            String rest = phrase.substring(1);
            return Optional.of(all ? "all of these" + rest.replaceFirst(" is ", " are ") : "any of these" + rest);
        }
        return all || !phrase.endsWith(" " + ARGUMENT.text())
                ? Optional.empty()
                : Optional.of(phrase.replace(ARGUMENT.text(), "one of these"));
    }

    /** The thing that a question of {@link #ofMany} is about. */
    String about(Fact fact, Question question) {
        return kind(fact, question)
                .parameters()
                .get(0)
                .words(question.arguments().get(0).text(), List.of(), scope);
    }

    private static QuestionKind kind(Fact fact, Question question) {
        return QuestionKind.of(fact, question.name()).orElseThrow();
    }
}
