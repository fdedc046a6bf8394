package org.apposite.authoring.document.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the document, without a format. */
public sealed interface Block {

    /** A heading; its number is given when the document is complete. */
    record Heading(int level, String anchor, String number, String text) implements Block {}

    /** A paragraph. */
    record Paragraph(Line line) implements Block {}

    /** What no reader may miss. */
    record Notice(Line line) implements Block {}

    /** A list. */
    record Bullets(List<Item> items) implements Block {}

    /** An item of a list, with items below it. */
    record Item(Line line, List<Item> below) {

        public static Item of(Line line) {
            return new Item(line, List.of());
        }
    }

    /** Names with values, such as the head of a form. */
    record Facts(List<Fact> facts) implements Block {}

    /** A name with its value. */
    record Fact(String name, Line value) {}

    /** A table; the first cell of a row names the row. */
    record Table(String caption, List<String> columns, List<Row> rows) implements Block {}

    /** Short entries in narrow columns. */
    record Entries(String caption, List<Line> entries) implements Block {}

    /** A row; a row with an anchor can be linked to. */
    record Row(@Nullable String anchor, List<Line> cells, boolean preferred) {

        public static Row of(Line... cells) {
            return new Row(null, List.of(cells), false);
        }
    }

    /** A rule: its name, where it stands, and what it says. */
    record RuleEntry(@Nullable String anchor, Line title, Line place, List<Block> body) implements Block {}

    /** The routing as a diagram. */
    record Diagram(String title, List<Step> steps, String end) implements Block {}

    /** A step of the routing. */
    record Step(Kind kind, int number, String rule, String condition, String label, String outcome) {

        /** What a step does. */
        public enum Kind {
            EXCLUDE,
            VARIANT,
            ASK
        }
    }

    /** Lines to sign on. */
    record Signatures(List<String> roles) implements Block {}
}
