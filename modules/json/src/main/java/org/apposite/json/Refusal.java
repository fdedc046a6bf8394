package org.apposite.json;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Ends the reading of one case. Never leaves this package: it becomes the record's {@link CaseError}. */
final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** A line and column of the file, from 1. */
    record Place(int line, int column) {}

    final String code;
    final transient JsonPointer path;
    final String message;
    final @Nullable String suggestion;
    private transient @Nullable Place place;
    private boolean atKey;

    Refusal(String code, JsonPointer path, String message, @Nullable String suggestion) {
        super(message, null, false, false);
        this.code = code;
        this.path = path;
        this.message = Words.inOneLine(message);
        this.suggestion = suggestion == null ? null : Words.inOneLine(suggestion);
    }

    /** The same refusal at a place that is known already. */
    Refusal at(Place known) {
        place = known;
        return this;
    }

    /** The same refusal, of the key and not of its value. */
    Refusal ofKey() {
        atKey = true;
        return this;
    }

    CaseError in(Document document) {
        Place found = place != null ? place : document.placeOf(path, atKey);
        return new CaseError(code, path.toString(), found.line(), found.column(), message, suggestion);
    }
}
