package org.apposite.authoring.document.page;

/** Escapes for HTML that is also XML. */
final class Markup {

    private Markup() {}

    /** Text for an element or an attribute; what XML cannot hold, or what turns the direction of text, is replaced. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isSafe(point) ? point : 0xFFFD);
            }
        });
        return out.toString();
    }

    static boolean isSafe(int point) {
        boolean control = Character.isISOControl(point) && point != '\n' && point != '\t';
        boolean turning = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        return !control && !turning && !surrogate && (point & 0xFFFE) != 0xFFFE;
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
                        .append(Integer.toHexString(isSafe(point) ? point : 0xFFFD))
                        .append(' ');
            }
        });
        return out.append('"').toString();
    }
}
