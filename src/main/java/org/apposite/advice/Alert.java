package org.apposite.advice;

import java.util.List;

/**
 * Something that the clinician should see with the answer, whatever the outcome.
 *
 * @param code its code
 * @param severity how much it matters
 * @param text what it says
 * @param sources the keys of its sources
 */
public record Alert(String code, Severity severity, String text, List<String> sources) implements Conclusion {

    /** Copies the list. */
    public Alert {
        sources = List.copyOf(sources);
    }
}
