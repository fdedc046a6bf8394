package org.apposite.cli.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** The difference between two texts, in the form that {@code diff -u} gives it. */
public final class Difference {

    private static final int CONTEXT = 2;
    private static final String AT_THE_END = "\\ No newline at end of file";

    private Difference() {}

    /** The lines that differ, with those round them. */
    public static TextPage of(String name, String before, String after, boolean colour) {
        List<String> old = lines(before);
        String shown = StyledText.asItStands(name);
        List<String> lines = UnifiedDiffUtils.generateUnifiedDiff(
                shown, shown + " (formatted)", old, DiffUtils.diff(old, lines(after)), CONTEXT);
        TextPage page = TextPage.ofLines(colour);
        for (String line : lines) {
            Style style = style(line);
            line.lines().forEach(one -> page.verbatim(0, style, one));
        }
        return page;
    }

    /** Lines with what is not seen of their ends, where only that differs. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) + "^M" : line);
        }
        int last = lines.size() - 1;
        if (lines.get(last).isEmpty()) {
            lines.remove(last);
        } else {
            lines.set(last, lines.get(last) + "\n" + AT_THE_END);
        }
        return lines;
    }

    private static Style style(String line) {
        if (line.startsWith("+++") || line.startsWith("---")) {
            return Style.STRONG;
        }
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> Style.GOOD;
            case '-' -> Style.ALARM;
            case '@' -> Style.FAINT;
            default -> Style.PLAIN;
        };
    }
}
