package org.apposite.authoring.layout;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.language.Conclude;
import org.apposite.language.Fact;
import org.apposite.text.RuleFile;
import org.apposite.text.RuleFile.Condition;
import org.apposite.text.RuleFile.Declaration;
import org.apposite.text.RuleFile.Group;
import org.apposite.text.RuleFile.Joined;
import org.apposite.text.RuleFile.Pattern;
import org.apposite.text.RuleFile.Rule;
import org.apposite.text.Token;
import org.jspecify.annotations.Nullable;

/** Writes a rule file in the canonical layout. */
final class RuleFilePrinter {

    private static final int STEP = 4;
    private static final String GLOBAL = "global " + Conclude.class.getName() + " conclude;";
    private static final List<Class<?>> FACTS = Arrays.stream(Fact.values())
            .sorted(Comparator.comparing(Fact::display))
            .<Class<?>>map(Fact::type)
            .toList();

    private final Page page = new Page();
    private final RuleFile file;
    private final CommentedFile comments;

    private RuleFilePrinter(RuleFile file) {
        this.file = file;
        this.comments = new CommentedFile(file);
    }

    /** The text of a file of which all can be read. */
    static String print(RuleFile file) {
        RuleFilePrinter printer = new RuleFilePrinter(file);
        printer.print();
        return printer.page.toString();
    }

    private void print() {
        for (Declaration line : declarations("package")) {
            page.section(Piece.of(comments.of(line), "package " + name(line) + ";"));
        }
        List<Comment> homeless = imports();
        Piece global = declarations("global").stream()
                .map(line -> Piece.of(comments.of(line), GLOBAL))
                .findFirst()
                .orElse(new Piece(List.of(), GLOBAL, null, false));
        page.section(global.withAbove(concat(homeless, global.above())));
        file.parts(Rule.class).forEach(this::rule);
        page.paragraph(comments.of(file.tokens().get(file.tokens().size() - 1)).before());
    }

    private List<Declaration> declarations(String keyword) {
        return file.parts(Declaration.class).stream()
                .filter(one -> one.keyword().equals(keyword))
                .toList();
    }

    private static String name(Declaration declaration) {
        return String.join(" ", declaration.names());
    }

    /** Prints an import for every fact that is used, and returns the comments of those that are not. */
    private List<Comment> imports() {
        Map<String, Piece> lines = new TreeMap<>(Comparator.comparingInt(RuleFilePrinter::rank));
        file.parts(Rule.class).stream()
                .flatMap(rule -> patterns(rule).stream())
                .forEach(pattern -> lines.putIfAbsent(
                        typeOf(pattern.fact()),
                        new Piece(List.of(), "import " + typeOf(pattern.fact()) + ";", null, false)));
        List<Comment> homeless = new ArrayList<>();
        for (Declaration one : declarations("import")) {
            Piece line = Piece.of(comments.of(one), "import " + name(one) + ";");
            Piece printed = lines.get(name(one));
            if (printed != null && printed.isBare()) {
                lines.put(name(one), line.withAbove(concat(homeless, line.above())));
                homeless.clear();
            } else {
                homeless.addAll(line.above());
                if (line.behind() != null) {
                    homeless.add(line.behind());
                }
            }
        }
        if (!lines.isEmpty()) {
            page.blank();
            lines.values().forEach(line -> page.line(0, line));
        }
        return homeless;
    }

    private static List<Pattern> patterns(Rule rule) {
        return rule.elements().stream().map(Pattern.class::cast).toList();
    }

    private static int rank(String type) {
        for (int i = 0; i < FACTS.size(); i++) {
            if (FACTS.get(i).getName().equals(type)) {
                return i;
            }
        }
        return FACTS.size();
    }

    private static String typeOf(String fact) {
        return FACTS.stream()
                .map(Class::getName)
                .filter(name -> name.endsWith("." + fact))
                .findFirst()
                .orElse(fact);
    }

