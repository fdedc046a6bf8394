package org.apposite.cli.text;

import java.util.List;
import org.apposite.fhir.in.FhirCase;
import org.apposite.model.Region;
import org.apposite.model.Vocabulary;

/** What stands below the answer to a record of FHIR: what it rests on, and what was not taken as it stands. */
public final class RecordText {

    private RecordText() {}

    /**
     * The text below an answer.
     *
     * @param read what was read
     * @param vocabulary that of the rules, which names what codes stand for
     * @param layout how it is set; what the answer rests on is told with the whole answer only
     * @return empty when there is nothing to tell
     */
    public static TextPage of(FhirCase read, Vocabulary vocabulary, AdviceText.Layout layout) {
        Words words = new Words(layout.messages());
        TextPage page = new TextPage(layout.width(), layout.colour());
        if (layout.detail() != AdviceText.Detail.SHORT && !read.origins().isEmpty()) {
            page.heading(words.text("record-read"));
            read.origins()
                    .forEach(origin -> page.item(
                            2,
                            StyledText.of(origin.display() + ": " + named(origin.value(), vocabulary))
                                    .and(StyledText.of(
                                            Style.FAINT, "(" + String.join(", ", origin.resources()) + ")"))));
        }
        List<FhirCase.Note> notes = read.notes();
        if (!notes.isEmpty()) {
            page.heading(words.text("record-not-taken"));
            notes.forEach(note ->
                    page.item(2, StyledText.of(note.line(layout.messages().language()))));
        }
        return page;
    }

    /** A code of a complaint or a region as people call it; anything else as it stands. */
    private static String named(String value, Vocabulary vocabulary) {
        Vocabulary.Term term = vocabulary.terms().get(value);
        Region region = vocabulary.regions().get(value);
        return term != null ? term.display() : region != null ? region.display() : value;
    }
}
