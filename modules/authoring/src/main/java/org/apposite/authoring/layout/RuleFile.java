package org.apposite.authoring.layout;

import java.util.List;

/**
 * A rule file as it is written, with its comments.
 *
 * @param packageLine the line of the package
 * @param imports the lines of the imports
 * @param global the line of the global
 * @param rules the rules
 * @param atEnd comments behind the last rule
 */
record RuleFile(Piece packageLine, List<Import> imports, Piece global, List<Rule> rules, List<Comment> atEnd) {

    RuleFile {
        imports = List.copyOf(imports);
        rules = List.copyOf(rules);
        atEnd = List.copyOf(atEnd);
    }

    /** The import of a type. */
    record Import(String type, Piece line) {}

    /** A rule. Its conclusions are tokens still, since a table of ratings takes them apart. */
    record Rule(
            Piece head,
            List<Piece> annotations,
            Piece when,
            List<Pattern> patterns,
            Piece then,
            List<List<Token>> conclusions,
            Piece end) {

        Rule {
            annotations = List.copyOf(annotations);
            patterns = List.copyOf(patterns);
            conclusions = List.copyOf(conclusions);
        }
    }

    /**
     * A pattern.
     *
     * @param fact the fact that it asks
     * @param head its beginning, up to the parenthesis; the whole pattern when it has no conditions
     * @param conditions its conditions, joined with a comma
     * @param close its closing parenthesis
     */
    record Pattern(String fact, Piece head, List<Condition> conditions, Piece close) {

        Pattern {
            conditions = List.copyOf(conditions);
        }
    }
}
