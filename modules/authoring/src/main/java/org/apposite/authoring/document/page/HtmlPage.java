package org.apposite.authoring.document.page;

import static org.apposite.authoring.document.page.Markup.escaped;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apposite.authoring.document.page.Block.Bullets;
import org.apposite.authoring.document.page.Block.Diagram;
import org.apposite.authoring.document.page.Block.Entries;
import org.apposite.authoring.document.page.Block.Fact;
import org.apposite.authoring.document.page.Block.Facts;
import org.apposite.authoring.document.page.Block.Heading;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Block.Notice;
import org.apposite.authoring.document.page.Block.Paragraph;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Block.RuleEntry;
import org.apposite.authoring.document.page.Block.Signatures;
import org.apposite.authoring.document.page.Block.Table;
import org.apposite.authoring.document.page.Span.Blank;
import org.apposite.authoring.document.page.Span.Code;
import org.apposite.authoring.document.page.Span.Link;
import org.apposite.authoring.document.page.Span.Strong;

/** Writes blocks as one HTML file that is also well-formed XML. */
public final class HtmlPage {

    private final String title;
    /** What every printed page shows. */
    public record Mark(String ruleSet, String status, boolean draft, String digest) {}

    private final Mark mark;
    private final StringBuilder out = new StringBuilder();

    public HtmlPage(String title, Mark mark) {
        this.title = title;
        this.mark = mark;
    }

