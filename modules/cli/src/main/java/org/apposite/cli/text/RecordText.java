package org.apposite.cli.text;

import java.util.List;
import org.apposite.fhir.in.FhirCase;

/** What stands below the answer to a record of FHIR: what it rests on, and what was not taken as it stands. */
public final class RecordText {

    private RecordText() {}

    /**
     * The text below an answer.
     *
     * @param read what was read
     * @param layout how it is set; what the answer rests on is told with the whole answer only
     * @return empty when there is nothing to tell
     */
    public static String of(FhirCase read, AdviceText.Layout layout) {
        Words words = new Words(layout.messages());
        TextPage page = new TextPage(layout.width(), layout.colour());
        if (layout.detail() != AdviceText.Detail.SHORT && !read.origins().isEmpty()) {
            page.heading(words.text("record-read"));
            read.origins()
                    .forEach(origin -> page.item(
                            2,
                            StyledText.of(origin.display() + ": " + origin.value())
                                    .and(StyledText.of(
                                            Style.FAINT, "(" + String.join(", ", origin.resources()) + ")"))));
        }
        List<FhirCase.Note> notes = read.notes();
        if (!notes.isEmpty()) {
            page.heading(words.text("record-not-taken"));
            notes.forEach(note -> page.item(2, StyledText.of(note.toString())));
        }
        return page.toString().isEmpty() ? "" : "\n" + page;
    }
}
