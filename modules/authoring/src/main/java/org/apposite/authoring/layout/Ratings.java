package org.apposite.authoring.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apposite.advice.Recommendation;
import org.apposite.language.Verb;
import org.apposite.text.RuleFile.Conclusion;
import org.apposite.text.RuleFile.Statement;

/** The ratings of a rule as a table: aligned, and sorted by category and median between the comments that part them. */
final class Ratings {

    private static final List<String> HEADER = List.of("//", "procedure", "category", "median", "radiation", "sources");
    private static final int COLUMNS = HEADER.size();
    private static final int CATEGORY = 2;
    private static final int MEDIAN = 3;
    private static final List<String> CATEGORIES = Arrays.stream(Recommendation.Category.values())
            .map(Recommendation.Category::code)
            .toList();
    private static final Comparator<Row> BEST_FIRST = Comparator.comparingInt(Row::category)
            .thenComparing(Comparator.comparingInt(Row::median).reversed());

    private final List<Row> rows;
    private final List<Integer> widths;

    /** A row: the verb, its arguments, all sources as one; with what stands round it. */
    private record Row(Piece piece, List<String> cells) {

        /** The rank of the category, best first; what is no category comes last. */
        int category() {
            String code = cells.get(CATEGORY).replaceAll("^\"|\",$", "");
            boolean disagreement = code.endsWith(Verb.DISAGREEMENT);
            String plain = disagreement ? code.substring(0, code.length() - Verb.DISAGREEMENT.length()) : code;
            int rank = CATEGORIES.indexOf(plain);
            return rank < 0 ? CATEGORIES.size() * 2 : 2 * rank + (disagreement ? 1 : 0);
        }

        int median() {
            String digits = cells.get(MEDIAN).replaceAll(",$", "");
            return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
        }

        Row withAbove(List<Comment> comments) {
            return new Row(piece.withAbove(comments), cells);
        }
    }

    private Ratings(List<Row> rows) {
        this.rows = rows;
        boolean headed =
                rows.stream().flatMap(row -> row.piece().above().stream()).anyMatch(Ratings::isHeader);
        this.widths = IntStream.range(0, COLUMNS - 1)
                .map(column -> Stream.concat(
                                rows.stream().map(row -> row.cells().get(column)),
                                headed ? Stream.of(HEADER.get(column)) : Stream.empty())
                        .mapToInt(cell -> cell.codePointCount(0, cell.length()))
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
    }

    /** Whether conclusions are ratings, all of them. */
    static boolean areAll(List<Statement> statements) {
        return !statements.isEmpty()
                && statements.stream()
                        .allMatch(statement -> statement instanceof Conclusion conclusion
                                && conclusion.verb().equals(Verb.RATE.display())
                                && conclusion.arguments().size() >= COLUMNS - 1);
    }

    static Ratings of(List<List<Commented>> conclusions) {
        List<Row> sorted = new ArrayList<>();
        List<Row> block = new ArrayList<>();
        for (List<Commented> conclusion : conclusions) {
            Row row = new Row(Piece.of(conclusion), cells(conclusion));
            if (!row.piece().above().isEmpty()) {
                sorted.addAll(sorted(block));
                block.clear();
            }
            block.add(row);
        }
        sorted.addAll(sorted(block));
        return new Ratings(sorted);
    }

    /** The comment above the block stays above it, whichever row comes first. */
    private static List<Row> sorted(List<Row> block) {
        List<Row> sorted = new ArrayList<>();
        for (Row row : block.stream().sorted(BEST_FIRST).toList()) {
            sorted.add(row.withAbove(sorted.isEmpty() ? block.get(0).piece().above() : List.of()));
        }
        return sorted;
    }

    private static List<String> cells(List<Commented> conclusion) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < conclusion.size() && cells.size() < COLUMNS - 1; i++) {
            if (conclusion.get(i).is("(") || conclusion.get(i).is(",")) {
                moveOn(conclusion.get(i), conclusion.get(i + 1));
                cells.add(Piece.flat(conclusion.subList(start, i + 1)));
                start = i + 1;
            }
        }
        cells.add(Piece.flat(conclusion.subList(start, conclusion.size())));
        return cells;
    }

    /** A short comment behind a sign opens the next cell, since there it stands when the row is read again. */
    private static void moveOn(Commented sign, Commented next) {
        List<Comment> moved = sign.after().stream()
                .filter(Comment::isShort)
                .map(Comment::asInline)
                .toList();
        sign.after().removeIf(Comment::isShort);
        next.before().addAll(0, moved);
    }

    /** The table, line by line. */
    List<Piece> lines() {
        return rows.stream()
                .map(row -> {
                    Piece piece = row.piece();
                    List<Comment> above =
                            piece.above().stream().map(this::header).toList();
                    return new Piece(above, line(row.cells()), piece.behind(), piece.blankBefore());
                })
                .toList();
    }

    private Comment header(Comment comment) {
        return isHeader(comment) ? Comment.of(line(HEADER), comment.column(), comment.blankBefore(), false) : comment;
    }

    private static boolean isHeader(Comment comment) {
        return Arrays.asList(comment.text().split("\\s+")).equals(HEADER);
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < COLUMNS - 1; column++) {
            String cell = cells.get(column);
            line.append(cell)
                    .append(" ".repeat(widths.get(column) - cell.codePointCount(0, cell.length())))
                    .append(' ');
        }
        return line.append(cells.get(COLUMNS - 1)).toString();
    }
}
