package org.apposite.authoring.document.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apposite.authoring.document.page.Block.Diagram;
import org.apposite.authoring.document.page.Block.Step;

/**
 * Draws the routing as SVG: one drawing for each step, which join to a whole and which a printer can put on several
 * pages. What a step does is told by its outline and its words, never by colour alone.
 */
final class RoutingDrawing {

    private static final int WIDTH = 720;
    private static final int LEFT = 44;
    private static final int CONDITION_WIDTH = 368;
    private static final int SPINE = LEFT + CONDITION_WIDTH / 2;
    private static final int RIGHT = 456;
    private static final int OUTCOME_WIDTH = WIDTH - RIGHT - 4;
    private static final int LINE = 15;
    private static final int PAD = 9;
    private static final int GAP = 26;
    private static final int CONDITION_CHARACTERS = 60;
    private static final int OUTCOME_CHARACTERS = 40;

    private boolean begun;
    private final StringBuilder out = new StringBuilder();

    private RoutingDrawing() {}

    static String of(Diagram diagram) {
        RoutingDrawing drawing = new RoutingDrawing();
        drawing.out.append("<ol class=\"routing\">\n");
        for (Step step : diagram.steps()) {
            drawing.step(step);
        }
        drawing.end(diagram.end());
        return drawing.out.append("</ol>\n").toString();
    }

    private void step(Step step) {
        List<String> condition = wrapped(step.condition() + "?", CONDITION_CHARACTERS);
        List<String> outcome = wrapped(step.outcome(), OUTCOME_CHARACTERS);
        int conditionHeight = condition.size() * LINE + 2 * PAD;
        int outcomeHeight = (outcome.size() + 1) * LINE + 2 * PAD;
        int height = Math.max(conditionHeight, outcomeHeight);
        int middle = GAP + height / 2;
        open(
                GAP + height,
                "Step " + step.number() + ". If: " + step.condition() + ". Then: " + step.label() + ": "
                        + step.outcome());
        int top = middle - conditionHeight / 2;
        line(SPINE, 0, SPINE, top);
        arrow(SPINE, top, false);
        line(SPINE, top + conditionHeight, SPINE, GAP + height);
        text(SPINE + 6, 13, "note", begun ? "otherwise" : "");
        begun = true;
        box("condition", LEFT, top, CONDITION_WIDTH, conditionHeight, 3);
        text(4, middle + 5, "number", Integer.toString(step.number()));
        lines(LEFT + PAD, top + PAD + 11, "", condition);
        line(LEFT + CONDITION_WIDTH, middle, RIGHT, middle);
        arrow(RIGHT, middle, true);
        text(LEFT + CONDITION_WIDTH + 9, middle - 5, "note", "yes");
        int start = middle - outcomeHeight / 2;
        outcomeBox(step.kind(), start, outcomeHeight);
        out.append("<a href=\"#").append(Markup.escaped(step.rule())).append("\">");
        text(RIGHT + PAD + 2, start + PAD + 11, "label", step.label());
        out.append("</a>");
        lines(RIGHT + PAD + 2, start + PAD + 11 + LINE, "", outcome);
        out.append("</svg></li>\n");
    }

    private void outcomeBox(Step.Kind kind, int top, int height) {
        switch (kind) {
            case VARIANT -> box("variant", RIGHT, top + 1, OUTCOME_WIDTH, height - 2, 3);
            case ASK -> box("ask", RIGHT, top, OUTCOME_WIDTH, height, 14);
            case EXCLUDE -> {
                box("exclude", RIGHT, top, OUTCOME_WIDTH, height, 3);
                box("exclude", RIGHT + 3, top + 3, OUTCOME_WIDTH - 6, height - 6, 2);
            }
        }
    }

    private void end(String words) {
        List<String> lines = wrapped(words, CONDITION_CHARACTERS);
        int height = lines.size() * LINE + 2 * PAD;
        open(GAP + height + 2, words);
        line(SPINE, 0, SPINE, GAP);
        arrow(SPINE, GAP, false);
        text(SPINE + 6, 13, "note", "otherwise");
        box("exclude", LEFT, GAP, CONDITION_WIDTH, height, 3);
        lines(LEFT + PAD, GAP + PAD + 11, "", lines);
        out.append("</svg></li>\n");
    }

    private void open(int height, String alternative) {
        out.append("<li><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(height)
                .append("\"><title>")
                .append(Markup.escaped(alternative))
                .append("</title>");
    }

    private void box(String style, int x, int y, int width, int height, int radius) {
        out.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"/>",
                style,
                x,
                y,
                width,
                height,
                radius));
    }

    private void line(int x1, int y1, int x2, int y2) {
        out.append(String.format(Locale.ROOT, "<path class=\"way\" d=\"M%d %dL%d %d\"/>", x1, y1, x2, y2));
    }

    private void arrow(int x, int y, boolean right) {
        String points = right ? "-8 -4l8 4l-8 4z" : "-4 -8l4 8l4 -8z";
        out.append(String.format(Locale.ROOT, "<path class=\"head\" d=\"M%d %dm%s\"/>", x, y, points));
    }

    private void lines(int x, int y, String style, List<String> lines) {
        int at = y;
        for (String line : lines) {
            text(x, at, style, line);
            at += LINE;
        }
    }

    private void text(int x, int y, String style, String text) {
        if (!text.isEmpty()) {
            out.append("<text")
                    .append(style.isEmpty() ? "" : " class=\"" + style + "\"")
                    .append(" x=\"")
                    .append(x)
                    .append("\" y=\"")
                    .append(y)
                    .append("\">")
                    .append(Markup.escaped(text))
                    .append("</text>");
        }
    }

    /** Breaks at blanks; a word that is longer than a line is broken where it must be. */
    static List<String> wrapped(String text, int characters) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            String rest = word;
            while (rest.codePointCount(0, rest.length()) > characters) {
                flush(line, lines);
                int cut = rest.offsetByCodePoints(0, characters);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            if (line.length() > 0 && line.length() + 1 + rest.length() > characters) {
                flush(line, lines);
            }
            line.append(line.length() == 0 ? "" : " ").append(rest);
        }
        flush(line, lines);
        return lines;
    }

    private static void flush(StringBuilder line, List<String> lines) {
        if (line.length() > 0) {
            lines.add(line.toString());
            line.setLength(0);
        }
    }
}
