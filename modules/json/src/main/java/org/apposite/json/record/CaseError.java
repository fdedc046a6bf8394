package org.apposite.json.record;

import org.jspecify.annotations.Nullable;

/**
 * Why a case was refused: the first and most telling reason, for the person who wrote it. Immutable.
 *
 * <p>The codes are stable:
 *
 * <ul>
 *   <li>CASE-101 not well-formed YAML or JSON; CASE-102 not UTF-8; CASE-103 a control character; CASE-104 a key twice;
 *       CASE-105 an anchor, alias, tag or merge key; CASE-106 nested too deep; CASE-107 too large; CASE-108 a list or
 *       a single value in place of a case; CASE-109 empty; CASE-110 a file of a case that cannot be read
 *   <li>CASE-201 an unknown key; CASE-202 a key that is needed and not there; CASE-203 the wrong kind of value;
 *       CASE-204 a value outside its closed list; CASE-205 a value that is not written as it must be; CASE-206 a value
 *       out of range; CASE-207 values that do not fit together; CASE-208 another version of the format
 *   <li>CASE-301 a code that the vocabulary does not have, or has as something else; CASE-302 a contradiction or
 *       repetition; CASE-303 dates or times that cannot be;
 *       CASE-304 a case beside the rules that a person has yet to fill in; CASE-305 a unit that the quantity does not have
 * </ul>
 *
 * @param code the code
 * @param path where in the case, as JSON Pointer; empty for the whole case
 * @param line the line in the file, from 1
 * @param column the column in the line, from 1
 * @param message what is wrong, in one line
 * @param suggestion what to do, a sentence; null when there is nothing to suggest
 */
public record CaseError(
        String code,
        String path,
        int line,
        int column,
        String message,
        @Nullable String suggestion) {

    /** The error in one line: place, code, message, suggestion. */
    @Override
    public String toString() {
        return line + ":" + column + ": " + code + " " + message + (suggestion == null ? "" : ". " + suggestion);
    }
}
