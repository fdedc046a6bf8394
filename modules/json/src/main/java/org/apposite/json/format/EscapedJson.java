package org.apposite.json.format;

import java.util.Locale;
import org.apposite.text.Characters;

/**
 * JSON in which nothing is hidden. Writers of JSON escape what would end a text; a sequence that a terminal obeys, a turned
 * direction of writing or half a character they write as it is, and who looks at the JSON, or logs it, has it.
 */
public final class EscapedJson {

    private EscapedJson() {}

    /**
     * Writes each hidden character as an escape of JSON.
     *
     * @param json JSON, whose blank space is that of ASCII
     * @return JSON of the same value
     */
    public static String of(String json) {
        int first = firstHidden(json);
        if (first == json.length()) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length()).append(json, 0, first);
        json.substring(first).codePoints().forEach(one -> {
            if (isHidden(one)) {
                for (char half : Character.toChars(one)) {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
                }
            } else {
                escaped.appendCodePoint(one);
            }
        });
        return escaped.toString();
    }

    private static int firstHidden(String json) {
        int at = 0;
        while (at < json.length() && !isHidden(json.codePointAt(at))) {
            at += Character.charCount(json.codePointAt(at));
        }
        return at;
    }

    /** A carriage return stands between values, if at all. */
    private static boolean isHidden(int one) {
        return one != '\r' && Characters.isHidden(one);
    }
}
