package org.apposite.authoring.document.page;

import java.util.List;
import java.util.regex.Pattern;
import org.apposite.authoring.document.page.Block.Bullets;
import org.apposite.authoring.document.page.Block.Diagram;
import org.apposite.authoring.document.page.Block.Entries;
import org.apposite.authoring.document.page.Block.Facts;
import org.apposite.authoring.document.page.Block.Heading;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Block.Notice;
import org.apposite.authoring.document.page.Block.Paragraph;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Block.RuleEntry;
import org.apposite.authoring.document.page.Block.Signatures;
import org.apposite.authoring.document.page.Block.Step;
import org.apposite.authoring.document.page.Block.Table;
import org.apposite.authoring.document.page.Span.Blank;
import org.apposite.authoring.document.page.Span.Code;
import org.apposite.authoring.document.page.Span.Link;
import org.apposite.authoring.document.page.Span.Strong;
import org.apposite.text.Characters;

/** Writes blocks as GitHub Flavored Markdown. */
public final class MarkdownPage {

    /** With what makes an address, which becomes a link by itself. */
    private static final Pattern SPECIAL = Pattern.compile(
            "[\\\\`*_\\[\\]|~$@]|^[#+-]|:(?=[\\w+-]+:)" + "|(?<=(?i:https?|ftp|mailto|xmpp)):|(?<=(?i:www))\\.");

    private static final Pattern BREAK = Pattern.compile("\\s+");

    private final String title;
    private final StringBuilder out = new StringBuilder();

    public MarkdownPage(String title) {
        this.title = title;
    }

    public String of(List<Block> blocks) {
        out.append("# ").append(escaped(title)).append("\n\n");
        int body = 0;
        while (body < blocks.size() && !(blocks.get(body) instanceof Heading)) {
            block(blocks.get(body++));
        }
        out.append("## Contents\n\n");
        for (Block block : blocks) {
            if (block instanceof Heading heading && heading.level() < 4) {
                out.append("  ".repeat(heading.level() - 2))
                        .append("- ")
                        .append(link(heading.anchor(), heading.number() + " " + heading.text()))
                        .append('\n');
            }
        }
        out.append('\n');
        blocks.subList(body, blocks.size()).forEach(this::block);
        return out.toString().stripTrailing() + "\n";
    }

    private void block(Block block) {
        if (block instanceof Heading heading) {
            out.append(anchor(heading.anchor()))
                    .append("\n\n")
                    .append("#".repeat(heading.level()))
                    .append(' ')
                    .append(heading.number())
                    .append(' ')
                    .append(escaped(heading.text()))
                    .append("\n\n");
        } else if (block instanceof Paragraph paragraph) {
            out.append(line(paragraph.line())).append("\n\n");
        } else if (block instanceof Notice notice) {
            out.append("> ").append(line(notice.line())).append("\n\n");
        } else if (block instanceof Bullets bullets) {
            items(bullets.items(), "");
            out.append('\n');
        } else if (block instanceof Facts facts) {
            facts.facts()
                    .forEach(one -> out.append("- **")
                            .append(escaped(one.name()))
                            .append("**: ")
                            .append(line(one.value()))
                            .append('\n'));
            out.append('\n');
        } else if (block instanceof Table table) {
            table(table);
        } else if (block instanceof Entries entries) {
            out.append("**").append(escaped(entries.caption())).append("**\n\n");
            entries.entries().forEach(one -> out.append("- ").append(line(one)).append('\n'));
            out.append('\n');
        } else if (block instanceof RuleEntry rule) {
            rule(rule);
        } else if (block instanceof Diagram diagram) {
            diagram(diagram);
        } else if (block instanceof Signatures signatures) {
            out.append("| Role | Name | Date | Signature |\n|---|---|---|---|\n");
            signatures
                    .roles()
                    .forEach(role -> out.append("| ").append(escaped(role)).append(" | | | |\n"));
            out.append('\n');
        }
    }

    private void items(List<Item> items, String indent) {
        for (Item item : items) {
            out.append(indent).append("- ").append(line(item.line())).append('\n');
            items(item.below(), indent + "  ");
        }
    }

    private void table(Table table) {
        out.append("**").append(escaped(table.caption())).append("**\n\n|");
        table.columns().forEach(one -> out.append(' ').append(escaped(one)).append(" |"));
        out.append("\n|").append("---|".repeat(table.columns().size())).append('\n');
        for (Row row : table.rows()) {
            out.append("| ");
            String anchor = row.anchor();
            if (anchor != null) {
                out.append(anchor(anchor));
            }
            out.append(String.join(" | ", row.cells().stream().map(this::line).toList()))
                    .append(" |\n");
        }
        out.append('\n');
    }

    private void rule(RuleEntry rule) {
        String anchor = rule.anchor();
        out.append(anchor == null ? "" : anchor(anchor))
                .append("**")
                .append(line(rule.title()))
                .append("**  \n")
                .append(line(rule.place()))
                .append("\n\n");
        rule.body().forEach(this::block);
    }

    private void diagram(Diagram diagram) {
        out.append("**").append(escaped(diagram.title())).append("**\n\n");
        for (Step step : diagram.steps()) {
            out.append("- Step ")
                    .append(step.number())
                    .append(": ")
                    .append(escaped(step.condition()))
                    .append("?\n  - yes: **")
                    .append(escaped(step.label()))
                    .append("**. ")
                    .append(escaped(step.outcome()))
                    .append(' ')
                    .append(link(step.rule(), step.rule()))
                    .append('\n');
        }
        out.append("- ").append(escaped(diagram.end())).append("\n\n");
    }

    private String line(Line line) {
        StringBuilder text = new StringBuilder();
        for (Span span : line.spans()) {
            if (span instanceof Strong) {
                String words = span.text();
                String inner = words.strip();
                text.append("**").append(escaped(inner)).append("**").append(words.endsWith(" ") ? " " : "");
            } else if (span instanceof Code) {
                text.append("<code>").append(escaped(span.text())).append("</code>");
            } else if (span instanceof Blank) {
                text.append("\u2039").append(escaped(span.text())).append("\u203a");
            } else if (span instanceof Link link) {
                text.append(link(link.anchor(), link.text()));
            } else {
                text.append(escaped(span.text()));
            }
        }
        return text.toString();
    }

    private static String link(String anchor, String text) {
        return "[" + escaped(text) + "](#" + Markup.escaped(anchor) + ")";
    }

    private static String anchor(String anchor) {
        return "<a id=\"" + Markup.escaped(anchor) + "\"></a>";
    }

    /** Nothing in a text is Markdown or HTML. */
    private static String escaped(String text) {
        String plain = SPECIAL.matcher(BREAK.matcher(text).replaceAll(" ")).replaceAll("\\\\$0");
        StringBuilder safe = new StringBuilder();
        plain.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                default -> safe.appendCodePoint(Characters.isHidden(point) ? 0xFFFD : point);
            }
        });
        return safe.toString();
    }
}
