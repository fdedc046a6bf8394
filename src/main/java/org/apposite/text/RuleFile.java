package org.apposite.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule file as it is written: all of its text as tokens, and a tree over them. It knows how the rule language is
 * written, not what it says: names of facts, questions and verbs are words like others. Reading never fails: what is
 * written otherwise becomes {@link Foreign} or a {@link Problem}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param tokens every character of the file, in order; the last token is the end of the file
 * @param parts what stands one below the other in it
 * @param problems what is wrong with how it is written
 */
public record RuleFile(List<Token> tokens, List<Part> parts, List<Problem> problems) {

    /** Copies the lists. */
    public RuleFile {
        tokens = List.copyOf(tokens);
        parts = List.copyOf(parts);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a text.
     *
     * @param text any text
     * @return how it is written
     */
    public static RuleFile of(String text) {
        return Parser.read(text);
    }

    /**
     * Reads conditions that stand alone, as they would between the parentheses of a pattern.
     *
     * @param text any text
     * @return how they are written
     */
    public static Conditions conditions(String text) {
        return Parser.conditions(text);
    }

    /**
     * Reads patterns that stand alone, as they would behind {@code when}.
     *
     * @param text any text
     * @return how they are written
     */
    public static Patterns patterns(String text) {
        return Parser.patterns(text);
    }

    /**
     * The text as it was read.
     *
     * @return every character
     */
    public String text() {
        return tokens.stream().map(Token::text).collect(Collectors.joining());
    }

    /**
     * The text with plain characters in place of those of a word processor.
     *
     * @return a text in which everything stands where it stands in the file
     */
    public String plain() {
        return tokens.stream().map(Token::plain).collect(Collectors.joining());
    }

    /**
     * The parts of one kind.
     *
     * @param kind rules, for example
     * @return those parts in their order
     */
    public <T extends Part> List<T> parts(Class<T> kind) {
        return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * Something wrong with how a file is written.
     *
     * @param kind of what kind it is
     * @param offset how many characters stand before it
     * @param message what is wrong, in plain words
     * @param suggestion what to do
     */
    public record Problem(Kind kind, int offset, String message, String suggestion) {

        /** The kinds of problems. */
        public enum Kind {
            /** A character from a word processor. It was read as the plain one. */
            TYPOGRAPHY,
            /** Something is missing, too many or at a wrong place. What it stands in is {@link Foreign}. */
            SYNTAX,
            /** Something of plain DRL in the head of a rule or of the file. It was left out. */
            HEADER,
            /** Something is too deep or too long. What it stands in is {@link Foreign}. */
            TOO_LARGE
        }
    }

    /** A stretch of the file. */
    public sealed interface Node {

        /**
         * All of its text.
         *
         * @return tokens, blank space and comments between them included; at least one
         */
        List<Token> tokens();

        /**
         * What it begins with.
         *
         * @return its first token, which is no comment
         */
        default Token first() {
            return tokens().get(0);
        }

        /**
         * What it ends with.
         *
         * @return its last token, which is no comment
         */
        default Token last() {
            return tokens().get(tokens().size() - 1);
        }

        /**
         * Its words, signs and texts.
         *
         * @return its tokens without blank space and comments
         */
        default List<Token> bare() {
            return tokens().stream().filter(token -> !token.isAside()).toList();
        }

        /**
         * Its text as it stands in the file.
         *
         * @return every character
         */
        default String written() {
            return tokens().stream().map(Token::text).collect(Collectors.joining());
        }
    }

    /** What stands in a file beside others. */
    public sealed interface Part extends Node {}

    /** What stands behind {@code when} beside others. */
    public sealed interface Element extends Node {}

    /** A condition of a pattern. */
    public sealed interface Condition extends Node {}

    /** What stands behind {@code then} beside others. */
    public sealed interface Statement extends Node {}

    /**
     * What has no place in the rule language. Its tokens are kept; a rule of which something is missing is foreign as a
     * whole.
     *
     */
    public record Foreign(List<Token> tokens) implements Part, Element, Condition, Statement {}

    /**
     * A package, an import, the global, or a declaration of plain DRL.
     *
     */
    public record Declaration(List<Token> tokens) implements Part {

        /**
         * What it begins with.
         *
         * @return {@code package}, {@code import} or {@code global}, for example
         */
        public String keyword() {
            return first().plain();
        }

        /**
         * The names that it declares.
         *
         * @return what stands behind its keyword, names with their dots
         */
        public List<String> names() {
            StringBuilder names = new StringBuilder();
            boolean joined = true;
            for (Token token : bare().subList(1, bare().size())) {
                boolean dot = token.is(".");
                if (!token.is(";")) {
                    names.append(dot || joined ? "" : " ").append(token.plain());
                }
                joined = dot;
            }
            return names.isEmpty() ? List.of() : List.of(names.toString().split(" "));
        }
    }

    /**
     * A rule.
     *
     * @param name its name in quotes
     * @param annotations its annotations
     * @param when the word
     * @param elements what stands behind it
     * @param then the word
     * @param statements what stands behind it
     */
    public record Rule(
            List<Token> tokens,
            Token name,
            List<Annotation> annotations,
            Token when,
            List<Element> elements,
            Token then,
            List<Statement> statements)
            implements Part {}

    /**
     * An annotation of a rule.
     *
     * @param name its name, without the sign
     * @param value what stands between its parentheses, without comments
     */
    public record Annotation(List<Token> tokens, String name, List<Token> value) implements Node {}

    /**
     * A pattern.
     *
     * @param before what stands before its name, such as {@code exists}, without comments
     * @param name the name of the fact that it asks, word by word
     * @param conditions its conditions, which are joined with a comma
     */
    public record Pattern(List<Token> tokens, List<Token> before, List<Token> name, List<Condition> conditions)
            implements Element {

        /**
         * The fact that it asks.
         *
         * @return its name as written
         */
        public String fact() {
            return name.stream().map(Token::plain).collect(Collectors.joining());
        }
    }

    /**
     * Conditions that stand alone.
     *
     * @param conditions what is joined with commas
     * @param problems what is wrong with how they are written
     */
    public record Conditions(List<Condition> conditions, List<Problem> problems) {

        /** Copies the lists. */
        public Conditions {
            conditions = List.copyOf(conditions);
            problems = List.copyOf(problems);
        }
    }

    /**
     * Patterns that stand alone.
     *
     * @param elements what stands one beside the other
     * @param problems what is wrong with how they are written
     */
    public record Patterns(List<Element> elements, List<Problem> problems) {

        /** Copies the lists. */
        public Patterns {
            elements = List.copyOf(elements);
            problems = List.copyOf(problems);
        }
    }

    /**
     * A question.
     *
     * @param name its name
     * @param arguments its arguments
     */
    public record Question(List<Token> tokens, String name, List<Argument> arguments) implements Condition {}

    /**
     * A condition in parentheses.
     *
     * @param inside the condition
     */
    public record Group(List<Token> tokens, Condition inside) implements Condition {}

    /**
     * Conditions joined with one sign.
     *
     * @param sign {@code &&} or {@code ||}
     * @param parts two or more
     */
    public record Joined(List<Token> tokens, String sign, List<Condition> parts) implements Condition {}

    /**
     * A conclusion.
     *
     * @param verb its verb
     * @param arguments its arguments
     */
    public record Conclusion(List<Token> tokens, String verb, List<Argument> arguments) implements Statement {}

    /**
     * An argument of a question or a conclusion.
     *
     */
    public record Argument(List<Token> tokens) implements Node {

        /**
         * Whether it is a text or a number as it stands.
         *
         * @return false when anything is done with it, and for what is neither
         */
        public boolean isLiteral() {
            return tokens.size() == 1 && first().isLiteral();
        }
    }
}
