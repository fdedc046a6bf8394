package org.apposite.authoring.document.page;

import org.apposite.text.Characters;

/** Escapes for HTML that is also XML. */
public final class Markup {

    private Markup() {}

    /** Text for an element or an attribute; what is hidden, most of which XML cannot hold, is replaced. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(Characters.isHidden(point) ? 0xFFFD : point);
            }
        });
        return out.toString();
    }

    /** A text for a CSS string, without any character that CSS or HTML could take for its own. */
    static String css(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            boolean plain = Character.isLetterOrDigit(point) || " .,:-".indexOf(point) >= 0;
            if (plain) {
                out.appendCodePoint(point);
            } else {
                out.append('\\')
                        .append(Integer.toHexString(Characters.isHidden(point) ? 0xFFFD : point))
                        .append(' ');
            }
        });
        return out.append('"').toString();
    }
}
