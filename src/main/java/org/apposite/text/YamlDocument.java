package org.apposite.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document, read strictly by the core schema of YAML 1.2: one document a text, without anchors, aliases, tags and
 * merge keys, every key a single value that its map has once. Immutable.
 *
 * @param root its value; null when the text holds none. With problems it may lack what stands behind them, and must
 *     not be taken for what the writer meant
 * @param problems everything that is wrong, in the order of the text
 */
public record YamlDocument(@Nullable YamlValue root, List<Problem> problems) {

    /** Copies the list. */
    public YamlDocument {
        problems = List.copyOf(problems);
    }

    /**
     * Reads a file.
     *
     * @param text the text of the file
     * @return the document, within {@link Limits#OF_A_FILE}
     */
    public static YamlDocument read(String text) {
        return read(text, Limits.OF_A_FILE);
    }

    /**
     * Reads a text.
     *
     * @param text the text
     * @param limits how large the document may be
     * @return the document
     */
    public static YamlDocument read(String text, Limits limits) {
        return new YamlReader(text, limits).read();
    }

    /**
     * How large a document may be.
     *
     * @param characters the most characters of the whole
     * @param depth how deep lists and maps may be nested, the outermost being 1
     * @param values the most values below the outermost
     * @param textCharacters the most characters of a key or a single value
     */
    public record Limits(int characters, int depth, int values, int textCharacters) {

        /** 1,048,576 characters, 32 levels, 200,000 values, 100,000 characters in one of them. */
        public static final Limits OF_A_FILE = new Limits(1 << 20, 32, 200_000, 100_000);

        /**
         * Checks.
         *
         * @throws IllegalArgumentException when one of them is less than 1
         */
        public Limits {
            if (characters < 1 || depth < 1 || values < 1 || textCharacters < 1) {
                throw new IllegalArgumentException(
                        "a limit is 1 or more: " + characters + ", " + depth + ", " + values + ", " + textCharacters);
            }
        }
    }

    /**
     * Something that is wrong with a document.
     *
     * @param kind what kind of thing
     * @param what what the message names: the key, the limit, what cannot be read; empty when it names nothing
     * @param place where
     * @param path the keys and the indexes, from 0, that lead there from the outermost value; empty when the whole is
     *     meant
     */
    public record Problem(Kind kind, String what, Place place, List<String> path) {

        /** Copies the path. */
        public Problem {
            path = List.copyOf(path);
        }

        /**
         * What is wrong.
         *
         * @return a clause without a full stop
         */
        public String message() {
            return kind.message(what);
        }
    }

    /** The kinds of problems. */
    public enum Kind {
        /** Not YAML at all; reading ends there. */
        MALFORMED("this is not well-formed YAML: %s", "Check indentation, colons and quotes."),
        /** A tab where only spaces can indent; reading ends there. */
        TAB("this is not well-formed YAML: %s", "Indent with spaces."),
        /** A list or a map in place of a key; reading ends there. */
        KEY_OF_PARTS("a key must be plain text", "Write a key that begins with a bracket or a brace in quotes."),
        /** A key that its map has already. */
        DUPLICATE_KEY("\"%s\" is stated twice", "Leave one of them out."),
        /** An anchor. */
        ANCHOR("an anchor (&) is not supported", "Write the value out where it belongs."),
        /** An alias; it stands in the tree as it is written. */
        ALIAS("an alias (*) is not supported", "Write the value out where it belongs."),
        /** A tag. */
        TAG("a tag (!) is not supported", "Leave it out."),
        /** A merge key. */
        MERGE_KEY("a merge key (<<) is not supported", "Write the keys out."),
        /** A second document. */
        SECOND_DOCUMENT("there is more after the end of the document", "Write one document per file."),
        /** A control character, or half a character; nothing is read. */
        CONTROL_CHARACTER("there is %s here", "Remove it."),
        /** The same, written as an escape in a text. */
        ESCAPED_CONTROL_CHARACTER("the text contains %s", "Remove it."),
        /** More characters than the limit; nothing is read. */
        TOO_LARGE("this is larger than %s characters", null),
        /** Nested deeper than the limit; reading ends there. */
        TOO_DEEP("this is nested more than %s levels deep", null),
        /** More values than the limit; reading ends there. */
        TOO_MANY_VALUES("there are more than %s values", null),
        /** A text longer than the limit. */
        TOO_LONG("this text is longer than %s characters", null);

        private final String message;
        private final @Nullable String suggestion;

        Kind(String message, @Nullable String suggestion) {
            this.message = message;
            this.suggestion = suggestion;
        }

        /**
         * What is wrong.
         *
         * @param what what the message names
         * @return a clause without a full stop
         */
        public String message(String what) {
            return message.replace("%s", what);
        }

        /**
         * What to do about it.
         *
         * @return a sentence; null when there is nothing to suggest
         */
        public @Nullable String suggestion() {
            return suggestion;
        }
    }
}
