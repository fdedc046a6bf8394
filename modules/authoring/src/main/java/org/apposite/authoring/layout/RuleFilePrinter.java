package org.apposite.authoring.layout;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apposite.authoring.layout.Condition.Group;
import org.apposite.authoring.layout.Condition.Joined;
import org.apposite.authoring.layout.Condition.Question;
import org.apposite.authoring.layout.RuleFile.Import;
import org.apposite.authoring.layout.RuleFile.Pattern;
import org.apposite.authoring.layout.RuleFile.Rule;
import org.apposite.language.Fact;
import org.jspecify.annotations.Nullable;

/** Writes a rule file in the canonical layout. */
final class RuleFilePrinter {

    private static final int STEP = 4;
    private static final List<Class<?>> FACTS = Arrays.stream(Fact.values())
            .sorted(Comparator.comparing(Fact::display))
            .<Class<?>>map(Fact::type)
            .toList();

    private final Page page = new Page();

    private RuleFilePrinter() {}

    static String print(RuleFile file) {
        RuleFilePrinter printer = new RuleFilePrinter();
        printer.file(file);
        return printer.page.toString();
    }

    private void file(RuleFile file) {
        page.section(file.packageLine());
        List<Comment> homeless = imports(file);
        Piece global = file.global();
        page.section(global.withAbove(concat(homeless, global.above())));
        file.rules().forEach(this::rule);
        page.paragraph(file.atEnd());
    }

    /** Prints an import for every fact that is used, and returns the comments of those that are not. */
    private List<Comment> imports(RuleFile file) {
        Map<String, Piece> lines = new TreeMap<>(Comparator.comparingInt(RuleFilePrinter::rank));
        file.rules().stream()
                .flatMap(rule -> rule.patterns().stream())
                .forEach(pattern -> lines.putIfAbsent(
                        typeOf(pattern.fact()),
                        new Piece(List.of(), "import " + typeOf(pattern.fact()) + ";", null, false)));
        List<Comment> homeless = new ArrayList<>();
        for (Import one : file.imports()) {
            Piece line = one.line();
            Piece printed = lines.get(one.type());
            if (printed != null && printed.isBare()) {
                lines.put(one.type(), line.withAbove(concat(homeless, line.above())));
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
        page.section(rule.head());
        rule.annotations().forEach(annotation -> page.line(STEP, annotation));
        keyword(rule.when());
        rule.patterns().forEach(this::pattern);
        keyword(rule.then());
        if (Ratings.areAll(rule.conclusions())) {
            Ratings.of(rule.conclusions()).lines().forEach(line -> page.line(STEP, line));
        } else {
            rule.conclusions().forEach(conclusion -> page.line(STEP, Piece.of(conclusion)));
        }
        keyword(rule.end());
    }

    private void keyword(Piece keyword) {
        page.comments(STEP, keyword.above());
        page.line(0, keyword.text(), keyword);
    }

    private void pattern(Pattern pattern) {
        Piece head = pattern.head();
        if (pattern.conditions().isEmpty()) {
            page.line(STEP, head);
            return;
        }
        Piece close = pattern.close();
        page.comments(STEP, head.above());
        String flat = head.text() + " "
                + pattern.conditions().stream().map(Condition::flat).collect(joining(", ")) + " " + close.text();
        boolean bare = head.behind() == null
                && close.above().isEmpty()
                && pattern.conditions().stream()
                        .flatMap(Condition::questions)
                        .allMatch(question -> question.piece().isBare());
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
        List<Question> questions = condition.questions().toList();
        String flat = prefix + condition.flat() + suffix;
        if (condition instanceof Question question) {
            Piece piece = question.piece();
            page.comments(indent, piece.above());
            page.line(indent, flat, close == null ? piece : close);
        } else if (Page.fits(indent, flat)
                && questions.stream().allMatch(question -> question.piece().isBare())) {
            page.line(indent, flat, close == null ? questions.get(0).piece() : close);
        } else if (condition instanceof Group group) {
            condition(indent, prefix + "( ", group.inside(), " )" + suffix, close);
        } else if (condition instanceof Joined joined) {
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
        }
    }
}
