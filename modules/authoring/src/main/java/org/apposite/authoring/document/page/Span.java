package org.apposite.authoring.document.page;

/** A piece of a line of text, not yet escaped for any format. */
public sealed interface Span {

    /** What a reader sees. */
    String text();

    /** Plain text. */
    record Plain(String text) implements Span {}

    /** What must be seen first. */
    record Strong(String text) implements Span {}

    /** A code, key, file or digest. */
    record Code(String text) implements Span {}

    /** Where the engine fills in a value of the case. */
    record Blank(String text) implements Span {}

    /** A link to an anchor of the same document. */
    record Link(String anchor, String text) implements Span {}
}
