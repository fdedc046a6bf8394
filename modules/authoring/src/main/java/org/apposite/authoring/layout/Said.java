package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apposite.text.RuleFile;
import org.apposite.text.RuleFile.Node;
import org.apposite.text.RuleFile.Rule;
import org.apposite.text.Token;

/**
 * What a rule file says, however it is laid out.
 *
 * @param rules its rules word by word, rows of ratings in one order
 * @param comments its comments without blank space, in one order
 */
record Said(List<List<String>> rules, List<String> comments) {

    static Said in(RuleFile file) {
        List<String> comments = file.tokens().stream()
                .filter(token -> token.kind() == Token.Kind.COMMENT)
                .map(token -> token.text().replaceAll("\\s+", ""))
                .sorted()
                .toList();
        return new Said(file.parts(Rule.class).stream().map(Said::words).toList(), comments);
    }

    private static List<String> words(Rule rule) {
        List<String> words = new ArrayList<>();
        rule.bare().stream()
                .takeWhile(token -> !token.equals(rule.then()))
                .map(Token::text)
                .forEach(words::add);
        List<String> conclusions = rule.statements().stream().map(Said::words).toList();
        words.addAll(
                Ratings.areAll(rule.statements())
                        ? conclusions.stream().sorted().toList()
                        : conclusions);
        return words;
    }

    private static String words(Node node) {
        return node.bare().stream().map(Token::text).collect(Collectors.joining(" "));
    }
}
