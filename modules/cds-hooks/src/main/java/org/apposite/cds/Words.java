package org.apposite.cds;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apposite.advice.AppropriatenessCategory;
import org.apposite.advice.Radiation;

/** How codes and texts are written for people. */
final class Words {

    /** CDS Hooks: less than 140 characters. */
    private static final int SUMMARY = 139;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

    private Words() {}

    static String category(AppropriatenessCategory category) {
        String words = category.code().replace('-', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    static String radiation(Radiation radiation) {
        return radiation.level().code();
    }

    /** A summary that fits, cut at a word. */
    static String summary(String text) {
        if (text.length() <= SUMMARY) {
            return text;
        }
        int end = text.lastIndexOf(' ', SUMMARY - 1);
        return text.substring(0, end < SUMMARY / 2 ? SUMMARY - 1 : end).replaceAll("[\\s,;:.]+$", "") + "…";
    }

    /** A text that stays a text in GitHub-flavoured Markdown. */
    static String markdown(String text) {
        StringBuilder safe = new StringBuilder();
        for (char c : BLANKS.matcher(text).replaceAll(" ").toCharArray()) {
            if ("\\`*_{}[]<>#|~!&".indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }
}
