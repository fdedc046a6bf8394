package org.apposite.authoring.document.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apposite.authoring.document.page.Block.Heading;
import org.apposite.authoring.document.page.Block.RuleEntry;
import org.apposite.authoring.document.page.Block.Table;

/** Writes blocks as one HTML file that is also well-formed XML, by the templates in {@code src/main/jte}. */
public final class HtmlPage {

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Plain, HtmlPage.class.getClassLoader(), HtmlPage.class.getPackageName());

    private final String title;
    private final Mark mark;

    public HtmlPage(String title, Mark mark) {
        this.title = title;
        this.mark = mark;
    }

    /** What every printed page shows. */
    public record Mark(String ruleSet, String status, boolean draft, String digest) {}

    /** Blocks that stand together. Rules without a table share columns in print; a table needs the whole width. */
    record Group(boolean isNarrow, List<Block> blocks) {}

    public String of(List<Block> blocks) {
        int body = firstHeading(blocks);
        StringOutput out = new Escaped();
        TEMPLATES.render(
                "page.jte",
                Map.of(
                        "title", title,
                        "mark", mark,
                        "style", style(),
                        "opening", blocks.subList(0, body),
                        "contents", contents(blocks),
                        "body", blocks.subList(body, blocks.size())),
                out);
        return out.toString();
    }

    private static int firstHeading(List<Block> blocks) {
        int at = 0;
        while (at < blocks.size() && !(blocks.get(at) instanceof Heading)) {
            at++;
        }
        return at;
    }

    private static List<Heading> contents(List<Block> blocks) {
        return blocks.stream()
                .filter(Heading.class::isInstance)
                .map(Heading.class::cast)
                .filter(heading -> heading.anchor().startsWith("variant.")
                        || (heading.level() < 4 && !heading.anchor().startsWith("hazard.")))
                .toList();
    }

    static List<Group> groups(List<Block> blocks) {
        List<Group> groups = new ArrayList<>();
        for (int at = 0; at < blocks.size(); at++) {
            boolean narrow = blocks.get(at) instanceof RuleEntry
                    && !(at + 1 < blocks.size() && blocks.get(at + 1) instanceof Table);
            if (groups.isEmpty() || groups.get(groups.size() - 1).isNarrow() != narrow) {
                groups.add(new Group(narrow, new ArrayList<>()));
            }
            groups.get(groups.size() - 1).blocks().add(blocks.get(at));
        }
        return groups;
    }

    private static String style() {
        try (InputStream file =
                Objects.requireNonNull(HtmlPage.class.getResourceAsStream("sign-off.css"), "sign-off.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a template does not say itself is escaped. */
    private static final class Escaped extends StringOutput {

        @Override
        public void writeUserContent(String text) {
            writeContent(Markup.escaped(text));
        }
    }
}
