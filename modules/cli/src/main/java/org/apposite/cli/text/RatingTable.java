package org.apposite.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apposite.advice.Radiation;
import org.apposite.advice.Recommendation;
import org.jspecify.annotations.Nullable;

/** The table of all rated studies, by category, with a legend of the marks that it uses. */
final class RatingTable {

    private static final int GAPS = 2 * 5;
    private static final int WIDEST_SOURCES = 16;

    private final List<Recommendation> studies;
    private final Citations citations;
    private final Words words;
    private final List<Row> rows = new ArrayList<>();

    RatingTable(List<Recommendation> studies, Citations citations, Words words) {
        this.studies = studies;
        this.citations = citations;
        this.words = words;
        rows.add(new Row(
                StyledText.NONE,
                column("study"),
                column("median"),
                column("level"),
                column("dose"),
                column("sources")));
        for (Recommendation study : studies) {
            Style style = study.preferred() ? Style.GOOD : Style.PLAIN;
            rows.add(new Row(
                    StyledText.of(style, study.preferred() ? ">" : ""),
                    StyledText.of(style, study.display())
                            .and(study.setAside() == null ? "" : words.text("row-set-aside", study.setAside())),
                    StyledText.of(
                            (study.median() == null ? words.text("not-stated") : study.median()) + " " + marks(study)),
                    StyledText.of(level(study.radiation())),
                    StyledText.of(words.dose(study.radiation())),
                    faint(citations.inTable(study.sources()))));
        }
    }

    void writeTo(TextPage page) {
        List<Integer> widths = widths(page.room(0));
        page.row(0, widths, rows.get(0).cells());
        for (Recommendation.Category category : Recommendation.Category.values()) {
            List<Row> ofCategory = IntStream.range(0, studies.size())
                    .filter(i -> studies.get(i).category() == category)
                    .mapToObj(i -> rows.get(i + 1))
                    .toList();
            if (!ofCategory.isEmpty()) {
                page.paragraph(0, StyledText.of(Style.STRONG, AdviceText.sentence(words.label(category))));
                ofCategory.forEach(row -> page.row(0, widths, row.cells()));
            }
        }
        legend().forEach(line -> page.paragraph(0, faint(line)));
    }

    /** Every column as wide as its widest cell; the studies take what is left. */
    private List<Integer> widths(int room) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).cells().length; column++) {
            int at = column;
            widths.add(
                    rows.stream().mapToInt(row -> row.cells()[at].width()).max().orElse(0));
        }
        widths.set(0, 1);
        widths.set(5, Math.min(widths.get(5), WIDEST_SOURCES));
        int others = widths.stream().mapToInt(Integer::intValue).sum() - widths.get(1);
        widths.set(1, Math.min(widths.get(1), room - GAPS - others));
        return widths;
    }

    private List<String> legend() {
        List<String> marks = new ArrayList<>();
        if (studies.stream().anyMatch(Recommendation::preferred)) {
            marks.add(words.text("mark-preferred"));
        }
        if (studies.stream().anyMatch(Recommendation::disagreement)) {
            marks.add(words.text("mark-disagreement"));
        }
        if (studies.stream().anyMatch(Recommendation::transcribed)) {
            marks.add(words.text("mark-transcribed"));
        }
        if (studies.stream().anyMatch(study -> study.sources().stream().anyMatch(citations::isInterpretation))) {
            marks.add(words.text("mark-interpretation"));
        }
        String units = words.text("units");
        return marks.isEmpty() ? List.of(units) : List.of(String.join("; ", marks) + ".", units);
    }

    private static String marks(Recommendation study) {
        return (study.disagreement() ? "*" : "") + (study.transcribed() ? "t" : "");
    }

    private String level(@Nullable Radiation radiation) {
        return radiation == null || radiation.level() == Radiation.Level.VARIES ? "" : words.label(radiation.level());
    }

    private StyledText column(String name) {
        return faint(words.text("column-" + name));
    }

    private static StyledText faint(String text) {
        return StyledText.of(Style.FAINT, text);
    }

    private record Row(
            StyledText marker,
            StyledText study,
            StyledText median,
            StyledText level,
            StyledText dose,
            StyledText sources) {

        StyledText[] cells() {
            return new StyledText[] {marker, study, median, level, dose, sources};
        }
    }
}