    private static List<Comment> concat(List<Comment> first, List<Comment> second) {
        List<Comment> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private void rule(Rule rule) {
        page.section(Piece.of(List.of(comments.of(rule.first()), comments.of(rule.name()))));
        rule.annotations().forEach(annotation -> page.line(STEP, Piece.of(comments.of(annotation))));
        keyword(rule.when());
        patterns(rule).forEach(this::pattern);
        keyword(rule.then());
        List<List<Commented>> conclusions =
                rule.statements().stream().map(comments::of).toList();
        List<Piece> lines = Ratings.areAll(rule.statements())
                ? Ratings.of(conclusions).lines()
                : conclusions.stream().map(Piece::of).toList();
        lines.forEach(line -> page.line(STEP, line));
        keyword(rule.last());
    }

    private void keyword(Token token) {
        Piece keyword = Piece.of(List.of(comments.of(token)));
        page.comments(STEP, keyword.above());
        page.line(0, keyword.text(), keyword);
    }

    private void pattern(Pattern pattern) {
        List<Commented> tokens = comments.of(pattern);
        if (pattern.conditions().isEmpty()) {
            page.line(STEP, Piece.of(tokens));
            return;
        }
        int open = pattern.before().size() + pattern.name().size() + 1;
        Commented last = tokens.get(tokens.size() - 1);
        CommentsOfPattern.settle(tokens.subList(open, tokens.size() - 1), last);
        Piece head = Piece.of(tokens.subList(0, open));
        Piece close = Piece.of(List.of(last));
        page.comments(STEP, head.above());
        String flat = head.text() + " "
                + pattern.conditions().stream().map(this::flat).collect(joining(", ")) + " " + close.text();
        boolean bare = head.behind() == null
                && close.above().isEmpty()
                && pattern.conditions().stream().allMatch(this::isBare);
        if (bare && Page.fits(STEP, flat)) {
            page.line(STEP, flat, close);
        } else {
            page.line(STEP, head.text(), head);
            conditions(pattern.conditions(), close);
        }
    }

    private void conditions(List<Condition> conditions, Piece close) {
        boolean closesItself = !close.above().isEmpty();
        for (int i = 0; i < conditions.size(); i++) {
            boolean last = i == conditions.size() - 1;
            String suffix = !last ? "," : closesItself ? "" : " " + close.text();
            condition(2 * STEP, "", conditions.get(i), suffix, last && !closesItself ? close : null);
        }
        if (closesItself) {
            page.comments(2 * STEP, close.above());
            page.line(STEP, close.text(), close);
        }
    }

    /** A condition with what stands in front of it and behind it, on as few lines as there is room for. */
    private void condition(int indent, String prefix, Condition condition, String suffix, @Nullable Piece close) {
        String flat = prefix + flat(condition) + suffix;
        boolean fits = Page.fits(indent, flat) && isBare(condition);
        if (!fits && condition instanceof Group group) {
            condition(indent, prefix + "( ", group.inside(), " )" + suffix, close);
        } else if (!fits && condition instanceof Joined joined) {
            int last = joined.parts().size() - 1;
            condition(indent, prefix, joined.parts().get(0), "", null);
            for (int i = 1; i <= last; i++) {
                condition(
                        indent + STEP,
                        joined.sign() + " ",
                        joined.parts().get(i),
                        i == last ? suffix : "",
                        i == last ? close : null);
            }
        } else {
            Piece piece = Piece.of(comments.of(condition));
            page.comments(indent, piece.above());
            page.line(indent, flat, close == null ? piece : close);
        }
    }

    /** A condition on one line, all its parentheses kept. */
    private String flat(Condition condition) {
        if (condition instanceof Group group) {
            return "( " + flat(group.inside()) + " )";
        }
        return condition instanceof Joined joined
                ? joined.parts().stream().map(this::flat).collect(joining(" " + joined.sign() + " "))
                : Piece.of(comments.of(condition)).text();
    }

    /** Whether no comment stands in the way of one line. */
    private boolean isBare(Condition condition) {
        return Piece.of(comments.of(condition)).isBare();
    }
}
