package org.apposite.authoring.document.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apposite.authoring.document.page.Span.Code;
import org.apposite.authoring.document.page.Span.Link;
import org.apposite.authoring.document.page.Span.Plain;
import org.apposite.authoring.document.page.Span.Strong;

/** A line of text: a sentence, or the content of a cell. Immutable. */
public record Line(List<Span> spans) {

    static final Line EMPTY = new Line(List.of());

    public Line {
        spans = List.copyOf(spans);
    }

    public static Line of(String text) {
        return text.isEmpty() ? EMPTY : new Line(List.of(new Plain(text)));
    }

    public static Line strong(String text) {
        return new Line(List.of(new Strong(text)));
    }

    public static Line code(String text) {
        return new Line(List.of(new Code(text)));
    }

    public static Line link(String anchor, String text) {
        return new Line(List.of(new Link(anchor, text)));
    }

    public static Line joined(String separator, List<Line> lines) {
        List<Span> all = new ArrayList<>();
        for (Line line : lines) {
            if (!all.isEmpty()) {
                all.add(new Plain(separator));
            }
            all.addAll(line.spans);
        }
        return new Line(all);
    }

    public Line then(Line more) {
        List<Span> all = new ArrayList<>(spans);
        all.addAll(more.spans);
        return new Line(all);
    }

    public Line then(String more) {
        return then(of(more));
    }

    /** With a capital letter at the beginning. */
    public Line asSentence() {
        if (spans.isEmpty() || spans.get(0).text().isEmpty()) {
            return this;
        }
        List<Span> all = new ArrayList<>(spans);
        if (spans.get(0) instanceof Plain first) {
            all.set(0, new Plain(capital(first.text())));
        } else if (spans.get(0) instanceof Link first) {
            all.set(0, new Link(first.anchor(), capital(first.text())));
        }
        return new Line(all);
    }

    private static String capital(String text) {
        int end = text.offsetByCodePoints(0, 1);
        return text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
    }

    /** The text alone. */
    public String plain() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }
}
