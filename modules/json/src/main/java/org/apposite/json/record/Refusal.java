package org.apposite.json.record;

import com.fasterxml.jackson.core.JsonPointer;
import java.io.Serial;
import org.apposite.text.Place;
import org.apposite.text.YamlDocument.Kind;
import org.jspecify.annotations.Nullable;

/** Ends the reading of one case. Never leaves this package: it becomes the record's {@link CaseError}. */
public final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What to do about several cases in one record. */
    static final String SEPARATELY =
            "Write each case separately: one per line as JSON, or as YAML documents separated by ---.";

    final String code;
    final transient JsonPointer path;
    public final String message;
    final @Nullable String suggestion;
    private transient @Nullable Place place;
    private boolean atKey;

    public Refusal(String code, JsonPointer path, String message, @Nullable String suggestion) {
        super(message, null, false, false);
        this.code = code;
        this.path = path;
        this.message = MessageText.inOneLine(message);
        this.suggestion = suggestion == null ? null : MessageText.inOneLine(suggestion);
    }

    /** Of the form of a text, in either language. */
    static Refusal of(Kind kind, String what, JsonPointer path) {
        String code = switch (kind) {
            case MALFORMED, TAB, KEY_OF_PARTS, SECOND_DOCUMENT -> "CASE-101";
            case CONTROL_CHARACTER, ESCAPED_CONTROL_CHARACTER -> "CASE-103";
            case DUPLICATE_KEY -> "CASE-104";
            case ANCHOR, ALIAS, TAG, MERGE_KEY -> "CASE-105";
            case TOO_DEEP -> "CASE-106";
            case TOO_LARGE, TOO_MANY_VALUES, TOO_LONG -> "CASE-107";
        };
        return switch (kind) {
            case MALFORMED -> new Refusal(code, path, kind.message(what), null);
            case SECOND_DOCUMENT -> new Refusal(code, path, "there is more after the end of the case", SEPARATELY);
            case TOO_MANY_VALUES -> new Refusal(code, path, "the case has more than " + what + " values", null);
            default -> new Refusal(code, path, kind.message(what), kind.suggestion());
        };
    }

    /** Of a text without a case, or with a case that states nothing. */
    public static Refusal empty(JsonPointer path) {
        return new Refusal("CASE-109", path, "the case is empty", "State at least the complaint.");
    }

    /** Of a text that holds a list or a single value. */
    static Refusal noMap(boolean isList) {
        return new Refusal(
                "CASE-108",
                JsonPointer.empty(),
                (isList ? "a list" : "a single value") + " was found where a case is expected",
                isList ? SEPARATELY : "Write a case as keys and values, such as \"complaint:\".");
    }

    /** Of a number that is infinite or none. */
    static Refusal noNumber(String written, JsonPointer path) {
        return new Refusal("CASE-206", path, MessageText.quoted(written) + " is not a usable number", null);
    }

    /** The same refusal at a place of the record that is known already. */
    public Refusal at(Place known) {
        place = known;
        return this;
    }

    /** The same refusal, of the key and not of its value. */
    public Refusal ofKey() {
        atKey = true;
        return this;
    }

    public CaseError in(Document document) {
        Place found = place != null ? document.inFile(place) : document.placeOf(path, atKey);
        return new CaseError(code, path.toString(), found.line(), found.column(), message, suggestion);
    }
}