    public String of(List<Block> blocks) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n")
                .append("<meta charset=\"utf-8\"/>\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>")
                .append(escaped(title + ", for signature"))
                .append("</title>\n<style>\n")
                .append(style())
                .append(pageMarks())
                .append("</style>\n</head>\n<body>\n");
        if (mark.draft()) {
            out.append("<div class=\"watermark\" aria-hidden=\"true\">DRAFT</div>\n");
        }
        out.append("<header><p class=\"kind\">For review and signature</p><h1>")
                .append(escaped(title))
                .append("</h1></header>\n<main>\n");
        int body = firstHeading(blocks);
        blocks(blocks.subList(0, body));
        contents(blocks);
        blocks(blocks.subList(body, blocks.size()));
        return out.append("</main>\n</body>\n</html>\n").toString();
    }

    private static int firstHeading(List<Block> blocks) {
        int at = 0;
        while (at < blocks.size() && !(blocks.get(at) instanceof Heading)) {
            at++;
        }
        return at;
    }

    private static String style() {
        try (InputStream file =
                Objects.requireNonNull(HtmlPage.class.getResourceAsStream("sign-off.css"), "sign-off.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String pageMarks() {
        String status = mark.draft() ? "DRAFT, not reviewed for clinical use" : "Status: " + mark.status();
        return """
                @page {
                  @top-left { content: %s; }
                  @top-right { content: %s; font-weight: bold; }
                  @bottom-left { content: %s; }
                  @bottom-right { content: "Page " counter(page) " of " counter(pages); }
                }
                """.formatted(Markup.css(mark.ruleSet()), Markup.css(status), Markup.css(mark.digest()));
    }

    private void contents(List<Block> blocks) {
        out.append(
                "<nav aria-labelledby=\"section.contents\">\n<h2 id=\"section.contents\" class=\"plain\">Contents</h2>\n<ul>\n");
        for (Block block : blocks) {
            if (block instanceof Heading heading && listed(heading)) {
                out.append("<li class=\"level-")
                        .append(heading.level())
                        .append("\"><a href=\"#")
                        .append(escaped(heading.anchor()))
                        .append("\"><span class=\"section\">")
                        .append(heading.number())
                        .append("</span> ")
                        .append(escaped(heading.text()))
                        .append("</a></li>\n");
            }
        }
        out.append("</ul>\n</nav>\n");
    }

    private static boolean listed(Heading heading) {
        return heading.level() < 4 || heading.anchor().startsWith("variant.");
    }

    /** Rules without a table that stand together share columns in print; a table needs the whole width. */
    private void blocks(List<Block> blocks) {
        boolean inside = false;
        for (int at = 0; at < blocks.size(); at++) {
            boolean narrow = blocks.get(at) instanceof RuleEntry
                    && !(at + 1 < blocks.size() && blocks.get(at + 1) instanceof Table);
            if (narrow != inside) {
                out.append(narrow ? "<div class=\"rules\">\n" : "</div>\n");
                inside = narrow;
            }
            block(blocks.get(at));
        }
        if (inside) {
            out.append("</div>\n");
        }
    }

    private void block(Block block) {
        if (block instanceof Heading heading) {
            heading(heading);
        } else if (block instanceof Paragraph paragraph) {
            element("p", paragraph.line());
        } else if (block instanceof Notice notice) {
            out.append("<p class=\"notice\">");
            line(notice.line());
            out.append("</p>\n");
        } else if (block instanceof Bullets bullets) {
            items(bullets.items());
        } else if (block instanceof Facts facts) {
            facts(facts.facts());
        } else if (block instanceof Table table) {
            table(table);
        } else if (block instanceof Entries entries) {
            entries(entries);
        } else if (block instanceof RuleEntry rule) {
            rule(rule);
        } else if (block instanceof Diagram diagram) {
            out.append("<figure>\n<figcaption>")
                    .append(escaped(diagram.title()))
                    .append(". Thick outline: variant; rounded and dashed: data required; double: does not apply."
                            + "</figcaption>\n<div class=\"drawing\">\n")
                    .append(RoutingDrawing.of(diagram))
                    .append("</div>\n</figure>\n");
        } else if (block instanceof Signatures signatures) {
            signatures(signatures.roles());
        }
    }

    private void heading(Heading heading) {
        String name = "h" + heading.level();
        out.append('<')
                .append(name)
                .append(" id=\"")
                .append(escaped(heading.anchor()))
                .append("\"><span class=\"section\">")
                .append(heading.number())
                .append("</span> ")
                .append(escaped(heading.text()))
                .append("</")
                .append(name)
                .append(">\n");
    }

    private void element(String name, Line line) {
        out.append('<').append(name).append('>');
        line(line);
        out.append("</").append(name).append(">\n");
    }

    private void items(List<Item> items) {
        out.append("<ul>\n");
        for (Item item : items) {
            out.append("<li>");
            line(item.line());
            if (!item.below().isEmpty()) {
                out.append('\n');
                items(item.below());
            }
            out.append("</li>\n");
        }
        out.append("</ul>\n");
    }

    private void facts(List<Fact> facts) {
        out.append("<dl>\n");
        for (Fact fact : facts) {
            out.append("<div>");
            element("dt", Line.of(fact.name()));
            element("dd", fact.value());
            out.append("</div>\n");
        }
        out.append("</dl>\n");
    }

    private void table(Table table) {
        out.append("<div class=\"table\"><table class=\"columns-")
                .append(table.columns().size())
                .append("\">\n");
        element("caption", Line.of(table.caption()));
        out.append("<thead><tr>");
        for (String column : table.columns()) {
            if (column.isEmpty()) {
                out.append("<td></td>");
            } else {
                out.append("<th scope=\"col\">").append(escaped(column)).append("</th>");
            }
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (Row row : table.rows()) {
            row(row);
        }
        out.append("</tbody>\n</table></div>\n");
    }

    private void entries(Entries entries) {
        out.append("<div class=\"entries\"><p class=\"caption\">")
                .append(escaped(entries.caption()))
                .append("</p>\n<ul>\n");
        entries.entries().forEach(one -> element("li", one));
        out.append("</ul></div>\n");
    }

    private void row(Row row) {
        out.append("<tr");
        if (row.anchor() != null) {
            out.append(" id=\"").append(escaped(row.anchor())).append('"');
        }
        out.append(row.preferred() ? " class=\"preferred\">" : ">");
        boolean head = true;
        for (Line cell : row.cells()) {
            out.append(head ? "<th scope=\"row\">" : "<td>");
            line(cell);
            out.append(head ? "</th>" : "</td>");
            head = false;
        }
        out.append("</tr>\n");
    }

    private void rule(RuleEntry rule) {
        out.append("<div class=\"rule\"");
        if (rule.anchor() != null) {
            out.append(" id=\"").append(escaped(rule.anchor())).append('"');
        }
        out.append("><p class=\"name\">");
        line(rule.title());
        out.append("</p>\n");
        rule.body().forEach(this::block);
        out.append("<p class=\"place\">");
        line(rule.place());
        out.append("</p></div>\n");
    }

    private void signatures(List<String> roles) {
        out.append("<div class=\"table\"><table class=\"signatures\">\n<caption>Signatures</caption>\n<thead><tr>");
        for (String column : List.of("Role", "Name", "Date", "Signature")) {
            out.append("<th scope=\"col\">").append(column).append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        for (String role : roles) {
            out.append("<tr><th scope=\"row\">")
                    .append(escaped(role))
                    .append("</th><td></td><td></td><td></td></tr>\n");
        }
        out.append("</tbody>\n</table></div>\n");
    }

    private void line(Line line) {
        for (Span span : line.spans()) {
            String text = escaped(span.text());
            if (span instanceof Strong) {
                out.append("<strong>").append(text).append("</strong>");
            } else if (span instanceof Code) {
                out.append("<code>").append(text).append("</code>");
            } else if (span instanceof Blank) {
                out.append("<em class=\"blank\">\u2039").append(text).append("\u203a</em>");
            } else if (span instanceof Link link) {
                out.append("<a href=\"#")
                        .append(escaped(link.anchor()))
                        .append("\">")
                        .append(text)
                        .append("</a>");
            } else {
                out.append(text);
            }
        }
    }
}
