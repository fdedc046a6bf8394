package org.apposite.advice;

import java.util.List;

/**
 * A diagnosis that the recommended study is meant to find or to rule out.
 *
 * @param code its code
 * @param text what it comprises and why it matters, for a reader
 * @param because codes of what in this case raises it, most important first; empty when it is on the list anyway
 * @param source the key of the source
 */
public record Differential(String code, String text, List<String> because, String source) {

    /** Copies the list. */
    public Differential {
        because = List.copyOf(because);
    }
}
