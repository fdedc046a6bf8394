package org.apposite.authoring.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apposite.advice.Recommendation;
import org.apposite.language.Verb;
import org.apposite.model.Topic;
import org.apposite.model.Topic.Consequence;
import org.apposite.model.Topic.Literal;
import org.apposite.model.Topic.Rule;
import org.jspecify.annotations.Nullable;

/** APP-205: a table of ratings whose columns are not aligned, or whose rows are not sorted best first. */
final class TableLayout implements Lint {

    /** Procedure, category, median, radiation and the first source; further sources follow without padding. */
    private static final int COLUMNS = 5;

    private static final List<String> BEST_FIRST = Arrays.stream(Recommendation.Category.values())
            .flatMap(one -> Stream.of(one.code(), one.code() + Verb.DISAGREEMENT))
            .toList();

    @Override
    public void look(Subject subject, Report report) {
        SourceLines texts = subject.texts();
        for (Topic topic : subject.topics()) {
            for (Rule rule : subject.rules(topic)) {
                List<Consequence> rows = Tables.ratings(rule);
                // In a layer's file of changes each row has lines of its own.
                if (rows.size() > 1 && rule.file().endsWith(".drl")) {
                    sorted(rule, rows, report);
                    aligned(rule, rows, texts, report);
                }
            }
        }
    }

    private static void sorted(Rule rule, List<Consequence> rows, Report report) {
        for (int i = 1; i < rows.size(); i++) {
            if (rank(rows.get(i)) < rank(rows.get(i - 1))) {
                report.within(
                        rule,
                        rows.get(i).place(),
                        CheckCode.TABLE_LAYOUT,
                        "this row is rated better than the one above it; a table goes from best to worst, by category and then"
                                + " by median",
                        "Run apposite format, or move the row up.");
                return;
            }
        }
    }

    /** Lower is better. */
    private static int rank(Consequence row) {
        int category = BEST_FIRST.indexOf(row.arguments().get(1).text());
        Literal median = row.arguments().get(2);
        return category * 10 - (median.isNumber() ? median.number() : 0);
    }

    private static void aligned(Rule rule, List<Consequence> rows, SourceLines texts, Report report) {
        List<Integer> first =
                columns(rows.get(0), texts.line(rule.file(), rows.get(0).place().line()));
        for (Consequence row : rows) {
            List<Integer> columns =
                    columns(row, texts.line(rule.file(), row.place().line()));
            if (columns.isEmpty() || !columns.equals(first)) {
                report.within(
                        rule,
                        row.place(),
                        CheckCode.TABLE_LAYOUT,
                        "the columns of this row are not aligned with those of the first row",
                        "Run apposite format, or align them with spaces.");
                return;
            }
        }
    }

    /** Where the arguments of a row begin; none when they are not all on its line. */
    private static List<Integer> columns(Consequence row, @Nullable String line) {
        List<Integer> columns = new ArrayList<>();
        if (line == null) {
            return columns;
        }
        int from = line.indexOf('(', row.place().column() - 1);
        for (Literal argument : row.arguments()) {
            String written = Wording.of(argument);
            from = from < 0 ? -1 : line.indexOf(written, from);
            if (from < 0) {
                return List.of();
            }
            if (columns.size() < COLUMNS) {
                columns.add(from);
            }
            from += written.length();
        }
        return columns;
    }
}
