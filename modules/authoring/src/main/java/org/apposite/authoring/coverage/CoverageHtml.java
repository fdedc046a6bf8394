package org.apposite.authoring.coverage;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apposite.authoring.coverage.Coverage.QuestionCoverage;
import org.apposite.authoring.coverage.Coverage.RuleCoverage;
import org.apposite.authoring.document.page.Markup;
import org.apposite.language.Answer;

/**
 * Coverage as one page: the rule files as they stand, each question marked with the answers that cases gave it. The page
 * needs nothing from elsewhere, and can be read without colour and on paper.
 */
public final class CoverageHtml {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s: what the cases have seen</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
            table { border-collapse: collapse; margin: 1rem 0; }
            caption { text-align: left; padding-bottom: .5rem; }
            th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ccc; }
            td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
            pre { font: .8125rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
            .row { display: block; padding-left: 7.5em; text-indent: -7.5em; }
            .line { display: inline-block; width: 3.5em; text-indent: 0; color: #666; user-select: none; }
            mark { color: inherit; border-radius: 2px; padding: 0 .1em; }
            .all { background: #dcefdc; }
            .some { background: #fbe8b5; border-bottom: 2px dotted #8a5a00; }
            .none { background: #f8d3d3; border-bottom: 2px solid #a00000; }
            sup { line-height: 0; font-size: .6875rem; font-weight: 600; letter-spacing: .05em; }
            .fired { color: #555; font-style: italic; }
            @media print { body { margin: 0; max-width: none; } h2 { break-before: page; } }
            </style>
            </head>
            <body>
            <main>
            <h1>%1$s: what the cases have seen</h1>
            <p>%2$d cases gave %3$s %% of the answers that can be given to the questions of %4$d rules. Behind each question
            stand the answers that cases gave: <strong>Y</strong> yes, <strong>N</strong> no, <strong>U</strong> unknown;
            a dash in place of a letter was never seen. Marks:
            <mark class="all">all answers seen</mark>, <mark class="some">some</mark>,
            <mark class="none">none</mark>.%5$s</p>
            """;

    private final StringBuilder html = new StringBuilder();

    private CoverageHtml() {}

    /**
     * Writes the page.
     *
     * @param title the name of the rule set
     * @param coverage the coverage
     * @param files the texts of the rule files by name
     * @return an HTML document; equal for equal content and cases
     */
    public static String of(String title, Coverage coverage, Map<String, String> files) {
        return new CoverageHtml().write(title, coverage, files);
    }

    private static String left(int cases) {
        return switch (cases) {
            case 0 -> "";
            case 1 ->
                " 1 more was not looked at, since there are too many: what it would have seen counts as not seen.";
            default ->
                " " + cases
                        + " more were not looked at, since there are too many: what they would have seen counts as not seen.";
        };
    }

    private String write(String title, Coverage coverage, Map<String, String> files) {
        html.append(HEAD.formatted(
                Markup.escaped(title),
                coverage.cases(),
                percent(coverage),
                coverage.rules().size(),
                left(coverage.left())));
        table(coverage);
        for (String file : coverage.files()) {
            html.append("<section>\n<h2 id=\"")
                    .append(Markup.escaped(file))
                    .append("\">")
                    .append(Markup.escaped(file))
                    .append("</h2>\n<pre>");
            listing(files.getOrDefault(file, ""), coverage.of(file).rules());
            html.append("</pre>\n</section>\n");
        }
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private void table(Coverage coverage) {
        html.append(
                "<table>\n<caption>By file</caption>\n<thead><tr><th scope=\"col\">File</th>"
                        + "<th scope=\"col\" class=\"n\">Rules fired</th><th scope=\"col\" class=\"n\">Answers seen</th></tr></thead>\n<tbody>\n");
        for (String file : coverage.files()) {
            Coverage one = coverage.of(file);
            long fired = one.rules().stream().filter(rule -> rule.fired() > 0).count();
            html.append("<tr><th scope=\"row\"><a href=\"#")
                    .append(Markup.escaped(file))
                    .append("\">")
                    .append(Markup.escaped(file))
                    .append("</a></th><td class=\"n\">")
                    .append(fired)
                    .append(" of ")
                    .append(one.rules().size())
                    .append("</td><td class=\"n\">")
                    .append(percent(one))
                    .append(" %</td></tr>\n");
        }
        html.append("</tbody>\n</table>\n");
    }

    private void listing(String text, List<RuleCoverage> rules) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int number = i + 1;
            html.append("<span class=\"row\"><span class=\"line\">")
                    .append(number)
                    .append("</span>");
            List<QuestionCoverage> questions = rules.stream()
                    .flatMap(rule -> rule.questions().stream())
                    .filter(one -> one.question().place().line() == number)
                    .sorted(Comparator.comparing(one -> one.question().place().column()))
                    .toList();
            line(lines.get(i), questions);
            rules.stream()
                    .filter(rule -> rule.rule().line() == number)
                    .forEach(rule -> html.append(" <span class=\"fired\">fired in ")
                            .append(rule.fired())
                            .append(" of ")
                            .append(rule.asked())
                            .append(" cases</span>"));
            html.append("</span>");
        }
    }

    private void line(String line, List<QuestionCoverage> questions) {
        int from = 0;
        for (QuestionCoverage one : questions) {
            int begin = Math.min(one.question().place().column() - 1, line.length());
            int end = endOfCall(line, begin);
            if (begin < from) {
                continue;
            }
            html.append(Markup.escaped(line.substring(from, begin)));
            int unseen = one.unseen().size();
            String mark = unseen == 0 ? "all" : unseen == one.possible().size() ? "none" : "some";
            html.append("<mark class=\"")
                    .append(mark)
                    .append("\" title=\"")
                    .append(counts(one))
                    .append("\">")
                    .append(Markup.escaped(line.substring(begin, end)))
                    .append("<sup>")
                    .append(letters(one))
                    .append("</sup></mark>");
            from = end;
        }
        html.append(Markup.escaped(line.substring(from)));
    }

    /** Behind the parenthesis that closes a question; a question that goes on to the next line ends with its line. */
    private static int endOfCall(String line, int begin) {
        boolean quoted = false;
        for (int i = begin; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (c == ')' && !quoted) {
                return i + 1;
            }
        }
        return line.length();
    }

    private static String counts(QuestionCoverage one) {
        return "yes " + one.seen(Answer.YES) + ", no " + one.seen(Answer.NO)
                + (one.canBeUnknown() ? ", unknown " + one.seen(Answer.UNKNOWN) : "");
    }

    private static String letters(QuestionCoverage one) {
        StringBuilder letters = new StringBuilder();
        one.possible()
                .forEach(answer ->
                        letters.append(one.seen(answer) > 0 ? answer.name().charAt(0) : '\u2013'));
        return letters.toString();
    }

    private static String percent(Coverage coverage) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(coverage.percentSeen() * 10) / 10);
    }
}
