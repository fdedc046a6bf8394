package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Text for people, set in lines of at most a given width: headings, paragraphs, columns, a box, rules. All is wrapped, none
 * cut. What a command tells a person is on such a page, so that whatever it tells of is safe to print.
 */
public final class TextPage {

    private static final int GAP = 2;
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private final int width;
    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    public TextPage(int width, boolean colour) {
        this.width = width;
        this.colour = colour;
    }

    /** A page whose lines are as long as they are, such as those that begin with a place for an editor to go to. */
    public static TextPage ofLines(boolean colour) {
        return new TextPage(UNBOUNDED, colour);
    }

    /** How many columns are free behind an indent. */
    int room(int indent) {
        return width - indent;
    }

    /** A blank line between what stands there already and what follows. */
    void blank() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    /** A blank line and a heading. */
    void heading(String title) {
        heading(StyledText.of(Style.STRONG, title));
    }

    void heading(StyledText title) {
        blank();
        paragraph(0, title);
    }

    /** A line, never wrapped. */
    void line(int indent, StyledText words) {
        text.append(" ".repeat(indent)).append(words.print(colour)).append('\n');
    }

    /** A line of words, never wrapped. */
    public void line(int indent, String words) {
        line(indent, StyledText.whole(words));
    }

    void paragraph(int indent, StyledText words) {
        row(indent, List.of(room(indent)), words);
    }

    /** A label in a column of its own, and words behind it that never run below the label. */
    void labelled(int indent, StyledText label, int labelWidth, StyledText words) {
        row(indent, List.of(labelWidth, room(indent) - labelWidth - GAP), label, words);
    }

    /** A line as it stands with its blanks and tabs, neither wrapped nor cut. */
    public void verbatim(int indent, String line) {
        verbatim(indent, Style.PLAIN, line);
    }

    void verbatim(int indent, Style style, String line) {
        text.append(" ".repeat(line.isEmpty() ? 0 : indent))
                .append(styled(style, StyledText.asItStands(line)))
                .append('\n');
    }

    /** Another page below this one. */
    public TextPage and(TextPage other) {
        text.append(other.text);
        return this;
    }

    /** Another page below this one, with a blank line between them when both say something. */
    public TextPage below(TextPage other) {
        if (!other.text.isEmpty()) {
            blank();
        }
        return and(other);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** A line of a list. */
    void item(int indent, StyledText words) {
        row(indent, List.of(1, room(indent) - 2), 1, StyledText.of("-"), words);
    }

    /** Cells beside each other, each wrapped to its own width. */
    void row(int indent, List<Integer> widths, StyledText... cells) {
        row(indent, widths, GAP, cells);
    }

    private void row(int indent, List<Integer> widths, int gap, StyledText... cells) {
        List<List<StyledText>> columns = new ArrayList<>();
        int height = 0;
        for (int i = 0; i < cells.length; i++) {
            columns.add(cells[i].inLinesOf(widths.get(i)));
            height = Math.max(height, columns.get(i).size());
        }
        for (int y = 0; y < height; y++) {
            StringBuilder line = new StringBuilder();
            int owed = indent;
            for (int i = 0; i < cells.length; i++) {
                StyledText cell = y < columns.get(i).size() ? columns.get(i).get(y) : StyledText.NONE;
                if (!cell.isEmpty()) {
                    line.append(" ".repeat(owed)).append(cell.print(colour));
                    owed = 0;
                }
                owed += widths.get(i) - cell.width() + gap;
            }
            text.append(line).append('\n');
        }
    }

    /** A paragraph of words. */
    public void paragraph(String words) {
        paragraph(0, StyledText.of(words));
    }

    /** A table with a title. Columns are as wide as they need to be; the widest give way. */
    public void table(String title, List<String> columns, List<List<String>> rows) {
        heading(title);
        List<List<StyledText>> cells = new ArrayList<>();
        cells.add(columns.stream().map(name -> StyledText.of(Style.FAINT, name)).toList());
        rows.forEach(row -> cells.add(row.stream().map(StyledText::of).toList()));
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int at = column;
            widths.add(Math.max(
                    1, cells.stream().mapToInt(row -> row.get(at).width()).max().orElse(1)));
        }
        int room = room(0) - GAP * (columns.size() - 1);
        while (widths.stream().mapToInt(Integer::intValue).sum() > room) {
            int widest = widths.indexOf(Collections.max(widths));
            widths.set(widest, widths.get(widest) - 1);
        }
        cells.forEach(row -> row(0, widths, row.toArray(StyledText[]::new)));
    }

    /** A box across the page, with its lines in one style. */
    void box(Style style, List<StyledText> paragraphs) {
        int inner = width - 4;
        edge(style, "\u2554", "\u2557");
        for (StyledText paragraph : paragraphs) {
            for (StyledText line : paragraph.inLinesOf(inner)) {
                text.append(styled(style, "\u2551"))
                        .append(' ')
                        .append(line.print(colour))
                        .append(" ".repeat(inner - line.width() + 1))
                        .append(styled(style, "\u2551"))
                        .append('\n');
            }
        }
        edge(style, "\u255a", "\u255d");
    }

    private void edge(Style style, String left, String right) {
        text.append(styled(style, left + "\u2550".repeat(width - 2) + right)).append('\n');
    }

    /** A line across the page, with a title in it. */
    public void rule(String title) {
        for (StyledText line : StyledText.of(Style.STRONG, title).inLinesOf(width - 6)) {
            text.append("\u2500\u2500 ")
                    .append(line.print(colour))
                    .append(' ')
                    .append("\u2500".repeat(width - 4 - line.width()))
                    .append('\n');
        }
    }

    private String styled(Style style, String plain) {
        return colour ? style.on(plain) : plain;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
