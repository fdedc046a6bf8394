package org.apposite.authoring.document.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apposite.authoring.document.page.Block.Bullets;
import org.apposite.authoring.document.page.Block.Entries;
import org.apposite.authoring.document.page.Block.Fact;
import org.apposite.authoring.document.page.Block.Facts;
import org.apposite.authoring.document.page.Block.Heading;
import org.apposite.authoring.document.page.Block.Item;
import org.apposite.authoring.document.page.Block.Notice;
import org.apposite.authoring.document.page.Block.Paragraph;
import org.apposite.authoring.document.page.Block.Row;
import org.apposite.authoring.document.page.Block.RuleEntry;
import org.apposite.authoring.document.page.Block.Table;
import org.apposite.model.Topic.Rule;
import org.jspecify.annotations.Nullable;

/** Collects the blocks of a document and numbers its headings. A rule has its anchor where it first stands. */
public final class Outline {

    private static final int TOP = 2;

    private final List<Block> blocks = new ArrayList<>();
    private final int[] counters = new int[3];
    private final Map<String, String> anchored = new HashMap<>();
    private String section = "";

    /** A heading of level 2 to 4; its anchor has a dot, which no rule's id has. */
    public void heading(int level, String anchor, String text) {
        int depth = level - TOP;
        counters[depth]++;
        Arrays.fill(counters, depth + 1, counters.length, 0);
        String number = Arrays.stream(counters, 0, depth + 1)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining("."));
        section = number;
        blocks.add(new Heading(level, anchor, number, text));
    }

    public void paragraph(String text) {
        paragraph(Line.of(text));
    }

    public void paragraph(Line line) {
        if (!line.spans().isEmpty()) {
            blocks.add(new Paragraph(line));
        }
    }

    public void notice(Line line) {
        blocks.add(new Notice(line));
    }

    public void facts(Fact... facts) {
        blocks.add(new Facts(List.of(facts)));
    }

    public void bullets(List<Item> items) {
        if (!items.isEmpty()) {
            blocks.add(new Bullets(items));
        }
    }

    public void table(String caption, List<String> columns, List<Row> rows) {
        if (!rows.isEmpty()) {
            blocks.add(new Table(caption, columns, rows));
        }
    }

    public void entries(String caption, List<Line> entries) {
        if (!entries.isEmpty()) {
            blocks.add(new Entries(caption, entries));
        }
    }

    public void rule(Rule rule, Line place, List<Block> body) {
        blocks.add(new RuleEntry(anchor(rule), Line.of(rule.name()), place, body));
    }

    /** The anchor of a rule where it first stands, and nothing where it stands again. */
    @Nullable
    public String anchor(Rule rule) {
        return anchored.putIfAbsent(rule.id(), section) == null ? rule.id() : null;
    }

    public boolean has(Rule rule) {
        return anchored.containsKey(rule.id());
    }

    /** The number of the section in which a rule first stands. */
    public String section(Rule rule) {
        return anchored.getOrDefault(rule.id(), "");
    }

    public void add(Block block) {
        blocks.add(block);
    }

    public List<Block> blocks() {
        return List.copyOf(blocks);
    }
}
