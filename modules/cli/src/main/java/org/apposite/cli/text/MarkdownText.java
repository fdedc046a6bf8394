package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A page of the documentation as text: headings, paragraphs and examples, which is all that these pages have. */
public final class MarkdownText {

    private static final int MARGIN = 4;
    private static final String FENCE = "```";

    private final TextPage page;
    private final List<String> paragraph = new ArrayList<>();

    private MarkdownText(int width, boolean colour) {
        this.page = new TextPage(width, colour);
    }

    public static TextPage of(String markdown, int width, boolean colour) {
        return new MarkdownText(width, colour).write(markdown);
    }

    private TextPage write(String markdown) {
        boolean example = false;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith(FENCE)) {
                example = !example;
            } else if (example) {
                page.verbatim(MARGIN, line);
            } else if (line.startsWith("#")) {
                end();
                page.paragraph(0, StyledText.of(Style.STRONG, line.replaceFirst("^#+ ", "")));
            } else if (line.isBlank()) {
                end();
                page.blank();
            } else {
                paragraph.add(plain(line));
            }
        }
        end();
        return page;
    }

    private void end() {
        if (!paragraph.isEmpty()) {
            page.paragraph(0, StyledText.of(String.join(" ", paragraph)));
            paragraph.clear();
        }
    }

    /** Links are shown by their words, code without its marks. */
    private static String plain(String line) {
        return line.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replace("`", "").replace("**", "");
    }
}
