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
    private static final String UNITS =
            "Median: 1 to 9. RRL: relative radiation level; dose: effective dose of one study.";
    private static final int WIDEST_SOURCES = 16;

    private final List<Recommendation> studies;
    private final Citations citations;
    private final List<Row> rows = new ArrayList<>();

    RatingTable(List<Recommendation> studies, Citations citations) {
        this.studies = studies;
        this.citations = citations;
        rows.add(new Row(
                StyledText.NONE, faint("Study"), faint("Median"), faint("RRL"), faint("Dose"), faint("Sources")));
        for (Recommendation study : studies) {
            Style style = study.preferred() ? Style.GOOD : Style.PLAIN;
            rows.add(new Row(
                    StyledText.of(style, study.preferred() ? ">" : ""),
                    StyledText.of(style, study.display())
                            .and(study.setAside() == null ? "" : "(set aside: " + study.setAside() + ")"),
                    StyledText.of(
                            (study.median() == null ? AdviceText.NOT_STATED : study.median()) + " " + marks(study)),
                    StyledText.of(level(study.radiation())),
                    StyledText.of(
                            study.radiation() == null
                                    ? AdviceText.NOT_STATED
                                    : study.radiation().toString()),
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
                page.paragraph(0, StyledText.of(Style.STRONG, AdviceText.sentence(AdviceText.words(category))));
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
            marks.add("> to do next");
        }
        if (studies.stream().anyMatch(Recommendation::disagreement)) {
            marks.add("* the panel disagreed");
        }
        if (studies.stream().anyMatch(Recommendation::transcribed)) {
            marks.add("t transcribed, to be confirmed before clinical use");
        }
        if (studies.stream().anyMatch(study -> study.sources().stream().anyMatch(citations::isInterpretation))) {
            marks.add(Citations.INTERPRETATION_MARK + " a decision of the authors of the rules");
        }
        return marks.isEmpty() ? List.of(UNITS) : List.of(String.join("; ", marks) + ".", UNITS);
    }

    private static String marks(Recommendation study) {
        return (study.disagreement() ? "*" : "") + (study.transcribed() ? "t" : "");
    }

    private static String level(@Nullable Radiation radiation) {
        return radiation == null || radiation.level() == Radiation.Level.VARIES
                ? ""
                : radiation.level().code();
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
